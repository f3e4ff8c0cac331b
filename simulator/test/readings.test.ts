import { startSimulator, type Simulator } from '../index';
import type { Payment } from '../model';
import { Api, NOW } from './api';

/** Less than the life of a token. */
const LATER = 600_000;
const PAYMENTS = '/organizations/les-amis-du-velo/payments';

let sim: Simulator;
let api: Api;

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 200 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(() => sim.stop());

type Row = Payment & { order: { meta?: object; date?: string } };
const pages = async (query: string) => await api.all<Row>(`${PAYMENTS}?${query}`, 100);
const ids = (rows: Row[]) => rows.map(({ id }) => id);

test('a reading is given at the start, and can be another one later', async () => {
	const other = await startSimulator({ paging: 'offset' });
	expect(other.readings).toEqual({ ...sim.readings, paging: 'offset' });
	other.readings.paging = 'keyset';
	expect(other.readings).toEqual(sim.readings);
	await other.stop();
});

test('ignoresSortField › UpdateDate comes by date', async () => {
	const { payments } = sim.sell({ notify: false });
	sim.advance(LATER);
	sim.sell();
	sim.advance(LATER);
	sim.changePayment(payments[0].id, 'Contested');
	const first = async () => (await pages('pageSize=50&sortField=UpdateDate'))[0].data[0].id;
	expect(await first()).toBe(payments[0].id);
	sim.readings.ignoresSortField = true;
	expect(await first()).not.toBe(payments[0].id);
	const all = (await pages('pageSize=100&sortField=UpdateDate')).flatMap(({ data }) => ids(data));
	expect(all).toEqual((await pages('pageSize=100')).flatMap(({ data }) => ids(data)));
});

test('shufflesPages › the same records on each page, in another order', async () => {
	const straight = await pages('pageSize=20');
	sim.readings.shufflesPages = true;
	const shuffled = await pages('pageSize=20');
	const sorted = (list: typeof straight) => list.map(({ data }) => ids(data).sort((a, b) => a - b));
	expect(sorted(shuffled)).toEqual(sorted(straight));
	expect(ids(shuffled[0].data)).not.toEqual(ids(straight[0].data));
	expect(ids(shuffled[1].data)).not.toEqual(ids(straight[1].data));
});

test('withoutMeta and withoutDates › some records of a list, always the same ones', async () => {
	const dated = async () => {
		const rows = (await pages('pageSize=100')).flatMap(({ data }) => data);
		return rows.map(({ id, meta, date, order }) => ({
			id,
			has: [meta, order.meta, date, order.date].map((value) => value !== undefined),
		}));
	};
	const some = (rows: Awaited<ReturnType<typeof dated>>, ...has: boolean[]) =>
		rows.filter((row) => row.has.join() === has.join()).length;
	sim.readings.withoutMeta = 10;
	const rows = await dated();
	expect(await dated()).toEqual(rows);
	expect(some(rows, false, false, true, true)).toBeGreaterThan(rows.length / 20);
	expect(some(rows, false, false, true, true)).toBeLessThan(rows.length / 5);
	sim.readings.withoutMeta = 0;
	sim.readings.withoutDates = (id) => id === rows[3].id;
	expect(some(await dated(), false, false, false, false)).toBe(1);
	expect((await dated())[3].has).toEqual([false, false, false, false]);
	expect((await api.get(`/payments/${rows[3].id}`)).json).toHaveProperty('meta.createdAt');
	sim.readings.withoutDates = 1;
	const items = await api.get('/organizations/les-amis-du-velo/items?pageSize=5');
	expect(items.text).not.toMatch(/"(meta|date)":/);
});

test('shortPages › half a page in the midst of a list, and nothing is lost', async () => {
	const all = (await pages('pageSize=20')).flatMap(({ data }) => ids(data));
	sim.readings.shortPages = 2;
	const short = await pages('pageSize=20');
	expect(short.slice(0, 4).map(({ data }) => data.length)).toEqual([20, 10, 20, 10]);
	expect(short.flatMap(({ data }) => ids(data))).toEqual(all);
	sim.readings.shortPages = 1;
	expect((await pages('pageSize=20'))[0].data).toHaveLength(10);
});

test.each([
	['keyset', 20],
	['offset', 19],
] as const)('paging by %s › records that are sold meanwhile', async (paging, different) => {
	sim.readings.paging = paging;
	const first = await api.page<Row>(`${PAYMENTS}?pageSize=10`);
	sim.sell();
	const token = first.pagination.continuationToken;
	const second = await api.page<Row>(`${PAYMENTS}?pageSize=10&continuationToken=${token}`);
	expect(new Set(ids([...first.data, ...second.data])).size).toBe(different);
	const whole = (await pages('pageSize=50')).flatMap(({ data }) => ids(data));
	expect(new Set(whole).size).toBe(whole.length);
});

test('paging by offset › a record that moves to the front hides another one, in a long list too', async () => {
	sim.sellMany(2_500, { notify: false });
	sim.readings.paging = 'offset';
	const query = 'sortField=UpdateDate&pageSize=100';
	const first = await api.page<Row>(`${PAYMENTS}?${query}`);
	const order = (await api.page<Row>(`${PAYMENTS}?${query}&pageIndex=2`)).data;
	sim.advance(LATER);
	sim.changePayment(order[50].id, 'Contested');
	const token = first.pagination.continuationToken;
	const second = await api.page<Row>(`${PAYMENTS}?${query}&continuationToken=${token}`);
	expect(ids(second.data)).toContain(first.data[99].id);
	expect(ids(second.data)).not.toContain(order[50].id);
});
