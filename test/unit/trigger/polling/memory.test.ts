import { Memory, NUMBERS_KEPT } from '../../../../nodes/HelloAsso/trigger/polling/memory';
import { Seeded } from '../../../load/torture/random';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const copyOf = (memory: Memory) => new Memory(memory.toString());

/** Numbers as an association has them among all of HelloAsso: some hundred, some thousand apart. */
function payments(count: number): Array<{ key: string; lastMs: number }> {
	const random = new Seeded(3);
	let number = 40_000_000;
	return Array.from({ length: count }, (_, index) => {
		number += random.int(1, 3_000);
		return { key: String(number), lastMs: START + index * MINUTE };
	});
}

test('Memory › keeps every key and its condition through its text', () => {
	const keys = [
		'0',
		'1',
		'31',
		'32',
		'33',
		'1024',
		'2147483647',
		'Event fete',
		'Shop fete',
		'undefined',
		'007',
	];
	const conditions = ['', 'open', 'Authorized out', 'Refunded 5 7?', 'a;b:c é'];
	const memory = new Memory();
	keys.forEach((key, index) => memory.set(key, conditions[index % conditions.length]));
	const copy = copyOf(memory);
	expect(keys.map((key) => copy.conditionOf(key))).toEqual(
		keys.map((_, index) => conditions[index % conditions.length]),
	);
	expect([copy.size, copy.highest]).toEqual([keys.length, 2147483647]);
	expect(['2', '7', 'Event', 'fete'].map((key) => copy.conditionOf(key))).toEqual(
		Array(4).fill(undefined),
	);
	expect(copyOf(copy).toString()).toBe(memory.toString());
	copy.set('33', 'open');
	copy.delete('0');
	expect([copyOf(copy).conditionOf('33'), copyOf(copy).conditionOf('0')]).toEqual([
		'open',
		undefined,
	]);
});

test.each([undefined, '', 'nonsense', 7, {}])('Memory › is empty of %p', (stored) => {
	const memory = new Memory(stored);
	expect([memory.conditionOf('1'), memory.isForgotten({ key: '1', lastMs: START })]).toEqual([
		undefined,
		false,
	]);
});

test('Memory › of 50,000 payments takes 135 kB at the most', () => {
	const memory = new Memory();
	for (const { key } of payments(50_000)) memory.set(key, '');
	expect(memory.toString().length).toBeLessThan(135_000);
});

test('Memory › with 100,000 payments: forgets finished ones with the oldest dates, none comes again, what fits late comes', () => {
	const memory = new Memory();
	const list = payments(100_000);
	const nowMs = START + 100_000 * MINUTE;
	// Of every thirtieth the money is still to come.
	list.forEach(({ key }, index) => memory.set(key, index % 30 === 0 ? 'open' : ''));
	memory.set('Event fete', '');
	memory.forget(list, nowMs, (condition) => condition === '');
	expect(memory.size).toBe(NUMBERS_KEPT);
	const copy = copyOf(memory);
	const isKnown = (one: { key: string; lastMs: number }) =>
		copy.conditionOf(one.key) !== undefined || copy.isForgotten(one);
	expect(list.every(isKnown)).toBe(true);
	expect(list.every(({ key }) => isKnown({ key, lastMs: Number.NaN }))).toBe(true);
	expect(
		list
			.filter((_, index) => index % 30 === 0)
			.every(({ key }) => copy.conditionOf(key) === 'open'),
	).toBe(true);
	expect(copy.conditionOf('Event fete')).toBe('');
	// An old number that first fits today, and a new one with a date long past.
	expect(isKnown({ key: '40000000', lastMs: nowMs })).toBe(false);
	expect(isKnown({ key: '2000000000', lastMs: START })).toBe(false);
	// It goes on so, and stays small.
	for (const { key } of payments(200_000).slice(100_000)) copy.set(key, '');
	copy.forget(payments(200_000), START + 200_000 * MINUTE, (condition) => condition === '');
	expect(copy.size).toBe(NUMBERS_KEPT);
	expect(payments(200_000).every(isKnown)).toBe(true);
});

test('Memory › forgets one that has left the list as if it were of now', () => {
	const memory = new Memory();
	const list = payments(70_000);
	for (const { key } of list) memory.set(key, '');
	const nowMs = START + 70_000 * MINUTE;
	memory.forget(list.slice(45_000), nowMs, () => true);
	expect(memory.size).toBe(NUMBERS_KEPT);
	expect(
		list.every((one) => memory.conditionOf(one.key) !== undefined || memory.isForgotten(one)),
	).toBe(true);
	expect(list.slice(0, 45_000).filter(({ key }) => memory.conditionOf(key) === '')).toHaveLength(
		45_000,
	);
});
