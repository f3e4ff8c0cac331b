import { startSimulator, type Simulator } from '../index';
import type { Item, Order, Payment } from '../model';
import { Api, NOW, send } from './api';
import { Receiver } from './receiver';

const MINUTE = 60_000;
const DAY = 86_400_000;

let receiver: Receiver;
let sim: Simulator;
let api: Api;

beforeEach(async () => {
	receiver = await Receiver.start();
	sim = await startSimulator({ now: NOW, seed: { orders: 22 }, localUrls: true });
	sim.setBackOfficeUrl(receiver.url);
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(async () => {
	await sim.stop();
	await receiver.stop();
});

const press = async (path: string, body: object) =>
	await send(sim, `/simulator${path}`, {
		method: 'POST',
		headers: { 'user-agent': 'curl/8', 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

const read = async (id: number) => (await api.get(`/payments/${id}`)).json as Payment;

/** What was told since the last time, as `Payment Authorized`. */
async function told(): Promise<string[]> {
	await sim.notifications.settled();
	return receiver.received.splice(0).map(({ json }) => {
		const { state } = json.data as { state?: string };
		return [json.eventType, state].filter(Boolean).join(' ');
	});
}

describe('a refund of a part', () => {
	const statuses = ({ state, refundOperations }: Payment) => [
		state,
		...refundOperations.map(({ amount, status }) => `${amount} ${status}`),
	];

	test('goes through Refunding to Authorized, a second one again, the last one to Refunded', async () => {
		const { id, amount } = sim.sell({ amount: 3_000 }).payments[0];
		await told();
		sim.partRefund(id, 500);
		expect(statuses(await read(id))).toEqual(['Refunding', '500 Init']);
		expect(await told()).toEqual([]);
		expect(() => sim.partRefund(id, 100)).toThrow(`The payment ${id} is Refunding`);
		sim.advance(MINUTE);
		expect(await told()).toEqual(['Payment Authorized']);
		expect(statuses(await read(id))).toEqual(['Authorized', '500 Processed']);
		sim.partRefund(id, 700);
		sim.advance(MINUTE);
		expect(statuses(await read(id))).toEqual(['Authorized', '500 Processed', '700 Processed']);
		expect(() => sim.partRefund(id, amount)).toThrow('1 to 1800 cents can be refunded');
		sim.partRefund(id, 1_800);
		sim.advance(MINUTE);
		expect(await told()).toEqual(['Payment Authorized', 'Payment Refunded']);
		expect(sim.books.refunds[id]).toEqual([500, 700, 1_800]);
	});

	test('can fail, and then is not listed', async () => {
		const { id } = sim.sell({ amount: 3_000 }).payments[0];
		sim.partRefund(id, 500, { outcome: 'Refused', notify: false });
		await told();
		sim.advance(MINUTE);
		expect(statuses(await read(id))).toEqual(['Authorized']);
		expect(await told()).toEqual([]);
		expect(() => sim.partRefund(id, 3_000)).not.toThrow();
	});

	test('is to be had by HTTP', async () => {
		const { id } = sim.sell({ amount: 3_000 }).payments[0];
		const refund = async (body: object) => await press(`/payments/${id}/refund`, body);
		const answer = await refund({ amount: 500 });
		expect([answer.status, statuses(answer.json as Payment)]).toEqual([
			200,
			['Refunding', '500 Init'],
		]);
		expect((await refund({ amount: 500 })).status).toBe(400);
		expect((await refund({})).status).toBe(400);
	});

	test.each(['by hand', 'by API'])(
		'%s is told when it begins, where HelloAsso does so',
		async (how) => {
			sim.readings.notifiesRefunding = true;
			const { id } = sim.sell({ amount: 3_000 }).payments[0];
			await told();
			if (how === 'by hand') sim.partRefund(id, 500);
			else expect((await api.call('POST', `/payments/${id}/refund?amount=500`)).status).toBe(200);
			expect(await told()).toEqual(['Payment Refunding']);
			sim.advance(MINUTE);
			expect(await told()).toEqual(['Payment Authorized']);
		},
	);

	test.each([true, false])('moves updatedAt: %s', async (refundTouches) => {
		sim.readings.refundTouches = refundTouches;
		const { payments, order } = sim.sell({ amount: 3_000 });
		const { updatedAt } = payments[0].meta;
		sim.advance(DAY);
		sim.partRefund(payments[0].id, 500);
		sim.advance(MINUTE);
		expect(payments[0].meta.updatedAt === updatedAt).toBe(!refundTouches);
		expect(order.meta.updatedAt === updatedAt).toBe(!refundTouches);
	});
});

describe('a payout', () => {
	test('is of several payments, moves updatedAt and tells nobody', async () => {
		const paid = sim.sellMany(2).flatMap(({ payments }) => payments);
		await told();
		sim.advance(10 * MINUTE);
		const idCashOut = sim.payOut(...paid.map(({ id }) => id));
		expect(await told()).toEqual([]);
		for (const { id, meta } of paid) {
			const payment = await read(id);
			expect(payment).toMatchObject({ idCashOut, cashOutState: 'CashedOut', state: 'Authorized' });
			expect(payment.cashOutDate).toMatch(/^2026-03-18T12:1/);
			expect(payment.meta.updatedAt).toBe(meta.updatedAt);
			expect(payment.meta.updatedAt).toMatch(/^2026-03-18T12:1/);
		}
		expect(() => sim.payOut(1)).toThrow('There is no payment 1');
	});

	test('is told where HelloAsso does so, and is to be had by HTTP', async () => {
		sim.readings.notifiesPayout = true;
		const { id } = sim.sell().payments[0];
		await told();
		const answer = await press('/cash-outs', { payments: [id] });
		expect(answer.json).toEqual({ idCashOut: sim.data.payment(id)?.idCashOut });
		expect(await told()).toEqual(['Payment Authorized']);
	});
});

describe('instalments', () => {
	const plan = (payments: Payment[]) =>
		payments.map(({ installmentNumber, state, date }) =>
			[installmentNumber, state, date.slice(0, 10)].join(' '),
		);

	test('are all there at once, and each is paid or refused on its day', async () => {
		const { payments } = sim.sell({ installments: 3, installmentStates: ['Refused'] });
		expect(plan(payments)).toEqual([
			'1 Authorized 2026-03-18',
			'2 Pending 2026-04-17',
			'3 Pending 2026-05-17',
		]);
		expect(payments.map(({ amount }) => amount)).toEqual([1_500, 1_500, 1_500]);
		expect((await told()).sort()).toEqual(['Order', 'Payment Authorized']);
		sim.advance(29 * DAY);
		expect(await told()).toEqual([]);
		sim.advance(2 * DAY);
		expect(await told()).toEqual(['Payment Refused']);
		expect(payments[1].meta.updatedAt.slice(0, 16)).toBe(payments[1].date.slice(0, 16));
		sim.payInstallment(payments[2].id);
		sim.advance(60 * DAY);
		expect(await told()).toEqual(['Payment Authorized']);
		expect(plan(payments)).toEqual([
			'1 Authorized 2026-03-18',
			'2 Refused 2026-04-17',
			'3 Authorized 2026-05-17',
		]);
		expect(() => sim.payInstallment(payments[2].id)).toThrow(`${payments[2].id} is Authorized`);
	});

	test('stop with their order, and have numbers that no other payment has', async () => {
		const sold = sim.sellMany(3, { installments: 3 });
		const ids = sim.data.payments.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		await api.call('POST', `/orders/${sold[0].order.id}/cancel`);
		sim.advance(90 * DAY);
		expect(sold.map(({ payments }) => payments[2].state)).toEqual([
			'Canceled',
			'Authorized',
			'Authorized',
		]);
		expect(() => sim.sell({ installments: 0 })).toThrow('A sale has one payment or several');
	});
});

describe('a SEPA payment', () => {
	test.each([
		['Authorized', 'Processed'],
		['Refused', 'Refused'],
	])('that is %s days later makes its item %s', async (state, itemState) => {
		const { items, payments } = sim.sell({ state: 'WaitingBankValidation' });
		await told();
		sim.changePayment(payments[0].id, 'WaitingBankWithdraw');
		expect(items[0].state).toBe('Waiting');
		sim.changePayment(payments[0].id, state);
		expect(items[0].state).toBe(itemState);
		expect(await told()).toEqual(['Payment WaitingBankWithdraw', `Payment ${state}`]);
	});

	test('tells of its order again, where HelloAsso does so', async () => {
		sim.readings.notifiesItemChange = true;
		const { payments } = sim.sell({ state: 'WaitingBankValidation' });
		await told();
		sim.changePayment(payments[0].id, 'Authorized');
		expect((await told()).sort()).toEqual(['Order', 'Payment Authorized']);
	});

	test.each([true, false])('moves updatedAt of its order: %s', (paymentTouchesOrder) => {
		sim.readings.paymentTouchesOrder = paymentTouchesOrder;
		const { order, payments } = sim.sell({ state: 'WaitingBankValidation' });
		const { updatedAt } = order.meta;
		sim.advance(3 * DAY);
		sim.changePayment(payments[0].id, 'Authorized');
		expect(order.meta.updatedAt === updatedAt).toBe(!paymentTouchesOrder);
		expect(payments[0].meta.updatedAt).not.toBe(updatedAt);
	});
});

test.each(['entry', 'date'] as const)(
	'a sale that is entered by hand with an older date counts as made since its %s',
	async (enteredCreatedAt) => {
		sim.readings.enteredCreatedAt = enteredCreatedAt;
		const date = Date.parse('2024-05-01T10:00:00Z');
		const sale = { state: 'Registered', date, paymentOffLineMean: 'Check' };
		const { order, items, payments } = sim.sell(sale);
		expect([order.date, payments[0].date].map((day) => day.slice(0, 16))).toEqual([
			'2024-05-01T12:00',
			'2024-05-01T12:00',
		]);
		expect(payments[0]).toMatchObject({
			state: 'Registered',
			type: 'Offline',
			paymentMeans: 'None',
			paymentOffLineMean: 'Check',
		});
		expect(items[0].state).toBe('Registered');
		const made = enteredCreatedAt === 'date' ? '2024-05-01' : '2026-03-18';
		for (const { meta } of [order, payments[0]]) {
			expect(meta.createdAt.slice(0, 10)).toBe(made);
			expect(meta.updatedAt.slice(0, 10)).toBe('2026-03-18');
		}
		expect(() => sim.sell({ date })).toThrow('Only a sale that is entered by hand');
		const path = '/organizations/les-amis-du-velo/items?pageSize=1&sortField=UpdateDate';
		expect((await api.page<Item & { order: Order }>(path)).data[0].id).toBe(items[0].id);
	},
);
