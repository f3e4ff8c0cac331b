import { startSimulator, type Simulator } from '../index';
import { Api, NOW, validationErrors } from './api';

let sim: Simulator;
let api: Api;
const ORGANIZATION = '/organizations/les-amis-du-velo';
interface Row {
	id: number;
	date: string;
}

beforeAll(async () => {
	sim = await startSimulator({ now: NOW, seed: { payments: 1000, items: 0 } });
	api = await Api.as(sim, sim.keys.association);
});
afterAll(() => sim.stop());

test('1,000 payments are ten full pages and an empty one, each with a token', async () => {
	sim.clearRequests();
	const pages = await api.all<Row>(`${ORGANIZATION}/payments?pageSize=100`);
	expect(pages.map(({ data }) => data.length)).toEqual([...Array<number>(10).fill(100), 0]);
	expect(new Set(pages.flatMap(({ data }) => data.map(({ id }) => id))).size).toBe(1000);
	expect(sim.apiRequests).toHaveLength(11);
	for (const { pagination } of pages) {
		expect(pagination.continuationToken).toMatch(/^\d{17}$/);
		expect(pagination).toMatchObject({ pageSize: 100, totalCount: -1, totalPages: -1 });
	}
	expect(pages.map(({ pagination }) => pagination.pageIndex)).toEqual([
		1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
	]);
});

test('the token of the empty page is the one that was sent: it never runs out', async () => {
	const pages = await api.all(`${ORGANIZATION}/payments?pageSize=100`);
	const [last, empty] = pages.slice(-2).map(({ pagination }) => pagination.continuationToken);
	expect(empty).toBe(last);
	const again = await api.page(`${ORGANIZATION}/payments?pageSize=100&continuationToken=${empty}`);
	expect(again.data).toEqual([]);
	expect(again.pagination.continuationToken).toBe(empty);
});

test('an empty list has a token too', async () => {
	const page = await api.page(`${ORGANIZATION}/items`);
	expect(page.data).toEqual([]);
	expect(page.pagination.continuationToken).toMatch(/^\d{17}$/);
});

test('20 by default, newest first', async () => {
	const { data, pagination } = await api.page<Row>(`${ORGANIZATION}/payments`);
	expect(pagination).toMatchObject({ pageSize: 20, pageIndex: 1 });
	expect(data).toHaveLength(20);
	const times = data.map(({ date }) => Date.parse(date));
	expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('Asc is the same list backwards', async () => {
	const ids = async (order: string) =>
		(await api.all<Row>(`${ORGANIZATION}/payments?pageSize=100&sortOrder=${order}`)).flatMap(
			({ data }) => data.map(({ id }) => id),
		);
	expect(await ids('Asc')).toEqual((await ids('Desc')).reverse());
});

test('pageIndex counts from 1 and shows the same pages', async () => {
	const pages = await api.all<Row>(`${ORGANIZATION}/payments?pageSize=100`);
	const third = await api.page<Row>(`${ORGANIZATION}/payments?pageSize=100&pageIndex=3`);
	expect(third.data).toEqual(pages[2].data);
	const beyond = await api.page<Row>(`${ORGANIZATION}/payments?pageSize=100&pageIndex=11`);
	expect(beyond.data).toEqual([]);
});

test('a token belongs to its filters, its sort order and its list', async () => {
	const { pagination } = await api.page(`${ORGANIZATION}/payments?states=Authorized`);
	const token = `continuationToken=${pagination.continuationToken}`;
	const refused = { continuationToken: ['The continuation token is not valid.'] };
	for (const path of [
		`payments?${token}`,
		`payments?states=Authorized&sortOrder=Asc&${token}`,
		`orders?${token}`,
		'payments?continuationToken=20200101000000000',
	]) {
		const answer = await api.get(`${ORGANIZATION}/${path}`);
		expect([path, answer.status]).toEqual([path, 400]);
		expect(validationErrors(answer)).toEqual(refused);
	}
	const good = await api.get(`${ORGANIZATION}/payments?states=Authorized&pageSize=5&${token}`);
	expect(good.status).toBe(200);
});

test('a sale that arrives during paging shifts nothing; a kept Asc token finds it', async () => {
	const live = await startSimulator({ now: NOW });
	try {
		const caller = await Api.as(live, live.keys.association);
		const first = await caller.page<Row>(`${ORGANIZATION}/orders?pageSize=10`);
		const ascending = await caller.all<Row>(`${ORGANIZATION}/orders?pageSize=100&sortOrder=Asc`);
		const newest = live.data.orders.find(({ id }) => id === first.data[0].id);
		if (!newest) throw new Error('The first order of the page is not in the store');
		live.data.orders.push({ ...newest, id: 77_000_000, date: '2026-03-18T11:00:00.0000000+01:00' });

		const token = (page: { pagination: { continuationToken: string } }) =>
			page.pagination.continuationToken;
		const second = await caller.page<Row>(
			`${ORGANIZATION}/orders?pageSize=10&continuationToken=${token(first)}`,
		);
		const seen = [...first.data, ...second.data].map(({ id }) => id);
		expect(new Set(seen).size).toBe(20);
		expect(seen).not.toContain(77_000_000);
		const byNumber = await caller.page<Row>(`${ORGANIZATION}/orders?pageSize=10&pageIndex=2`);
		expect(byNumber.data[0].id).toBe(first.data[9].id);

		const kept = token(ascending[ascending.length - 1]);
		const later = await caller.page<Row>(
			`${ORGANIZATION}/orders?pageSize=100&sortOrder=Asc&continuationToken=${kept}`,
		);
		expect(later.data.map(({ id }) => id)).toEqual([77_000_000]);
	} finally {
		await live.stop();
	}
});

test.each([
	['live', undefined, 9],
	['a snapshot, with snapshotFrom', 0, 10],
] as const)('a short list goes on with %s', async (_what, snapshotFrom, unmoved) => {
	const other = await startSimulator({ now: NOW, snapshotFrom });
	try {
		const caller = await Api.as(other, other.keys.association);
		const list = `${ORGANIZATION}/payments?sortField=UpdateDate&pageSize=10`;
		const first = await caller.page<Row>(list);
		const { data: second } = await caller.page<Row>(`${list}&pageIndex=2`);
		other.advance(60_000);
		other.changePayment(second[5].id, 'Contested');
		const token = first.pagination.continuationToken;
		const next = await caller.page<Row>(`${list}&continuationToken=${token}`);
		const before = second.map(({ id }) => id);
		expect(next.data.filter(({ id }) => before.includes(id))).toHaveLength(unmoved);
	} finally {
		await other.stop();
	}
});

test('forms have real totals, newest first', async () => {
	const { data, pagination } = await api.page<{ formSlug: string; meta: { createdAt: string } }>(
		`${ORGANIZATION}/forms?pageSize=4`,
	);
	expect(pagination).toMatchObject({ pageSize: 4, totalCount: 10, totalPages: 3, pageIndex: 1 });
	expect(data.map(({ formSlug }) => formSlug)).toEqual([
		'fete-de-la-rentree',
		'soiree-des-benevoles',
		'un-atelier-pour-tous',
		'course-du-printemps',
	]);
	const pages = await api.all(`${ORGANIZATION}/forms?pageSize=4`);
	expect(pages.map((page) => page.data.length)).toEqual([4, 4, 2, 0]);
});
