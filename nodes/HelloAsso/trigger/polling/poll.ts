import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { HelloAssoClient, HelloAssoError, isPage, toNodeError } from '../../transport';
import { DedupeStore } from '../dedupeStore';
import { loadState, saveState, type PollState } from './state';
import { newsRule, readBack, type Reading } from './readSince';
import { markNew, markStates, oldestFirst } from './isNew';
import type { Observation } from './observation';
import { readPollSettings, type PollSettings } from './settings';

/** Why n8n activates a workflow when nobody asked for it. */
const BY_ITSELF = new Set(['init', 'leadershipChange']);
/** n8n polls with one context from the activation of a workflow on. */
const begun = new WeakSet<IPollFunctions>();
/** Since when its poll is under way. */
const underWay = new WeakMap<IPollFunctions, number>();
/** Longer than any poll that will still end: n8n 1.x waits for an access token without limit. */
const LOST_AFTER_MS = 15 * 60 * 1000;

/** What n8n calls at every tick, at the activation, and for a test in the editor. null starts no workflow. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	// A tick may come while the poll of an earlier one still reads: that one brings what there is.
	const startedMs = Date.now();
	if (startedMs - (underWay.get(this) ?? 0) < LOST_AFTER_MS) return null;
	const isStart = !begun.has(this) && BY_ITSELF.has(this.getActivationMode());
	begun.add(this);
	underWay.set(this, startedMs);
	const client = new HelloAssoClient(this);
	try {
		const items =
			this.getMode() === 'manual' ? [await readLatest(this, client)] : await readNews(this, client);
		return items.length > 0 ? [items] : null;
	} catch (error) {
		if (!isStart) throw toNodeError(this.getNode(), error);
		// n8n 2.41 gives a trigger up for good when it fails five times as n8n starts. What is wrong, the
		// next tick tells as well, or it is over by then.
		this.logger.warn(
			`HelloAsso Polling Trigger: ${toNodeError(this.getNode(), error).message}. The next poll tries again.`,
		);
		return null;
	} finally {
		if (underWay.get(this) === startedMs) underWay.delete(this);
	}
}

async function readNews(
	context: IPollFunctions,
	client: HelloAssoClient,
): Promise<INodeExecutionData[]> {
	const data = context.getWorkflowStaticData('node');
	const { watch, reading } = await look(context, client, loadState(data));
	// From here on nothing waits, and the memory is read anew: n8n may run two polls at the same time.
	const memory = compatibleState(loadState(data), watch);
	return commit(data, watch, memory, reading).map(({ record }) => toItem(watch, record));
}

/** Reads the list for the trigger's parameters, in the organization that is known if it still goes by that name. */
async function look(
	context: IPollFunctions,
	client: HelloAssoClient,
	memory: PollState | undefined,
): Promise<{ watch: PollSettings; reading: Reading }> {
	const read = async (watch: PollSettings) => {
		const reading = await readBack(client, watch, compatibleState(memory, watch), (nowMs) =>
			start(watch, nowMs),
		);
		return { watch, reading };
	};
	if (!memory) return await read(await readPollSettings(context, client));
	const remembered = await readPollSettings(context, {
		defaultOrganization: async () => memory.organization,
	});
	if (!remembered.isOwnOrganization) return await read(remembered);
	if (remembered.settings !== memory.settings)
		return await read(await readPollSettings(context, client));
	return await read(remembered).catch(async (error: unknown) => {
		if (!isElsewhere(error)) return await Promise.reject(error);
		const current = await readPollSettings(context, client);
		if (current.organization === remembered.organization) return await Promise.reject(error);
		return await read(current);
	});
}

function isElsewhere(error: unknown): boolean {
	return (
		error instanceof HelloAssoError && (error.type === 'notFound' || error.type === 'forbidden')
	);
}

/** The memory as far as it holds for what is watched now. */
function compatibleState(
	memory: PollState | undefined,
	{ settings, organization }: PollSettings,
): PollState | undefined {
	if (memory?.settings !== settings) return undefined;
	if (memory.organization === organization) return memory;
	// The organization was renamed, or the key is that of another one: on from where the last poll was.
	return { ...memory, startedAtMs: memory.watermarkMs };
}

function start({ settings, organization }: PollSettings, nowMs: number): PollState {
	return {
		settings,
		organization,
		startedAtMs: nowMs,
		watermarkMs: nowMs,
		fullScanAtMs: nowMs,
		seen: DedupeStore.read(''),
	};
}

/** Chooses what comes out and remembers it. A first poll remembers what is there, and puts out nothing. */
function commit(
	data: IDataObject,
	watch: PollSettings,
	memory: PollState | undefined,
	reading: Reading,
): Observation[] {
	const { atMs, isFullScan, sightings } = reading;
	const { event, organization } = watch;
	const known = memory ?? start(watch, atMs);
	const isNews = newsRule(event);
	const news = oldestFirst(
		sightings.filter((sighting) => isNews(sighting, known)),
		event.byState ? changed : born,
	);
	if (event.byState) markStates(oldestFirst(sightings, born), known, atMs);
	else markNew(news, known, atMs);
	saveState(data, {
		...known,
		organization,
		watermarkMs: atMs,
		fullScanAtMs: isFullScan ? atMs : known.fullScanAtMs,
	});
	return memory ? news : [];
}

/** For a test in the editor: the newest record there is. Nothing is remembered of it. */
async function readLatest(
	context: IPollFunctions,
	client: HelloAssoClient,
): Promise<INodeExecutionData> {
	const watch = await readPollSettings(context, client);
	const { event, request } = watch;
	const { body } = await client.request(request);
	const seen = isPage(body) ? body.data.map(event.see) : [];
	const latest = oldestFirst(seen, event.byState ? changed : born).at(-1);
	if (latest) return toItem(watch, latest.record);
	throw new HelloAssoError('notFound', `HelloAsso has no ${event.noun} yet that fits`, {
		description: `Make one at HelloAsso or remove filters, then test again. An active workflow needs none: it starts with the next ${event.noun}.`,
	});
}

function toItem({ toOutput }: PollSettings, record: IDataObject): INodeExecutionData {
	return { json: toOutput(record) };
}

const born = ({ createdAtMs }: Observation) => createdAtMs;
const changed = ({ changedAtMs }: Observation) => changedAtMs;
