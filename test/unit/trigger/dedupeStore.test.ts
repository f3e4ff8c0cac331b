import { REMEMBERED_MAX, DedupeStore } from '../../../nodes/HelloAsso/trigger/dedupeStore';
import { PAYMENT_STATES } from '../../../simulator/enums';

const MOMENT = Date.UTC(2026, 10, 24, 12, 0, 0);

test('what was added is known, with its moment, also after it was stored', () => {
	const seen = DedupeStore.read(undefined);
	seen.add('Payment 1 Authorized', MOMENT + 999);
	seen.add('Payment 1 Refunded', MOMENT + 60_000);
	const again = DedupeStore.read(seen.toString());
	expect(again.size).toBe(2);
	expect(again.has('Payment 1 Authorized')).toBe(true);
	expect(again.momentOf('Payment 1 Authorized')).toBe(MOMENT);
	expect(again.momentOf('Payment 1 Refunded')).toBe(MOMENT + 60_000);
	expect(again.has('Payment 1')).toBe(false);
	expect(again.momentOf('Payment 1')).toBeUndefined();
	expect(again.forgottenUntilMs).toBe(0);
});

test('what was deleted is unknown again', () => {
	const seen = DedupeStore.read('');
	seen.add('a', MOMENT);
	seen.delete('a');
	expect(seen.has('a')).toBe(false);
	expect(DedupeStore.read(seen.toString()).size).toBe(0);
});

test('the oldest are forgotten beyond the limit, and it is known up to when', () => {
	const seen = DedupeStore.read('');
	for (let index = 0; index < REMEMBERED_MAX + 2; index++)
		seen.add(`key ${index}`, MOMENT + index * 1000);
	expect(seen.size).toBe(REMEMBERED_MAX);
	expect([seen.has('key 0'), seen.has('key 1'), seen.has('key 2')]).toEqual([false, false, true]);
	expect(seen.forgottenUntilMs).toBe(MOMENT + 1000);
	const text = seen.toString();
	expect(text.length).toBeLessThan(165_000);
	expect(DedupeStore.read(text).toString()).toBe(text);
});

test('a key that is seen again is among the last to be forgotten', () => {
	const seen = DedupeStore.read('');
	seen.add('again', MOMENT);
	for (let index = 1; index < REMEMBERED_MAX; index++) seen.add(`key ${index}`, MOMENT);
	seen.add('again', MOMENT + 5000);
	seen.add('one more', MOMENT);
	expect(seen.has('again')).toBe(true);
	expect(seen.has('key 1')).toBe(false);
});

test('a key is in the state that came last, also after it was there before', () => {
	const seen = DedupeStore.read('');
	expect(seen.isIn('payment 1', 'Authorized')).toBe(false);
	for (const state of ['Authorized', 'Contested', 'Authorized']) {
		seen.add('payment 1', MOMENT, state);
		const again = DedupeStore.read(seen.toString());
		expect(['Authorized', 'Contested'].filter((other) => again.isIn('payment 1', other))).toEqual([
			state,
		]);
		expect(again.size).toBe(1);
	}
	expect(seen.isIn('payment 2', 'Authorized')).toBe(false);
});

test('every state that HelloAsso has is told from every other', () => {
	const states = [...PAYMENT_STATES, 'RecoveryExpired'];
	const seen = DedupeStore.read('');
	for (const state of states) seen.add(state, MOMENT, state);
	for (const key of states) expect(states.filter((state) => seen.isIn(key, state))).toEqual([key]);
});

test.each([undefined, null, 5, {}, '', 'nonsense'])('stored %p is nothing seen yet', (stored) => {
	expect(DedupeStore.read(stored).size).toBe(0);
});
