import type { IDataObject } from 'n8n-workflow';

import { DedupeStore } from '../dedupeStore';
import type { PollSettings } from './settings';

/** How much later than its own time a record may show up in its list, and how far HelloAsso's clocks may differ. */
export const OVERLAP_MS = 10 * 60 * 1000;
/** On busy days a poll re-reads only the short overlap; every ten minutes the full one. */
export const SHORT_OVERLAP_MS = 60 * 1000;
export const FULL_SCAN_EVERY_MS = 10 * 60 * 1000;

/**
 * What a trigger knows from one poll to the next: in the node's static data, as few plain values.
 *
 * n8n (1.123, 2.41) writes static data to its database after the activation and whenever a poll hands
 * something on; after a poll that found nothing they stay in memory. So after a restart the state is that
 * of the last poll that found something: whatever was handed on is in it, and the next poll reads from there.
 */
export interface PollState {
	/** What it was gathered with. Another event, form or filter starts anew. */
	settings: string;
	/** The organization that an empty 'Organization' stood for: asking for it costs a request. */
	organization: string;
	/** When the trigger was first active, by HelloAsso's clock. */
	startedAtMs: number;
	/** When the last poll that succeeded began, by HelloAsso's clock. */
	watermarkMs: number;
	/** The same of the last poll that re-read the full overlap. */
	fullScanAtMs: number;
	/** Which records were handed on; where an event is a new state, the last state of every payment. */
	dedupeStore: DedupeStore;
}

/** The state of a trigger that becomes active now. */
export function initialState({ settings, organization }: PollSettings, nowMs: number): PollState {
	const times = { startedAtMs: nowMs, watermarkMs: nowMs, fullScanAtMs: nowMs };
	return { settings, organization, ...times, dedupeStore: new DedupeStore() };
}

export function loadState(data: IDataObject): PollState | undefined {
	const { settings, organization, startedAt, readAt, sweptAt, seen } = data;
	if (typeof settings !== 'string' || typeof startedAt !== 'number') return undefined;
	if (typeof readAt !== 'number' || typeof sweptAt !== 'number') return undefined;
	return {
		settings,
		organization: String(organization ?? ''),
		startedAtMs: startedAt,
		watermarkMs: readAt,
		fullScanAtMs: sweptAt,
		dedupeStore: new DedupeStore(seen),
	};
}

/** All at once, at the end of a poll: a poll that fails leaves the state as it was. */
export function saveState(data: IDataObject, state: PollState): void {
	const { settings, organization, startedAtMs, watermarkMs, fullScanAtMs, dedupeStore } = state;
	const times = { startedAt: startedAtMs, readAt: watermarkMs, sweptAt: fullScanAtMs };
	Object.assign(data, { settings, organization, ...times, seen: dedupeStore.toString() });
}

/** The state as far as it holds for what the trigger reads now. */
export function compatibleState(
	state: PollState | undefined,
	{ settings, organization }: PollSettings,
): PollState | undefined {
	if (state?.settings !== settings) return undefined;
	if (state.organization === organization) return state;
	// The organization was renamed, or the key is that of another one: on from where the last poll was.
	return { ...state, startedAtMs: state.watermarkMs };
}
