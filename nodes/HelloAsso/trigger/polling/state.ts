import type { IDataObject } from 'n8n-workflow';

import { DedupeStore } from '../dedupeStore';

/** How much later than its own time a record may show up in its list, and how far HelloAsso's clocks may differ. */
export const OVERLAP_MS = 10 * 60 * 1000;
/** Where more is sold in that time than fits on a page, polls look back less, and this often all of it. */
export const FULL_SCAN_EVERY_MS = 10 * 60 * 1000;
export const NEARBY_MS = 60 * 1000;

/**
 * What a trigger knows from one poll to the next: in the node's static data, as few plain values.
 *
 * n8n (1.123, 2.41) writes static data to its database after the activation and whenever a poll hands
 * something on; after a poll that found nothing it stays in memory. So after a restart the memory is
 * that of the last poll with news: whatever was handed on is in it, and the next poll reads from there.
 */
export interface PollState {
	/** What it was gathered with. Another event, form or filter starts anew. */
	settings: string;
	/** The organization that an empty 'Organization' stood for: asking for it costs a request. */
	organization: string;
	/** When the trigger was first active, by HelloAsso's clock. */
	startedAtMs: number;
	/** When the last poll that came to its end began, by HelloAsso's clock. */
	watermarkMs: number;
	/** The same of the last poll that read back over all of the overlap. */
	fullScanAtMs: number;
	seen: DedupeStore;
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
		seen: DedupeStore.read(seen),
	};
}

/** All at once, at the end of a poll: a poll that fails leaves the memory as it was. */
export function saveState(data: IDataObject, memory: PollState): void {
	const { settings, organization, startedAtMs, watermarkMs, fullScanAtMs, seen } = memory;
	const moments = { startedAt: startedAtMs, readAt: watermarkMs, sweptAt: fullScanAtMs };
	Object.assign(data, { settings, organization, ...moments, seen: seen.toString() });
}
