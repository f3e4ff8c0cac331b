import { startSimulator, type Simulator } from '../../simulator';
import { CASES, ENDPOINTS, locator, runCase, settle } from './operations';

let sim: Simulator;
beforeAll(async () => {
	sim = await startSimulator({ seed: { orders: 0, directory: 0 } });
	settle(sim);
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const HOSTILE = [
	'.',
	'..',
	'../1',
	'1/cancel',
	'1\\cancel',
	'%2e%2e',
	'1%2Fcancel',
	'1?a=b',
	'1#',
	'1\n2',
	'{orderId}',
];
/** A tag may have any letters: what is special in a path is escaped then. */
const HOSTILE_TAGS = HOSTILE.slice(0, 5);

/** Each input of each path that the user fills in, by the case that runs it. */
const INPUTS = ENDPOINTS.flatMap(({ name, endpoint: { path } }) =>
	Object.entries(path)
		.filter(([, { property }]) => property.type !== 'hidden')
		.map(([input, { property }]) => ({
			name,
			input,
			isLocator: property.type === 'resourceLocator',
		})),
);

test('most operations have such an input', () => {
	expect(INPUTS.length).toBeGreaterThan(40);
});

test.each(INPUTS)(
	'$name refuses a hostile $input before a request leaves',
	async ({ name, input, isLocator }) => {
		const [, one] = CASES.find(([title]) => title === name) ?? [];
		if (!one) throw new Error(`No case ${name}`);
		for (const value of input === 'tagName' ? HOSTILE_TAGS : HOSTILE) {
			const { error, output } = await runCase(sim, one, {
				[input]: isLocator ? locator(value) : value,
			});
			expect({ value, kind: error?.context?.errorType, output: output() }).toEqual({
				value,
				kind: 'invalidParameter',
				output: [],
			});
		}
		expect(sim.requests).toEqual([]);
	},
);
