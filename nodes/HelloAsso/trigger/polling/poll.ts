import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { isPollAtStartup, skipWhileRunning } from '../../n8n/pollContext';
import { HelloAssoClient, HelloAssoError, isPage, toNodeError } from '../../transport';
import { markNew, markStates, oldestFirst, ruleFor } from './isNew';
import type { Observation } from './observation';
import { readSince, type Reading } from './readSince';
import { readPollSettings, type PollSettings } from './settings';
import { compatibleState, initialState, loadState, saveState, type PollState } from './state';

/** What n8n calls at every interval, at the activation, and for a test in the editor. null starts no workflow. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await skipWhileRunning(this, async () => {
		const isStartup = isPollAtStartup(this);
		const client = new HelloAssoClient(this);
		try {
			const items =
				this.getMode() === 'manual'
					? [await readLatest(this, client)]
					: await readNew(this, client);
			return items.length > 0 ? [items] : null;
		} catch (error) {
			if (!isStartup) throw toNodeError(this.getNode(), error);
			const { message } = toNodeError(this.getNode(), error);
			this.logger.warn(`HelloAsso Polling Trigger: ${message}. The next poll tries again.`);
			return null;
		}
	});
}

async function readNew(
	context: IPollFunctions,
	client: HelloAssoClient,
): Promise<INodeExecutionData[]> {
	const data = context.getWorkflowStaticData('node');
	const { settings, reading } = await read(context, client, loadState(data));
	// No await from here on, and the state is loaded anew: concurrent polls would hand on the same records.
	const state = compatibleState(loadState(data), settings);
	const records = commit(data, settings, state, reading);
	return records.map(({ record }) => ({ json: settings.toOutput(record) }));
}

/** Reads the list in the organization of the last poll, and asks for the present one when that is not found. */
async function read(
	context: IPollFunctions,
	client: HelloAssoClient,
	state: PollState | undefined,
): Promise<{ settings: PollSettings; reading: Reading }> {
	const readWith = async (settings: PollSettings) => ({
		settings,
		reading: await readSince(client, settings, compatibleState(state, settings)),
	});
	const current = async () => await readPollSettings(context, client);
	if (!state) return await readWith(await current());
	const last = await readPollSettings(context, {
		defaultOrganization: async () => state.organization,
	});
	if (!last.isOwnOrganization) return await readWith(last);
	if (last.settings !== state.settings) return await readWith(await current());
	return await readWith(last).catch(async (error: unknown) => {
		const settings = isElsewhere(error) ? await current() : last;
		if (settings.organization === last.organization) return await Promise.reject(error);
		return await readWith(settings);
	});
}

function isElsewhere(error: unknown): boolean {
	return error instanceof HelloAssoError && /^(notFound|forbidden)$/.test(error.type);
}

/** Picks what is new, oldest first, and saves the state. A first poll only marks what is there. */
function commit(
	data: IDataObject,
	settings: PollSettings,
	state: PollState | undefined,
	{ atMs, isFullScan, observations }: Reading,
): Observation[] {
	const { event, organization } = settings;
	const known = state ?? initialState(settings, atMs);
	const isNew = ruleFor(event);
	const found = observations.filter((observation) => isNew(observation, known));
	const ordered = oldestFirst(found, event.isStateChange ? 'changedAtMs' : 'createdAtMs');
	if (event.isStateChange) markStates(oldestFirst(observations, 'createdAtMs'), known, atMs);
	else markNew(ordered, known, atMs);
	const fullScanAtMs = isFullScan ? atMs : known.fullScanAtMs;
	saveState(data, { ...known, organization, watermarkMs: atMs, fullScanAtMs });
	return state ? ordered : [];
}

/** For a test in the editor: the newest record there is. The state stays as it is. */
async function readLatest(
	context: IPollFunctions,
	client: HelloAssoClient,
): Promise<INodeExecutionData> {
	const settings = await readPollSettings(context, client);
	const { event, request } = settings;
	const { body } = await client.request(request);
	const observations = isPage(body) ? body.data.map(event.observe) : [];
	const latest = oldestFirst(observations, event.isStateChange ? 'changedAtMs' : 'createdAtMs').at(
		-1,
	);
	if (latest) return { json: settings.toOutput(latest.record) };
	throw new HelloAssoError('notFound', `HelloAsso has no ${event.noun} yet that fits`, {
		description: `Make one at HelloAsso or remove filters, then test again. An active workflow needs none: it starts with the next ${event.noun}.`,
	});
}
