import { FIELD_TYPES, PAYMENT_STATES, TIER_TYPES } from '../enums';
import { parisDate, parisMidnight } from '../dates';
import { seed } from '../seed';
import { NOW } from './api';

const MAIN = 'les-amis-du-velo';
const now = Date.parse(NOW);
const store = seed({}, now);
const ofMain = <T extends { orderId: number }>(rows: T[], data = store) =>
	rows.filter(({ orderId }) => data.order(orderId)?.organizationSlug === MAIN);
const plain = (data: ReturnType<typeof seed>) => JSON.stringify(data);

test('the same day gives the same data, another day other dates', () => {
	expect(plain(seed({}, now))).toBe(plain(store));
	expect(plain(seed({}, now + 3_600_000))).toBe(plain(store));
	expect(plain(seed({}, now + 24 * 3_600_000))).not.toBe(plain(store));
});

test.each([
	[{ payments: 1000, items: 0 }, 1000, 0],
	[{ payments: 1000 }, 1000, undefined],
	[{ items: 250 }, undefined, 250],
	[{ items: 77, payments: 3 }, 3, 77],
	[{ orders: 0, items: 5, payments: 5 }, 5, 5],
	[{ orders: 0 }, 0, 0],
])('%j gives exactly that', (size, payments, items) => {
	const data = seed(size, now);
	if (payments !== undefined) expect(ofMain(data.payments, data)).toHaveLength(payments);
	if (items !== undefined) expect(ofMain(data.items, data)).toHaveLength(items);
	expect(data.organizations).toHaveLength(4);
});

test('100,000 items have 100,000 ids, within int32', () => {
	const data = seed({ items: 100_000, payments: 0 }, now);
	const ids = new Set(ofMain(data.items, data).map(({ id }) => id));
	expect(ids.size).toBe(100_000);
	for (const list of [data.orders, data.items, data.payments]) {
		expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
		expect(Math.max(0, ...list.slice(-10).map(({ id }) => id))).toBeLessThan(2 ** 31);
	}
});

test('orders get the default number, spread over four organizations', () => {
	const count = (slug: string) =>
		store.orders.filter(({ organizationSlug }) => organizationSlug === slug).length;
	expect(
		store.organizations.map(({ organizationSlug }) => [organizationSlug, count(organizationSlug)]),
	).toEqual([
		[MAIN, 220],
		['chorale-des-deux-rives', 44],
		['jardins-partages', 6],
		['club-de-lecture', 6],
	]);
});

test("an item's payments add up to its amount, an order's items to its total", () => {
	const broken = store.items.filter((item) => {
		const shares = store
			.paymentsOf(item.orderId)
			.flatMap((payment) => payment.shares.filter(({ id }) => id === item.id));
		const paid = shares.reduce((sum, { shareAmount }) => sum + shareAmount, 0);
		const monthly = item.type === 'MonthlyDonation';
		return !monthly && paid !== item.amount;
	});
	expect(broken).toEqual([]);
	for (const order of store.orders) {
		const total = store.itemsOf(order.id).reduce((sum, { amount }) => sum + amount, 0);
		expect([order.id, order.amount.total]).toEqual([order.id, total]);
	}
	for (const { id, amount, shares } of store.payments) {
		expect([id, amount]).toEqual([
			id,
			shares.reduce((sum, { shareAmount }) => sum + shareAmount, 0),
		]);
	}
});

test("the first item of an order has the order's id", () => {
	for (const { id } of store.orders) expect(store.itemsOf(id)[0].id).toBe(id);
});

test('every kind of custom field is answered, in French and ISO dates, sometimes not at all', () => {
	const answers = store.items.flatMap(({ customFields = [] }) => customFields);
	expect(new Set(answers.map(({ type }) => type))).toEqual(new Set(FIELD_TYPES));
	const dates = answers.filter(({ type }) => type === 'Date').map(({ answer }) => answer);
	expect(dates.some((date) => /^\d\d\/\d\d\/\d{4}$/.test(date ?? ''))).toBe(true);
	expect(dates.some((date) => /^\d{4}-\d\d-\d\dT/.test(date ?? ''))).toBe(true);
	expect(answers.some(({ answer }) => answer === null)).toBe(true);
	const duplicate = store.items.some(({ customFields = [] }) => {
		const labels = customFields.map(({ name }) => name);
		return new Set(labels).size < labels.length;
	});
	expect(duplicate).toBe(true);
	const ofOptions = store.items.flatMap(({ options = [] }) =>
		options.flatMap((option) => option.customFields ?? []),
	);
	expect(new Set(ofOptions.map(({ name }) => name))).toEqual(
		new Set(['Taille', 'Régime', 'Allergies']),
	);
});

test('all the cases a client has to live with', () => {
	const states = new Set(ofMain(store.payments).map(({ state }) => state));
	for (const state of [
		'Authorized',
		'Pending',
		'Refused',
		'Registered',
		'Refunded',
		'Refunding',
		'Contested',
	]) {
		expect(states).toContain(state);
	}
	const known: readonly string[] = PAYMENT_STATES;
	expect([...states].filter((state) => !known.includes(state))).toEqual(['RecoveryExpired']);
	const types = new Set(ofMain(store.items).map(({ type }) => type));
	const knownTypes: readonly string[] = TIER_TYPES;
	expect([...types].filter((type) => !knownTypes.includes(type))).toEqual(['Insurance']);
	expect(store.orders.some(({ id }) => store.paymentsOf(id).length === 0)).toBe(true);
	expect(store.orders.some(({ id }) => store.itemsOf(id).length === 4)).toBe(true);
	expect(store.orders.some(({ payer }) => Object.keys(payer).length === 0)).toBe(true);
	expect(store.orders.some(({ payer }) => payer.email === null)).toBe(true);
	expect(store.payments.some(({ amountTip }) => (amountTip ?? 0) > 0)).toBe(true);
	expect(store.payments.some(({ amountTip }) => amountTip === null)).toBe(true);
	expect(store.payments.some(({ idCashOut }) => idCashOut)).toBe(true);
	expect(store.items.some(({ discount }) => discount)).toBe(true);
	expect(plain(store)).toMatch(/🚲/);
	const future = store.payments.filter(({ date }) => Date.parse(date) > now);
	expect(future.length).toBeGreaterThan(0);
	expect(new Set(future.map(({ state }) => state))).toEqual(new Set(['Pending']));
});

test('dates have seven digits and the offset of Paris; some sales share a moment', () => {
	for (const { date } of store.orders) {
		expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+0[12]:00$/);
		expect(Date.parse(date)).toBeLessThan(parisMidnight(now));
	}
	const moments = store.orders.map(({ date }) => Date.parse(date));
	expect(new Set(moments).size).toBeLessThan(moments.length);
});

test('Paris changes its clocks on the last Sundays of March and October', () => {
	const at = (date: string) => parisDate(Date.parse(date), 7);
	expect(at('2026-03-29T00:59:59.999Z')).toBe('2026-03-29T01:59:59.9990007+01:00');
	expect(at('2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00:00.0000007+02:00');
	expect(at('2026-10-25T00:59:59Z')).toBe('2026-10-25T02:59:59.0000007+02:00');
	expect(at('2026-10-25T01:00:00Z')).toBe('2026-10-25T02:00:00.0000007+01:00');
	const midnight = (date: string) => new Date(parisMidnight(Date.parse(date))).toISOString();
	expect(midnight('2026-03-29T12:00:00Z')).toBe('2026-03-28T23:00:00.000Z');
	expect(midnight('2026-10-25T12:00:00Z')).toBe('2026-10-24T22:00:00.000Z');
	expect(midnight('2026-07-01T22:30:00Z')).toBe('2026-07-01T22:00:00.000Z');
});

test('all addresses are reserved for examples', () => {
	const emails = store.orders.flatMap(({ payer }) => (payer.email ? [payer.email] : []));
	expect(emails.length).toBeGreaterThan(100);
	for (const email of emails) expect(email).toMatch(/^[a-z.\-0-9]+@example\.org$/);
});
