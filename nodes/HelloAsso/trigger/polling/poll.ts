import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { isPollAtStartup, skipWhileRunning } from '../../n8n/pollContext';
import { isUnsaved } from '../../n8n/staticData';
import { followPages, HelloAssoClient, HelloAssoError, toNodeError } from '../../transport';
import { commit, enrichedOf, isAmong, latestLast, outputOf } from './commit';
import { latestChange } from './isNew';
import type { Memory } from './memory';
import { readList, type Reading } from './readList';
import { Registration } from './registrations';
import { readPollSettings, type PollSettings } from './settings';
import { loadState } from './state';

/** In how many pages a test in the editor looks for a record. */
const TEST_PAGES_MAX = 10;

/** What n8n calls at every interval, at the activation, and for a test in the editor. null starts no workflow. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await skipWhileRunning(this, async () => {
		const isStartup = isPollAtStartup(this);
		const client = new HelloAssoClient(this);
		try {
			const records =
				this.getMode() === 'manual'
					? [await readLatest(this, client)]
					: await readNew(this, client);
			return records.length > 0 ? [records.map((json) => ({ json }))] : null;
		} catch (error) {
			if (!isStartup) throw toNodeError(this.getNode(), error);
			const { message } = toNodeError(this.getNode(), error);
			this.logger.warn(`HelloAsso Polling Trigger: ${message}. The next poll tries again.`);
			return null;
		}
	});
}

async function readNew(context: IPollFunctions, client: HelloAssoClient): Promise<IDataObject[]> {
	const data = context.getWorkflowStaticData('node');
	const { id: workflow } = context.getWorkflow();
	const id = [workflow, context.getNode().id, context.getNodeParameter('event')].join(' ');
	const { handedOn } = data;
	const mark = typeof handedOn === 'string' ? handedOn : undefined;
	const registration = new Registration(id, data, mark, () => isUnsaved(context));
	const { settings, reading, memory } = await read(context, client, data);
	if (reading.comparison === 'failed')
		context.logger.warn('HelloAsso Polling Trigger: the whole list could not be compared.');
	// What is to be added is asked for before anything counts as handed on.
	const candidates = () => commit({ ...data }, settings, reading);
	const enriched = await enrichedOf(candidates, settings, client);
	// No await from here on, and the state is loaded anew: concurrent polls would hand on the same records.
	const found = commit(data, settings, reading, { registration, memory });
	return found.map((one) => outputOf(one, settings, enriched));
}

/** Reads the list in the organization of the last poll, and asks for the present one when that is not found. */
async function read(
	context: IPollFunctions,
	client: HelloAssoClient,
	data: IDataObject,
): Promise<{ settings: PollSettings; reading: Reading; memory?: Memory }> {
	const readWith = async (settings: PollSettings) => {
		const state = loadState(data, settings);
		const reading = await readList(client, settings, state);
		return { settings, reading, memory: state?.memory };
	};
	const current = async () => await readPollSettings(context, client);
	const { organization } = data;
	if (typeof organization !== 'string') return await readWith(await current());
	const last = await readPollSettings(context, { defaultOrganization: async () => organization });
	if (!last.isOwnOrganization) return await readWith(last);
	if (last.settings !== data.settings) return await readWith(await current());
	return await readWith(last).catch(async (error: unknown) => {
		const settings = isElsewhere(error) ? await current() : last;
		if (settings.organization === last.organization) return await Promise.reject(error);
		return await readWith(settings);
	});
}

function isElsewhere(error: unknown): boolean {
	return error instanceof HelloAssoError && /^(notFound|forbidden)$/.test(error.type);
}

/** For a test in the editor: the newest record there is. The state stays as it is. */
async function readLatest(context: IPollFunctions, client: HelloAssoClient): Promise<IDataObject> {
	const settings = await readPollSettings(context, client);
	const { event, request, changes } = settings;
	const { body } = await client.request(request);
	let pages = 0;
	for await (const page of followPages(client, request, body)) {
		const found = page.map(event.observe).map((observation) => {
			return { observation, ...(event.isStateChange && { change: latestChange(observation) }) };
		});
		const fitting = found
			.filter(({ change }) => !changes || isAmong(changes, change))
			.filter(({ observation: { record } }) => event.counts?.(record) ?? true);
		const latest = latestLast(settings, fitting).at(-1);
		if (latest) {
			const enriched = await enrichedOf(() => [latest], settings, client);
			return outputOf(latest, settings, enriched);
		}
		if (++pages >= TEST_PAGES_MAX) break;
	}
	throw new HelloAssoError('notFound', `HelloAsso has no ${event.record} yet that fits`, {
		description: `Make one at HelloAsso or remove filters, then test again. An active workflow needs none: it starts with the next ${event.record}.`,
	});
}
