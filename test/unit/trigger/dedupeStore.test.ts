import { KEYS_MAX, DedupeStore } from '../../../nodes/HelloAsso/trigger/dedupeStore';
import { PAYMENT_STATES } from '../../../simulator/enums';

const TIME = Date.UTC(2026, 10, 24, 12, 0, 0);

test('has › is true for what was added, with its time, also after it was stored', () => {
	const store = new DedupeStore();
	store.add('Payment 1 Authorized', TIME + 999);
	store.add('Payment 1 Refunded', TIME + 60_000);
	const again = new DedupeStore(store.toString());
	expect(again.size).toBe(2);
	expect(again.has('Payment 1 Authorized')).toBe(true);
	expect(again.timeOf('Payment 1 Authorized')).toBe(TIME);
	expect(again.timeOf('Payment 1 Refunded')).toBe(TIME + 60_000);
	expect(again.has('Payment 1')).toBe(false);
	expect(again.timeOf('Payment 1')).toBeUndefined();
	expect(again.forgottenUntilMs).toBe(0);
});

test('has › is false for what was deleted', () => {
	const store = new DedupeStore();
	store.add('a', TIME);
	store.delete('a');
	expect(store.has('a')).toBe(false);
	expect(new DedupeStore(store.toString()).size).toBe(0);
});

test('add › forgets the oldest beyond the limit, and forgottenUntilMs tells up to when', () => {
	const store = new DedupeStore();
	for (let index = 0; index < KEYS_MAX + 2; index++) store.add(`key ${index}`, TIME + index * 1000);
	expect(store.size).toBe(KEYS_MAX);
	expect([store.has('key 0'), store.has('key 1'), store.has('key 2')]).toEqual([
		false,
		false,
		true,
	]);
	expect(store.forgottenUntilMs).toBe(TIME + 1000);
	const text = store.toString();
	expect(text.length).toBeLessThan(165_000);
	expect(new DedupeStore(text).toString()).toBe(text);
});

test('add › makes a key that is added again one of the last to be forgotten', () => {
	const store = new DedupeStore();
	store.add('again', TIME);
	for (let index = 1; index < KEYS_MAX; index++) store.add(`key ${index}`, TIME);
	store.add('again', TIME + 5000);
	store.add('one more', TIME);
	expect(store.has('again')).toBe(true);
	expect(store.has('key 1')).toBe(false);
});

test('isIn › is true for the state that came last, also after another one', () => {
	const store = new DedupeStore();
	expect(store.isIn('payment 1', 'Authorized')).toBe(false);
	for (const state of ['Authorized', 'Contested', 'Authorized']) {
		store.add('payment 1', TIME, state);
		const again = new DedupeStore(store.toString());
		expect(['Authorized', 'Contested'].filter((other) => again.isIn('payment 1', other))).toEqual([
			state,
		]);
		expect(again.size).toBe(1);
	}
	expect(store.isIn('payment 2', 'Authorized')).toBe(false);
});

test('isIn › tells every state of HelloAsso from every other', () => {
	const states = [...PAYMENT_STATES, 'RecoveryExpired'];
	const store = new DedupeStore();
	for (const state of states) store.add(state, TIME, state);
	for (const key of states) expect(states.filter((state) => store.isIn(key, state))).toEqual([key]);
});

test.each([undefined, null, 5, {}, '', 'nonsense'])(
	'read › makes an empty store of %p',
	(stored) => {
		expect(new DedupeStore(stored).size).toBe(0);
	},
);
