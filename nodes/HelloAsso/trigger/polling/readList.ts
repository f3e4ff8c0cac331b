import type { IDataObject } from 'n8n-workflow';

import { followPages, isPage, PAGE_SIZE_MAX, totalCount } from '../../transport';
import type { HelloAssoClient } from '../../transport';
import { conditionAtStart, judge, type View } from './isNew';
import { Memory } from './memory';
import type { Observation } from './observation';
import type { PollSettings } from './settings';
import * as states from './state';
import type { PollState } from './state';

export interface Reading {
	/** When it began, by HelloAsso's clock. */
	atMs: number;
	/** `other`: not the list that was read before, as with other filters or for another organization. */
	kind: 'first' | 'other' | 'same';
	/** It re-read the full overlap. */
	isFullScan: boolean;
	/** It read the list to its end, `failed` where it wanted to. */
	comparison?: 'done' | 'failed';
	observations: Observation[];
}

interface List extends Pick<PollSettings, 'event' | 'request'> {
	client: HelloAssoClient;
	body: unknown;
	atMs: number;
}

/**
 * Reads a list from its newest record back to where an earlier poll has been: the usual poll is one request.
 * A list that was not read before is read to its end.
 *
 * @param state undefined for a first poll
 */
export async function readList(
	client: HelloAssoClient,
	settings: PollSettings,
	state: PollState | undefined,
): Promise<Reading> {
	const { event, request } = settings;
	const { body, headers } = await client.request(request);
	const list = { client, event, request, body, atMs: serverTime(headers) };
	if (!state) return await readFirst(list);
	const isKnown = ({ key }: Observation) => state.memory.conditionOf(key) !== undefined;
	// An organization that was renamed has the records that it had, be they all behind the first page.
	const isRenamed = (records: Observation[]) =>
		state.settings === settings.settings && records.some(isKnown);
	const first = isPage(body) ? body.data.map(event.observe) : [];
	if (states.isOf(state, settings) || isRenamed(first)) return await readNewest(list, state);
	const { all, moved } = await readWhole(list);
	const observations = [...all, ...moved];
	return reading(list, { kind: isRenamed(observations) ? 'same' : 'other', observations });
}

const reading = ({ atMs }: List, more: Partial<Reading>): Reading => ({
	atMs,
	kind: 'same',
	isFullScan: true,
	comparison: 'done',
	observations: [],
	...more,
});

/** What was there when the reading began. What came meanwhile is left to the next poll. */
async function readFirst(list: List): Promise<Reading> {
	const { event, atMs } = list;
	const { all, moved } = await readWhole(list);
	const memory = new Memory();
	const mark = (one: Observation) => memory.set(one.key, conditionAtStart(event, one));
	all.forEach(mark);
	const view: View = { memory, sinceMs: atMs, isOtherList: true };
	const old = moved.filter((one) => !judge(event, one, view).isNew);
	return reading(list, { kind: 'first', observations: [...all, ...old] });
}

/** All pages, then the first ones again until nothing on one is new: records move while a list is read. */
async function readWhole(list: List): Promise<{ all: Observation[]; moved: Observation[] }> {
	const all: Observation[] = [];
	const total = totalCount(list.body);
	let pages = 0;
	for await (const page of observedPages(list)) {
		all.push(...page);
		pages++;
		if (total !== undefined && all.length >= total) break;
	}
	const moved: Observation[] = [];
	if (pages < 2) return { all, moved };
	const seen = new Set(all.map(({ key }) => key));
	const { body } = await list.client.request(list.request);
	for await (const page of observedPages({ ...list, body })) {
		const others = page.filter(({ key }) => !seen.has(key));
		if (others.length === 0) break;
		moved.push(...others);
	}
	return { all, moved };
}

async function readNewest(list: List, state: PollState): Promise<Reading> {
	const { event, atMs } = list;
	const { memory, watermarkMs, fullScanAtMs, comparedAtMs } = state;
	const view: View = { memory, sinceMs: state.startedAtMs, isOtherList: false };
	const fullUntilMs = fullScanAtMs - states.OVERLAP_MS;
	const sinceFullMs = atMs - fullScanAtMs;
	const isShort = sinceFullMs >= 0 && sinceFullMs < states.FULL_SCAN_EVERY_MS;
	const untilMs = isShort ? watermarkMs - states.SHORT_OVERLAP_MS : fullUntilMs;
	const sinceComparedMs = Math.abs(atMs - comparedAtMs);
	const isOverdue = sinceComparedMs >= states.COMPARE_AT_LATEST_MS;
	const isCompareDue = sinceComparedMs >= states.COMPARE_EVERY_MS;
	const total = totalCount(list.body);
	const observations: Observation[] = [];
	let hasNews = false;
	let unknown = 0;
	let isFullScan: boolean | undefined;
	try {
		for await (const page of observedPages(list)) {
			const isFirst = observations.length === 0;
			const isNews = page.some((one) => {
				return memory.conditionOf(one.key) !== judge(event, one, view).condition;
			});
			observations.push(...page);
			hasNews ||= isNews;
			if (total !== undefined && observations.length >= total) break;
			unknown += page.filter(({ key }) => memory.conditionOf(key) === undefined).length;
			// Where HelloAsso counts the list, it tells of what is still unknown, wherever that stands.
			const hasMore = total !== undefined && total > memory.size + unknown;
			// A page of what has been on an earlier one tells nothing.
			if (isNews || hasMore || isFullScan !== undefined || page.length === 0) continue;
			const ageMs = median(page.map(({ sortedByMs }) => sortedByMs));
			// A short page can stand in the middle of a list. It is all there is where no more is known.
			const isEnd = isFirst && page.length < PAGE_SIZE_MAX && memory.size <= page.length;
			if (!isEnd && ageMs >= untilMs) continue;
			isFullScan = isEnd || !(ageMs >= fullUntilMs);
			if (!isOverdue && !(hasNews && isCompareDue))
				return reading(list, { isFullScan, observations, comparison: undefined });
		}
	} catch (error) {
		// What the usual poll reads has been read: the rest of the list is compared later.
		if (isFullScan === undefined) return await Promise.reject(error);
		return reading(list, { isFullScan, observations, comparison: 'failed' });
	}
	return reading(list, { observations });
}

async function* observedPages({
	client,
	event,
	request,
	body,
}: List): AsyncGenerator<Observation[]> {
	for await (const page of followPages(client, request, body)) yield page.map(event.observe);
}

/** Of those that have one; NaN where none has. A page is as old as most of it: a single wrong date does not count. */
function median(times: number[]): number {
	const known = times.filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
	return known[known.length >> 1] ?? Number.NaN;
}

/** By HelloAsso's clock, since that of the machine may be wrong or be set. */
function serverTime({ date }: IDataObject): number {
	return Date.parse(String(date)) || Date.now();
}
