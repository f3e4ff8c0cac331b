import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readRawBody } from '../../../n8n/rawBody';
import { whenRunNotStarted } from '../../../n8n/runOutcome';
import { LazySnapshot, markChanged } from '../../../n8n/staticData';
import { HelloAssoClient } from '../../../transport';
import { followRenaming } from '../registration/storedRegistration';
import { readSettings, type Settings } from '../settings';
import { confirm, requireOwnOrganization } from './confirm';
import { dedupeOf } from './deduplicate';
import * as events from './event';
import type { NotificationEvent } from './event';
import { isWantedType, passes } from './filters';
import { itemsOf } from './items';
import { refusalLimitOf } from './refusalLimit';
import { reject, WebhookRejection } from './rejection';
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
		if (!isWantedType(event.eventType, settings.events))
			return accept('not one of the chosen events');
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
	const dedupe = dedupeOf(...triggerOf(context));
	const staticData = context.getWorkflowStaticData('node');
	dedupe.merge(staticData.seen);
	// A test in the editor shows what comes, and leaves no trace.
	const deduplicates = settings.deduplicates && context.getMode() !== 'manual';
	const lifetimeMs = events.hasOwnId(told) ? Infinity : LIFETIME_WITHOUT_ID_MS;
	const asTold = events.occurrenceOf(told);

	if (deduplicates && dedupe.isHandedOn(asTold, lifetimeMs)) return accept('seen before');
	// Before the API is asked: its answer may be overtaken by the answer to a newer event.
	const earlier = verified.asksApi ? dedupe.handedOnOf(asTold) : [];
	const { event, isByApi } = await confirmed(context, client, settings, told, verified);
	const occurrence = events.occurrenceOf(event);
	// No await between this check and note(): concurrent deliveries would both pass.
	if (deduplicates) {
		if (dedupe.isHandedOn(occurrence, lifetimeMs)) return accept('seen before');
		// What came about since has an event of its own, or none, such as a payout.
		if (dedupe.wasTold(asTold) && !events.isAsTold(told, event)) return accept('told before');
	}
	if (!passes(event, settings.filters)) return accept('left out by the filters');
	if (deduplicates) {
		dedupe.note(occurrence, asTold, isByApi ? earlier : []);
		staticData.seen = new LazySnapshot(dedupe) as unknown as string;
		whenRunNotStarted(context.getResponseObject(), () => dedupe.forget(occurrence, asTold));
	}
	const verifiedBy = isByApi ? [...verified.verifiedBy, 'api' as const] : verified.verifiedBy;
	const items = itemsOf(event, verifiedBy, settings.simplifies);
	return {
		workflowData: [items.map((json) => ({ json }))],
		get webhookResponse() {
			markChanged(staticData);
			return { message: 'Received: the workflow has started' };
		},
	};
}

/** The event as the API has it, where that can be asked; one with its own signature is true without that. */
async function confirmed(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	{ confirms }: Settings,
	told: NotificationEvent,
	{ verifiedBy, isOwnSignature, asksApi }: Verified,
): Promise<{ event: NotificationEvent; isByApi: boolean }> {
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

/** 200 without a run. */
function accept(reason: string): IWebhookResponseData {
	return { webhookResponse: { message: `Received: ${reason}` } };
}
