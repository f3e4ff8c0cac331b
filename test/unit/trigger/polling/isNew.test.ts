import { OVERLAP_MS } from '../../../../nodes/HelloAsso/trigger/polling/state';
import {
	isInNewState,
	isNew,
	markNew,
	markStates,
	oldestFirst,
} from '../../../../nodes/HelloAsso/trigger/polling/isNew';
import type { Observation } from '../../../../nodes/HelloAsso/trigger/polling/observation';
import { REMEMBERED_MAX, DedupeStore } from '../../../../nodes/HelloAsso/trigger/dedupeStore';

const START = Date.UTC(2026, 10, 24, 12, 0, 0);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const known = () => ({ startedAtMs: START, seen: DedupeStore.read('') });
const sighting = (changes: Partial<Observation> = {}): Observation => {
	const createdAtMs = changes.createdAtMs ?? START + MINUTE;
	return {
		key: '1',
		createdAtMs,
		sortedByMs: createdAtMs,
		changedAtMs: createdAtMs,
		dateMs: createdAtMs,
		paysLater: false,
		state: 'Authorized',
		record: {},
		...changes,
	};
};

describe('new', () => {
	test('is what was born since the trigger started, and a little before, once', () => {
		const memory = known();
		expect(isNew(sighting(), memory)).toBe(true);
		expect(isNew(sighting({ createdAtMs: START - OVERLAP_MS }), memory)).toBe(true);
		expect(isNew(sighting({ createdAtMs: START - OVERLAP_MS - 1 }), memory)).toBe(false);
		markNew([sighting()], memory, START);
		expect(isNew(sighting(), memory)).toBe(false);
		expect(isNew(sighting({ key: '2' }), memory)).toBe(true);
	});

	test('is also what HelloAsso gives no time for, until it is seen', () => {
		const memory = known();
		expect(isNew(sighting({ createdAtMs: Number.NaN }), memory)).toBe(true);
		markNew([sighting({ createdAtMs: Number.NaN })], memory, START);
		expect(isNew(sighting({ createdAtMs: Number.NaN }), memory)).toBe(false);
		expect(memory.seen.momentOf('1')).toBe(START);
	});

	test('is not what may have been forgotten, to the second', () => {
		const memory = known();
		for (let index = 0; index <= REMEMBERED_MAX; index++) {
			markNew(
				[sighting({ key: `k${index}`, createdAtMs: START + MINUTE + index * 10 })],
				memory,
				START + DAY,
			);
		}
		expect(memory.seen.has('k0')).toBe(false);
		expect(isNew(sighting({ key: 'k0', createdAtMs: START + MINUTE + 999 }), memory)).toBe(false);
		expect(isNew(sighting({ key: 'late', createdAtMs: START + MINUTE + 1000 }), memory)).toBe(true);
	});

	test('a moment that lies ahead hides nothing when it is forgotten', () => {
		const memory = known();
		markNew([sighting({ key: 'ahead', createdAtMs: START + DAY })], memory, START + MINUTE);
		for (let index = 0; index < REMEMBERED_MAX; index++) {
			markNew(
				[sighting({ key: `k${index}`, createdAtMs: START + MINUTE })],
				memory,
				START + MINUTE,
			);
		}
		expect(memory.seen.has('ahead')).toBe(false);
		expect(isNew(sighting({ key: 'next', createdAtMs: START + 2 * MINUTE }), memory)).toBe(true);
	});
});

describe('in a new state', () => {
	const step = (memory: ReturnType<typeof known>, one: Observation) => {
		const result = isInNewState(one, memory);
		markStates([one], memory, one.changedAtMs);
		return result;
	};

	test('is every change of a payment that was seen, also back to an earlier state, and no touch', () => {
		const memory = known();
		const states = [
			'Authorized',
			'Authorized',
			'Contested',
			'Contested',
			'Authorized',
			'Authorized',
			'Refunded',
		];
		const changes = states.map((state, index) =>
			step(memory, sighting({ state, changedAtMs: START + MINUTE + index })),
		);
		expect(changes).toEqual([false, false, true, false, true, false, true]);
	});

	const first: Array<[string, boolean, Partial<Observation>]> = [
		['a new one, paid', false, {}],
		['a new one, refused at once', true, { state: 'Refused' }],
		['a new one, still to come', false, { state: 'Pending' }],
		['a new one, waiting for the bank', false, { state: 'WaitingBankValidation', paysLater: true }],
		[
			'a new one, waiting for the bank since its checkout ended',
			false,
			{ state: 'WaitingBankValidation', paysLater: true, changedAtMs: START + 4 * MINUTE },
		],
		['a new one, touched at the pay-out', false, { changedAtMs: START + 5 * DAY }],
		['a new one in a state nobody announced', true, { state: 'RecoveryExpired' }],
		['a new one that was touched while it was paid', false, { changedAtMs: START + 3 * MINUTE }],
		[
			'a new one that was refused later',
			true,
			{ state: 'Refused', changedAtMs: START + MINUTE + 1 },
		],
		[
			'a new one that was paid days later (SEPA)',
			true,
			{ paysLater: true, changedAtMs: START + 5 * DAY },
		],
		[
			'an older one, refunded since the start',
			true,
			{ state: 'Refunded', createdAtMs: START - DAY, changedAtMs: START + 1 },
		],
		[
			'an older one, refunded before the start',
			false,
			{ state: 'Refunded', createdAtMs: START - DAY, changedAtMs: START - OVERLAP_MS - 1 },
		],
		[
			'an older one, touched at the pay-out',
			false,
			{ createdAtMs: START - DAY, changedAtMs: START + 1 },
		],
		[
			'an older one, paid when it was due',
			true,
			{
				paysLater: true,
				createdAtMs: START - 30 * DAY,
				dateMs: START + DAY,
				changedAtMs: START + DAY,
			},
		],
		[
			'one whose checkout began long before the start',
			false,
			{ createdAtMs: START - DAY, dateMs: START + MINUTE, changedAtMs: START + MINUTE },
		],
	];
	test.each(first)('first sight of %s: %p', (_name, expected, changes) => {
		expect(isInNewState(sighting(changes), known())).toBe(expected);
	});

	test('one that may have been forgotten counts as an older one', () => {
		const memory = known();
		const all = Array.from({ length: REMEMBERED_MAX + 1 }, (_, index) =>
			sighting({ key: `k${index}`, createdAtMs: START + MINUTE + index * 1000 }),
		);
		markStates(all, memory, START + DAY);
		const [forgotten] = all;
		expect(memory.seen.has('k0')).toBe(false);
		expect(isInNewState({ ...forgotten, changedAtMs: START + 5 * DAY }, memory)).toBe(false);
		expect(
			isInNewState({ ...forgotten, changedAtMs: START + 5 * DAY, state: 'Refunded' }, memory),
		).toBe(true);
	});
});

test('the oldest come first, and of the same moment the one that stands last in the list', () => {
	const list = [3, 1, 1, 2].map((createdAtMs, index) =>
		sighting({ key: `k${index}`, createdAtMs }),
	);
	expect(oldestFirst(list, ({ createdAtMs }) => createdAtMs).map(({ key }) => key)).toEqual([
		'k2',
		'k1',
		'k3',
		'k0',
	]);
	expect(list.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2', 'k3']);
});
