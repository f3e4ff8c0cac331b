import { exportUnit, toCents, type Credited } from '../../../nodes/HelloAsso/answers/exportUnit';

const pairs = (...credited: Array<[credit: number, ...cents: number[]]>): Credited[] =>
	credited.map(([credit, ...cents]) => ({ credit, cents }));

test.each([
	[
		'credits that are the payments in cents',
		pairs([4500, 4500], [1999, 1999]),
		'cents',
		'payments',
	],
	['credits that are the payments in euros', pairs([45, 4500], [19.99, 1999]), 'euros', 'payments'],
	[
		'one payment that fits, among others that do not',
		pairs([35, 4500], [19.99, 1999]),
		'euros',
		'payments',
	],
	['what is left after a refund', pairs([35, 4500, 3500]), 'euros', 'payments'],
	['binary fractions', pairs([0.29 + 0.01, 30], [1.1 + 2.2, 330]), 'euros', 'payments'],
	['none that fits, near cents', pairs([4400, 4500], [2100, 1999]), 'cents', 'size'],
	['none that fits, near euros', pairs([44, 4500], [21, 1999]), 'euros', 'size'],
	[
		'one that fits both, among others in euros',
		pairs([45, 4500, 45], [19.99, 1999]),
		'euros',
		'payments',
	],
	[
		'one that fits both, among others in cents',
		pairs([45, 4500, 45], [1999, 1999]),
		'cents',
		'payments',
	],
	['fractions of a cent, near euros', pairs([45.004, 4500]), 'euros', 'size'],
	['none that fits, by the whole amount', pairs([4400, 4500, 100]), 'cents', 'size'],
	[
		'none that fits, beside lines of nothing',
		pairs([4400, 4500], ...Array<[number, number]>(9).fill([0, 4500])),
		'cents',
		'size',
	],
	['just near cents, from below', pairs([1000, 4500]), 'cents', 'size'],
	['just too small for cents', pairs([900, 4500]), undefined, 'nothing'],
	['just near cents, from above', pairs([22_000, 4500]), 'cents', 'size'],
	['just too large for cents', pairs([22_500, 4500]), undefined, 'nothing'],
	['just near euros, from above', pairs([220, 4500]), 'euros', 'size'],
	['just too large for euros', pairs([225, 4500]), undefined, 'nothing'],
	['some in cents, some in euros', pairs([4500, 4500], [19.99, 1999]), undefined, 'contradiction'],
	['lines of nothing only', pairs([0, 4500]), undefined, 'nothing'],
	['no payment', [], undefined, 'nothing'],
	['amounts of another world', pairs([1, 4500]), undefined, 'nothing'],
])('exportUnit › %s', (_name, payments, unit, from) => {
	expect(exportUnit(payments)).toEqual(unit ? { unit, from } : { from });
});

test('toCents › by the unit; without one only nothing is known', () => {
	expect(toCents(19.99, { unit: 'euros', from: 'payments' })).toBe(1999);
	expect(toCents(1999, { unit: 'cents', from: 'payments' })).toBe(1999);
	expect(toCents(0, { from: 'nothing' })).toBe(0);
	expect(toCents(1, { from: 'contradiction' })).toBeUndefined();
});
