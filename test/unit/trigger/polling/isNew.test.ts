import { OVERLAP_MS } from '../../../../nodes/HelloAsso/trigger/polling/state';
import {
	isInNewState,
	isNew,
	markNew,
	markStates,
	oldestFirst,
} from '../../../../nodes/HelloAsso/trigger/polling/isNew';
import type { Observation } from '../../../../nodes/HelloAsso/trigger/polling/observation';
import { KEYS_MAX, DedupeStore } from '../../../../nodes/HelloAsso/trigger/dedupeStore';

const START = Date.UTC(2026, 10, 24, 12, 0, 0);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is known right after the activation. */
const afterActivation = () => ({ startedAtMs: START, dedupeStore: new DedupeStore() });
const observation = (changes: Partial<Observation> = {}): Observation => {
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

describe('isNew', () => {
	test('accepts records created after the activation or within the overlap before it, once', () => {
		const known = afterActivation();
		expect(isNew(observation(), known)).toBe(true);
		expect(isNew(observation({ createdAtMs: START - OVERLAP_MS }), known)).toBe(true);
		expect(isNew(observation({ createdAtMs: START - OVERLAP_MS - 1 }), known)).toBe(false);
		markNew([observation()], known, START);
		expect(isNew(observation(), known)).toBe(false);
		expect(isNew(observation({ key: '2' }), known)).toBe(true);
	});

	test('accepts a record without any time, once', () => {
		const known = afterActivation();
		expect(isNew(observation({ createdAtMs: Number.NaN }), known)).toBe(true);
		markNew([observation({ createdAtMs: Number.NaN })], known, START);
		expect(isNew(observation({ createdAtMs: Number.NaN }), known)).toBe(false);
		expect(known.dedupeStore.timeOf('1')).toBe(START);
	});

	test('rejects records of a second from which one was forgotten', () => {
		const known = afterActivation();
		for (let index = 0; index <= KEYS_MAX; index++) {
			markNew(
				[observation({ key: `k${index}`, createdAtMs: START + MINUTE + index * 10 })],
				known,
				START + DAY,
			);
		}
		expect(known.dedupeStore.has('k0')).toBe(false);
		expect(isNew(observation({ key: 'k0', createdAtMs: START + MINUTE + 999 }), known)).toBe(false);
		expect(isNew(observation({ key: 'late', createdAtMs: START + MINUTE + 1000 }), known)).toBe(
			true,
		);
	});

	test('accepts later records after one dated in the future was forgotten', () => {
		const known = afterActivation();
		markNew([observation({ key: 'ahead', createdAtMs: START + DAY })], known, START + MINUTE);
		for (let index = 0; index < KEYS_MAX; index++) {
			markNew(
				[observation({ key: `k${index}`, createdAtMs: START + MINUTE })],
				known,
				START + MINUTE,
			);
		}
		expect(known.dedupeStore.has('ahead')).toBe(false);
		expect(isNew(observation({ key: 'next', createdAtMs: START + 2 * MINUTE }), known)).toBe(true);
	});
});

describe('isInNewState', () => {
	const step = (known: ReturnType<typeof afterActivation>, one: Observation) => {
		const result = isInNewState(one, known);
		markStates([one], known, one.changedAtMs);
		return result;
	};

	test('accepts every change of a known payment, also back to an earlier state, and no update without change', () => {
		const known = afterActivation();
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
			step(known, observation({ state, changedAtMs: START + MINUTE + index })),
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
		['a new one, updated at the pay-out', false, { changedAtMs: START + 5 * DAY }],
		['a new one in an undocumented state', true, { state: 'RecoveryExpired' }],
		['a new one, updated while it was paid', false, { changedAtMs: START + 3 * MINUTE }],
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
			'an older one, updated at the pay-out',
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
	test.each(first)('of a payment found for the first time, %s: %p', (_name, expected, changes) => {
		expect(isInNewState(observation(changes), afterActivation())).toBe(expected);
	});

	test('treats a payment that may have been forgotten as an older one', () => {
		const known = afterActivation();
		const all = Array.from({ length: KEYS_MAX + 1 }, (_, index) =>
			observation({ key: `k${index}`, createdAtMs: START + MINUTE + index * 1000 }),
		);
		markStates(all, known, START + DAY);
		const [forgotten] = all;
		expect(known.dedupeStore.has('k0')).toBe(false);
		expect(isInNewState({ ...forgotten, changedAtMs: START + 5 * DAY }, known)).toBe(false);
		expect(
			isInNewState({ ...forgotten, changedAtMs: START + 5 * DAY, state: 'Refunded' }, known),
		).toBe(true);
	});
});

test('oldestFirst › sorts a copy by time and, at the same time, puts the last of the list first', () => {
	const list = [3, 1, 1, 2].map((createdAtMs, index) =>
		observation({ key: `k${index}`, createdAtMs }),
	);
	expect(oldestFirst(list, 'createdAtMs').map(({ key }) => key)).toEqual(['k2', 'k1', 'k3', 'k0']);
	expect(list.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2', 'k3']);
});
