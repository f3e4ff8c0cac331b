import {
	EventDedupe,
	dedupeOf,
} from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/deduplicate';
import { EventStore } from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/eventStore';

const HOUR_MS = 3_600_000;
const of = (record: string, condition = '') => ({ record, condition });
const [A, B] = [of('a'), of('b')];
const stored = (store: EventStore) => `00000000 ${store.toString()}`;

test('dedupeOf › gives the same one for each trigger node, however often it is asked', () => {
	expect(dedupeOf('w', 'n')).toBe(dedupeOf('w', 'n'));
	expect(dedupeOf('w', 'n')).not.toBe(dedupeOf('w', 'm'));
});

test('isHandedOn › is true from note() to forget()', () => {
	const dedupe = new EventDedupe();
	dedupe.note(A, A, []);
	expect([dedupe.isHandedOn(A), dedupe.isHandedOn(B)]).toEqual([true, false]);
	dedupe.forget(A);
	expect(dedupe.isHandedOn(A)).toBe(false);
});

test('note › keeps what the event told apart from what was handed on', () => {
	const dedupe = new EventDedupe();
	const [told, confirmed] = [of('a', 'told'), of('a', 'confirmed')];
	dedupe.note(confirmed, told, []);
	expect([dedupe.isHandedOn(told), dedupe.wasTold(told)]).toEqual([false, true]);
	expect([dedupe.isHandedOn(confirmed), dedupe.wasTold(of('a', 'other'))]).toEqual([true, false]);
	dedupe.note(of('a', 'later'), of('a', 'later'), dedupe.handedOnOf(told));
	expect([dedupe.isHandedOn(confirmed), dedupe.wasTold(confirmed)]).toEqual([false, true]);
});

test('note › does not take back that what is told was handed on meanwhile', () => {
	const dedupe = new EventDedupe();
	const [newer, older] = [of('a', 'newer'), of('a', 'older')];
	dedupe.note(newer, newer, []);
	dedupe.note(older, newer, []);
	expect([dedupe.isHandedOn(newer), dedupe.isHandedOn(older)]).toEqual([true, true]);
});

test('toString › has an event from noteStarted() on: were n8n killed before, HelloAsso would send it again', () => {
	const inNextProcess = (dedupe: EventDedupe, own: Array<typeof A> = []) => {
		const next = new EventDedupe();
		next.merge(`00000000 ${dedupe.toString(own).slice(9)}`);
		return [A, B, of('c')].map((one) => next.wasTold(one));
	};
	const dedupe = new EventDedupe();
	for (const one of [A, B, of('c')]) dedupe.note(one, one, []);
	dedupe.noteStarted(B);
	dedupe.forget(of('c'));
	expect(inNextProcess(dedupe)).toEqual([false, true, false]);
	// n8n writes an event's own static data when its run is on its way.
	expect(inNextProcess(dedupe, [A])).toEqual([true, true, false]);
	dedupe.noteStarted(A);
	expect(inNextProcess(dedupe)).toEqual([true, true, false]);
});

test('merge › adds what another process has stored', () => {
	const dedupe = new EventDedupe();
	dedupe.note(A, A, []);
	const others = new EventStore();
	others.add(B, Date.now());
	dedupe.merge(stored(others));
	expect([dedupe.isHandedOn(A), dedupe.isHandedOn(B)]).toEqual([true, true]);
});

test('merge › ignores the text of this process, which would bring back what was forgotten since', () => {
	const dedupe = new EventDedupe();
	dedupe.note(A, A, []);
	dedupe.noteStarted(A);
	const text = dedupe.toString();
	dedupe.forget(A);
	dedupe.merge(text);
	expect(dedupe.isHandedOn(A)).toBe(false);
});

test.each([undefined, null, 7, {}, '', 'nonsense'])(
	'merge › takes stored %p for nothing',
	(text) => {
		const dedupe = new EventDedupe();
		dedupe.merge(text);
		expect(dedupe.wasTold(A)).toBe(false);
	},
);

test('isHandedOn › is false once the lifetime is over', () => {
	const dedupe = new EventDedupe();
	const others = new EventStore();
	others.add(A, Date.now() - 80 * HOUR_MS);
	dedupe.merge(stored(others));
	expect(dedupe.isHandedOn(A)).toBe(true);
	expect(dedupe.isHandedOn(A, 72 * HOUR_MS)).toBe(false);
});

test('note › forgets what HelloAsso repeats no more, but keeps a thousand', () => {
	const others = new EventStore();
	for (let index = 0; index < 3_000; index++)
		others.add(of(`old ${index}`), Date.now() - 200 * HOUR_MS);
	const dedupe = new EventDedupe();
	dedupe.merge(stored(others));
	dedupe.note(A, A, []);
	expect([of('old 0'), of('old 2999'), A].map((one) => dedupe.isHandedOn(one))).toEqual([
		false,
		true,
		true,
	]);
	dedupe.noteStarted(A);
	expect(new EventStore(dedupe.toString().slice(9)).size).toBe(1_000);
});
