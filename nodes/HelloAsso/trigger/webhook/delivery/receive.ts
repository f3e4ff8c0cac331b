import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readRawBody } from '../../../n8n/rawBody';
import { whenRunNotStarted } from '../../../n8n/runOutcome';
import { LazySnapshot, markChanged } from '../../../n8n/staticData';
import { simplifyForm, simplifyOrder, simplifyPayment } from '../../../simplify';
import { apiOrigin, HelloAssoClient } from '../../../transport';
import { knownKeys, renewedKeys } from '../registration/signatureKeys';
import { followRenaming } from '../registration/storedRegistration';
import { hasCredential, readSettings, type Settings } from '../settings';
import { confirm, isConfirmable, requireOwnOrganization } from './confirm';
import { dedupeOf } from './deduplicate';
import * as events from './event';
import type { NotificationEvent } from './event';
import { isWantedType, passes } from './filters';
import { reject, WebhookRejection } from './rejection';
import { isSignedBy } from './signature';
import { isFromHelloAsso } from './sourceAddress';

type Verification = 'signature' | 'api' | 'sourceIp';

/** Events without a number of their own (an organization renamed there and back) may come about again. */
const LIFETIME_WITHOUT_ID_MS = 3 * 24 * 3_600_000;
const SIMPLIFY = new Map(
	Object.entries({ Form: simplifyForm, Order: simplifyOrder, Payment: simplifyPayment }),
);

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
		const verifiedBy = await verify(this, client, settings, rawBody);
		if (verifiedBy.includes('signature'))
			followRenaming(this.getWorkflowStaticData('node'), events.renaming(event));
		if (!isWantedType(event.eventType, settings.events))
			return accept('not one of the chosen events');
		return await handOn(this, client, settings, event, verifiedBy);
	} catch (error) {
		return reject(this, error);
	}
}

async function verify(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	rawBody: Buffer,
): Promise<Verification[]> {
	const verifiedBy: Verification[] = [];
	const keys = await knownKeys(context, client);
	if (keys) {
		const signature = context.getHeaderData()['x-ha-signature'];
		const isSigned =
			isSignedBy(keys, rawBody, signature) ||
			isSignedBy(await renewedKeys(context, client), rawBody, signature);
		if (!isSigned) throw new WebhookRejection(401, 'The signature is missing or wrong');
		verifiedBy.push('signature');
	}
	if (settings.checksSource) {
		const credential = hasCredential(context) ? await client.credential() : undefined;
		const environment = credential && String(credential.environment);
		const { ip } = context.getRequestObject();
		if (!isFromHelloAsso(ip, environment, credential && apiOrigin(credential)))
			throw new WebhookRejection(403, 'Not sent from an address of HelloAsso');
		verifiedBy.push('sourceIp');
	}
	return verifiedBy;
}

async function handOn(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	received: NotificationEvent,
	verifiedBy: Verification[],
): Promise<IWebhookResponseData> {
	const dedupe = dedupeOf(String(context.getWorkflow().id), context.getNode().id);
	const staticData = context.getWorkflowStaticData('node');
	dedupe.merge(staticData.seen);
	// A test in the editor shows what comes, and leaves no trace.
	const deduplicates = settings.deduplicates && context.getMode() !== 'manual';
	const isRepeat = (event: NotificationEvent) => {
		const lifetimeMs = events.hasOwnId(event) ? Infinity : LIFETIME_WITHOUT_ID_MS;
		return deduplicates && dedupe.isKnown(events.eventKey(event), lifetimeMs);
	};

	if (isRepeat(received)) return accept('seen before');
	const isSigned = verifiedBy.includes('signature');
	const asksApi = settings.confirms && isConfirmable(received);
	// Before the API is asked: its answer may be overtaken by the answer to a newer event.
	const earlierStates = asksApi
		? events.keysOfOtherStates(received).filter((key) => dedupe.isKnown(key))
		: [];
	if (settings.confirms && !isSigned) await requireOwnOrganization(client, received);
	const event = asksApi ? await confirm(client, received, isSigned) : received;
	// No await between this check and note(): concurrent deliveries would both pass.
	if (isRepeat(event)) return accept('seen before');
	if (!passes(event, settings.filters)) return accept('left out by the filters');
	if (deduplicates) {
		const key = events.eventKey(event);
		dedupe.note(key);
		// The API has shown that they are over, so that they can come about again.
		for (const earlier of earlierStates) dedupe.forget(earlier);
		staticData.seen = new LazySnapshot(dedupe) as unknown as string;
		whenRunNotStarted(context.getResponseObject(), () => dedupe.forget(key));
	}
	const { eventType, data, metadata } = event;
	const simplify = settings.simplifies ? SIMPLIFY.get(eventType) : undefined;
	const json: IDataObject = {
		eventType,
		data: simplify ? simplify(data) : data,
		...(metadata !== undefined && { metadata }),
		verifiedBy: asksApi ? [...verifiedBy, 'api'] : verifiedBy,
	};
	return {
		workflowData: [[{ json }]],
		get webhookResponse() {
			markChanged(staticData);
			return { message: 'Received: the workflow has started' };
		},
	};
}

/** 200 without a run. */
function accept(reason: string): IWebhookResponseData {
	return { webhookResponse: { message: `Received: ${reason}` } };
}
