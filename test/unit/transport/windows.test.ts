import type { IDataObject } from 'n8n-workflow';
import fc from 'fast-check';

import {
	HelloAssoError,
	readByDate,
	readPages,
	type ApiRequest,
} from '../../../nodes/HelloAsso/transport';
import { thrownBy } from '../../fixtures/thrown';
import { SalesList, type Reading, type Sale } from '../../fixtures/salesList';

const REQUEST: ApiRequest = { method: 'GET', path: '/v5/organizations/a/payments', query: {} };
const START = Date.parse('2024-01-01T00:00:00Z');
const MINUTE_MS = 60_000;
const PLAIN: Reading = {
	fromInclusive: true,
	toInclusive: false,
	bounds: 'heeded',
	tokens: 'record',
	delay: () => 0,
};

const saleAt = (id: number, ms: number): Sale => ({ id, date: new Date(ms).toISOString() });
/** A sale each minute. */
const evenly = (count: number) =>
	Array.from({ length: count }, (_, index) => saleAt(index + 1, START + index * MINUTE_MS));

async function parallel(
	list: SalesList,
	query: ApiRequest['query'] = {},
	options: { pageSize?: number; allowIncomplete?: boolean } = {},
): Promise<IDataObject[]> {
	const all: IDataObject[] = [];
	const toItems = (records: IDataObject[]) => records;
	const request = { ...REQUEST, query };
	const settings = { allowIncomplete: false, ...options, toItems };
	for await (const page of readByDate(list.client, request, settings)) all.push(...page);
	return all;
}

async function inTurn(
	list: SalesList,
	query: ApiRequest['query'] = {},
	options: { pageSize?: number } = {},
): Promise<IDataObject[]> {
	const all: IDataObject[] = [];
	for await (const page of readPages(list.client, { ...REQUEST, query }, options))
		all.push(...page);
	return all;
}

const ids = (records: IDataObject[]) => records.map(({ id }) => id);

/** How many readers there were: each begins without a token; the end is asked for once. */
const windowsOf = ({ requests }: SalesList) =>
	requests.filter(({ query }) => !query?.continuationToken && query?.pageSize !== 1).length;

/** Sales of quiet and busy times, with many in one second. */
const sales = fc
	.array(
		fc.oneof(
			fc.record({ gap: fc.integer({ min: 0, max: 500_000_000 }), count: fc.constant(1) }),
			fc.record({ gap: fc.constantFrom(0, 1, 999, 1_000), count: fc.integer({ min: 1, max: 60 }) }),
			fc.record({
				gap: fc.integer({ min: 0, max: 90_000 }),
				count: fc.integer({ min: 1, max: 5 }),
			}),
		),
		{ minLength: 1, maxLength: 120 },
	)
	.map((steps) => {
		let at = START;
		const all: Sale[] = [];
		for (const { gap, count } of steps) {
			at += gap;
			for (let one = 0; one < count; one++) all.push(saleAt(all.length + 1, at));
		}
		return all;
	});

/** Some of them instalments, whose order was up to days before. */
const inInstalments = (all: Sale[], earlier: number[]) =>
	all.map((sale, index) => {
		const orderMs = Date.parse(String(sale.date)) - (earlier[index % earlier.length] ?? 0);
		return { ...sale, order: { date: new Date(orderMs).toISOString() } };
	});
const orderDate = ({ order }: Sale) => (order as IDataObject).date as string;

const reading = fc.record({
	fromInclusive: fc.boolean(),
	toInclusive: fc.boolean(),
	bounds: fc.constantFrom<Reading['bounds']>(
		'heeded',
		'heeded',
		'ignored',
		'to the day',
		'to the local day',
		'up to the day',
	),
	tokens: fc.constantFrom<Reading['tokens']>('record', 'number'),
});

const query = fc.record(
	{
		sortOrder: fc.constantFrom('Asc', 'Desc'),
		from: fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-05T10:00:00+01:00'),
		to: fc.constantFrom('2024-02-01T00:00:00Z', '2031-01-01T00:00:00Z'),
	},
	{ requiredKeys: [] },
);

/** Delays that are the same in each run of a seed. */
function delays(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return state / 2 ** 31;
	};
}

describe('readByDate', () => {
	it('gives what is read in turn, however the API reads its bounds and whichever answer comes first', async () => {
		await fc.assert(
			fc.asyncProperty(
				sales,
				reading,
				query,
				fc.constantFrom(2, 3, 10),
				fc.integer({ min: 2, max: 16 }),
				fc.nat(),
				async (all, how, asked, pageSize, readsAtOnce, seed) => {
					const one = new SalesList(all, { ...how, delay: () => 0 });
					const expected = await inTurn(one, asked, { pageSize });
					const list = new SalesList(all, { ...how, delay: delays(seed) }, readsAtOnce);
					const found = await parallel(list, asked, { pageSize });
					expect(found).toEqual(expected);
					expect(list.mostInFlight).toBeLessThanOrEqual(readsAtOnce);
					const pages = one.requests.length;
					// Where bounds mean something else, what was read at other places may have to be read again.
					const most = how.bounds === 'heeded' ? pages + 1 : 2 * pages;
					expect(list.requests.length).toBeLessThanOrEqual(most + 2 * windowsOf(list));
				},
			),
			{ numRuns: 120, seed: 42 },
		);
	}, 60_000);

	it.each(['Asc', 'Desc'])('reads %s in parallel', async (sortOrder) => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const found = await parallel(list, { sortOrder });
		expect(ids(found)).toEqual(
			ids(await inTurn(new SalesList(evenly(2_000), PLAIN), { sortOrder })),
		);
		expect(list.mostInFlight).toBe(8);
		expect(list.requests.length).toBeLessThanOrEqual(20 + 2 * windowsOf(list));
	});

	it.each([
		[0, 1],
		[99, 2],
		[100, 2],
		[150, 3],
		[199, 3],
	])('reads %i sales with the %i requests of reading in turn', async (count, requests) => {
		const list = new SalesList(evenly(count), PLAIN);
		expect(await parallel(list)).toHaveLength(count);
		expect(list.requests).toHaveLength(requests);
	});

	it.each([200, 250, 301, 1_000])(
		'reads %i sales with two requests more for each part at the most',
		async (count) => {
			const list = new SalesList(evenly(count), PLAIN);
			expect(await parallel(list)).toHaveLength(count);
			expect(list.requests.length).toBeLessThanOrEqual(
				Math.ceil(count / 100) + 2 * windowsOf(list),
			);
		},
	);

	it('keeps the bounds that the user gave, and everything else of the request', async () => {
		const asked = { from: saleAt(0, START + 100 * MINUTE_MS).date, states: ['Authorized'] };
		const list = new SalesList(evenly(1_500), PLAIN);
		expect(await parallel(list, asked)).toHaveLength(1_400);
		expect(windowsOf(list)).toBeGreaterThan(2);
		for (const { query } of list.requests) expect(query).toMatchObject(asked);
	});

	it('reads sales to come before the others, and years without any', async () => {
		const future = Array.from({ length: 30 }, (_, index) =>
			saleAt(5_000 + index, START + (index + 1) * 30 * 86_400_000),
		);
		const all = [...evenly(900), ...future];
		const found = await parallel(new SalesList(all, PLAIN));
		expect(ids(found)).toEqual(ids(await inTurn(new SalesList(all, PLAIN))));
	});

	/** Rushes a year apart, each of 1,000 sales in as many seconds. */
	const rushes = Array.from({ length: 3_000 }, (_, index) =>
		saleAt(
			index + 1,
			START + Math.floor(index / 1_000) * 365 * 86_400_000 + (index % 1_000) * 1_000,
		),
	);

	it.each(['Asc', 'Desc'])(
		'%s: asks no more and more where there is nothing between rushes',
		async (sortOrder) => {
			const list = new SalesList(rushes, PLAIN);
			const found = ids(await parallel(list, { sortOrder }));
			expect(found).toEqual(ids(await inTurn(new SalesList(rushes, PLAIN), { sortOrder })));
			// Each part has a request at its end that others know, and one for each may be in vain.
			expect(list.requests.length).toBeLessThanOrEqual(31 + 2 * windowsOf(list));
			expect(list.requests.length).toBeLessThanOrEqual(31 * 2);
		},
	);

	it('takes a list of which the bounds mean nothing in not much more than its pages', async () => {
		const list = new SalesList(evenly(5_000), { ...PLAIN, bounds: 'ignored' });
		expect(await parallel(list)).toHaveLength(5_000);
		expect(list.requests.length).toBeLessThanOrEqual(51 + 1 + 8);
	});

	it('reads 1,000 sales of one second whole', async () => {
		const cluster = Array.from({ length: 1_000 }, (_, index) =>
			saleAt(10_000 + index, START + 250 * MINUTE_MS),
		);
		const all = [...evenly(500), ...cluster];
		const found = await parallel(new SalesList(all, PLAIN));
		expect(ids(found)).toEqual(ids(await inTurn(new SalesList(all, PLAIN))));
	});

	it.each([
		['on the first page', 1_999],
		['further on', 1_000],
		['at the end', 0],
	])('reads in turn where a sale has no date: %s', async (_where, at) => {
		const all = evenly(2_000);
		// In its place all the same, as HelloAsso may sort by what it does not show.
		const hidden = new SalesList(all, PLAIN);
		const answer = hidden.client.request.bind(hidden.client);
		hidden.client.request = async <Body>(request: ApiRequest) => {
			const response = await answer<{ data: Sale[] }>(request);
			for (const sale of response.body?.data ?? []) if (sale.id === at + 1) delete sale.date;
			return response as { statusCode: number; headers: IDataObject; body: Body };
		};
		const found = await parallel(hidden);
		expect(ids(found)).toEqual(ids(await inTurn(new SalesList(all, PLAIN))));
	});

	it('reads in turn where the sales are not in the order of their dates', async () => {
		const all = evenly(2_000).map((sale, index) =>
			index % 300 === 7 ? saleAt(sale.id, START + ((index * 7_919) % 2_000) * MINUTE_MS) : sale,
		);
		const byId = new SalesList(all, PLAIN);
		const answer = byId.client.request.bind(byId.client);
		const dates = new Map(all.map(({ id, date }) => [id, date]));
		byId.sales = evenly(2_000);
		byId.client.request = async <Body>(request: ApiRequest) => {
			const response = await answer<{ data: Sale[] }>(request);
			for (const sale of response.body?.data ?? []) sale.date = dates.get(sale.id);
			return response as { statusCode: number; headers: IDataObject; body: Body };
		};
		expect(ids(await parallel(byId))).toEqual(ids(evenly(2_000)).reverse());
	});

	it('has every sale that was there from first to last once, whatever arrives, leaves or changes its date', async () => {
		await fc.assert(
			fc.asyncProperty(
				sales,
				fc.constantFrom('Asc', 'Desc'),
				fc.boolean(),
				fc.nat(),
				async (all, sortOrder, toInclusive, seed) => {
					const next = delays(seed);
					const touched = new Set<number>();
					const change = (list: SalesList) => {
						const at = Math.floor(next() * list.sales.length);
						const sale = list.sales[at];
						const kind = next();
						if (!sale || kind < 0.5) return;
						touched.add(sale.id);
						const moved = list.sales[Math.floor(next() * list.sales.length)].date;
						const others = list.sales.filter((one) => one !== sale);
						if (kind < 0.6) list.sales = others;
						else if (kind < 0.8) list.sales = [...others, { ...sale, date: moved }];
						else list.sales = [...list.sales, { id: 90_000 + list.requests.length, date: moved }];
					};
					const how = { ...PLAIN, fromInclusive: !toInclusive, toInclusive, delay: next, change };
					const found = ids(
						await parallel(new SalesList(all, how), { sortOrder }, { pageSize: 5 }),
					);
					expect(new Set(found).size).toBe(found.length);
					const kept = all.filter(({ id }) => !touched.has(id));
					const expected = ids(
						await inTurn(new SalesList(kept, PLAIN), { sortOrder }, { pageSize: 100 }),
					);
					expect(found.filter((id) => !touched.has(id as number) && Number(id) < 90_000)).toEqual(
						expected,
					);
				},
			),
			{ numRuns: 60, seed: 7 },
		);
	}, 60_000);

	/** Every fortieth is a later instalment, of an order four hours before. */
	const instalments = inInstalments(
		evenly(2_000),
		Array.from({ length: 40 }, (_, index) => (index === 3 ? 240 * MINUTE_MS : 0)),
	);

	it.each([
		['Asc', true],
		['Asc', false],
		['Desc', true],
		['Desc', false],
	])(
		"%s: has every instalment where the API's bounds are about the date of the order (inclusive %p)",
		async (sortOrder, inclusive) => {
			const bounds = { fromInclusive: inclusive, toInclusive: inclusive };
			const how = { ...PLAIN, ...bounds, filtered: orderDate };
			const list = new SalesList(instalments, how);
			const expected = await inTurn(new SalesList(instalments, how), { sortOrder });
			expect(ids(await parallel(list, { sortOrder }))).toEqual(ids(expected));
		},
	);

	it('gives payments as they are read in turn, whichever date the bounds are about', async () => {
		await fc.assert(
			fc.asyncProperty(
				sales,
				reading,
				query,
				fc.array(fc.constantFrom(0, 0, 0, 500, 1_000, 80_000, 90_000_000), { minLength: 1 }),
				fc.boolean(),
				fc.nat(),
				async (all, how, asked, earlier, isOfOrder, seed) => {
					const payments = inInstalments(all, earlier);
					const filtered = isOfOrder ? orderDate : undefined;
					const one = new SalesList(payments, { ...how, filtered, delay: () => 0 });
					const expected = await inTurn(one, asked, { pageSize: 3 });
					const list = new SalesList(payments, { ...how, filtered, delay: delays(seed) });
					expect(await parallel(list, asked, { pageSize: 3 })).toEqual(expected);
				},
			),
			{ numRuns: 300, seed: 12 },
		);
	}, 60_000);

	it.each<Reading['bounds']>(['to the day', 'to the local day', 'up to the day'])(
		'has the sales behind a single instalment where the bounds are about the order and rounded %s',
		async (bounds) => {
			const how = { ...PLAIN, bounds, filtered: orderDate };
			const day = 86_400_000;
			// Three days of sales. The instalment comes after a pause and is of an order of the day before.
			for (let at = 20; at < 300; at += 3) {
				const payments = Array.from({ length: 300 }, (_, index) => {
					const ms = START + index * 15 * MINUTE_MS + (index > at ? 0.6 * day : 0);
					const order = { date: new Date(index === at ? ms - day : ms).toISOString() };
					return { ...saleAt(index + 1, ms), order };
				});
				const list = new SalesList(payments, how);
				expect(ids(await parallel(list, {}, { pageSize: 5 }))).toEqual(ids(payments).reverse());
			}
		},
		60_000,
	);

	it('reads payments from new to old in parallel, but not from old to new: whether their bounds are about the order is not known', async () => {
		const [newest, oldest] = [new SalesList(instalments, PLAIN), new SalesList(instalments, PLAIN)];
		expect(await parallel(newest, { sortOrder: 'Desc' })).toHaveLength(2_000);
		expect(newest.mostInFlight).toBe(8);
		expect(await parallel(oldest, { sortOrder: 'Asc' })).toHaveLength(2_000);
		expect(windowsOf(oldest)).toBe(1);
	});

	it.each(['Asc', 'Desc'])(
		'%s: has every sale where the bounds are about another date than the one to be seen',
		async (sortOrder) => {
			const all = evenly(3_000);
			// Entered four hours before or after, as a cheque may be.
			const filtered = ({ id, date }: Sale) =>
				id % 7 === 0
					? new Date(Date.parse(String(date)) + (id % 2 ? 4 : -4) * 60 * MINUTE_MS).toISOString()
					: date;
			const list = new SalesList(all, { ...PLAIN, filtered });
			const expected = await inTurn(new SalesList(all, PLAIN), { sortOrder });
			expect(ids(await parallel(list, { sortOrder }))).toEqual(ids(expected));
		},
	);

	it('reads in turn what has no id, each once', async () => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const answer = list.client.request.bind(list.client);
		list.client.request = async <Body>(request: ApiRequest) => {
			const response = await answer<{ data: IDataObject[] }>(request);
			for (const sale of response.body?.data ?? []) {
				sale.number = sale.id;
				delete sale.id;
			}
			return response as { statusCode: number; headers: IDataObject; body: Body };
		};
		const numbers = (await parallel(list)).map(({ number }) => number);
		expect(numbers).toEqual(ids(evenly(2_000)).reverse());
		expect(windowsOf(list)).toBe(1);
	});

	it('reads in turn where the pages come from old to new, although each is of one second', async () => {
		const all = Array.from({ length: 2_000 }, (_, index) =>
			saleAt(index + 1, START + Math.floor(index / 100) * 86_400_000),
		);
		const list = new SalesList(all, { ...PLAIN, defaultOrder: 'Asc' });
		expect(ids(await parallel(list))).toEqual(ids(all));
		expect(windowsOf(list)).toBe(1);
	});

	it('begins nothing more after a Stop, and ends with it', async () => {
		const list = new SalesList(evenly(5_000), PLAIN);
		const answer = list.client.request.bind(list.client);
		const stopped = new HelloAssoError('timeout', 'The execution was stopped', { final: true });
		let isStopped = false;
		let afterwards = 0;
		list.client.request = async <Body>(request: ApiRequest) => {
			const response = await answer<Body>(request);
			if (isStopped) afterwards++;
			isStopped ||= list.requests.length > 20;
			return isStopped ? await Promise.reject(stopped) : response;
		};
		expect(await thrownBy(async () => await parallel(list))).toBe(stopped);
		// What was on its way, seven besides the one that was stopped first.
		expect(afterwards).toBeLessThanOrEqual(7);
		expect(list.inFlight).toBe(0);
	});

	it.each([
		[false, 'as an error'],
		[true, 'after what was read before it'],
	])('with allowIncomplete %p gives a failure in one part %s', async (allowIncomplete) => {
		const list = new SalesList(evenly(3_000), PLAIN);
		const whole = ids(evenly(3_000)).reverse();
		const answer = list.client.request.bind(list.client);
		const error = new HelloAssoError('serverError', 'HelloAsso returned a server error');
		const bound = () => list.requests.map(({ query }) => query?.to).find(Boolean);
		list.client.request = async (request: ApiRequest) => {
			const { to, continuationToken } = request.query ?? {};
			if (to !== undefined && to === bound() && continuationToken) throw error;
			return await answer(request);
		};
		const found: unknown[] = [];
		const toItems = (records: IDataObject[]) => ids(records);
		const read = async () => {
			const options = { allowIncomplete, toItems };
			for await (const some of readByDate(list.client, REQUEST, options)) found.push(...some);
		};
		expect(await thrownBy(read)).toBe(error);
		if (!allowIncomplete) return;
		expect(found).toEqual(whole.slice(0, found.length));
		expect(found.length).toBeGreaterThan(1_000);
	});

	it('reads on by the part before, where a part cannot even be begun', async () => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const answer = list.client.request.bind(list.client);
		let failures = 0;
		list.client.request = async (request: ApiRequest) => {
			const isBegin = request.query?.to !== undefined && !request.query.continuationToken;
			if (isBegin && failures++ < 2) throw new HelloAssoError('serverError', 'No');
			return await answer(request);
		};
		expect(ids(await parallel(list))).toEqual(ids(evenly(2_000)).reverse());
		expect(failures).toBeGreaterThan(0);
	});

	it.each([1, 555, 2_000])('fails where no item can be made of sale %i', async (id) => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const error = new HelloAssoError('serverError', 'No form');
		const toItems = async (records: IDataObject[]) =>
			ids(records).includes(id) ? await Promise.reject(error) : records;
		const read = async () => {
			for await (const page of readByDate(list.client, REQUEST, {
				allowIncomplete: false,
				toItems,
			}))
				expect(page.length).toBeGreaterThan(0);
		};
		expect(await thrownBy(read)).toBe(error);
	});

	it('fails where one part gives the same page under new tokens, and ends', async () => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const answer = list.client.request.bind(list.client);
		const first = new Map<unknown, unknown>();
		let tokens = 0;
		list.client.request = async <Body>(request: ApiRequest) => {
			const { to } = request.query ?? {};
			const repeated = first.get(to) as { body: { pagination: IDataObject } } | undefined;
			const response = structuredClone(repeated ?? (await answer(request)));
			if (to !== undefined && !repeated) first.set(to, structuredClone(response));
			if (repeated)
				(response.body as typeof repeated.body).pagination.continuationToken = `t${tokens++}`;
			return response as { statusCode: number; headers: IDataObject; body: Body };
		};
		expect(await thrownBy(async () => await parallel(list))).toMatchObject({
			type: 'invalidResponse',
		});
	});
});
