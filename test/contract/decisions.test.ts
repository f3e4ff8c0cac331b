import { DEFAULT_READINGS } from '../../simulator/readings';
import { DECISIONS } from '../../tools/live/decisions';
import { read } from './sources';

/** The names of the lines of "Decided here, not known", in both of its tables. */
const named = () => {
	const [, section] = read('simulator/README.md').split('## Decided here, not known');
	return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
};
const names = DECISIONS.map(({ name }) => name);

describe("what is decided in the simulator's README", () => {
	test('each line has a name of its own, and a check of `npm run test:live` or a reason why there is none', () => {
		expect(named().length).toBeGreaterThan(40);
		expect([...named()].sort()).toEqual([...names].sort());
		expect(new Set(names).size).toBe(names.length);
	});

	test('each switch of the readings is a line', () => {
		expect(Object.keys(DEFAULT_READINGS).filter((name) => !named().includes(name))).toEqual([]);
	});
});
