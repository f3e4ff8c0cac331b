import { startSimulator, type Simulator } from '../index';
import type { Item, Order, Payment } from '../model';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;
const ORGANIZATION = '/organizations/les-amis-du-velo';

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 22 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(() => sim.stop());

describe('a sale', () => {
	test.each([
		['membership', 'Membership', 'adhesion-annuelle', 'Membership', 4_500],
		['ticket', 'Event', 'course-du-printemps', 'Registration', 2_700],
		['donation', 'Donation', '1', 'Donation', 5_000],
		['product', 'Shop', 'boutique-du-club', 'Product', 1_250],
		['free', 'Event', 'course-du-printemps', 'Registration', 0],
		['checkout', 'Checkout', 'default', 'Payment', 5_000],
	] as const)('of the kind %s', async (kind, formType, formSlug, type, total) => {
		const { order, items, payments } = sim.sell({ kind });
		expect(order).toMatchObject({ formType, formSlug, organizationSlug: 'les-amis-du-velo' });
		expect(order.amount.total).toBe(total);
		expect(items.map((item) => [item.id, item.type, item.amount])).toEqual([
			[order.id, type, total],
		]);
		expect(payments.map(({ amount, state }) => [amount, state])).toEqual(
			total === 0 ? [] : [[total, 'Authorized']],
		);
		const read = (await api.get(`/orders/${order.id}`)).json as Order & { payments: Payment[] };
		expect([read.id, read.payments.length]).toEqual([order.id, payments.length]);
		for (const { id } of payments) {
			expect((await api.get(`/payments/${id}`)).json).toMatchObject({
				id,
				order: { id: order.id },
			});
		}
		expect((await api.get(`/items/${order.id}`)).json).toMatchObject({ id: order.id, type });
	});

	test('is of this moment, whatever the clock says', () => {
		sim.advance(40 * 86_400_000);
		const { order, payments } = sim.sell();
		// After the change to summer time: 18 March and forty days.
		expect(order.date).toMatch(/^2026-04-27T13:0\d:\d\d\.\d{7}\+02:00$/);
		// The order was made when the checkout began.
		expect(order.meta.updatedAt).toBe(order.date);
		expect(Math.round((Date.parse(order.date) - Date.parse(order.meta.createdAt)) / 1000)).toBe(90);
		expect(payments[0].date).toBe(order.date);
		expect(payments[0].meta).toEqual(order.meta);
		const at = Date.parse('2026-01-31T22:59:59.999Z');
		expect(sim.sell({ at }).order.date).toMatch(/^2026-01-31T23:59:59\.999\d{4}\+01:00$/);
	});

	test('takes what it is told', () => {
		const { order, items, payments } = sim.sell({
			organizationSlug: 'jardins-partages',
			formType: 'Donation',
			amount: 1_234,
			state: 'Refused',
			payer: { firstName: 'Zoé', lastName: 'Exemple', email: 'zoe@example.org', company: null },
		});
		expect(order.organizationSlug).toBe('jardins-partages');
		expect(order.payer).toMatchObject({
			firstName: 'Zoé',
			email: 'zoe@example.org',
			company: null,
		});
		expect(items[0]).toMatchObject({
			type: 'Donation',
			amount: 1_234,
			user: { firstName: 'Zoé', lastName: 'Exemple' },
		});
		expect(payments[0]).toMatchObject({ amount: 1_234, state: 'Refused' });
		expect(sim.sell({ kind: 'ticket', amount: 500 }).order.amount.total).toBe(500);
		expect(sim.sell({ formSlug: 'soiree-des-benevoles' }).order.formType).toBe('Event');
		expect(sim.sell({ formType: 'CrowdFunding' }).items[0].type).toBe('Contribution');
		expect(sim.sell({ kind: 'donation', amount: 0 }).payments).toEqual([]);
	});

	test('waits with a SEPA payment, and is Registered when it was added by hand', () => {
		const sepa = sim.sell({ state: 'WaitingBankValidation' });
		expect([sepa.items[0].state, sepa.payments[0].paymentMeans]).toEqual(['Waiting', 'Sepa']);
		const byHand = sim.sell({ state: 'Registered' });
		expect([byHand.items[0].state, byHand.payments[0].type]).toEqual(['Registered', 'Offline']);
	});

	test('as a checkout has its intent, with metadata', async () => {
		const { order } = sim.sell({ kind: 'checkout', metadata: { reference: 'A-1' }, amount: 7_000 });
		const intent = await api.get(`${ORGANIZATION}/checkout-intents/${order.checkoutIntentId}`);
		expect(intent.json).toMatchObject({
			id: order.checkoutIntentId,
			metadata: { reference: 'A-1' },
			order: { id: order.id, checkoutIntentId: order.checkoutIntentId, amount: { total: 7_000 } },
		});
	});

	test.each([
		[{ organizationSlug: 'nobody' }, 'The organization nobody has no such form: Membership'],
		[{ formSlug: 'none' }, 'The organization les-amis-du-velo has no such form: none'],
		[{ kind: 'ticket', metadata: {} }, 'Only a checkout has metadata'],
	] as const)('%j is refused', (input, message) => {
		const before = sim.data.orders.length;
		expect(() => sim.sell(input)).toThrow(message);
		expect(sim.data.orders).toHaveLength(before);
	});

	test('ten thousand have ids of their own, which rise; lists show the newest first', async () => {
		const sold = sim.sellMany(10_000, { kind: 'ticket' });
		const orders = sold.map(({ order }) => order.id);
		const payments = sold.flatMap((sale) => sale.payments.map(({ id }) => id));
		for (const ids of [orders, payments]) {
			expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
			expect(ids).toHaveLength(10_000);
			expect(Math.max(...ids)).toBeLessThan(2 ** 31);
		}
		const seeded = sim.data.orders.length - 10_000;
		expect(Math.min(...orders)).toBeGreaterThan(
			Math.max(...sim.data.orders.slice(0, seeded).map(({ id }) => id)),
		);
		expect(new Set(sim.data.items.map(({ id }) => id)).size).toBe(sim.data.items.length);
		expect(sim.data.itemsOf(orders[9_999])).toEqual(sold[9_999].items);
		const page = await api.page<Item>(`${ORGANIZATION}/items?pageSize=2`);
		const latest = sold
			.flatMap(({ items }) => items)
			.slice(-200)
			.map(({ id }) => id);
		for (const { id } of page.data) expect(latest).toContain(id);
	});
});

test('records found by id stay right when they are added, taken out and replaced', () => {
	const { data } = sim;
	const [first, second] = sim.sellMany(2);
	expect(data.order(second.order.id)).toBe(second.order);
	data.orders = data.orders.filter(({ id }) => id !== first.order.id);
	expect(data.order(first.order.id)).toBeUndefined();
	expect(data.order(second.order.id)).toBe(second.order);
	const third = sim.sell();
	expect(data.order(third.order.id)).toBe(third.order);
	data.payments.unshift({ ...third.payments[0], id: 1 });
	expect(data.payment(1)?.id).toBe(1);
	expect(data.paymentsOf(third.order.id).map(({ id }) => id)).toEqual([1, third.payments[0].id]);
});

test('a payment in another state is updated now, and its order too', async () => {
	const { order, payments } = sim.sell();
	sim.advance(600_000);
	const [{ id }] = payments;
	sim.changePayment(id, 'Contested');
	const read = (await api.get(`/payments/${id}`)).json as Payment & { order: Order };
	expect(read).toMatchObject({ state: 'Contested', cashOutState: 'Contested' });
	expect(read.meta.createdAt).toBe(order.meta.createdAt);
	expect(Date.parse(read.meta.updatedAt) - Date.parse(order.date)).toBeGreaterThanOrEqual(600_000);
	expect(read.order.meta).toEqual(read.meta);
	expect(() => sim.changePayment(1, 'Refunded')).toThrow('There is no payment 1');
});

test('the state of one payment of a checkout is its own', async () => {
	const body = {
		totalAmount: 10_000,
		initialAmount: 4_000,
		terms: [{ amount: 6_000, date: '2026-04-05T00:00:00+02:00' }],
		itemName: 'Stage',
		backUrl: 'https://velo.example.org/back',
		errorUrl: 'https://velo.example.org/error',
		returnUrl: 'https://velo.example.org/return',
		containsDonation: false,
	};
	const { id } = (await api.call('POST', `${ORGANIZATION}/checkout-intents`, body)).json as {
		id: number;
	};
	const [first, later] = sim.data.paymentsOf(sim.payCheckout(id).id);
	const { updatedAt } = later.meta;
	sim.advance(1_000);
	await api.call('POST', `/payments/${first.id}/refund`);
	expect(later.meta.updatedAt).toBe(updatedAt);
	expect(first.meta.updatedAt).not.toBe(updatedAt);
});

test('a form appears, and can be sold on', async () => {
	const form = sim.createForm({ formType: 'Event', title: 'Fête de l’été' });
	expect(form.formSlug).toBe('fete-de-l-ete');
	expect(sim.createForm({ formType: 'Shop', title: 'Fête de l’été' }).formSlug).toBe(
		'fete-de-l-ete-1',
	);
	const read = await api.get(`${ORGANIZATION}/forms/Event/fete-de-l-ete/public`);
	expect(read.json).toMatchObject({
		title: 'Fête de l’été',
		state: 'Public',
		meta: { createdAt: expect.stringMatching(/^2026-03-18T12:/) as string },
	});
	expect(sim.sell({ formSlug: 'fete-de-l-ete' }).order.amount.total).toBe(1_500);
	expect(sim.sell({ kind: 'donation', formSlug: '1' }).items[0].type).toBe('Donation');
	const draft = sim.createForm({ formType: 'Donation', title: 'Brouillon', state: 'Draft' });
	expect(sim.sell({ formSlug: draft.formSlug }).order.amount.total).toBe(5_000);
	expect(sim.data.directory.filter(({ formSlug }) => formSlug === 'brouillon')).toEqual([]);
	expect(() =>
		sim.createForm({ formType: 'Event', title: 'x', organizationSlug: 'nobody' }),
	).toThrow('There is no organization nobody');
});

test('every answer carries the time of the simulated clock', async () => {
	sim.advance(365 * 86_400_000);
	api = await Api.as(sim, sim.keys.association);
	const paths: Array<[string, number]> = [
		[`/orders/${sim.sell().order.id}`, 200],
		['/orders/1', 404],
		['/nowhere', 404],
		['/orders/x', 400],
	];
	for (const [path, status] of paths) {
		const { headers, status: answered } = await api.get(path);
		expect(answered).toBe(status);
		expect(headers.date).toMatch(/^Thu, 18 Mar 2027 11:0\d:\d\d GMT$/);
	}
});
