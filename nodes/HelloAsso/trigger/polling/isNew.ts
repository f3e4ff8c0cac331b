import { OVERLAP_MS, type PollState } from './state';
import type { Observation } from './observation';

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

type Known = Pick<PollState, 'startedAtMs' | 'seen'>;

/**
 * From when on something is news. Somewhat before the start, because HelloAsso's servers may not agree
 * on the time: the first poll has marked what was there by then.
 */
function sinceMs({ startedAtMs }: Known): number {
	return startedAtMs - OVERLAP_MS;
}

/** Before the trigger's time, or so long ago that what was seen then may be forgotten. */
function isBefore(momentMs: number, known: Known): boolean {
	return momentMs < sinceMs(known) || toSecond(momentMs) <= known.seen.forgottenUntilMs;
}

/** Not seen yet, and young enough to tell. */
export function isNew({ key, createdAtMs }: Observation, known: Known): boolean {
	return !isBefore(createdAtMs, known) && !known.seen.has(key);
}

/**
 * In another state than it was last seen in. Of a payment that is seen for the first time its times have
 * to tell whether it changed: HelloAsso also touches payments without changing their state, as when it
 * pays them out, and a new one is touched while it is being made. First is also what is seen for the first
 * time again, since n8n loses at a restart what was seen after the last news.
 */
export function isInNewState(sighting: Observation, known: Known): boolean {
	const { key, state, createdAtMs, changedAtMs, dateMs, paysLater } = sighting;
	if (known.seen.has(key)) return !known.seen.isIn(key, state);
	if (changedAtMs < sinceMs(known)) return false;
	// Of an older payment its earlier state is not known, but one that was planned is paid when it is due.
	if (isBefore(createdAtMs, known))
		return !PAID.has(state) || (paysLater && !isBefore(dateMs, known));
	if (!PAID.has(state) && !TO_COME.has(state)) return true;
	// A payment at once has been paid from the start, whatever touched it later.
	return (paysLater || TO_COME.has(state)) && changedAtMs > createdAtMs + HOUR_MS;
}

/** Marks what came out as new. The oldest first: it is the first to be forgotten. */
export function markNew(news: readonly Observation[], known: Known, nowMs: number): void {
	for (const sighting of news) known.seen.add(sighting.key, birth(sighting, nowMs));
}

/** Marks the state of all that was seen, come out or not, to tell the next state from it. */
export function markStates(sightings: readonly Observation[], known: Known, nowMs: number): void {
	for (const sighting of sightings) {
		const { key, state } = sighting;
		if (!known.seen.isIn(key, state)) known.seen.add(key, birth(sighting, nowMs), state);
	}
}

/** A copy, oldest first; in the order of the list where times are the same. */
export function oldestFirst(
	sightings: readonly Observation[],
	timeOf: (sighting: Observation) => number,
): Observation[] {
	return [...sightings].reverse().sort((one, other) => orElse(timeOf(one) - timeOf(other), 0));
}

/** Never in the future, where a forgotten one would hide all that is born until then. */
function birth({ createdAtMs }: Observation, nowMs: number): number {
	return Math.min(orElse(createdAtMs, nowMs), nowMs);
}

function toSecond(ms: number): number {
	return Math.floor(ms / 1000) * 1000;
}

function orElse(value: number, otherwise: number): number {
	return Number.isNaN(value) ? otherwise : value;
}
