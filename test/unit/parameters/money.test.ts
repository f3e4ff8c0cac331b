import fc from 'fast-check';

import { euroAmounts, eurosToCents } from '../../../nodes/HelloAsso/parameters';
import { readAs } from '../../fixtures/fieldContext';
import { thrownBy } from '../../fixtures/thrown';

const parameter = { label: 'Amount', name: 'amount' };
const CENTS_MAX = 2_147_483_647;
const toText = (cents: number, separator: string) =>
	`${Math.trunc(cents / 100)}${separator}${String(cents % 100).padStart(2, '0')}`;

test('every amount with two decimals up to 9,999.99 is exact, as number and as text', () => {
	const wrong: unknown[] = [];
	for (let cents = 0; cents <= 999_999; cents++) {
		for (const value of [cents / 100, toText(cents, ','), toText(cents, '.')])
			if (eurosToCents(value, parameter) !== cents) wrong.push(value);
	}
	expect(wrong).toEqual([]);
}, 60_000);

test('larger amounts are exact up to the largest that the API takes', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: CENTS_MAX }), (cents) => {
			for (const value of [cents / 100, toText(cents, ','), toText(cents, '.')])
				expect(eurosToCents(value, parameter)).toBe(cents);
		}),
		{ numRuns: 5_000 },
	);
});

test('a product of cents and a count is exact, whatever binary fractions add to it', () => {
	const price = fc.integer({ min: 1, max: 1_000_00 });
	fc.assert(
		fc.property(price, fc.integer({ min: 1, max: 200 }), (cents, count) => {
			expect(eurosToCents((cents / 100) * count, parameter)).toBe(cents * count);
		}),
		{ numRuns: 5_000 },
	);
});

test('a real third decimal is refused', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: CENTS_MAX - 1 }),
			fc.integer({ min: 1, max: 9 }),
			(cents, third) => {
				const text = `${toText(cents, '.')}${third}`;
				for (const value of [text, Number(text)])
					expect(() => eurosToCents(value, parameter)).toThrow(/is not an amount in euros/);
			},
		),
		{ numRuns: 5_000 },
	);
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
	[33.3 * 3, 9990],
	['99.89999999999999', 9990],
	[0.1 + 0.2, 30],
	[21_474_836.47, 2_147_483_647],
])('%p euros are %i cents', (euros, cents) => {
	expect(eurosToCents(euros, parameter)).toBe(cents);
});

test.each([
	'1.234',
	'0.001',
	12.345,
	99.8999999,
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

describe('several amounts', () => {
	const read = async (value: unknown) => await readAs(euroAmounts('Amounts', 'Amounts'), value);

	it.each([
		['7,50; 20', [750, 2000]],
		['7,50;20;', [750, 2000]],
		['7.50; 20', [750, 2000]],
		['7,50;', [750]],
		['7.50', [750]],
		['5, 10, 20', [500, 1000, 2000]],
		['20', [2000]],
		[20, [2000]],
		[7.5, [750]],
		[
			[5, '7,50', 20],
			[500, 750, 2000],
		],
	])('%j are %j cents', async (value, cents) => {
		expect(await read(value)).toEqual(cents);
	});

	it.each(['7,50', '5,10,20', '7,50, 20', '5, 10,50', '1,000'])(
		'%j is ambiguous: decimals or two amounts',
		async (value) => {
			expect(await thrownBy(async () => await read(value))).toMatchObject({
				type: 'invalidParameter',
				message: `'Amounts' is ambiguous: '${value}'`,
			});
		},
	);

	it.each(['5; ; 10', '5;x', '5 10', ';', [5, null], [{}]])('%j is refused', async (value) => {
		expect(await thrownBy(async () => await read(value))).toMatchObject({
			type: 'invalidParameter',
			message: expect.stringMatching(/^'Amounts' is not an amount in euros/) as string,
		});
	});
});

test.each(['1,000', '1.000', '12.500', '99,900'])(
	'eurosToCents › refuses %p, which is euros to some and thousands to others',
	(text) => {
		expect(() => eurosToCents(text, parameter)).toThrow(/is not an amount in euros/);
	},
);
