import type { PolledEvent } from './events';
import type { Observation } from './observation';
import { OVERLAP_MS, type PollState } from './state';

/** Longer than a checkout takes, from the start of which HelloAsso counts a payment's age. */
const HOUR_MS = 60 * 60 * 1000;
/** Paid, online or by hand: what a payment is from the start if all goes well. */
const PAID = new Set(['Authorized', 'Registered']);
/** What else a payment can be from the start: still to come. None begins refused, refunded or contested. */
const TO_COME = new Set([
	'Init',
	'Pending',
	'Unknown',
	'Waiting',
	'WaitingAuthentication',
	'WaitingBankValidation',
	'WaitingBankWithdraw',
]);

type Known = Pick<PollState, 'startedAtMs' | 'dedupeStore'>;

/** The rule by which an event's records start the workflow. */
export function ruleFor({ isStateChange }: PolledEvent): typeof isNew {
	return isStateChange ? isInNewState : isNew;
}

/** Somewhat before the activation, because HelloAsso's clocks may differ; the first poll has marked what was there. */
function sinceMs({ startedAtMs }: Known): number {
	return startedAtMs - OVERLAP_MS;
}

/** Before the activation, or so long ago that it may have been handed on and forgotten. */
function isBefore(timeMs: number, known: Known): boolean {
	const secondMs = Math.floor(timeMs / 1000) * 1000;
	return timeMs < sinceMs(known) || secondMs <= known.dedupeStore.forgottenUntilMs;
}

/** Created after the activation, and not handed on yet. */
export function isNew({ key, createdAtMs }: Observation, known: Known): boolean {
	return !isBefore(createdAtMs, known) && !known.dedupeStore.has(key);
}

/**
 * In another state than in the last poll. Of a payment found for the first time its times have to tell
 * whether it changed: HelloAsso also touches payments without changing their state, as when it pays them
 * out, and a new one is touched while it is being made. After a restart of n8n, which loses what was found
 * since something was handed on, it is the first time again.
 */
export function isInNewState(observation: Observation, known: Known): boolean {
	const { key, state, createdAtMs, changedAtMs, dateMs, paysLater } = observation;
	if (known.dedupeStore.has(key)) return !known.dedupeStore.isIn(key, state);
	if (changedAtMs < sinceMs(known)) return false;
	// Of an older payment the earlier state is not known, but one that was planned is paid when it is due.
	if (isBefore(createdAtMs, known))
		return !PAID.has(state) || (paysLater && !isBefore(dateMs, known));
	if (!PAID.has(state) && !TO_COME.has(state)) return true;
	// One that is paid at once has been paid from the start, whatever touched it later.
	return (paysLater || TO_COME.has(state)) && changedAtMs > createdAtMs + HOUR_MS;
}

/** Marks what was handed on, oldest first: the first marked is the first to be forgotten. */
export function markNew(observations: readonly Observation[], known: Known, nowMs: number): void {
	for (const observation of observations)
		known.dedupeStore.add(observation.key, ageFrom(observation, nowMs));
}

/** Marks the state of all that was found, handed on or not, to tell the next state from it. */
export function markStates(
	observations: readonly Observation[],
	{ dedupeStore }: Known,
	nowMs: number,
): void {
	for (const observation of observations) {
		const { key, state } = observation;
		if (!dedupeStore.isIn(key, state)) dedupeStore.add(key, ageFrom(observation, nowMs), state);
	}
}

/** A copy, oldest first; of the same time, the one that stands last in the list. */
export function oldestFirst(
	observations: readonly Observation[],
	by: 'createdAtMs' | 'changedAtMs',
): Observation[] {
	return [...observations].reverse().sort((a, b) => a[by] - b[by] || 0);
}

/** Never in the future: once forgotten, it would hide all that is created until then. */
function ageFrom({ createdAtMs }: Observation, nowMs: number): number {
	return Number.isNaN(createdAtMs) ? nowMs : Math.min(createdAtMs, nowMs);
}
