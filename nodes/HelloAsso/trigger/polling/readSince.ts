import type { IDataObject } from 'n8n-workflow';

import { followPages, isPage, PAGE_SIZE_MAX, totalCount } from '../../transport';
import type { HelloAssoClient } from '../../transport';
import type { PolledEvent } from './events';
import { NEARBY_MS, OVERLAP_MS, FULL_SCAN_EVERY_MS, type PollState } from './state';
import { isInNewState, isNew } from './isNew';
import type { Observation } from './observation';
import type { PollSettings } from './settings';

/** What one poll found in the list. */
export interface Reading {
	/** When it began, by HelloAsso's clock. */
	atMs: number;
	/** It went back over all of the overlap. */
	isFullScan: boolean;
	/** What may be news; where states are watched, all that was seen. */
	sightings: Observation[];
}

/** The rule by which an event's records are news. */
export function newsRule({ byState }: PolledEvent): typeof isNew {
	return byState ? isInNewState : isNew;
}

/**
 * Reads a list from its newest record back to where an earlier poll has been, and a little further. The
 * usual poll is one request: nothing on the first page is new, and its end is old enough.
 *
 * @param memory undefined for a first poll, which only looks at what there is
 * @param startAt the memory to begin with, given the time of HelloAsso's clock
 */
export async function readBack(
	client: HelloAssoClient,
	{ event, request }: PollSettings,
	memory: PollState | undefined,
	startAt: (nowMs: number) => PollState,
): Promise<Reading> {
	const { body, headers } = await client.request(request);
	const atMs = serverTime(headers);
	const known = memory ?? startAt(atMs);
	const sweptMs = known.fullScanAtMs - OVERLAP_MS;
	const untilMs =
		memory && isBetween(atMs, known.fullScanAtMs, FULL_SCAN_EVERY_MS)
			? known.watermarkMs - NEARBY_MS
			: sweptMs;
	const isNews = newsRule(event);
	const total = totalCount(body);
	const sightings: Observation[] = [];
	let mayBeWhole = isShort(body);
	let isWhole = true;
	let oldestMs = Infinity;
	let count = 0;
	for await (const page of followPages(client, request, body)) {
		const seen = page.map(event.see);
		const news = seen.filter((sighting) => isNews(sighting, known));
		sightings.push(...(event.byState ? seen : news));
		count += page.length;
		oldestMs = Math.min(oldestMs, ...seen.map(({ sortedByMs }) => sortedByMs));
		if (total !== undefined && count >= total) break;
		if (!memory || news.length === 0) {
			// A short page can stand in the middle of a list, so it is taken for the end only without news.
			isWhole = mayBeWhole;
			if (mayBeWhole || oldestMs < untilMs) break;
		}
		mayBeWhole = false;
		isWhole = true;
	}
	return { atMs, isFullScan: isWhole || oldestMs < sweptMs, sightings };
}

function isBetween(ms: number, fromMs: number, lengthMs: number): boolean {
	return ms >= fromMs && ms < fromMs + lengthMs;
}

/** By HelloAsso's clock, since that of the machine may be wrong or be set. */
export function serverTime({ date }: IDataObject): number {
	const time = Date.parse(String(date));
	return Number.isNaN(time) ? Date.now() : time;
}

function isShort(body: unknown): boolean {
	return isPage(body) && body.data.length < PAGE_SIZE_MAX;
}
