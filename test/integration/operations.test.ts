import { startSimulator, type Simulator } from '../../simulator';
import { CASES, ENDPOINTS, runCase, settle, type Case } from './operations';

/** A new one for each run: what an operation changed is not there for the next. */
let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	settle(sim);
});
afterEach(async () => {
	await sim.stop();
});

const run = async (one: Case, simplify = false) => await runCase(sim, one, { simplify });

const seen = () =>
	sim.apiRequests.map(({ method, path, query, body, headers: { accept } }) => ({
		route: `${method} ${path}`,
		query,
		body,
		accept,
	}));
const expected = ({ requests }: Case) =>
	requests.map(([route, query = {}, body]) => ({
		route: route.replace(' ', ' /v5'),
		query,
		body,
		accept: 'application/json',
	}));

test.each(CASES)(
	'%s: the request as HelloAsso gets it, and the items as they came',
	async (_name, one) => {
		const { error, json } = await run(one);
		expect(error).toBeUndefined();
		expect(seen()).toEqual(expected(one));
		expect(json()).toEqual(one.raw);
	},
);

test.each(CASES.filter(([, { simple }]) => simple))(
	'%s: the same request, and the items made flat',
	async (_name, one) => {
		const { error, json } = await run(one, true);
		expect(error).toBeUndefined();
		expect(seen()).toEqual(expected(one));
		expect(json()).toEqual(one.simple);
		// In this order the columns of a table stand.
		expect(json().map(Object.keys)).toEqual(one.simple?.map(Object.keys));
	},
);

test('whatever has a switch Simplify is written out flat too', () => {
	const simplified = ENDPOINTS.filter(({ operation }) => operation.simplify);
	const written = CASES.filter(([, { simple }]) => simple);
	expect(written.map(([name]) => name).sort()).toEqual(simplified.map(({ name }) => name).sort());
});

const WRITES = CASES.filter(([, { requests }]) => !/^(GET|POST \/directory)/.test(requests[0][0]));
describe.each(WRITES)('%s', (_name, one) => {
	test.each(['reset', 'resetAfterHandling'] as const)(
		'with the connection lost (%s) is not sent again',
		async (fault) => {
			sim.failNext({ match: { path: /^\/v5\// }, [fault]: true });
			const { error } = await run(one);
			expect(seen()).toEqual(expected(one));
			expect(error?.description).toContain(
				'It is not known whether HelloAsso carried the request out',
			);
		},
	);
});
