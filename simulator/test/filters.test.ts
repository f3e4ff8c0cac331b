import { startSimulator, type Simulator } from '../index';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;
const MAIN = 'les-amis-du-velo';
const ORGANIZATION = `/organizations/${MAIN}`;

interface Sold {
	id: number;
	state: string;
	type: string;
	name: string;
	date: string;
	user?: { firstName: string };
	payer: { firstName?: string; email?: string };
	order: { id: number; date: string; formSlug: string };
	formType: string;
	formSlug: string;
	meta: { updatedAt: string };
	customFields?: unknown[];
	options?: unknown[];
	items: Sold[];
}

beforeAll(async () => {
	sim = await startSimulator({ now: NOW });
	api = await Api.as(sim, sim.keys.association);
});
afterAll(() => sim.stop());

const list = async (path: string) => {
	const separator = path.includes('?') ? '&' : '?';
	const pages = await api.all<Sold>(`${ORGANIZATION}/${path}${separator}pageSize=100`);
	return pages.flatMap(({ data }) => data);
};
const ids = (rows: Array<{ id: number }>) => rows.map(({ id }) => id).sort((a, b) => a - b);
const ours = (orderId: number) => sim.data.order(orderId)?.organizationSlug === MAIN;
const stored = {
	orders: () => sim.data.orders.filter(({ id }) => ours(id)),
	items: () => sim.data.items.filter(({ orderId }) => ours(orderId)),
	payments: () => sim.data.payments.filter(({ orderId }) => ours(orderId)),
};

test.each(['orders', 'items', 'payments'] as const)(
	'all %s of the organization, no others',
	async (kind) => {
		expect(ids(await list(kind))).toEqual(ids(stored[kind]()));
	},
);

test.each(['orders', 'items', 'payments'] as const)('%s of one form', async (kind) => {
	const rows = await list(`forms/Event/course-du-printemps/${kind}`);
	const wanted = stored[kind]().filter((row) => {
		const order = sim.data.order('orderId' in row ? row.orderId : row.id);
		return order?.formSlug === 'course-du-printemps';
	});
	expect(wanted.length).toBeGreaterThan(10);
	expect(ids(rows)).toEqual(ids(wanted));
});

test('states and itemStates, one and several', async () => {
	const states = ['Refunded', 'Contested'];
	const wanted = stored.payments().filter(({ state }) => states.includes(state));
	expect(new Set(wanted.map(({ state }) => state)).size).toBe(2);
	expect(ids(await list('payments?states=Refunded&states=Contested'))).toEqual(ids(wanted));
	const cancelled = stored.items().filter(({ state }) => state === 'Canceled');
	expect(cancelled.length).toBeGreaterThan(0);
	expect(ids(await list('items?itemStates=Canceled'))).toEqual(ids(cancelled));
});

test('tierTypes, tierName and formTypes', async () => {
	const products = stored.items().filter(({ type }) => type === 'Product');
	expect(ids(await list('items?tierTypes=Product'))).toEqual(ids(products));
	const children = stored.items().filter(({ name }) => name === 'Enfant (gratuit)');
	expect(children.length).toBeGreaterThan(0);
	expect(ids(await list('items?tierName=Enfant%20(gratuit)'))).toEqual(ids(children));
	expect(await list('items?tierName=Enfant')).toEqual([]);
	const orders = await list('orders?formTypes=Shop&formTypes=Donation');
	expect(new Set(orders.map(({ formType }) => formType))).toEqual(new Set(['Shop', 'Donation']));
});

test('from is included, to is excluded', async () => {
	const [order] = stored.orders().slice(50, 51);
	const at = new Date(Date.parse(order.date));
	const after = new Date(at.getTime() + 1);
	const same = stored.orders().filter(({ date }) => Date.parse(date) === at.getTime());
	const period = (from: Date, to: Date) =>
		`orders?from=${from.toISOString()}&to=${to.toISOString()}`;
	expect(ids(await list(period(at, after)))).toEqual(ids(same));
	expect(await list(period(new Date(at.getTime() - 1), at))).toEqual([]);
});

test('an offset counts: yesterday in Paris', async () => {
	const from = encodeURIComponent('2026-03-17T00:00:00+01:00');
	const to = encodeURIComponent('2026-03-18T00:00:00+01:00');
	const orders = await list(`orders?from=${from}&to=${to}`);
	expect(orders).toHaveLength(24);
	expect(new Set(orders.map(({ formSlug }) => formSlug)).size).toBeGreaterThanOrEqual(5);
	for (const { date } of orders) expect(date).toMatch(/^2026-03-17T(09|1\d)/);
});

test('userSearchKey looks into user and payer, whatever the case and the accents', async () => {
	const group = stored.items().find(({ user, orderId }) => {
		const payer = sim.data.order(orderId)?.payer;
		return user?.firstName && payer?.firstName && user.firstName !== payer.firstName;
	});
	const firstName = group?.user?.firstName ?? '';
	const key = firstName.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
	const found = await list(`items?userSearchKey=${encodeURIComponent(key)}`);
	expect(found.map(({ id }) => id)).toContain(group?.id);
	for (const { user, payer } of found) {
		const names = [
			user?.firstName,
			payer.firstName,
			payer.email,
			JSON.stringify(user),
			JSON.stringify(payer),
		];
		expect(names.join(' ').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()).toContain(key);
	}
	const email = stored.orders().find(({ payer }) => payer.email)?.payer.email ?? '';
	expect((await list(`payments?userSearchKey=${email}`)).map(({ payer }) => payer.email)).toContain(
		email,
	);
	expect(await list('orders?userSearchKey=nobody-at-all')).toEqual([]);
});

test('personSearch › spelled as stored, a whole field, or nothing', async () => {
	const { firstName = '', email = '' } =
		stored.orders().find(({ payer }) => payer.email && payer.firstName === 'Hélène')?.payer ?? {};
	const count = async (key: string) =>
		(await list(`payments?userSearchKey=${encodeURIComponent(key)}`)).length;
	const all = (await list('payments')).length;
	const found = async () => [
		await count('helene'),
		await count(`${firstName}`.slice(0, 3)),
		await count(`${email}`.toUpperCase()),
		await count('nobody-at-all'),
	];
	const whole = await count(firstName as string);
	expect(whole).toBeGreaterThan(0);
	try {
		expect(await found()).toEqual([whole, expect.any(Number), 1, 0]);
		sim.readings.personSearch = 'spelledPart';
		expect((await found()).map(Boolean)).toEqual([true, true, false, false]);
		sim.readings.personSearch = 'whole';
		expect(await found()).toEqual([0, 0, 1, 0]);
		sim.readings.personSearch = 'ignored';
		expect(await found()).toEqual([all, all, all, all]);
	} finally {
		sim.readings.personSearch = 'part';
	}
});

test('sortField UpdateDate', async () => {
	const rows = await list('payments?sortField=UpdateDate');
	const times = rows.map(({ meta }) => Date.parse(meta.updatedAt));
	expect(times).toEqual([...times].sort((a, b) => b - a));
	const dates = rows.map(({ date }) => Date.parse(date));
	expect(dates).not.toEqual([...dates].sort((a, b) => b - a));
});

test('from and to mean the sale, or the update where the simulator is told so', async () => {
	const other = await startSimulator({ now: NOW, datesFilter: 'sortField' });
	try {
		const caller = await Api.as(other, other.keys.association);
		const path = `${ORGANIZATION}/payments?pageSize=1&sortField=UpdateDate&from=2026-03-18T10:00:00Z`;
		for (const simulator of [sim, other]) {
			const payment = simulator.data.payments.find(({ id }) => id >= 40_000_000);
			if (payment) payment.meta.updatedAt = '2026-03-18T11:30:00.0000000+01:00';
		}
		const due = (rows: Sold[]) => rows.map(({ meta }) => meta.updatedAt.slice(0, 16));
		expect(due((await caller.page<Sold>(path)).data)).toEqual(['2026-03-18T11:30']);
		const byDate = await api.page<Sold>(path);
		expect(Date.parse(byDate.data[0].date)).toBeGreaterThanOrEqual(
			Date.parse('2026-03-18T10:00:00Z'),
		);
	} finally {
		await other.stop();
	}
});

test('from and to of payments mean their own date, or that of the order where the simulator is told so', async () => {
	const other = await startSimulator({ now: NOW, seed: { orders: 0 } });
	try {
		const caller = await Api.as(other, other.keys.association);
		const { payments } = other.sell({ amount: 9_000, installments: 3, notify: false });
		// The first is of the moment of the order, the others come months later.
		const later = new Date(other.now() + 86_400_000).toISOString();
		const ids = async (bounds: string) =>
			(await caller.page<Sold>(`${ORGANIZATION}/payments?${bounds}`)).data.map(({ id }) => id);
		const [first, second, third] = payments.map(({ id }) => id);
		expect(await ids(`from=${later}`)).toEqual([third, second]);
		expect(await ids(`to=${later}`)).toEqual([first]);
		other.readings.datesFilter = 'order';
		expect(await ids(`from=${later}`)).toEqual([]);
		expect(await ids(`to=${later}`)).toEqual([third, second, first]);
	} finally {
		await other.stop();
	}
});

test('withDetails brings custom fields and options; one order always has them', async () => {
	const item = stored
		.items()
		.find(({ customFields, options }) => customFields?.length && options?.length);
	if (!item) throw new Error('The seed has no item with custom fields and options');
	const details = ['customFields', 'options'];
	const [order] = (await list('orders')).filter(({ id }) => id === item.orderId);
	const [detailed] = (await list('orders?withDetails=true')).filter(
		({ id }) => id === item.orderId,
	);
	const shape = (row: object) => details.filter((name) => name in row);
	expect(shape(order.items[0])).toEqual([]);
	expect(shape(detailed.items[0])).toEqual(details);
	expect(shape((await api.get(`/items/${item.id}`)).json as object)).toEqual([]);
	expect(shape((await api.get(`/items/${item.id}?withDetails=true`)).json as object)).toEqual(
		details,
	);
	const single = (await api.get(`/orders/${item.orderId}`)).json as Sold;
	expect(shape(single.items[0])).toEqual(details);
});

test('forms by state and type, and the types in use', async () => {
	const slugs = async (query: string) =>
		(await api.page<{ formSlug: string }>(`${ORGANIZATION}/forms?${query}`)).data.map(
			({ formSlug }) => formSlug,
		);
	expect(await slugs('states=Draft&states=Disabled')).toEqual([
		'fete-de-la-rentree',
		'adhesion-ancienne',
	]);
	expect(await slugs('formTypes=Shop')).toEqual(['boutique-du-club']);
	const types = await api.get(`${ORGANIZATION}/formTypes?states=Draft&states=Disabled`);
	expect(types.json).toEqual(['Membership', 'Event']);
});
