import type { IDataObject } from 'n8n-workflow';

import { buildPath, HelloAssoError, PUBLIC_FORM } from '../../../transport';
import type { HelloAssoClient } from '../../../transport';
import { asObject, organizationOf, type NotificationEvent } from './event';
import { WebhookRejection } from './rejection';

/**
 * HelloAsso waits for our answer meanwhile; how long is not documented. After a 503 it sends the event again,
 * later and for longer than we could try.
 */
const ONCE = { timeoutMs: 10_000, isRetryable: false };

/** Where the API has the record that an event speaks of. */
const RECORDS: Record<
	string,
	{ template: string; values: (data: IDataObject) => Record<string, unknown> }
> = {
	Order: { template: '/orders/{orderId}', values: ({ id }) => ({ orderId: id }) },
	Payment: { template: '/payments/{paymentId}', values: ({ id }) => ({ paymentId: id }) },
	Form: {
		template: PUBLIC_FORM,
		values: ({ organizationSlug, formType, formSlug }) => ({
			organizationSlug,
			formType,
			formSlug,
		}),
	},
};

/** Whether the API can be asked about such an event. */
export function isConfirmable({ eventType }: NotificationEvent): boolean {
	return Object.hasOwn(RECORDS, eventType);
}

/**
 * The event with the API's own version of its record, which nobody outside of HelloAsso can make up.
 *
 * @param trustsMetadata false for an event without signature: its metadata are read from HelloAsso too
 * @throws {WebhookRejection} 403 for a record that HelloAsso does not know or does not show to this key, 503 when
 * HelloAsso cannot be asked just now
 */
export async function confirmed(
	client: HelloAssoClient,
	event: NotificationEvent,
	trustsMetadata: boolean,
): Promise<NotificationEvent> {
	const { template, values } = RECORDS[event.eventType];
	const data = await read(client, template, values(event.data));
	const { eventType, metadata } = event;
	if (metadata === undefined || trustsMetadata) return { ...event, data };
	const known = await checkoutMetadata(client, data);
	return { eventType, data, ...(known !== undefined && known !== null && { metadata: known }) };
}

/**
 * Refuses what another organization's form or name is about. HelloAsso itself sends such events to whoever
 * pasted this address there, by mistake or not.
 *
 * @throws {WebhookRejection} 403, or 503 when HelloAsso cannot be asked just now
 */
export async function requireOwnOrganization(
	client: HelloAssoClient,
	event: NotificationEvent,
): Promise<void> {
	const organizationSlug = organizationOf(event);
	if (organizationSlug === undefined) return;
	const own = await client
		.organizationSlugs(ONCE)
		.catch(async (error: unknown) => await Promise.reject(refusalFor(error)));
	if (!own.includes(String(organizationSlug))) {
		throw new WebhookRejection(
			403,
			'The event is about an organization on which the key has no rights',
		);
	}
}

/** A checkout's metadata are not part of its order, only of its intent. */
async function checkoutMetadata(
	client: HelloAssoClient,
	data: IDataObject,
): Promise<IDataObject[string]> {
	const order = asObject(data.order) ?? data;
	const { checkoutIntentId, organizationSlug } = order;
	if (checkoutIntentId === undefined || checkoutIntentId === null) return undefined;
	const template = '/organizations/{organizationSlug}/checkout-intents/{checkoutIntentId}';
	const intent = read(client, template, { organizationSlug, checkoutIntentId });
	// The sale is confirmed by now. An intent that another program has made may not be for this key to see.
	return (
		await intent.catch(async (error: unknown) =>
			isUnavailable(error) ? await Promise.reject(error) : NO_INTENT,
		)
	).metadata;
}

const NO_INTENT: IDataObject = {};

/** Whether asking again later may bring an answer. */
function isUnavailable(error: unknown): boolean {
	return !(error instanceof WebhookRejection) || error.status === 503;
}

async function read(
	client: HelloAssoClient,
	template: string,
	values: Record<string, unknown>,
): Promise<IDataObject> {
	const parameters = Object.entries(values).map(([name, value]) => ({
		label: name,
		name,
		value: segment(value),
	}));
	// A value that cannot stand in a path throws at once, an answer later.
	const send = async () =>
		await client.request({
			method: 'GET',
			path: buildPath(template, parameters),
			parameters,
			...ONCE,
		});
	const { body } = await send().catch(
		async (error: unknown) => await Promise.reject(refusalFor(error)),
	);
	const record = asObject(body);
	if (record) return record;
	throw new WebhookRejection(503, 'HelloAsso answered without a record');
}

function segment(value: unknown): string | number {
	return typeof value === 'number' || typeof value === 'string' ? value : '';
}

function refusalFor(error: unknown): unknown {
	if (!(error instanceof HelloAssoError)) return error;
	if (error.type === 'invalidParameter' || error.type === 'badRequest') {
		return new WebhookRejection(400, 'The event does not say what it is about');
	}
	if (error.type === 'notFound' || error.type === 'forbidden') {
		return new WebhookRejection(403, `HelloAsso does not confirm the event. ${error.message}`);
	}
	return new WebhookRejection(
		503,
		`HelloAsso cannot be asked whether the event is true. ${error.message}`,
	);
}
