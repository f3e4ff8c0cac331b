import { sharesOf, split, withoutTip } from '../../../nodes/HelloAsso/answers/shares';

describe('split', () => {
	test.each<[number, number[], number[]]>([
		[100, [1, 1, 1], [34, 33, 33]],
		[150, [2700, 500], [127, 23]],
		[1, [1, 1], [1, 0]],
		[5, [0, 0], [5, 0]],
		[0, [3, 4], [0, 0]],
		[7, [], []],
		// Weights of one kind of each may be more or less than what is split.
		[3200, [2700, 500], [2700, 500]],
		[2_147_483_647, [1, 2], [715_827_882, 1_431_655_765]],
	])('%i by %j › %j', (total, weights, parts) => {
		expect(split(total, weights)).toEqual(parts);
	});

	test('any amount by any weights › the parts add up, and none is a cent off its share', () => {
		for (let total = 0; total < 400; total += 1) {
			const weights = [total % 7, (total * 13) % 11, (total * 5) % 3, 1];
			const all = weights.reduce((sum, weight) => sum + weight, 0);
			const parts = split(total, weights);
			expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
			parts.forEach((part, index) =>
				expect(Math.abs(part - (total * weights[index]) / all)).toBeLessThan(1),
			);
		}
	});
});

describe('sharesOf', () => {
	const items = (...parts: Array<[type: string, shareAmount: number]>) =>
		parts.map(([type, shareAmount]) => ({ type, shareAmount, amount: shareAmount * 3 }));

	test.each([
		[
			'a membership and a donation',
			{ amount: 5000, items: items(['Membership', 4000], ['Donation', 1000]) },
			{ membership: 4000, donation: 1000 },
		],
		[
			'several items of a kind are one share',
			{ amount: 900, items: items(['Registration', 300], ['Product', 200], ['Registration', 400]) },
			{ ticket: 700, product: 200 },
		],
		['no items', { amount: 1850 }, { other: 1850 }],
		['a type that is new', { amount: 350, items: items(['Insurance', 350]) }, { other: 350 }],
		[
			'an amount that its items do not account for',
			{ amount: 5200, items: items(['Membership', 5000]) },
			{ membership: 5000, other: 200 },
		],
		[
			'items without shares count by their amounts',
			{
				amount: 300,
				items: [
					{ type: 'Membership', amount: 200 },
					{ type: 'Bonus', amount: 100 },
				],
			},
			{ membership: 200, crowdfunding: 100 },
		],
		[
			'the only item without a share has what the others leave',
			{ amount: 500, items: [...items(['Registration', 300]), { type: 'Donation', amount: 900 }] },
			{ ticket: 300, donation: 200 },
		],
		[
			'nor an amount',
			{ amount: 500, items: [{ type: 'Membership', amount: null }] },
			{ membership: 500 },
		],
		[
			'several items without shares beside one that has it are not told apart',
			{
				amount: 500,
				items: [...items(['Registration', 300]), { type: 'Donation' }, { type: 'Product' }],
			},
			{ ticket: 300, other: 200 },
		],
		[
			'what is free has no share',
			{ amount: 100, items: items(['Registration', 0], ['Payment', 100]) },
			{ payment: 100 },
		],
	])('%s', (_name, payment, shares) => {
		const found = sharesOf(payment).map(({ kind, cents }) => [kind, cents]);
		expect(Object.fromEntries(found)).toEqual(shares);
	});
});

describe('withoutTip', () => {
	const items = [{ type: 'Donation', shareAmount: 5000 }];

	test('an amount without the tip, as HelloAsso is understood, stays', () => {
		const payment = { amount: 5000, amountTip: 500, items };
		expect(withoutTip(payment)).toBe(payment);
	});

	test('an amount that is larger than its items by the tip loses it, and so do its refunds', () => {
		const refundOperations = [{ id: 1, amount: 5500, amountTip: 500 }];
		expect(withoutTip({ amount: 5500, amountTip: 500, items, refundOperations })).toEqual({
			amount: 5000,
			amountTip: 500,
			items,
			refundOperations: [{ id: 1, amount: 5000, amountTip: 500 }],
		});
	});

	test('an amount that differs by something else stays', () => {
		const payment = { amount: 5400, amountTip: 500, items };
		expect(withoutTip(payment)).toBe(payment);
	});
});
