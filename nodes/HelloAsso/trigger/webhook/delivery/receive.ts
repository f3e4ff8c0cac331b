import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readRawBody } from '../../../n8n/rawBody';
import { whenRunNotStarted } from '../../../n8n/runOutcome';
import { LazySnapshot, markChanged } from '../../../n8n/staticData';
import { object } from '../../../simplify/values';
import { HelloAssoClient } from '../../../transport';
import { followRenaming } from '../registration/storedRegistration';
import { namedEventsToldBy, type NamedEvent } from '../namedEvents';
import { readSettings, type Settings } from '../settings';
import { confirm, requireOwnOrganization } from './confirm';
import { dedupeOf, type EventDedupe } from './deduplicate';
import * as events from './event';
import type { NotificationEvent } from './event';
import type { Occurrence } from './eventStore';
import { isWantedType, leftOutBy } from './filters';
import { recordItem, toJson, type Confirmed } from './items';
import { accept, leaveOut } from './leaveOut';
import { openEvents, readNamedItems } from './namedItems';
import { refusalLimitOf } from './refusalLimit';
import { reject, WebhookRejection } from './rejection';
import { startToken } from './startOnce';
import { verify, type Verified } from './verify';

/** Events without a number of their own (an organization renamed there and back) may come about again. */
const LIFETIME_WITHOUT_ID_MS = 3 * 24 * 3_600_000;

/**
 * Takes one notification. The answer is 200 for every true event, also for a repeat and for one that the
 * filters drop; anything else makes HelloAsso send it again, so it is kept for what is false or cannot be
 * verified just now.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const settings = await readSettings(this);
		const rawBody = await readRawBody(this).catch(async ({ status }: { status?: unknown }) => {
			const code = status === 413 ? 413 : 400;
			return await Promise.reject(new WebhookRejection(code, 'The body could not be read'));
		});
		const event = events.readEvent(rawBody);
		const client = new HelloAssoClient(this);
		const verified = await verify(this, client, settings, event, rawBody);
		if (verified.isOwnSignature)
			followRenaming(this.getWorkflowStaticData('node'), events.renaming(event));
		return await handOn(this, client, settings, event, verified);
	} catch (error) {
		return reject(this, error);
	}
}

async function handOn(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	told: NotificationEvent,
	verified: Verified,
): Promise<IWebhookResponseData> {
	const isWanted = isWantedType(told.eventType, settings.events);
	const named = namedEventsToldBy(told.eventType, settings.events);
	if (!isWanted && named.length === 0) return leaveOut(context, settings, told, 'events');
	const dedupe = dedupeOf(...triggerOf(context));
	const staticData = context.getWorkflowStaticData('node');
	dedupe.merge(staticData.seen);
	// A test in the editor shows what comes, and leaves no trace.
	const isTest = context.getMode() === 'manual';
	const deduplicates = settings.deduplicates && !isTest;
	const asTold = events.occurrenceOf(told);
	// Of each sale two notifications tell, which are no repeats of one another.
	const isKnown = (key: string) => !isTest && dedupe.isHandedOn(namedOccurrence(key));

	const saysAll = !verified.asksApi || events.saysCondition(told);
	const isNew =
		isWanted && !(deduplicates && saysAll && dedupe.isHandedOn(asTold, lifetimeOf(told)));
	const open = openEvents(named, told, isKnown);
	// In a test nothing counts as seen.
	if (!isNew && open.length === 0)
		return isTest ? leaveOut(context, settings, told, 'events') : accept('seen before');
	// Before the API is asked: its answer may be overtaken by the answer to a newer event.
	const earlier = verified.asksApi ? dedupe.handedOnOf(asTold) : [];
	const ask = async (event: NotificationEvent) =>
		await confirmed(context, client, settings, event, verified);
	// A payment that does not name its order has to be read for that.
	const isOrderKnown = told.eventType === 'Order' || object(told.data.order).id != null;
	const needsRecord = ({ foundIn }: NamedEvent) =>
		foundIn === told.eventType || (verified.asksApi && !isOrderKnown);
	const record =
		isNew || open.some(needsRecord) ? await ask(told) : { event: told, isByApi: false };
	const readOrder = async (data: IDataObject) => await ask({ ...told, eventType: 'Order', data });
	const found = await readNamedItems(open, client, {
		told,
		confirmed: record,
		settings,
		readOrder: verified.asksApi ? readOrder : undefined,
	});

	// No await between these checks and note(): concurrent deliveries would both pass.
	const fresh = found.items.filter(({ key }) => !isKnown(key));
	const occurrence = events.occurrenceOf(record.event);
	const isStillNew = isNew && !(deduplicates && isRepeat(dedupe, told, record.event, saysAll));
	const filter = isStillNew ? leftOutBy(record.event, settings.filters) : found.leftOut;
	const own = isStillNew && !filter ? [recordItem(record, settings.simplifies)] : [];
	const outgoing = [...fresh, ...own];
	if (outgoing.length === 0) {
		const isOld = isWanted ? !isStillNew : found.items.length > 0;
		if (isOld && !filter) return accept('seen before');
		return leaveOut(context, settings, told, filter ?? 'events');
	}
	const noted = fresh.map(({ key }) => namedOccurrence(key));
	if (!isTest) {
		for (const one of noted) dedupe.note(one, one, []);
		if (deduplicates && own.length > 0) {
			dedupe.note(occurrence, asTold, record.isByApi ? earlier : []);
			noted.push(occurrence, asTold);
		}
		const text = { toString: () => dedupe.toString(noted) };
		staticData.seen = new LazySnapshot(text) as unknown as string;
		whenRunNotStarted(context.getResponseObject(), () => dedupe.forget(...noted));
	}
	const { rawBody } = context.getRequestObject();
	const tokens = [
		...(isTest ? [] : fresh).map(({ key }) => startToken(namedOccurrence(key))),
		...(deduplicates ? own : []).map(() => startToken(occurrence, rawBody)),
	];
	const { eventType } = told;
	return {
		workflowData: [
			outgoing.map((item, index) => ({
				json: toJson(item, eventType, verified.verifiedBy),
				...tokens[index],
			})),
		],
		// n8n 2.41 reads this when it has put the run on its way.
		get webhookResponse() {
			dedupe.noteStarted(...noted);
			markChanged(staticData);
			return { message: 'Received: the workflow has started' };
		},
	};
}

/** Whether what HelloAsso shows now was handed on, or is not what the event tells of. */
function isRepeat(
	dedupe: EventDedupe,
	told: NotificationEvent,
	confirmed: NotificationEvent,
	saysAll: boolean,
): boolean {
	const same = [events.occurrenceOf(confirmed)];
	if (!saysAll) same.push(events.occurrenceOf(events.beforePayout(confirmed)));
	if (same.some((one) => dedupe.isHandedOn(one, lifetimeOf(told)))) return true;
	// What came about since has an event of its own, or none, such as a payout.
	const wasTold = saysAll && dedupe.wasTold(events.occurrenceOf(told));
	return wasTold && !events.isAsTold(told, confirmed);
}

function lifetimeOf(event: NotificationEvent): number {
	return events.hasOwnId(event) ? Infinity : LIFETIME_WITHOUT_ID_MS;
}

/** What has a name of ours happens once. */
function namedOccurrence(record: string): Occurrence {
	return { record, condition: '' };
}

/** The event as the API has it, where that can be asked; one with its own signature is true without that. */
async function confirmed(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	{ confirms }: Settings,
	told: NotificationEvent,
	{ verifiedBy, isOwnSignature, asksApi }: Verified,
): Promise<Confirmed> {
	const isStrange = verifiedBy.length === 0;
	const limit = refusalLimitOf(...triggerOf(context));
	if (isStrange && asksApi && limit.isReached)
		throw new WebhookRejection(403, 'Too many events of unknown senders were not true');
	try {
		if (confirms && !isOwnSignature) await requireOwnOrganization(client, told);
		const event = asksApi ? await confirm(client, told, isOwnSignature) : told;
		return { event, isByApi: asksApi };
	} catch (error) {
		const isDenied = error instanceof WebhookRejection && error.status === 403;
		// The key may not read it, or the record is gone by now.
		if (isDenied && isOwnSignature) return { event: told, isByApi: false };
		if (isStrange && error instanceof WebhookRejection && error.status !== 503) limit.note();
		return await Promise.reject(error);
	}
}

function triggerOf(context: IWebhookFunctions): [workflowId: string, nodeId: string] {
	return [String(context.getWorkflow().id), context.getNode().id];
}
