import {
	EventDedupe,
	dedupeOf,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/deduplicate';
import { DedupeStore } from '../../../../../nodes/HelloAsso/trigger/dedupeStore';

const HOUR_MS = 3_600_000;

test('dedupeOf › gives the same one for each trigger node, however often it is asked', () => {
	expect(dedupeOf('w', 'n')).toBe(dedupeOf('w', 'n'));
	expect(dedupeOf('w', 'n')).not.toBe(dedupeOf('w', 'm'));
});

test('isKnown › is true from note() to forget()', () => {
	const dedupe = new EventDedupe();
	dedupe.note('a');
	expect([dedupe.isKnown('a'), dedupe.isKnown('b')]).toEqual([true, false]);
	dedupe.forget('a');
	expect(dedupe.isKnown('a')).toBe(false);
});

test('merge › adds what another process has stored', () => {
	const dedupe = new EventDedupe();
	dedupe.note('own');
	const others = new DedupeStore();
	others.add('theirs', Date.now());
	dedupe.merge(`00000000 ${others.toString()}`);
	expect([dedupe.isKnown('own'), dedupe.isKnown('theirs')]).toEqual([true, true]);
});

test('merge › ignores the text of this process, which would bring back what was forgotten since', () => {
	const dedupe = new EventDedupe();
	dedupe.note('a');
	const stored = dedupe.toString();
	dedupe.forget('a');
	dedupe.merge(stored);
	expect(dedupe.isKnown('a')).toBe(false);
});

test.each([undefined, null, 7, {}, '', 'nonsense'])(
	'merge › takes stored %p for nothing',
	(stored) => {
		const dedupe = new EventDedupe();
		dedupe.merge(stored);
		expect(dedupe.isKnown('a')).toBe(false);
	},
);

test('isKnown › is false once the lifetime is over', () => {
	const dedupe = new EventDedupe();
	const others = new DedupeStore();
	others.add('renamed', Date.now() - 80 * HOUR_MS);
	dedupe.merge(`00000000 ${others.toString()}`);
	expect(dedupe.isKnown('renamed')).toBe(true);
	expect(dedupe.isKnown('renamed', 72 * HOUR_MS)).toBe(false);
});

test('note › forgets what HelloAsso repeats no more, but keeps a thousand', () => {
	const others = new DedupeStore();
	for (let index = 0; index < 3_000; index++)
		others.add(`old ${index}`, Date.now() - 200 * HOUR_MS);
	const dedupe = new EventDedupe();
	dedupe.merge(`00000000 ${others.toString()}`);
	dedupe.note('new');
	expect([dedupe.isKnown('old 0'), dedupe.isKnown('old 2999'), dedupe.isKnown('new')]).toEqual([
		false,
		true,
		true,
	]);
	expect(new DedupeStore(dedupe.toString().slice(9)).size).toBe(1_000);
});
