/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Fault, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

/** Waits are not waited. */
jest.mock('n8n-workflow', () => {
	const wait = async () => await new Promise(setImmediate);
	return { ...jest.requireActual<object>('n8n-workflow'), sleep: wait, sleepWithAbort: wait };
});

let sim: Simulator;
afterEach(async () => {
	await sim.stop();
});

/** Ids of the main organization's payments in the order the API lists them. */
async function listed(resource: string, extra: object = {}): Promise<unknown[]> {
	const { json } = await runNode({
		credential: credentialFor(sim),
		parameters: { resource, operation: 'getAll', returnAll: true, simplify: false, ...extra },
	});
	return json().map(({ id }) => id);
}

const pagesOf = (part: string) => sim.apiRequests.filter(({ path }) => path.endsWith(part));

describe('Return All', () => {
	test('1,000 payments, one after the other: eleven requests of 100, each record once, in order', async () => {
		sim = await startSimulator({ seed: { payments: 1000 } });
		const { json, error } = await runNode({
			credential: credentialFor(sim),
			parameters: {
				resource: 'payment',
				operation: 'getAll',
				organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
				returnAll: true,
				simplify: false,
				options: { parallelRequests: 1 },
			},
		});
		expect(error).toBeUndefined();
		const dates = json().map(({ date }) => Date.parse(date as string));
		expect(dates).toEqual([...dates].sort((one, other) => other - one));
		expect(new Set(json().map(({ id }) => id)).size).toBe(1000);
		expect(json()).toHaveLength(1000);
		expect(sim.apiRequests).toHaveLength(11);
		expect(sim.apiRequests.map(({ query }) => query.pageSize)).toEqual(Array(11).fill('100'));
		expect(sim.apiRequests[0].query).toEqual({ pageSize: '100' });
		expect(sim.apiRequests.slice(1).every(({ query }) => Boolean(query.continuationToken))).toBe(
			true,
		);
	});

	test.each(['order', 'item', 'payment', 'member', 'donation'])(
		'%s: in parts the same list as in turn, with two requests more for each part at the most',
		async (resource) => {
			sim = await startSimulator({ seed: { orders: 1_500 } });
			const inTurn = await listed(resource, { options: { parallelRequests: 1, pageSize: 20 } });
			expect(inTurn.length).toBeGreaterThan(100);
			sim.clearRequests();
			expect(await listed(resource, { options: { pageSize: 20 } })).toEqual(inTurn);
			const requests = sim.apiRequests.filter(({ path }) =>
				/\/(orders|items|payments)$/.test(path),
			);
			const parts = requests.filter(
				({ query }) => !query.continuationToken && query.pageSize === '20',
			);
			expect(parts.length).toBeGreaterThan(1);
			expect(requests.length).toBeLessThanOrEqual(Math.ceil(inTurn.length / 20) + 2 * parts.length);
			expect(requests[0].query).not.toHaveProperty('to');
		},
	);

	test.each([
		['by update', { sortField: 'UpdateDate' }],
		['one at a time', { parallelRequests: 1 }],
	])('a list %s is read in turn', async (_name, options) => {
		sim = await startSimulator({ seed: { payments: 600 } });
		expect(await listed('payment', { options })).toHaveLength(600);
		expect(pagesOf('/payments')).toHaveLength(7);
		expect(pagesOf('/payments').filter(({ query }) => !query.continuationToken)).toHaveLength(1);
	});

	test.each(['order', 'item', 'payment', 'form'])(
		'%s: ends on the empty page',
		async (resource) => {
			sim = await startSimulator();
			const ids = await listed(resource, { options: { parallelRequests: 1 } });
			const requests = pagesOf(`/${resource}s`);
			expect(ids.length).toBeGreaterThan(0);
			expect(requests).toHaveLength(Math.ceil(ids.length / 100) + 1);
		},
	);

	test('API Call on a list asks for the same full pages', async () => {
		sim = await startSimulator({ seed: { payments: 250 } });
		const { json } = await runNode({
			credential: credentialFor(sim),
			parameters: {
				resource: 'api',
				operation: 'call',
				path: `/organizations/${sim.organizationSlug}/payments`,
				returnAll: true,
			},
		});
		expect(new Set(json().map(({ id }) => id)).size).toBe(250);
		expect(json()).toHaveLength(250);
		expect(sim.apiRequests.map(({ query }) => query.pageSize)).toEqual(Array(4).fill('100'));
	});
});

describe('Limit', () => {
	test.each([
		[3, ['3']],
		[100, ['100']],
		[101, ['100', '100']],
		[250, ['100', '100', '100']],
	])('%i payments: page sizes %j and not one request more', async (limit, pageSizes) => {
		sim = await startSimulator({ seed: { payments: 300 } });
		const all = await listed('payment');
		sim.clearRequests();
		const limited = await listed('payment', { returnAll: false, limit });
		expect(limited).toEqual(all.slice(0, limit));
		expect(pagesOf('/payments').map(({ query }) => query.pageSize)).toEqual(pageSizes);
	});

	test('the default is 50', async () => {
		sim = await startSimulator({ seed: { payments: 60 } });
		expect(await listed('payment', { returnAll: false })).toHaveLength(50);
	});

	test('a bare array is cut as well', async () => {
		sim = await startSimulator();
		const { json } = await runNode({
			credential: credentialFor(sim, 'twoAssociations'),
			parameters: { resource: 'organization', operation: 'getAll', limit: 1 },
		});
		expect(json()).toHaveLength(1);
	});

	test.each([0, -1, 1.5, 'many'])('%p is refused before a request leaves', async (limit) => {
		sim = await startSimulator();
		const { error } = await runNode({
			credential: credentialFor(sim),
			parameters: {
				resource: 'payment',
				operation: 'getAll',
				limit: `={{ ${JSON.stringify(limit)} }}`,
			},
		});
		expect(error?.message).toBe(`'Limit' must be a whole number from 1 up, not '${limit}'`);
		expect(sim.requests).toHaveLength(0);
	});
});

describe('Allow Incomplete List', () => {
	const NEXT_STEP = 'Try again later.';
	const ALLOWED = { allowIncomplete: true, pageSize: 2, parallelRequests: 1 };
	const ORDERS = { resource: 'order', operation: 'getAll', returnAll: true, simplify: false };
	const read = async (parameters: IDataObject, key: keyof Simulator['keys'] = 'association') =>
		await runNode({
			credential: credentialFor(sim, key),
			parameters: { ...ORDERS, ...parameters },
		});
	/** The list as it is, then so many faults behind so many pages. */
	const failAfter = (pages: number, fault: Fault, times: number) => {
		const match = { path: /\/(orders|payments|forms)$/ };
		sim.failNext({ match }, pages);
		sim.failNext({ ...fault, match }, times);
	};

	beforeEach(async () => {
		sim = await startSimulator();
	});

	test.each([
		['status 503', { status: 503 }, 3, 'HelloAsso returned a server error (status 503)'],
		['status 429', { status: 429 }, 6, 'Too many requests to HelloAsso'],
		['a page cut three times', { cut: 'length' as const }, 3, /^The answer of HelloAsso broke off/],
		[
			'a page without records',
			{ nullAnswer: true },
			1,
			'HelloAsso answered a list without its records',
		],
		['not JSON', { notJson: true }, 1, 'HelloAsso answered something that is not JSON'],
		['the same page again', { repeatPage: true }, 5, /^HelloAsso gives the same page of this list/],
	])(
		'%s behind two pages: what was read, and a last item that says so',
		async (_name, fault, requests, reason) => {
			const all = await listed('order');
			sim.clearRequests();
			failAfter(2, fault, requests);
			const { json, output, error } = await read({ options: ALLOWED });
			expect(error).toBeUndefined();
			expect(
				json()
					.slice(0, -1)
					.map(({ id }) => id),
			).toEqual(all.slice(0, 4));
			const last = json().at(-1);
			expect(Object.keys(last as object)).toEqual(['incomplete', 'reason', 'description']);
			expect(last).toMatchObject({ incomplete: true, description: expect.any(String) });
			expect(last?.reason).toEqual(
				typeof reason === 'string' ? reason : expect.stringMatching(reason),
			);
			expect(output().map(({ pairedItem }) => pairedItem)).toEqual(Array(5).fill({ item: 0 }));
			// Pages under new tokens may repeat twice in a row; the third is one too many.
			expect(pagesOf('/orders')).toHaveLength(2 + (requests === 5 ? 3 : requests));
			expect(pagesOf('/orders').map(({ query }) => query.pageSize)).toEqual(
				pagesOf('/orders').map(() => '2'),
			);
		},
	);

	test('without the option the same list is an error', async () => {
		failAfter(2, { status: 503 }, 3);
		const { error, json } = await read({ options: { pageSize: 2, parallelRequests: 1 } });
		expect(error?.message).toBe('HelloAsso returned a server error (status 503)');
		expect(json()).toEqual([]);
	});

	test('a first page that fails is an error, and so is a refusal behind it', async () => {
		failAfter(0, { status: 503 }, 3);
		expect((await read({ options: ALLOWED })).error?.message).toBe(
			'HelloAsso returned a server error (status 503)',
		);
		sim.clearFaults();
		failAfter(1, { status: 403 }, 1);
		const { error, json } = await read({ options: ALLOWED });
		expect(error?.message).toMatch(/^HelloAsso does not allow this key/);
		expect(json()).toEqual([]);
	});

	test('a whole list, and a limit reached before the fault, have no such item', async () => {
		const all = await listed('order');
		const ids = async (parameters: IDataObject) =>
			(await read({ options: ALLOWED, ...parameters })).json().map(({ id }) => id);
		expect(await ids({})).toEqual(all);
		failAfter(2, { status: 503 }, 3);
		expect(await ids({ returnAll: false, limit: 4 })).toEqual(all.slice(0, 4));
	});

	test('it does not make Retry On Fail read again', async () => {
		failAfter(1, { status: 503 }, 3);
		const { json } = await runNode({
			credential: credentialFor(sim),
			parameters: { ...ORDERS, options: ALLOWED },
			node: { retryOnFail: true, waitBetweenTries: 1, onError: 'continueRegularOutput' },
		});
		expect(json()).toHaveLength(3);
		expect(pagesOf('/orders')).toHaveLength(4);
	});

	test('of a list of changes it holds the token behind what was read', async () => {
		failAfter(1, { status: 503 }, 3);
		const { json } = await read(
			{ resource: 'directory', operation: 'getForms', options: ALLOWED },
			'fullAccess',
		);
		expect(json()).toHaveLength(3);
		expect(json()[1].continuationToken).toEqual(expect.any(String));
		expect(json()[2]).toEqual({
			incomplete: true,
			reason: 'HelloAsso returned a server error (status 503)',
			description: NEXT_STEP,
			continuationToken: json()[1].continuationToken,
		});
	});

	test('an API Call has it too', async () => {
		failAfter(1, { status: 503 }, 3);
		const { json } = await read({
			resource: 'api',
			operation: 'call',
			path: `/organizations/${sim.organizationSlug}/payments?pageSize=2`,
			options: { allowIncomplete: true },
		});
		expect(json()).toHaveLength(3);
		expect(json()[2]).toEqual({
			incomplete: true,
			reason: 'HelloAsso returned a server error (status 503)',
			description: NEXT_STEP,
		});
	});
});
