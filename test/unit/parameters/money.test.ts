import { eurosToCents } from '../../../nodes/HelloAsso/parameters';

const parameter = { label: 'Amount', name: 'amount' };

/** Reads a number and its text, as euros; returns what is not exact. */
function inexact(cents: number): unknown[] {
	const text = `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
	return [Number(text), text].filter((euros) => eurosToCents(euros, parameter) !== cents);
}

test('eurosToCents › reads every amount up to 9,999.99 exactly', () => {
	const wrong: unknown[] = [];
	for (let cents = 1; cents <= 999_999; cents++) wrong.push(...inexact(cents));
	expect(wrong).toEqual([]);
});

test('eurosToCents › reads amounts up to the limit of 21,474,836.47 exactly', () => {
	const wrong: unknown[] = [];
	// A prime, so that all decimals come up.
	for (let cents = 1_000_000; cents <= 2_147_483_647; cents += 9_973) wrong.push(...inexact(cents));
	expect(wrong).toEqual([]);
});

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
