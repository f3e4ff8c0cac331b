import { growth } from '../../tools/bootstrap/index.cjs';

describe('growth of an installation', () => {
	test('starts at 0, and does not shrink when others free what they had', () => {
		const used = [1_000, 1_000, 1_250.4, 900, 1_100, 1_300];
		const grown = growth(() => used.shift() ?? 0);
		expect([1, 2, 3, 4, 5].map(() => grown())).toEqual([0, 250, 250, 250, 300]);
	});
});
