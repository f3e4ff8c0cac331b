import type { IDataObject } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom } from '../../nodes/HelloAsso/actions/operation';
import { startSimulator, type Simulator } from '../simulator';
import { credentialFor, runNode } from './engine';
import { ACCOUNTS } from './operations/accounts';
import { settle, SLUG } from './operations/association';
import { locator, type Case } from './operations/case';
import { FORMS } from './operations/forms';
import { PEOPLE } from './operations/people';
import { SALES } from './operations/sales';

const CASES = [...ACCOUNTS, ...FORMS, ...PEOPLE, ...SALES].map((one) => [one.name, one] as const);

/** A new one for each run: what an operation changed is not there for the next. */
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	settle(sim);
});
afterEach(async () => {
	await sim.stop();
});

async function run({ name, parameters, key = 'fullAccess' }: Case, simplify = false) {
	const [, resource, operation, scope] = /^(\w+)\/(\w+)(?: (\w+))?$/.exec(name) ?? [];
	const connected = { grantType: 'pkce', oauthTokenData: sim.connect(SLUG) as unknown as IDataObject };
	return await runNode({
		credential: key === 'connected' ? credentialFor(sim, 'partner', connected) : credentialFor(sim, key),
		parameters: { resource, operation, organizationSlug: locator(SLUG), scope, simplify, ...parameters },
	});
}

const seen = () =>
	sim.apiRequests.map(({ method, path, query, body, headers: { accept } }) => ({ route: `${method} ${path}`, query, body, accept }));
const expected = ({ requests }: Case) =>
	requests.map(([route, query = {}, body]) => ({ route: route.replace(' ', ' /v5'), query, body, accept: 'application/json' }));

test('there is a case for each way to run an operation', () => {
	const names = RESOURCES.flatMap(({ value: resource, operations }) =>
		operations.flatMap((operation) =>
			// API Call has no inputs of its own: see apiCall.test.ts.
			(isCustom(operation) ? [] : Object.keys(operation.endpoints)).map((scope) => `${resource}/${operation.value} ${scope}`.trim()),
		),
	);
	expect(CASES.map(([name]) => name).sort()).toEqual(names.sort());
});

test.each(CASES)('%s: the request as HelloAsso gets it, and the items as they came', async (_name, one) => {
	const { error, json } = await run(one);
	expect(error).toBeUndefined();
	expect(seen()).toEqual(expected(one));
	expect(json()).toEqual(one.raw);
});

test.each(CASES.filter(([, { simple }]) => simple))('%s: the same request, and the items made flat', async (_name, one) => {
	const { error, json } = await run(one, true);
	expect(error).toBeUndefined();
	expect(seen()).toEqual(expected(one));
	expect(json()).toEqual(one.simple);
	// In this order the columns of a table stand.
	expect(json().map(Object.keys)).toEqual(one.simple?.map(Object.keys));
});

test('whatever has a switch Simplify is written out flat too', () => {
	const simplified = RESOURCES.flatMap(({ value: resource, operations }) =>
		operations.filter((operation) => 'simplify' in operation && operation.simplify).map(({ value }) => `${resource}/${value}`),
	);
	const written = CASES.filter(([, { simple }]) => simple).map(([name]) => name.split(' ')[0]);
	expect([...new Set(written)].sort()).toEqual(simplified.sort());
});

const WRITES = CASES.filter(([, { requests }]) => !/^(GET|POST \/directory)/.test(requests[0][0]));
describe.each(WRITES)('%s', (_name, one) => {
	test.each(['reset', 'resetAfterHandling'] as const)('with the connection lost (%s) is not sent again', async (fault) => {
		sim.failNext({ match: { path: /^\/v5\// }, [fault]: true });
		const { error } = await run(one);
		expect(seen()).toEqual(expected(one));
		expect(error?.description).toContain('It is not known whether HelloAsso carried the request out');
	});
});
