import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { simplifyForm, simplifyOrder, simplifyPayment } from '../../../simplify';
import { apiOrigin, HelloAssoClient } from '../../../transport';
import { confirmed, isConfirmable, requireOwnOrganization } from './confirm';
import {
	eventKey,
	hasOwnId,
	keysOfOtherStates,
	readEvent,
	renaming,
	type NotificationEvent,
} from './event';
import { isWantedType, passes } from './filters';
import { followRenaming, knownKeys, renewedKeys } from '../registration/signatureKeys';
import { LiveText, memoryOf } from './deduplicate';
import { whenNotAccepted } from './outcome';
import { WebhookRejection } from './rejection';
import { hasCredential, readSettings, type Settings } from '../settings';
import { isFromHelloAsso, isSignedBy } from './verification';

type Proof = 'signature' | 'api' | 'sourceIp';

/** Events without a number of their own (an organization renamed there and back) may come about again. */
const LIFETIME_WITHOUT_ID_MS = 3 * 24 * 3_600_000;
const SIMPLIFY: Record<string, (record: IDataObject) => IDataObject> = {
	Form: simplifyForm,
	Order: simplifyOrder,
	Payment: simplifyPayment,
};

/**
 * Takes one notification. The answer is 200 for every true event, also for a repeat and for one that the
 * filters drop; anything else makes HelloAsso send it again, so it is kept for what is false or cannot be
 * told just now.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const settings = await readSettings(this);
		const rawBody = await rawBodyOf(this);
		const event = readEvent(rawBody);
		const client = new HelloAssoClient(this);
		const proofs = await verify(this, client, settings, rawBody);
		if (proofs.includes('signature')) followRenaming(this, renaming(event));
		if (!isWantedType(event.eventType, settings.events))
			return done('not one of the chosen events');
		return await handOn(this, client, settings, event, proofs);
	} catch (error) {
		return refuse(this, error);
	}
}

async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	if (!request.rawBody) {
		await request.readRawBody().catch(async (error: { status?: unknown }) => {
			const refusal = new WebhookRejection(
				error.status === 413 ? 413 : 400,
				'The body could not be read',
			);
			return await Promise.reject(refusal);
		});
	}
	return request.rawBody;
}

async function verify(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	rawBody: Buffer,
): Promise<Proof[]> {
	const proofs: Proof[] = [];
	const signature = context.getHeaderData()['x-ha-signature'];
	const keys = await knownKeys(context, client);
	if (keys) {
		const isSigned =
			isSignedBy(keys, rawBody, signature) ||
			isSignedBy(await renewedKeys(context, client), rawBody, signature);
		if (!isSigned) throw new WebhookRejection(401, 'The signature is missing or wrong');
		proofs.push('signature');
	}
	if (settings.checksSource) {
		if (!(await isFromKnownSource(context, client)))
			throw new WebhookRejection(403, 'Not sent from an address of HelloAsso');
		proofs.push('sourceIp');
	}
	return proofs;
}

async function isFromKnownSource(
	context: IWebhookFunctions,
	client: HelloAssoClient,
): Promise<boolean> {
	const { ip } = context.getRequestObject();
	if (!hasCredential(context)) return isFromHelloAsso(ip, undefined, undefined);
	const credential = await client.credential();
	return isFromHelloAsso(ip, String(credential.environment), apiOrigin(credential));
}

async function handOn(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	event: NotificationEvent,
	proofs: Proof[],
): Promise<IWebhookResponseData> {
	const memory = memoryOf(String(context.getWorkflow().id), context.getNode().id);
	const state = context.getWorkflowStaticData('node');
	memory.merge(state.seen);
	// A test in the editor shows what comes, and leaves no trace.
	const remembers = settings.deduplicates && context.getMode() !== 'manual';
	const isRepeat = (candidate: NotificationEvent) =>
		remembers &&
		memory.isKnown(eventKey(candidate), hasOwnId(candidate) ? Infinity : LIFETIME_WITHOUT_ID_MS);

	if (isRepeat(event)) return done('seen before');
	const isSigned = proofs.includes('signature');
	const asks = settings.confirms && isConfirmable(event);
	// Before the API is asked, whose answer may be overtaken by that to a newer event.
	const earlierStates = asks ? keysOfOtherStates(event).filter((key) => memory.isKnown(key)) : [];
	if (settings.confirms && !isSigned) await requireOwnOrganization(client, event);
	const known = asks ? await confirmed(client, event, isSigned) : event;
	// From here to the note nothing is awaited: of the same event twice at once, one is the repeat.
	if (isRepeat(known)) return done('seen before');
	if (!passes(known, settings.filters)) return done('left out by the filters');
	if (remembers) {
		memory.note(eventKey(known));
		// The API has shown that they are over, so that they can come about again.
		for (const key of earlierStates) memory.forget(key);
		state.seen = new LiveText(memory) as unknown as string;
		whenNotAccepted(context.getResponseObject(), () => memory.forget(eventKey(known)));
	}
	const verifiedBy = [...proofs, ...(asks ? (['api'] as const) : [])];
	return {
		workflowData: [[{ json: output(known, settings, verifiedBy) }]],
		// n8n 2.41 asks for it when the run has begun, just before it saves static data. It has lost sight
		// of what changed by then, because it has put the same object into another workflow meanwhile.
		get webhookResponse() {
			markChanged(state);
			return { message: 'Received: the workflow has started' };
		},
	};
}

function markChanged(state: IDataObject): void {
	for (const [name, value] of Object.entries(state)) state[name] = value;
}

function output(
	{ eventType, data, metadata }: NotificationEvent,
	{ simplifies }: Settings,
	verifiedBy: Proof[],
): IDataObject {
	const simplify =
		simplifies && Object.hasOwn(SIMPLIFY, eventType) ? SIMPLIFY[eventType] : undefined;
	return {
		eventType,
		data: simplify ? simplify(data) : data,
		...(metadata !== undefined && { metadata }),
		verifiedBy,
	};
}

/** 200 without a run. */
function done(reason: string): IWebhookResponseData {
	return { webhookResponse: { message: `Received: ${reason}` } };
}

function refuse(context: IWebhookFunctions, error: unknown): IWebhookResponseData {
	const status = error instanceof WebhookRejection ? error.status : 503;
	const reason = error instanceof Error ? error.message : String(error);
	const { name } = context.getNode();
	context.logger.warn(
		`'${name}' in workflow ${context.getWorkflow().id} refused a notification with ${status}: ${reason}`,
	);
	// The sender may be anybody: details are for the log only.
	context
		.getResponseObject()
		.status(status)
		.json({ message: PUBLIC_TEXTS[status] ?? 'Not accepted' });
	return { noWebhookResponse: true };
}

const PUBLIC_TEXTS: Record<number, string> = {
	400: 'Not a notification',
	401: 'Signature missing or wrong',
	403: 'Not confirmed',
	413: 'Too large',
	503: 'Try again later',
};
