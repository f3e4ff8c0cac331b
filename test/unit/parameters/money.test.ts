import { eurosToCents } from '../../../nodes/HelloAsso/parameters';

const parameter = { label: 'Amount', name: 'amount' };

test('every amount with two decimals from 0.01 to 99,999.99 is exact, as number and as text', () => {
	const wrong: unknown[] = [];
	for (let cents = 1; cents <= 9_999_999; cents++) {
		const text = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
		const value = Number(text);
		if (eurosToCents(value, parameter) !== cents) wrong.push(value);
		// A number is read as its text, so only texts with trailing zeros are others.
		if (cents % 10 === 0 && eurosToCents(text, parameter) !== cents) wrong.push(text);
	}
	expect(wrong).toEqual([]);
}, 120_000);

test.each([
	[0, 0],
	['0', 0],
	[12, 1200],
	['12,5', 1250],
	[' 12.50 ', 1250],
	[0.1, 10],
	[0.29, 29],
	[1.1, 110],
	[4.35, 435],
	[21_474_836.47, 2_147_483_647],
])('%p euros are %i cents', (euros, cents) => {
	expect(eurosToCents(euros, parameter)).toBe(cents);
});

test.each([
	'1.234',
	'0.001',
	0.1 + 0.2,
	-1,
	'-1',
	'+1',
	Number.NaN,
	'NaN',
	Infinity,
	'1e2',
	1e21,
	1e-7,
	'1 000',
	'1.000,50',
	'12 €',
	'',
	'0x10',
	true,
	null,
	undefined,
	{},
	[5],
	21_474_836.48,
	'1.',
	'.5',
	'१',
])('%p is refused', (value) => {
	expect(() => eurosToCents(value, parameter)).toThrow(/^'Amount' is not an amount in euros: /);
});
