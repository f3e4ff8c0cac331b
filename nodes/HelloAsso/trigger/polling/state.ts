import type { IDataObject } from 'n8n-workflow';

import { Memory } from './memory';
import type { PollSettings } from './settings';

/** How much later than its own time a record may show up in its list, and how far HelloAsso's clocks may differ. */
export const OVERLAP_MS = 10 * 60 * 1000;
/** On busy days a poll re-reads only the short overlap; every ten minutes the full one. */
export const SHORT_OVERLAP_MS = 60 * 1000;
export const FULL_SCAN_EVERY_MS = 10 * 60 * 1000;
/** How often the whole list is compared: in a poll that found something anyway; in any; and when that failed. */
export const COMPARE_EVERY_MS = 24 * 60 * 60 * 1000;
export const COMPARE_AT_LATEST_MS = 7 * COMPARE_EVERY_MS;
export const COMPARE_AGAIN_MS = 60 * 60 * 1000;

/**
 * What a trigger knows from one poll to the next: in the node's static data, as few plain values.
 *
 * n8n (1.123, 2.41) writes static data to its database after the activation and whenever a poll hands
 * something on; after a poll that found nothing they stay in memory. So after a restart the state is that
 * of the last poll that found something: whatever was handed on is in it, and the next poll reads from there.
 */
export interface PollState {
	/** What it was gathered with. */
	settings: string;
	/** The organization that an empty 'Organization' stood for: asking for it costs a request. */
	organization: string;
	/** Since when the memory holds all that is in the list, by HelloAsso's clock. */
	startedAtMs: number;
	/** When the last poll that succeeded began, by HelloAsso's clock. */
	watermarkMs: number;
	/** The same of the last poll that re-read the full overlap. */
	fullScanAtMs: number;
	/** The same of the last one that compared the whole list. */
	comparedAtMs: number;
	/** Which records were there or handed on; where an event is a change, the last condition of every payment. */
	memory: Memory;
	/** What this process had handed on when the last poll began (`registrations.ts`). */
	handedOn: string;
}

/** The state of a trigger that becomes active now. */
export function initialState({ settings, organization }: PollSettings, nowMs: number): PollState {
	return {
		settings,
		organization,
		startedAtMs: nowMs,
		watermarkMs: nowMs,
		fullScanAtMs: nowMs,
		comparedAtMs: nowMs,
		memory: new Memory(),
		handedOn: '',
	};
}

/**
 * @param earlier a memory that was loaded before, and is taken if it still says what is stored: it is long to read
 * @returns undefined where there is none, or one of another event
 */
export function loadState(
	data: IDataObject,
	{ settings: now }: PollSettings,
	earlier?: Memory,
): PollState | undefined {
	const { settings, organization, startedAt, readAt, sweptAt, comparedAt, memory, handedOn } = data;
	if (typeof settings !== 'string' || typeof startedAt !== 'number') return undefined;
	if (typeof readAt !== 'number' || typeof sweptAt !== 'number') return undefined;
	if (eventOf(settings) !== eventOf(now)) return undefined;
	return {
		// An earlier version of the node remembered in another way: the whole list is read, as for other settings.
		settings: typeof memory === 'string' ? settings : '',
		organization: String(organization ?? ''),
		startedAtMs: startedAt,
		watermarkMs: readAt,
		fullScanAtMs: sweptAt,
		comparedAtMs: typeof comparedAt === 'number' ? comparedAt : readAt,
		memory: earlier && earlier.toString() === memory ? earlier : new Memory(memory),
		handedOn: String(handedOn ?? ''),
	};
}

/** Whether it was gathered from the very list that is read now. */
export function isOf(state: PollState, { settings, organization }: PollSettings): boolean {
	return state.settings === settings && state.organization === organization;
}

/** All at once, at the end of a poll: a poll that fails leaves the state as it was. */
export function saveState(data: IDataObject, state: PollState): void {
	const { settings, organization, startedAtMs, watermarkMs, fullScanAtMs, handedOn } = state;
	delete data.seen;
	Object.assign(data, {
		settings,
		organization,
		startedAt: startedAtMs,
		readAt: watermarkMs,
		sweptAt: fullScanAtMs,
		comparedAt: state.comparedAtMs,
		memory: state.memory.toString(),
		handedOn,
	});
}

/** Settings are a list as JSON that begins with the event. */
function eventOf(settings: string): string {
	return settings.split(',', 1)[0];
}
