import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;
const slug = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: slug };
const form = (type: string, value: string) => ({
	formType: type,
	formSlug: { __rl: true, mode: 'slug', value },
});

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const filters = {
	from: '2026-01-01T00:00:00',
	to: '2026-07-01T00:00:00',
	userSearchKey: 'é & co',
};
const dates = { from: '2026-01-01T00:00:00.000+01:00', to: '2026-07-01T00:00:00.000+02:00' };

/** Resource, operation, parameters, and the one request that has to be seen. */
const cases: Array<[string, string, IDataObject, { path: string; query?: IDataObject }]> = [
	['organization', 'get', { organizationSlug }, { path: `/organizations/${slug}` }],
	['organization', 'getAll', { returnAll: true }, { path: '/users/me/organizations' }],
	[
		'form',
		'get',
		{ organizationSlug, ...form('Membership', 'adhesion-annuelle') },
		{ path: `/organizations/${slug}/forms/Membership/adhesion-annuelle/public` },
	],
	[
		'form',
		'getAll',
		{ organizationSlug, limit: 1, filters: { formTypes: ['Event', 'Shop'], states: ['Public'] } },
		{
			path: `/organizations/${slug}/forms`,
			query: { formTypes: ['Event', 'Shop'], states: 'Public', pageSize: '1' },
		},
	],
	[
		'order',
		'getAll',
		{
			organizationSlug,
			limit: 1,
			filters: { ...filters, formTypes: ['Event'] },
			options: { withDetails: true, sortOrder: 'Asc' },
		},
		{
			path: `/organizations/${slug}/orders`,
			query: {
				...dates,
				userSearchKey: 'é & co',
				formTypes: 'Event',
				withDetails: 'true',
				sortOrder: 'Asc',
				pageSize: '1',
			},
		},
	],
	[
		'order',
		'getAll',
		{ organizationSlug, scope: 'form', ...form('Event', 'course-du-printemps'), limit: 1, filters },
		{
			path: `/organizations/${slug}/forms/Event/course-du-printemps/orders`,
			query: { ...dates, userSearchKey: 'é & co', pageSize: '1' },
		},
	],
	[
		'item',
		'getAll',
		{
			organizationSlug,
			limit: 1,
			filters: {
				tierTypes: ['Membership', 'Donation'],
				itemStates: ['Processed'],
				tierName: 'Adulte',
			},
			options: { withDetails: true, sortField: 'UpdateDate', sortOrder: 'Desc', pageSize: 20 },
		},
		{
			path: `/organizations/${slug}/items`,
			query: {
				tierTypes: ['Membership', 'Donation'],
				itemStates: 'Processed',
				tierName: 'Adulte',
				withDetails: 'true',
				sortField: 'UpdateDate',
				sortOrder: 'Desc',
				pageSize: '1',
			},
		},
	],
	[
		'item',
		'getAll',
		{ organizationSlug, scope: 'form', ...form('Shop', 'boutique-du-club'), limit: 1 },
		{ path: `/organizations/${slug}/forms/Shop/boutique-du-club/items`, query: { pageSize: '1' } },
	],
	[
		'payment',
		'getAll',
		{ organizationSlug, limit: 1, filters: { states: ['Authorized', 'Registered'] } },
		{
			path: `/organizations/${slug}/payments`,
			query: { states: ['Authorized', 'Registered'], pageSize: '1' },
		},
	],
	[
		'payment',
		'getAll',
		{ organizationSlug, scope: 'form', ...form('Donation', '1'), limit: 1 },
		{ path: `/organizations/${slug}/forms/Donation/1/payments`, query: { pageSize: '1' } },
	],
];

test.each(cases)('%s %s: the request as HelloAsso gets it', async (resource, operation, parameters, seen) => {
	const { error } = await runNode({ credential, parameters: { resource, operation, ...parameters } });
	expect(error).toBeUndefined();
	expect(
		sim.apiRequests.map(({ method, path, query, body, headers }) => ({
			method,
			path,
			query,
			body,
			accept: headers.accept,
		})),
	).toEqual([
		{
			method: 'GET',
			path: `/v5${seen.path}`,
			query: seen.query ?? {},
			body: undefined,
			accept: 'application/json',
		},
	]);
});

test.each([
	['order', 'orderId', 'orders'],
	['item', 'itemId', 'items'],
	['payment', 'paymentId', 'payments'],
] as const)('%s get: raw is the answer as it came', async (resource, parameter, list) => {
	const { id } = sim.data[list].find((record) => record.id >= 40_000_000) as { id: number };
	const { json, error } = await runNode({
		credential,
		parameters: { resource, operation: 'get', [parameter]: id, simplify: false },
	});
	expect(error).toBeUndefined();
	expect(sim.apiRequests.map(({ url }) => url)).toEqual([`/v5/${list}/${id}`]);
	const answer = await fetch(`${sim.url}/v5/${list}/${id}`, {
		headers: {
			Accept: 'application/json',
			'User-Agent': 'test',
			Authorization: sim.apiRequests[0].headers.authorization as string,
		},
	});
	expect(json()).toEqual([await answer.json()]);
});

describe('inputs that are refused before a request leaves', () => {
	const hostile = ['={{ "" }}', '0', '-1', '1.5', '1e3', '12 or 1=1', '../1', '1/cancel', '2147483648', '1%2F2'];
	test.each(hostile)('payment %p', async (paymentId) => {
		const { error } = await runNode({
			credential,
			parameters: { resource: 'payment', operation: 'get', paymentId },
		});
		expect(error?.message).toMatch(/^'Payment ID' (is empty|must be a whole number above 0)/);
		expect(sim.requests).toHaveLength(0);
	});

	test.each(['.', '..', 'a/b', 'a\\b', 'a%2Fb', 'a b', 'a?b', 'a#b', 'a\nb'])('form %p', async (value) => {
		const { error } = await runNode({
			credential,
			parameters: { resource: 'form', operation: 'get', ...form('Event', value) },
		});
		expect(error?.message).toMatch(/^'Form' is not a slug/);
		expect(sim.requests).toHaveLength(0);
	});

	test.each(['soon', '01/05/2026', '2026-13-01', '20260101'])('date %p', async (from) => {
		const { error } = await runNode({
			credential,
			parameters: { resource: 'order', operation: 'getAll', filters: { from } },
		});
		expect(error?.message).toBe(`'From' is not a date that is clear: '${from}'`);
		expect(sim.requests).toHaveLength(0);
	});

	test('a form address of another type than the one chosen', async () => {
		const { error } = await runNode({
			credential,
			parameters: {
				resource: 'form',
				operation: 'get',
				formType: 'Event',
				formSlug: {
					__rl: true,
					mode: 'url',
					value: `https://www.helloasso.com/associations/${slug}/adhesions/adhesion-annuelle`,
				},
			},
		});
		expect(error?.message).toBe(
			"'Form Type' is 'Event', but the address under 'Form' is that of a form of type 'Membership'",
		);
	});
});

test('a pasted address stands for its slugs', async () => {
	const value = `https://www.helloasso.com/associations/${slug}/adhesions/adhesion-annuelle?x=1`;
	await runNode({
		credential,
		parameters: {
			resource: 'form',
			operation: 'get',
			organizationSlug: { __rl: true, mode: 'url', value },
			formType: 'Membership',
			formSlug: { __rl: true, mode: 'url', value },
		},
	});
	expect(sim.apiRequests.map(({ path }) => path)).toEqual([
		`/v5/organizations/${slug}/forms/Membership/adhesion-annuelle/public`,
	]);
});
