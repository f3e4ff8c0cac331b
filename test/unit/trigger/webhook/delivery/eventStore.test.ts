import {
	EventStore,
	OCCURRENCES_MAX,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/eventStore';
import { PAYMENT_STATES } from '../../../../../simulator/enums';

const TIME = Date.UTC(2026, 10, 24, 12, 0, 0);
const of = (record: string, condition = '') => ({ record, condition });
const reread = (store: EventStore) => new EventStore(store.toString());

test('handedOnAt › gives the time of what was handed on, in that condition, also after it was stored', () => {
	const store = new EventStore();
	store.add(of('payment 1', 'Authorized'), TIME + 999);
	store.add(of('payment 1', 'Refunded'), TIME + 60_000);
	const again = reread(store);
	expect(again.size).toBe(2);
	expect(again.handedOnAt(of('payment 1', 'Authorized'))).toBe(TIME);
	expect(again.handedOnAt(of('payment 1', 'Refunded'))).toBe(TIME + 60_000);
	expect(again.handedOnAt(of('payment 1', 'Contested'))).toBeUndefined();
	expect(again.handedOnAt(of('payment 2', 'Authorized'))).toBeUndefined();
});

test('has › is true also for what was only told, which is not handed on', () => {
	const store = new EventStore();
	store.add(of('a', 'told'), TIME, false);
	const again = reread(store);
	expect([again.has(of('a', 'told')), again.has(of('a', 'other'))]).toEqual([true, false]);
	expect(again.handedOnAt(of('a', 'told'))).toBeUndefined();
});

test('end › lets all that was handed on of a record come about again, and keeps that it was told', () => {
	const store = new EventStore();
	for (const condition of ['x', 'y']) store.add(of('a', condition), TIME);
	store.add(of('b', 'x'), TIME);
	expect(store.handedOnOf(of('a', 'z'))).toHaveLength(2);
	for (const id of store.handedOnOf(of('a'))) store.end(id, TIME + 1000);
	const again = reread(store);
	expect(again.handedOnOf(of('a'))).toEqual([]);
	expect([again.has(of('a', 'x')), again.has(of('a', 'y'))]).toEqual([true, true]);
	expect(again.handedOnAt(of('b', 'x'))).toBe(TIME);
});

test('delete › leaves nothing of it', () => {
	const store = new EventStore();
	store.add(of('a'), TIME);
	store.delete(of('a'));
	expect([store.has(of('a')), store.size, reread(store).size]).toEqual([false, 0, 0]);
	expect(store.handedOnOf(of('a'))).toEqual([]);
});

test('add › forgets the oldest beyond the limit; what is added again is one of the last', () => {
	const store = new EventStore();
	store.add(of('again'), TIME);
	for (let index = 1; index < OCCURRENCES_MAX; index++)
		store.add(of(`record ${index}`), TIME + index);
	store.add(of('again'), TIME + 5000);
	store.add(of('one more'), TIME);
	expect(store.size).toBe(OCCURRENCES_MAX);
	expect([store.has(of('again')), store.has(of('record 1')), store.has(of('record 2'))]).toEqual([
		true,
		false,
		true,
	]);
	const text = store.toString();
	expect(text.length).toBeLessThan(195_000);
	expect(new EventStore(text).toString()).toBe(text);
});

test('addAll › takes the later of two entries, be it that something is over', () => {
	const [own, others] = [new EventStore(), new EventStore()];
	own.add(of('a', 'x'), TIME);
	others.add(of('a', 'x'), TIME);
	for (const id of others.handedOnOf(of('a'))) others.end(id, TIME + 1000);
	others.add(of('a', 'y'), TIME + 1000);
	own.addAll(others);
	others.addAll(own);
	for (const store of [own, others]) {
		expect(store.handedOnAt(of('a', 'x'))).toBeUndefined();
		expect(store.handedOnAt(of('a', 'y'))).toBe(TIME + 1000);
	}
});

test('every condition of a payment differs from every other, in any state, with up to fifty refunds', () => {
	const refunds = Array.from({ length: 50 }, (_, index) => `${900 + index}`);
	const conditions = PAYMENT_STATES.flatMap((state) =>
		refunds.flatMap((refund) => [
			`${state} ${refund}`,
			`${state} out ${refund}`,
			`${state} ${refund}?`,
		]),
	);
	const store = new EventStore();
	for (const condition of conditions) store.add(of('a', condition), TIME);
	expect(store.size).toBe(conditions.length);
});

test.each([undefined, null, 5, {}, '', 'nonsense', `0:${'a'.repeat(160)}`])(
	'read › makes an empty store of %p',
	(stored) => {
		expect(new EventStore(stored).size).toBe(0);
	},
);
