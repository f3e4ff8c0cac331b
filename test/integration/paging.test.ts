import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

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
	test('1,000 payments: eleven requests of 100, each record once, in order', async () => {
		sim = await startSimulator({ seed: { payments: 1000 } });
		const { json, error } = await runNode({
			credential: credentialFor(sim),
			parameters: {
				resource: 'payment',
				operation: 'getAll',
				organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
				returnAll: true,
				simplify: false,
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

	test.each(['order', 'item', 'payment', 'form'])(
		'%s: ends on the empty page',
		async (resource) => {
			sim = await startSimulator();
			const ids = await listed(resource);
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
