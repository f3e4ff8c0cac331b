import type { IDataObject } from 'n8n-workflow';

import { SeenKeys } from '../seen';

/**
 * How far back each poll looks again, and how far the clocks of HelloAsso's servers may differ. What
 * arrives later than that in its list is found only on the pages that are read anyway.
 */
export const OVERLAP_MS = 10 * 60 * 1000;

/**
 * What a trigger knows from one poll to the next: in the node's static data, as few plain values.
 *
 * n8n (1.123, 2.41) writes static data to its database after the activation and whenever a poll hands
 * something on; after a poll that found nothing it stays in memory. So after a restart the memory is
 * that of the last poll with news: whatever was handed on is in it, and the next poll reads from there.
 */
export interface Memory {
	/** What it was gathered with. Another event, form or filter starts anew. */
	settings: string;
	/** The organization that an empty 'Organization' stood for: asking for it costs a request. */
	organization: string;
	/** When the trigger was first active, by HelloAsso's clock. */
	startedAtMs: number;
	/** When the last poll that came to its end began, by HelloAsso's clock. */
	readAtMs: number;
	seen: SeenKeys;
}

export function recall(data: IDataObject): Memory | undefined {
	const { settings, organization, startedAt, readAt, seen } = data;
	if (typeof settings !== 'string' || typeof startedAt !== 'number' || typeof readAt !== 'number') return undefined;
	return {
		settings,
		organization: String(organization ?? ''),
		startedAtMs: startedAt,
		readAtMs: readAt,
		seen: SeenKeys.read(seen),
	};
}

/** All at once, at the end of a poll: a poll that fails leaves the memory as it was. */
export function remember(data: IDataObject, { settings, organization, startedAtMs, readAtMs, seen }: Memory): void {
	Object.assign(data, { settings, organization, startedAt: startedAtMs, readAt: readAtMs, seen: seen.toString() });
}
