import {
	EventDedupe,
	LiveText,
	memoryOf,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/deduplicate';
import { DedupeStore } from '../../../../../nodes/HelloAsso/trigger/dedupeStore';

const HOUR_MS = 3_600_000;

test('one memory for each trigger, however often n8n asks', () => {
	expect(memoryOf('w', 'n')).toBe(memoryOf('w', 'n'));
	expect(memoryOf('w', 'n')).not.toBe(memoryOf('w', 'm'));
});

test('what is noted is known until it is forgotten', () => {
	const memory = new EventDedupe();
	memory.note('a');
	expect([memory.isKnown('a'), memory.isKnown('b')]).toEqual([true, false]);
	memory.forget('a');
	expect(memory.isKnown('a')).toBe(false);
});

test('the stored text of another process is taken over, and what is already known stays', () => {
	const memory = new EventDedupe();
	memory.note('own');
	const others = DedupeStore.read('');
	others.add('theirs', Date.now());
	memory.merge(`00000000 ${others.toString()}`);
	expect([memory.isKnown('own'), memory.isKnown('theirs')]).toEqual([true, true]);
});

test('the text of this process brings nothing back that was forgotten since', () => {
	const memory = new EventDedupe();
	memory.note('a');
	const stored = memory.toString();
	memory.forget('a');
	memory.merge(stored);
	expect(memory.isKnown('a')).toBe(false);
});

test.each([undefined, null, 7, {}, '', 'nonsense'])('stored %p is no memory', (stored) => {
	const memory = new EventDedupe();
	memory.merge(stored);
	expect(memory.isKnown('a')).toBe(false);
});

test('an event without number is a repeat for some days only', () => {
	const memory = new EventDedupe();
	const others = DedupeStore.read('');
	others.add('renamed', Date.now() - 80 * HOUR_MS);
	memory.merge(`00000000 ${others.toString()}`);
	expect(memory.isKnown('renamed')).toBe(true);
	expect(memory.isKnown('renamed', 72 * HOUR_MS)).toBe(false);
});

test('old events are let go beyond the first thousand', () => {
	const others = DedupeStore.read('');
	for (let index = 0; index < 3_000; index++)
		others.add(`old ${index}`, Date.now() - 200 * HOUR_MS);
	const memory = new EventDedupe();
	memory.merge(`00000000 ${others.toString()}`);
	memory.note('new');
	expect([memory.isKnown('old 0'), memory.isKnown('old 2999'), memory.isKnown('new')]).toEqual([
		false,
		true,
		true,
	]);
	expect(DedupeStore.read(memory.toString().slice(9)).size).toBe(1_000);
});

test('what n8n writes is the memory as it is in that moment', () => {
	const memory = new EventDedupe();
	const stored = { seen: new LiveText(memory) };
	memory.note('later');
	const { seen } = JSON.parse(JSON.stringify(stored)) as { seen: string };
	expect(seen).toBe(memory.toString());
	expect(DedupeStore.read(seen.slice(9)).has('later')).toBe(true);
});
