import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import type { Payment } from '../../simulator/model';
import { credentialFor } from './engine';
import { Notified } from './notified';

let sim: Simulator;
let payment: Payment;
beforeEach(async () => {
	sim = await startSimulator();
	[payment] = sim.sell({ notify: false }).payments;
});
afterEach(async () => {
	await sim.stop();
});

let workflows = 0;
const notified = (parameters: IDataObject = {}) =>
	new Notified({
		credential: credentialFor(sim),
		parameters,
		workflowId: `repeats${++workflows}`,
	});

const refund = (id: number, status = 'Processed') => ({ id, amount: 500, amountTip: 0, status });
/** HelloAsso shows a refund of a part; the payment is Authorized before and after it. */
function refundPart(id: number, status?: string): void {
	payment.refundOperations = [
		...payment.refundOperations.filter((operation) => operation.id !== id),
		{ ...refund(id, status), meta: payment.meta },
	];
}
/** The notification of the payment as it is now. */
const event = (more: IDataObject = {}) => ({
	eventType: 'Payment',
	data: {
		id: payment.id,
		amount: payment.amount,
		state: payment.state,
		order: { id: payment.orderId },
		refundOperations: payment.refundOperations.map(({ id, status }) => refund(id, status)),
		...more,
	},
});
const REPEAT = { status: 200, item: undefined };

describe.each([
	['with confirmation', {}],
	['without confirmation', { options: { confirm: false } }],
	['raw, with confirmation', { simplify: false }],
	['raw, without confirmation', { simplify: false, options: { confirm: false } }],
])('a payment of which a part is refunded, %s', (_how, parameters) => {
	it('starts a run for each change and none for a repeat, over a restart too', async () => {
		const trigger = notified(parameters);
		const paid = event();
		const first = await trigger.receive(paid);
		expect([first.item?.eventType, first.item?.change]).toEqual(['Payment', 'paid']);
		refundPart(9);
		const partlyRefunded = event();
		const second = await trigger.receive(partlyRefunded);
		expect(second.item?.change).toBe('partlyRefunded');
		for (let restart = 0; restart < 2; restart++) {
			for (const body of [paid, partlyRefunded, paid])
				expect(await trigger.receive(body)).toEqual(REPEAT);
			trigger.reload();
		}
		refundPart(10);
		expect((await trigger.receive(event())).item?.change).toBe('partlyRefunded');
		expect(await trigger.receive(event({ meta: { updatedAt: 'touched' } }))).toEqual(REPEAT);
	});
});

it('a refund is a change when it is asked for and when it is done, but not when it fails', async () => {
	const trigger = notified();
	const changes: unknown[] = [];
	const tell = async () => changes.push((await trigger.receive(event())).item?.change);
	await tell();
	refundPart(9, 'Init');
	await tell();
	refundPart(9, 'Processing');
	await tell();
	refundPart(9, 'Processed');
	await tell();
	refundPart(10, 'Refused');
	await tell();
	expect(changes).toEqual(['paid', 'refunding', undefined, 'partlyRefunded', undefined]);
});

it('the change is that of the confirmed payment, not of the event', async () => {
	sim.changePayment(payment.id, 'Contested', { notify: false });
	const { item } = await notified().receive(event({ state: 'Authorized' }));
	expect([item?.change, (item?.data as IDataObject).state]).toEqual(['contested', 'Contested']);
});

it('other events than payments have no change', async () => {
	const { item } = await notified().receive({ eventType: 'Order', data: { id: payment.orderId } });
	expect(Object.keys(item ?? {}).sort()).toEqual(['data', 'event', 'eventType', 'verifiedBy']);
});

describe('a repeat of the same body days later', () => {
	it('starts nothing because the payment was paid out meanwhile', async () => {
		const trigger = notified();
		const body = event();
		expect((await trigger.receive(body)).item?.change).toBe('paid');
		Object.assign(payment, { cashOutState: 'CashedOut', idCashOut: 77 });
		trigger.reload();
		expect(await trigger.receive(body)).toEqual(REPEAT);
	});

	it('starts nothing because payout and state have changed meanwhile', async () => {
		const trigger = notified();
		const body = event();
		await trigger.receive(body);
		sim.changePayment(payment.id, 'Contested', { notify: false });
		expect((await trigger.receive(event())).item?.change).toBe('contested');
		Object.assign(payment, { idCashOut: 77 });
		expect(await trigger.receive(body)).toEqual(REPEAT);
	});

	it('starts nothing because items of the order have changed meanwhile, whatever it says of them', async () => {
		const { order } = sim.sell({ notify: false });
		const trigger = notified();
		const bodies = [
			{ eventType: 'Order', data: { id: order.id } },
			{ eventType: 'Order', data: { id: order.id, items: [{ id: 1, state: 'Waiting' }] } },
		];
		expect((await trigger.receive(bodies[0])).item?.eventType).toBe('Order');
		expect(await trigger.receive(bodies[1])).toEqual(REPEAT);
		for (const item of sim.data.items) if (item.orderId === order.id) item.state = 'Canceled';
		expect(await trigger.receive(bodies[0])).toEqual(REPEAT);
	});
});

it('a state that comes about again starts a run, in words that came before', async () => {
	const trigger = notified();
	const seen: unknown[] = [];
	for (const state of ['Authorized', 'Contested', 'Authorized', 'Contested']) {
		sim.changePayment(payment.id, state, { notify: false });
		seen.push((await trigger.receive(event())).item?.change);
		expect(await trigger.receive(event())).toEqual(REPEAT);
	}
	expect(seen).toEqual(['paid', 'contested', 'paid', 'contested']);
});

it('a forged condition does not hide the true event, in the same words', async () => {
	const trigger = notified();
	expect((await trigger.receive(event({ state: 'Contested' }))).item?.change).toBe('paid');
	const forged = event({ refundOperations: [refund(9)] });
	expect(await trigger.receive(forged)).toEqual(REPEAT);
	sim.changePayment(payment.id, 'Contested', { notify: false });
	payment.idCashOut = 77;
	expect((await trigger.receive(event())).item?.change).toBe('contested');
});

it('a run that could not be started starts when the event comes again, be it overtaken', async () => {
	const trigger = notified();
	const body = event();
	refundPart(9);
	expect((await trigger.receive(body, undefined, true)).status).toBe(500);
	expect((await trigger.receive(body)).item?.change).toBe('partlyRefunded');
	expect(await trigger.receive(body)).toEqual(REPEAT);
	expect(await trigger.receive(event())).toEqual(REPEAT);
});

describe('a body that does not say all of its condition', () => {
	/** As HelloAsso's own sample: without the refunds. */
	const short = () => ({ ...event(), data: { ...event().data, refundOperations: undefined } });

	it.each([
		['without refunds', short],
		['with its number only', () => ({ eventType: 'Payment', data: { id: payment.id } })],
	])('starts a run for each change that the API shows, %s', async (_what, body) => {
		const trigger = notified();
		expect((await trigger.receive(body())).item?.change).toBe('paid');
		refundPart(9);
		expect((await trigger.receive(body())).item?.change).toBe('partlyRefunded');
		expect(await trigger.receive(body())).toEqual(REPEAT);
		Object.assign(payment, { cashOutState: 'CashedOut', idCashOut: 77 });
		trigger.reload();
		expect(await trigger.receive(body())).toEqual(REPEAT);
		sim.changePayment(payment.id, 'Refunded', { notify: false });
		expect((await trigger.receive(body())).item?.change).toBe('refunded');
	});
});

it('a whole refund comes once, however late its operation is shown as done', async () => {
	const trigger = notified();
	const changes: unknown[] = [];
	payment.state = 'Refunded';
	for (const status of ['', 'Processing', 'Processed']) {
		payment.refundOperations = status ? [{ ...refund(9, status), meta: payment.meta }] : [];
		changes.push((await trigger.receive(event())).item?.change);
	}
	expect(changes).toEqual(['refunded', undefined, undefined]);
});
