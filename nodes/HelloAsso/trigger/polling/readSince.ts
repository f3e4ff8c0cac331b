import type { IDataObject } from 'n8n-workflow';

import { followPages, isPage, PAGE_SIZE_MAX, totalCount } from '../../transport';
import type { HelloAssoClient } from '../../transport';
import { ruleFor } from './isNew';
import type { Observation } from './observation';
import type { PollSettings } from './settings';
import {
	FULL_SCAN_EVERY_MS,
	initialState,
	OVERLAP_MS,
	SHORT_OVERLAP_MS,
	type PollState,
} from './state';

export interface Reading {
	/** When it began, by HelloAsso's clock. */
	atMs: number;
	/** It re-read the full overlap. */
	isFullScan: boolean;
	observations: Observation[];
}

/**
 * Reads a list from its newest record back to where an earlier poll has been, and a little further. The
 * usual poll is one request: nothing on the first page is new, and its last record is old enough.
 *
 * @param state undefined for a first poll, which only looks at what there is
 */
export async function readSince(
	client: HelloAssoClient,
	settings: PollSettings,
	state: PollState | undefined,
): Promise<Reading> {
	const { event, request } = settings;
	const { body, headers } = await client.request(request);
	const atMs = serverTime(headers);
	const known = state ?? initialState(settings, atMs);
	const fullUntilMs = known.fullScanAtMs - OVERLAP_MS;
	const sinceFullMs = atMs - known.fullScanAtMs;
	const isShort = state && sinceFullMs >= 0 && sinceFullMs < FULL_SCAN_EVERY_MS;
	const untilMs = isShort ? known.watermarkMs - SHORT_OVERLAP_MS : fullUntilMs;
	const isNew = ruleFor(event);
	const total = totalCount(body);
	const observations: Observation[] = [];
	let mayBeAll = isPage(body) && body.data.length < PAGE_SIZE_MAX;
	let isAll = true;
	let oldestMs = Infinity;
	for await (const page of followPages(client, request, body)) {
		const found = page.map(event.observe);
		observations.push(...found);
		oldestMs = Math.min(oldestMs, ...found.map(({ sortedByMs }) => sortedByMs));
		if (total !== undefined && observations.length >= total) break;
		if (!state || !found.some((observation) => isNew(observation, known))) {
			// A short page can stand in the middle of a list: it is taken for the end only when nothing on it is new.
			isAll = mayBeAll;
			if (mayBeAll || oldestMs < untilMs) break;
		}
		mayBeAll = false;
		isAll = true;
	}
	return { atMs, isFullScan: isAll || oldestMs < fullUntilMs, observations };
}

/** By HelloAsso's clock, since that of the machine may be wrong or be set. */
function serverTime({ date }: IDataObject): number {
	return Date.parse(String(date)) || Date.now();
}
