import type { IDataObject } from 'n8n-workflow';
import fc from 'fast-check';

import { readByDate, readPages, type ApiRequest } from '../../../nodes/HelloAsso/transport';
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
			fc.record({ gap: fc.integer({ min: 0, max: 90_000 }), count: fc.integer({ min: 1, max: 5 }) }),
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

const reading = fc.record({
	fromInclusive: fc.boolean(),
	toInclusive: fc.boolean(),
	bounds: fc.constantFrom<Reading['bounds']>('heeded', 'heeded', 'ignored', 'to the day'),
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
					if (how.bounds === 'heeded')
						expect(list.requests.length).toBeLessThanOrEqual(pages + 1 + 2 * windowsOf(list));
				},
			),
			{ numRuns: 300, seed: 42 },
		);
	});

	it.each(['Asc', 'Desc'])('reads %s in parallel', async (sortOrder) => {
		const list = new SalesList(evenly(2_000), PLAIN);
		const found = await parallel(list, { sortOrder });
		expect(ids(found)).toEqual(ids(await inTurn(new SalesList(evenly(2_000), PLAIN), { sortOrder })));
		expect(list.mostInFlight).toBe(8);
		expect(list.requests.length).toBeLessThanOrEqual(20 + 2 * windowsOf(list));
	});
});
