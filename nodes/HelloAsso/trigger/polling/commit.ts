import type { IDataObject } from 'n8n-workflow';

import { addFormNames } from '../../enrich/forms';
import type { HelloAssoClient } from '../../transport';
import type { Change } from '../changes';
import { conditionAtStart, isFinished, judge, OPEN, oldestFirst, type Verdict } from './isNew';
import type { Memory } from './memory';
import type { Observation } from './observation';
import type { Reading } from './readList';
import type { Registration } from './registrations';
import type { PollSettings } from './settings';
import * as states from './state';

/** What starts the workflow. */
export interface Found {
	observation: Observation;
	change?: Change;
}

/** Picks what is new, oldest first, and saves the state. A first poll only marks what is there. */
export function commit(
	data: IDataObject,
	settings: PollSettings,
	{ kind, atMs, isFullScan, comparison, observations }: Reading,
	{ registration, memory: loaded }: { registration?: Registration; memory?: Memory } = {},
): Found[] {
	const { event, changes, organization } = settings;
	const stored = states.loadState(data, settings, loaded);
	// Another poll has begun meanwhile what this one was to begin: the next one goes on from there.
	if ((stored === undefined) !== (kind === 'first')) return [];
	const state = stored ?? states.initialState(settings, atMs);
	const { memory } = state;
	const isOtherList = kind === 'other' && !states.isOf(state, settings);
	const sinceMs = isOtherList ? state.watermarkMs - states.SHORT_OVERLAP_MS : state.startedAtMs;
	const verdicts = observations.map((observation): [Observation, Verdict] => {
		if (!stored)
			return [observation, { isNew: false, condition: conditionAtStart(event, observation) }];
		return [observation, judge(event, observation, { memory, sinceMs, isOtherList })];
	});
	const found: Found[] = [];
	for (const [observation, { isNew, condition, change }] of verdicts) {
		const { key } = observation;
		const record = `${key} ${change ? condition : ''}`;
		const isWanted = isNew && (!changes || isAmong(changes, change));
		const byAnother = isWanted && registration?.isHandedOn(record);
		// As if it had not been read: the next poll judges it again.
		if (byAnother === 'maybe') continue;
		memory.set(key, condition);
		if (!isWanted || byAnother) continue;
		registration?.note(record);
		found.push({ observation, change });
	}
	// What came as still to come and does not fit any more comes again once it does.
	if (isOtherList && settings.request.query?.states)
		for (const key of memory.missingIn(observations, OPEN)) memory.delete(key);
	if (comparison === 'done')
		memory.forget(observations, atMs, (condition, isInList) => {
			return isFinished(event, condition, isInList);
		});
	const comparedAtMs = {
		done: atMs,
		failed: atMs - states.COMPARE_EVERY_MS + states.COMPARE_AGAIN_MS,
	};
	states.saveState(data, {
		...state,
		settings: settings.settings,
		organization,
		startedAtMs: isOtherList ? atMs : state.startedAtMs,
		watermarkMs: atMs,
		fullScanAtMs: isFullScan ? atMs : state.fullScanAtMs,
		comparedAtMs: comparison ? comparedAtMs[comparison] : state.comparedAtMs,
		handedOn: registration?.mark ?? state.handedOn,
	});
	registration?.end();
	return latestLast(settings, found);
}

export function isAmong(changes: readonly string[], change: string | undefined): boolean {
	return change !== undefined && changes.includes(change);
}

export function latestLast({ event }: PollSettings, found: readonly Found[]): Found[] {
	return oldestFirst(found, ({ observation: { arrivedMs, changedAtMs } }) =>
		event.isStateChange ? changedAtMs : arrivedMs,
	);
}

/** The records with what their list does not hold, which may take requests; nothing for most events. */
export async function enrichedOf(
	find: () => readonly Found[],
	{ event: { enrich }, simplifies }: PollSettings,
	client: HelloAssoClient,
): Promise<Map<IDataObject, IDataObject>> {
	if (!enrich) return new Map();
	const records = find().map(({ observation }) => observation.record);
	const completed = await enrich(records, client);
	// Their forms have been read by now.
	const enriched = simplifies ? await addFormNames(completed, client) : completed;
	return new Map(records.map((record, index) => [record, enriched[index]]));
}

export function outputOf(
	{ observation: { record }, change }: Found,
	{ toOutput }: PollSettings,
	enriched: ReadonlyMap<IDataObject, IDataObject>,
): IDataObject {
	return { ...toOutput(enriched.get(record) ?? record), ...(change && { change }) };
}
