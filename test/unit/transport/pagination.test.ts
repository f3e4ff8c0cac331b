import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, HelloAssoClient } from '../../../nodes/HelloAsso/transport';
import {
	followPages,
	isPage,
	readPages,
	type PagingOptions,
} from '../../../nodes/HelloAsso/transport/pagination';
import { thrownBy } from '../../fixtures/thrown';

const REQUEST: ApiRequest = {
	method: 'GET',
	path: '/v5/organizations/my-association/payments',
	query: { states: ['Authorized'] },
	timeoutMs: 5000,
	privilege: 'AccessTransactions',
};
const MORE_REQUESTS_THAN_ANY_TEST_NEEDS = 50;

const records = (...ids: number[]): IDataObject[] => ids.map((id) => ({ id }));
const range = (from: number, to: number) =>
	records(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
const page = (data: IDataObject[], continuationToken?: string | null) => ({
	data,
	pagination: { pageSize: 100, totalCount: -1, pageIndex: 1, totalPages: -1, continuationToken },
});

/** HelloAsso at the edge: the answers in turn, the last one again and again. */
function answering(...bodies: unknown[]) {
	const requests: ApiRequest[] = [];
	const client = {
		async request(request: ApiRequest) {
			requests.push(request);
			if (requests.length > MORE_REQUESTS_THAN_ANY_TEST_NEEDS)
				throw new Error('The list never ends');
			return {
				statusCode: 200,
				headers: {},
				body: bodies[Math.min(requests.length, bodies.length) - 1],
			};
		},
	} as unknown as HelloAssoClient;
	return { client, requests, tokens: () => requests.map(({ query }) => query?.continuationToken) };
}

async function readAll(
	client: HelloAssoClient,
	options: PagingOptions = {},
): Promise<IDataObject[]> {
	const all: IDataObject[] = [];
	for await (const records of readPages(client, REQUEST, options)) all.push(...records);
	return all;
}

const ENDLESS = {
	type: 'invalidResponse',
	message:
		'HelloAsso gives the same page of this list again and again, so that its end cannot be reached',
};

describe('readPages', () => {
	it('ends on the empty page, though the token never runs out', async () => {
		const { client, requests, tokens } = answering(
			page(records(1, 2), 't1'),
			page(records(3), 't2'),
			page([], 't3'),
			page(records(4), 't4'),
		);
		expect(await readAll(client)).toEqual(records(1, 2, 3));
		expect(tokens()).toEqual([undefined, 't1', 't2']);
		expect(requests.map(({ query }) => query)).toEqual([
			{ states: ['Authorized'], pageSize: 100 },
			{ states: ['Authorized'], pageSize: 100, continuationToken: 't1' },
			{ states: ['Authorized'], pageSize: 100, continuationToken: 't2' },
		]);
	});

	it('carries everything else of the request to every page, and changes nothing of the original', async () => {
		const original = structuredClone(REQUEST);
		const { client, requests } = answering(page(records(1), 't1'), page([]));
		await readAll(client);
		expect(requests).toHaveLength(2);
		for (const request of requests)
			expect(request).toMatchObject({ ...REQUEST, query: { states: ['Authorized'] } });
		expect(REQUEST).toEqual(original);
	});

	it('reads 1000 records in full pages with 11 requests, each record once and in order', async () => {
		const pages = Array.from({ length: 10 }, (_, index) =>
			page(range(index * 100 + 1, index * 100 + 100), `t${index}`),
		);
		const { client, requests } = answering(...pages, page([], 't10'));
		expect(await readAll(client)).toEqual(range(1, 1000));
		expect(requests).toHaveLength(11);
	});

	it('goes on after a short page in the middle', async () => {
		const { client } = answering(page(records(1), 't1'), page(records(2, 3), 't2'), page([]));
		expect(await readAll(client)).toEqual(records(1, 2, 3));
	});

	it.each([undefined, null, ''])('ends when the token is %p', async (token) => {
		const { client, requests } = answering(page(records(1), token));
		expect(await readAll(client)).toEqual(records(1));
		expect(requests).toHaveLength(1);
	});

	it('ends when the same token comes twice in a row', async () => {
		const { client, tokens } = answering(
			page(records(1), 'same'),
			page(records(2), 'same'),
			page(records(3), 'same'),
		);
		expect(await readAll(client)).toEqual(records(1, 2));
		expect(tokens()).toEqual([undefined, 'same']);
	});

	it('fails when tokens go round in a circle, for nothing shows the end', async () => {
		const circle = Array.from({ length: 60 }, (_, index) =>
			page(records(index), index % 2 === 0 ? 'A' : 'B'),
		);
		const { client, tokens } = answering(...circle);
		expect(await thrownBy(async () => await readAll(client))).toMatchObject(ENDLESS);
		expect(tokens()).toEqual([undefined, 'A', 'B']);
	});

	it('fails when the same page comes under new tokens, after three repeats', async () => {
		const repeats = Array.from({ length: 300 }, (_, index) => page(records(1, 2), `t${index}`));
		const { client, requests } = answering(...repeats);
		expect(await thrownBy(async () => await readAll(client))).toMatchObject(ENDLESS);
		expect(requests).toHaveLength(4);
	});

	it('fails when records without a number come again under new tokens', async () => {
		const repeats = Array.from({ length: 40 }, (_, index) =>
			page([{ name: index % 2 ? 'A' : 'B' }], `t${index}`),
		);
		const { client, requests } = answering(...repeats);
		expect(await thrownBy(async () => await readAll(client))).toMatchObject(ENDLESS);
		expect(requests).toHaveLength(5);
	});

	it('ends at its own token also where a user wrote it into the query', async () => {
		const { client, requests } = answering(page(records(1), 'X'), page(records(2), 'Y'));
		const request = { ...REQUEST, query: { continuationToken: ['X'] } };
		const all: IDataObject[] = [];
		for await (const found of readPages(client, request, {})) all.push(...found);
		expect(all).toEqual(records(1));
		expect(requests).toHaveLength(1);
	});

	it('goes on after a page that was pushed whole onto the next, twice', async () => {
		const { client } = answering(
			page(records(1, 2), 't1'),
			page(records(1, 2), 't2'),
			page(records(2, 1), 't3'),
			page(records(3), 't4'),
			page(records(3), 't5'),
			page([], 't6'),
		);
		expect(await readAll(client)).toEqual(records(1, 2, 3));
	});

	it('gives nothing for an empty list, with one request', async () => {
		const { client, requests } = answering(page([], 't1'));
		expect(await readAll(client)).toEqual([]);
		expect(requests).toHaveLength(1);
	});

	it('gives each record once when rows move from page to page', async () => {
		const { client } = answering(
			page(records(1, 2, 3), 't1'),
			page(records(3, 4), 't2'),
			page(records(4, 3), 't3'),
			page(records(5, 5), 't4'),
			page([]),
		);
		expect(await readAll(client)).toEqual(records(1, 2, 3, 4, 5));
	});

	it('takes an id as number and as text for the same record', async () => {
		const { client } = answering(page([{ id: 7 }, { id: '7' }, { id: '07' }]));
		expect(await readAll(client)).toEqual([{ id: 7 }, { id: '07' }]);
	});

	it('tells forms, which have no id, apart by type and slug', async () => {
		const forms = [
			{ formType: 'Event', formSlug: 'fete' },
			{ formType: 'Shop', formSlug: 'fete' },
			{ formType: 'Event', formSlug: 'fete', title: 'again' },
		];
		const { client } = answering(page(forms));
		expect(await readAll(client)).toEqual(forms.slice(0, 2));
	});

	it('keeps every record that has neither, such as entries of a change feed', async () => {
		const changes = [{ action: 'Insert' }, { action: 'Insert' }, { id: null, formSlug: null }];
		const { client } = answering(page(changes as IDataObject[]));
		expect(await readAll(client)).toEqual(changes);
	});

	it.each([
		[{}, 100],
		[{ limit: 50 }, 50],
		[{ limit: 1 }, 1],
		[{ limit: 100 }, 100],
		[{ limit: 101 }, 100],
		[{ limit: 5000 }, 100],
		[{ pageSize: 20 }, 20],
		[{ pageSize: 100, limit: 30 }, 30],
		[{ pageSize: 20, limit: 30 }, 20],
		[{ pageSize: 500 }, 100],
		[{ limit: undefined, pageSize: undefined }, 100],
	])('asks with %j for pages of %p', async (options, pageSize) => {
		const { client, requests } = answering(page([]));
		await readAll(client, options);
		expect(requests[0].query?.pageSize).toBe(pageSize);
	});

	it('stops in the middle of a page and asks for no further one', async () => {
		const { client, requests } = answering(
			page(range(1, 100), 't1'),
			page(range(101, 200), 't2'),
			page(range(201, 300), 't3'),
		);
		expect(await readAll(client, { limit: 150 })).toEqual(range(1, 150));
		expect(requests).toHaveLength(2);
	});

	it('asks for no further page when the limit is met exactly', async () => {
		const { client, requests } = answering(page(range(1, 100), 't1'), page(range(101, 200), 't2'));
		expect(await readAll(client, { limit: 100 })).toEqual(range(1, 100));
		expect(requests).toHaveLength(1);
	});

	it('does not count repeated records towards the limit', async () => {
		const { client, tokens } = answering(
			page(records(1, 1, 2), 't1'),
			page(records(2, 3, 4), 't2'),
		);
		expect(await readAll(client, { limit: 3 })).toEqual(records(1, 2, 3));
		expect(tokens()).toEqual([undefined, 't1']);
	});

	it('asks for a page only when the one before was taken', async () => {
		const { client, requests } = answering(
			page(records(1), 't1'),
			page(records(2), 't2'),
			page([]),
		);
		const pages = readPages(client, REQUEST, {});
		expect(await pages.next()).toEqual({ done: false, value: records(1) });
		expect(requests).toHaveLength(1);
		await pages.return();
		expect(requests).toHaveLength(1);
	});

	it.each([
		undefined,
		null,
		[],
		'a page',
		{},
		{ data: [] },
		{ data: {}, pagination: {} },
		{ data: [], pagination: null },
		{ data: null, pagination: {} },
		{ errors: [{ code: 'x', message: 'y' }] },
	])('says so when the answer %j is no page', async (body) => {
		const { client } = answering(body);
		expect(await thrownBy(async () => await readAll(client))).toMatchObject({
			name: 'HelloAssoError',
			type: 'invalidResponse',
			message: 'HelloAsso answered a list without its records',
		});
		const later = answering(page(records(1), 't1'), body);
		expect(await thrownBy(async () => await readAll(later.client))).toMatchObject({
			type: 'invalidResponse',
		});
	});

	it('says so when a record of a page is null', async () => {
		const { client } = answering({ data: [null], pagination: {} });
		expect(await thrownBy(async () => await readAll(client))).toMatchObject({
			type: 'invalidResponse',
		});
	});
});

describe('followPages', () => {
	it('goes on from a first page that was read already', async () => {
		const { client, requests } = answering(page(records(2, 3), 't2'), page([]));
		const all: IDataObject[] = [];
		for await (const some of followPages(client, REQUEST, page(records(1, 2), 't1')))
			all.push(...some);
		expect(all).toEqual(records(1, 2, 3));
		expect(requests.map(({ query }) => query)).toEqual([
			{ states: ['Authorized'], continuationToken: 't1' },
			{ states: ['Authorized'], continuationToken: 't2' },
		]);
	});

	it('needs no request at all when the limit lies within the first page', async () => {
		const { client, requests } = answering(page([]));
		const all: IDataObject[] = [];
		for await (const some of followPages(client, REQUEST, page(records(1, 2, 3), 't1'), 2))
			all.push(...some);
		expect(all).toEqual(records(1, 2));
		expect(requests).toHaveLength(0);
	});
});

describe('isPage', () => {
	it('knows a page by its two parts', () => {
		expect(isPage({ data: [], pagination: {} })).toBe(true);
		expect(isPage(page(records(1), 't'))).toBe(true);
		for (const other of [
			undefined,
			null,
			[],
			'',
			1,
			{},
			{ data: [] },
			{ pagination: {} },
			{ data: 'x', pagination: {} },
		]) {
			expect(isPage(other)).toBe(false);
		}
	});
});
