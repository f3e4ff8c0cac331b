import { changeOf, conditionOf, paymentCondition, readPaymentCondition, wordOf } from '../changes';
import type { Change, PaymentCondition } from '../changes';
import type { PolledEvent } from './events';
import { numberOf, type Memory } from './memory';
import type { Observation } from './observation';

/** Conditions of what comes once: done with, still to come and handed on, still to come and not handed on. */
const DONE = '';
export const OPEN = 'open';
const HELD = 'held';

export interface View {
	memory: Memory;
	/** Since when the memory holds what is in the list, or was; by HelloAsso's clock. */
	sinceMs: number;
	/** The list is another one than it was then: with other filters, or of another organization. */
	isOtherList: boolean;
}

export interface Verdict {
	/** It starts the workflow. */
	isNew: boolean;
	/** What is remembered of it. */
	condition: string;
	change?: Change;
}

type Kind = Pick<PolledEvent, 'record' | 'isStateChange' | 'counts'>;

export function judge(event: Kind, observation: Observation, view: View): Verdict {
	return event.isStateChange ? judgeChange(observation, view) : judgeNew(event, observation, view);
}

/** What is remembered of a record that is there before the trigger is. */
export function conditionAtStart({ record, isStateChange }: Kind, one: Observation): string {
	if (isStateChange) return conditionOf('Payment', one.record);
	if (!isToCome(one)) return DONE;
	return record === 'payment' ? HELD : OPEN;
}

/** Whether a record in this condition will come to no other, so that it may be forgotten. */
export function isFinished({ isStateChange }: Kind, condition: string, isInList: boolean): boolean {
	if (!isStateChange) return condition === DONE || !isInList;
	const { state, refunds } = readPaymentCondition(condition);
	// A forgotten payment that has trouble is told at once, so that no other kind may be forgotten.
	return wordOf(state) === 'paid' && refunds.length === 0;
}

/** Each record once, when it first fits: when its number is not known. No date of its own decides that. */
function judgeNew(event: Kind, observation: Observation, view: View): Verdict {
	const { memory } = view;
	const before = memory.conditionOf(observation.key);
	const toCome = isToCome(observation);
	// A payment that was planned before the trigger began comes when it is not to come any more.
	let isNew = before === HELD && !toCome && wordOf(observation.state) !== 'canceled';
	if (before === undefined)
		isNew = view.isOtherList
			? hasArrivedSince(observation, view)
			: !memory.isForgotten(observation);
	// It comes when it counts after all, as when a refused payment is made good.
	if (isNew && event.counts?.(observation.record) === false)
		return { isNew: false, condition: HELD };
	const wasHandedOn = isNew || before === DONE || before === OPEN;
	if (!toCome) return { isNew, condition: DONE };
	return { isNew, condition: wasHandedOn ? OPEN : conditionAtStart(event, observation) };
}

/** In a list that was not read before: what came into it since, not what only shows up with other filters. */
function hasArrivedSince(observation: Observation, { memory, sinceMs }: View): boolean {
	const { arrivedMs, changedAtMs, key, paysLater } = observation;
	if (Number.isNaN(arrivedMs)) return numberOf(key) > memory.highest;
	if (arrivedMs >= sinceMs) return true;
	const { isPaidOut } = paymentCondition(observation.record);
	return paysLater && isPaid(observation) && !isPaidOut && changedAtMs >= sinceMs;
}

/** In another condition than it was last seen in. */
function judgeChange(observation: Observation, view: View): Verdict {
	const condition = conditionOf('Payment', observation.record);
	const known = view.memory.conditionOf(observation.key);
	const before =
		known === undefined ? conditionBefore(observation, view) : readPaymentCondition(known);
	if (known === condition || before === 'same') return { isNew: false, condition };
	return { isNew: true, condition, change: changeOf(before, readPaymentCondition(condition)) };
}

/**
 * How a payment was that is not known, `same` for one that has not changed, undefined for one that has, but
 * from what is unknown. A payment is not known when it was made since the trigger began and n8n was restarted,
 * which loses what was only noted since something was handed on; or when it was forgotten, or did not fit.
 */
function conditionBefore(
	observation: Observation,
	{ memory, sinceMs, isOtherList }: View,
): PaymentCondition | 'same' | undefined {
	const { arrivedMs, changedAtMs, paysLater, state } = observation;
	const { refunds, isPaidOut } = paymentCondition(observation.record);
	if (isOtherList && !(changedAtMs >= sinceMs)) return 'same';
	// None begins refused, refunded or contested.
	if ((!isPaid(observation) && !isToCome(observation)) || refunds.length > 0) return undefined;
	if (!isOtherList && memory.isForgotten(observation)) return 'same';
	const isOlder = arrivedMs < sinceMs;
	if (isToCome(observation)) return 'same';
	// A debit and an instalment have been to come before they were paid.
	if (paysLater && !(isOlder && isOtherList && isPaidOut)) return undefined;
	// None is paid out when it is made; what else is paid at once has been so from the start.
	return isPaidOut && !isOlder ? { state, refunds: [], isPaidOut: false } : 'same';
}

/** Of a payment of which nothing is known: what it has come through last. */
export function latestChange({ record }: Observation): Change {
	const now = paymentCondition(record);
	return changeOf({ ...now, refunds: [], isPaidOut: false }, now);
}

function isToCome({ state }: Observation): boolean {
	return ['planned', 'waiting'].includes(wordOf(state));
}

function isPaid({ state }: Observation): boolean {
	return wordOf(state) === 'paid';
}

/** A copy, oldest first; of the same time, the one that stands last in the list. Without time: at the end. */
export function oldestFirst<One>(list: readonly One[], timeOf: (one: One) => number): One[] {
	const timed = list.map((one) => ({ one, ms: timeOf(one) || Number.MAX_VALUE }));
	return timed
		.reverse()
		.sort((a, b) => a.ms - b.ms)
		.map(({ one }) => one);
}
