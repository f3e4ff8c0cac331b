import type { IDataObject } from 'n8n-workflow';

import {
	conditionAtStart,
	isFinished,
	judge,
	latestChange,
	oldestFirst,
	type View,
} from '../../../../nodes/HelloAsso/trigger/polling/isNew';
import { Memory } from '../../../../nodes/HelloAsso/trigger/polling/memory';
import type { Observation } from '../../../../nodes/HelloAsso/trigger/polling/observation';

const START = Date.UTC(2026, 10, 24, 12, 0, 0);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PAYMENT = { record: 'payment' } as const;
const ITEM = { record: 'item' } as const;
const CHANGE = { record: 'payment', isStateChange: true } as const;

/** What is known right after the activation. */
const afterActivation = (isOtherList = false): View => {
	const memory = new Memory();
	memory.set('100', '');
	return { memory, sinceMs: START, isOtherList };
};
const observation = (changes: Partial<Observation> = {}): Observation => {
	const arrivedMs = changes.arrivedMs ?? START + MINUTE;
	const state = changes.state ?? 'Authorized';
	return {
		key: '1',
		sortedByMs: arrivedMs,
		createdAtMs: arrivedMs,
		changedAtMs: arrivedMs,
		arrivedMs,
		lastMs: arrivedMs,
		paysLater: false,
		...changes,
		state,
		record: { ...changes.record, state },
	};
};
const UNDATED = {
	createdAtMs: NaN,
	changedAtMs: NaN,
	arrivedMs: NaN,
	lastMs: NaN,
	sortedByMs: NaN,
};

describe('judge, of what comes once', () => {
	const step = (view: View, one: Observation, event: Parameters<typeof judge>[0] = PAYMENT) => {
		const { isNew, condition } = judge(event, one, view);
		view.memory.set(one.key, condition);
		return isNew;
	};

	test.each([
		['made since', {}],
		['with dates long past', { arrivedMs: START - 300 * DAY }],
		['without dates', UNDATED],
		['dated in the future', { arrivedMs: START + 300 * DAY }],
		['planned', { state: 'Pending' }],
	])('accepts one %s that is not known, once', (_name, changes) => {
		const view = afterActivation();
		expect(step(view, observation(changes))).toBe(true);
		expect(step(view, observation(changes))).toBe(false);
		expect(step(view, observation({ ...changes, state: 'Authorized' }))).toBe(false);
	});

	test.each([
		['paid', 'Authorized', true],
		['refused', 'Refused', true],
		['canceled', 'Canceled', false],
		['still to come', 'Pending', false],
	])(
		'of a payment that was planned before the activation, when it is %s: %p',
		(_name, state, expected) => {
			const view = afterActivation();
			const planned = observation({ state: 'Pending' });
			view.memory.set('1', conditionAtStart(PAYMENT, planned));
			expect(step(view, planned)).toBe(false);
			expect(step(view, observation({ state }))).toBe(expected);
			expect(step(view, observation({ state }))).toBe(false);
		},
	);

	test('an item that waited for its payment before the activation was sold before it', () => {
		const view = afterActivation();
		view.memory.set('1', conditionAtStart(ITEM, observation({ state: 'Waiting' })));
		expect(step(view, observation({ state: 'Processed' }), ITEM)).toBe(false);
	});

	describe('an item that does not count, as its payment was refused', () => {
		const MEMBER = { ...ITEM, counts: ({ isPaid }: IDataObject) => isPaid === true };
		const paid = observation({ state: 'Processed', record: { isPaid: true } });
		const refused = observation({ state: 'Processed', record: { isPaid: false } });

		test('is not accepted until it counts, and then once', () => {
			const view = afterActivation();
			const steps = [refused, refused, paid, paid, refused, paid];
			expect(steps.map((one) => step(view, one, MEMBER))).toEqual([
				false,
				false,
				true,
				false,
				false,
				false,
			]);
		});

		test('is never accepted when it was there before the activation, or came with other filters', () => {
			const view = afterActivation();
			view.memory.set('1', conditionAtStart(MEMBER, refused));
			expect(step(view, paid, MEMBER)).toBe(false);
			const other = afterActivation(true);
			const old = { arrivedMs: START - DAY, state: 'Processed' };
			expect(step(other, observation({ ...old, record: { isPaid: false } }), MEMBER)).toBe(false);
			expect(step(other, observation({ ...old, record: { isPaid: true } }), MEMBER)).toBe(false);
		});
	});

	test.each<[string, boolean, Partial<Observation>]>([
		['that arrived since', true, {}],
		['that was there', false, { arrivedMs: START - MINUTE }],
		['without dates and with a new number', true, { ...UNDATED, key: '101' }],
		['without dates and with an old number', false, UNDATED],
		[
			'a debit that was paid since',
			true,
			{ arrivedMs: START - DAY, changedAtMs: START, paysLater: true },
		],
		[
			'a debit that was only paid out since',
			false,
			{ arrivedMs: START - DAY, changedAtMs: START, paysLater: true, record: { idCashOut: 7 } },
		],
		['a payment that was touched since', false, { arrivedMs: START - DAY, changedAtMs: START }],
	])('in a list with other filters, one %s: %p', (_name, expected, changes) => {
		expect(step(afterActivation(true), observation(changes))).toBe(expected);
	});
});

describe('judge, of what comes in each new condition', () => {
	test('names every change of a known payment, and takes no update without one', () => {
		const view = afterActivation();
		const refund = (id: number, status = 'PROCESSED') => ({ id, status, amount: 1 });
		const steps: Array<[string, object, string | undefined]> = [
			['Authorized', {}, undefined],
			['Authorized', { amount: 5 }, undefined],
			['Authorized', { idCashOut: 4 }, 'paidOut'],
			['Authorized', { idCashOut: 4 }, undefined],
			['Contested', { idCashOut: 4 }, 'contested'],
			['Authorized', { idCashOut: 4 }, 'paid'],
			['Authorized', { idCashOut: 4, refundOperations: [refund(1)] }, 'partlyRefunded'],
			['Authorized', { idCashOut: 4, refundOperations: [refund(1), refund(2)] }, 'partlyRefunded'],
			['Authorized', { idCashOut: 4, refundOperations: [refund(2), refund(1)] }, undefined],
			['Refunded', { idCashOut: 4, refundOperations: [refund(1), refund(2)] }, 'refunded'],
		];
		const seen = steps.map(([state, record]) => {
			const one = observation({ state, record: record as Observation['record'] });
			const verdict = judge(CHANGE, one, view);
			view.memory.set('1', verdict.condition);
			expect(verdict.isNew).toBe(verdict.change !== undefined);
			return verdict.change;
		});
		expect(seen).toEqual(steps.map(([, , change]) => change));
	});

	const first: Array<[string, string | undefined, Partial<Observation>]> = [
		['a new one, paid', undefined, {}],
		['a new one, refused at once', 'refused', { state: 'Refused' }],
		['a new one, still to come', undefined, { state: 'Pending' }],
		[
			'a new one, waiting for the bank',
			undefined,
			{ state: 'WaitingBankValidation', paysLater: true },
		],
		['a new one that was touched', undefined, { changedAtMs: START + 5 * DAY }],
		[
			'a new one that was paid out',
			'paidOut',
			{ record: { idCashOut: 7 }, changedAtMs: START + DAY },
		],
		[
			'a debit that was paid between two polls',
			'paid',
			{ changedAtMs: START + 3 * MINUTE, paysLater: true },
		],
		[
			'a new one that was paid days later (SEPA)',
			'paid',
			{ paysLater: true, changedAtMs: START + 5 * DAY },
		],
		['a new one in an undocumented state', 'other', { state: 'Vanished' }],
		[
			'a new one of which a part was refunded',
			'partlyRefunded',
			{ record: { refundOperations: [{ id: 1, status: 'Processed' }] } },
		],
		[
			'an older one that gets into the filter, refunded',
			'refunded',
			{ state: 'Refunded', arrivedMs: START - DAY },
		],
		[
			'an older one that gets into the filter, paid when it was due',
			'paid',
			{ paysLater: true, arrivedMs: START - DAY, changedAtMs: START + DAY },
		],
		['an older one, paid out', undefined, { arrivedMs: START - DAY, record: { idCashOut: 7 } }],
		['one without dates, refused', 'refused', { ...UNDATED, state: 'Refused' }],
		['one without dates, paid', undefined, UNDATED],
	];
	test.each(first)('of a payment that is not known, %s: %p', (_name, expected, changes) => {
		expect(judge(CHANGE, observation(changes), afterActivation()).change).toBe(expected);
	});

	test.each<[string, string | undefined, Partial<Observation>]>([
		['refused before', undefined, { state: 'Refused', arrivedMs: START - DAY }],
		['refused since', 'refused', { state: 'Refused', arrivedMs: START - DAY, changedAtMs: START }],
		['a debit paid since', 'paid', { paysLater: true, arrivedMs: START - DAY, changedAtMs: START }],
		[
			'a debit paid out since',
			undefined,
			{ paysLater: true, arrivedMs: START - DAY, changedAtMs: START, record: { idCashOut: 7 } },
		],
		['made since', undefined, {}],
	])('in a list with other filters, one %s: %p', (_name, expected, changes) => {
		expect(judge(CHANGE, observation(changes), afterActivation(true)).change).toBe(expected);
	});

	test('takes a forgotten payment for changed where it cannot have been so, and forgets no other', () => {
		const view = afterActivation();
		const list = Array.from({ length: 60_001 }, (_, index) => {
			return observation({ key: String(index + 1), arrivedMs: START + index });
		});
		for (const one of list) view.memory.set(one.key, judge(CHANGE, one, view).condition);
		view.memory.set('1', 'Refunded');
		view.memory.forget(list, START + DAY, (text, isInList) => isFinished(CHANGE, text, isInList));
		expect([view.memory.conditionOf('1'), view.memory.conditionOf('2')]).toEqual([
			'Refunded',
			undefined,
		]);
		const [, forgotten] = list;
		const judged = (changes: Partial<Observation>) =>
			judge(CHANGE, { ...forgotten, ...changes }, view).change;
		expect(judged({ changedAtMs: START + 9 * DAY })).toBeUndefined();
		expect(judged({ record: { state: 'Authorized', idCashOut: 7 } })).toBeUndefined();
		expect(judged({ state: 'Refunded', record: { state: 'Refunded' } })).toBe('refunded');
	});
});

test.each([
	['Authorized', {}, 'paid'],
	['Authorized', { cashOutState: 'CashedOut' }, 'paidOut'],
	['Refused', {}, 'refused'],
])('latestChange › of a payment in state %s with %j is %s', (state, record, expected) => {
	expect(latestChange(observation({ state, record }))).toBe(expected);
});

test('oldestFirst › sorts a copy by time and, at the same time, puts the last of the list first; without time last', () => {
	const list = [3, NaN, 1, 1, 2].map((ms, index) => ({ ms, key: `k${index}` }));
	const sorted = oldestFirst(list, ({ ms }) => ms);
	expect(sorted.map(({ key }) => key)).toEqual(['k3', 'k2', 'k4', 'k0', 'k1']);
	expect(list.map(({ key }) => key)).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
});
