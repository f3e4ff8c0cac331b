import type { Sold } from '../../simulator';
import { countOf, type QueuedWorkflow, type QueueStage } from './stage';

export interface Repeats {
	events: number;
	/** Events that came out behind the trigger more than once. */
	double: number;
	/** Events that did not. */
	missing: number;
	executions: Record<string, number>;
}

/** What HelloAsso tells of one sale, as texts. */
interface ToldSale {
	order: string;
	payment: string;
}

/** What comes out for a sale when a trigger waits for it. */
const ORDER = { chosen: 'Order', idOf: ({ order }: Sold) => order.id };
const DONATION = { chosen: 'newDonation', idOf: ({ items }: Sold) => items[0].id };

/** Each order to one webhook process, and when that has answered, to the other. */
export async function repeatToOtherProcess(stage: QueueStage, sales: number): Promise<Repeats> {
	let turn = 0;
	return await sendSales(stage, sales, ORDER, async ({ order }, { urls }) => {
		const [first, second] = turn++ % 2 === 0 ? urls : [...urls].reverse();
		await post(stage, first, order);
		await post(stage, second, order);
	});
}

/** Each order to both webhook processes at the same moment. */
export async function sendToBothAtOnce(stage: QueueStage, sales: number): Promise<Repeats> {
	return await sendSales(stage, sales, ORDER, async ({ order }, { urls }) => {
		await Promise.all(urls.map(async (url) => await post(stage, url, order)));
	});
}

/** The order to one webhook process and its payment to the other at the same moment: both tell of the donation. */
export async function sendHalvesAtOnce(stage: QueueStage, sales: number): Promise<Repeats> {
	return await sendSales(stage, sales, DONATION, async ({ order, payment }, { urls }) => {
		await Promise.all([post(stage, urls[0], order), post(stage, urls[1], payment)]);
	});
}

/** A donation is simplified. */
const idIn = ({ id, itemId }: { id?: number; itemId?: number }) => itemId ?? id;

async function post({ simulator }: QueueStage, url: string, text: string): Promise<void> {
	const { status } = await simulator.notifications.post(url, text);
	expect(status).toBe(200);
}

async function sendSales(
	stage: QueueStage,
	sales: number,
	{ chosen, idOf }: typeof ORDER,
	send: (told: ToldSale, workflow: QueuedWorkflow) => Promise<void>,
): Promise<Repeats> {
	const workflow = await stage.listen([], { events: [chosen] });
	const { notifications } = stage.simulator;
	notifications.hold();
	const sold = stage.simulator.sellMany(sales, { kind: 'donation' });
	const texts = (type: string) =>
		notifications.held.filter(({ eventType }) => eventType === type).map(({ body }) => body);
	const [orders, payments] = [texts('Order'), texts('Payment')];
	notifications.clear();
	notifications.release();
	for (const [index, order] of orders.entries())
		await send({ order, payment: payments[index] }, workflow);
	const { executions, received } = await stage.runs(workflow);
	const counts = countOf(
		received.map(({ data }) => idIn(data as { id?: number; itemId?: number })),
	);
	const values = sold.map((sale) => counts[idOf(sale)] ?? 0);
	return {
		events: values.length,
		double: values.filter((count) => count > 1).length,
		missing: values.filter((count) => count === 0).length,
		executions,
	};
}
