import { countOf, type QueuedWorkflow, type QueueStage } from './stage';

export interface Repeats {
	events: number;
	/** Events that came out behind the trigger more than once. */
	double: number;
	/** Events that did not. */
	missing: number;
	executions: Record<string, number>;
}

type Send = (text: string, workflow: QueuedWorkflow) => Promise<void>;

/** Each event to one webhook process, and when that has answered, to the other. */
export async function repeatToOtherProcess(stage: QueueStage, events: number): Promise<Repeats> {
	let turn = 0;
	return await sendOrders(stage, events, async (text, { urls }) => {
		const [first, second] = turn++ % 2 === 0 ? urls : [...urls].reverse();
		await post(stage, first, text);
		await post(stage, second, text);
	});
}

/** Each event to both webhook processes at the same moment. */
export async function sendToBothAtOnce(stage: QueueStage, events: number): Promise<Repeats> {
	return await sendOrders(stage, events, async (text, { urls }) => {
		await Promise.all(urls.map(async (url) => await post(stage, url, text)));
	});
}

async function post({ simulator }: QueueStage, url: string, text: string): Promise<void> {
	const { status } = await simulator.notifications.post(url, text);
	expect(status).toBe(200);
}

async function sendOrders(stage: QueueStage, events: number, send: Send): Promise<Repeats> {
	const workflow = await stage.listen([], { events: ['Order'] });
	const { notifications } = stage.simulator;
	notifications.hold();
	stage.simulator.sellMany(events, { kind: 'donation' });
	const texts = notifications.held
		.filter(({ eventType }) => eventType === 'Order')
		.map(({ body }) => body);
	notifications.clear();
	notifications.release();
	for (const text of texts) await send(text, workflow);
	const { executions, received } = await stage.runs(workflow);
	const counts = countOf(received.map(({ data }) => (data as { id: number }).id));
	const values = texts.map(
		(text) => counts[(JSON.parse(text) as { data: { id: number } }).data.id],
	);
	return {
		events: values.length,
		double: values.filter((count) => count > 1).length,
		missing: values.filter((count) => count === undefined).length,
		executions,
	};
}
