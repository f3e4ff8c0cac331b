import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../simplify/values';
import { buildPath, HelloAssoError, PUBLIC_FORM, type HelloAssoClient } from '../../../transport';
import { organizationOf, type NotificationEvent } from './event';
import { WebhookRejection } from './rejection';

/**
 * HelloAsso waits for our answer meanwhile; how long is not documented. After a 503 it sends the event again,
 * later and for longer than we could try.
 */
const ONCE = { timeoutMs: 10_000, isRetryable: false };

/** Where the API has the record that an event is about, by fields of its data. */
const ROUTES: Record<string, string> = {
	Order: '/orders/{id}',
	Payment: '/payments/{id}',
	Form: PUBLIC_FORM,
};

/** Whether the API can be asked about such an event. */
export function isConfirmable({ eventType }: NotificationEvent): boolean {
	return Object.hasOwn(ROUTES, eventType);
}

/**
 * The event with the API's own version of its record, which nobody outside of HelloAsso can make up.
 *
 * @param trustsMetadata false for an event without signature: its metadata are read from HelloAsso too
 * @throws {WebhookRejection} 403 for a record that HelloAsso does not know or does not show to this key, 503 when
 * HelloAsso cannot be asked just now
 */
export async function confirm(
	client: HelloAssoClient,
	event: NotificationEvent,
	trustsMetadata: boolean,
): Promise<NotificationEvent> {
	const { eventType, metadata } = event;
	const data = await readRecord(client, ROUTES[eventType], event.data);
	if (metadata === undefined || trustsMetadata) return { ...event, data };
	const confirmed = await checkoutMetadata(client, data);
	return { eventType, data, ...(confirmed != null && { metadata: confirmed }) };
}

/**
 * HelloAsso itself sends the events of another organization to whoever pasted this address there.
 * @throws {WebhookRejection} 403 for such an event, or 503 when HelloAsso cannot be asked just now
 */
export async function requireOwnOrganization(
	client: HelloAssoClient,
	event: NotificationEvent,
): Promise<void> {
	const organizationSlug = organizationOf(event);
	if (organizationSlug === undefined) return;
	const own = await client
		.organizationSlugs(ONCE)
		.catch(async (error: unknown) => await Promise.reject(rejectionFor(error)));
	if (own.includes(String(organizationSlug))) return;
	const problem = 'The event is about an organization on which the key has no rights';
	throw new WebhookRejection(403, problem);
}

/** A checkout's metadata are not part of its order, only of its intent. */
async function checkoutMetadata(
	client: HelloAssoClient,
	data: IDataObject,
): Promise<IDataObject[string]> {
	const { checkoutIntentId, organizationSlug } = asObject(data.order) ?? data;
	if (checkoutIntentId == null) return undefined;
	const route = '/organizations/{organizationSlug}/checkout-intents/{checkoutIntentId}';
	const intent = readRecord(client, route, { organizationSlug, checkoutIntentId });
	// The sale is confirmed by now. An intent that another program has made may not be for this key to see.
	const seen = await intent.catch(async (error: unknown) =>
		isFinal(error) ? undefined : await Promise.reject(error),
	);
	return seen?.metadata;
}

/** Whether asking again later would bring the same answer. */
function isFinal(error: unknown): boolean {
	return error instanceof WebhookRejection && error.status !== 503;
}

/** @param fields what the event says of the record; the route picks of it what it needs */
async function readRecord(
	client: HelloAssoClient,
	route: string,
	fields: IDataObject,
): Promise<IDataObject> {
	const parameters = Array.from(route.matchAll(/\{(\w+)\}/g), ([, name]) => {
		const value = fields[name];
		const isValue = typeof value === 'number' || typeof value === 'string';
		return { label: name, name, value: isValue ? value : '' };
	});
	try {
		const path = buildPath(route, parameters);
		const { body } = await client.request({ method: 'GET', path, parameters, ...ONCE });
		const record = asObject(body);
		if (record) return record;
	} catch (error) {
		throw rejectionFor(error);
	}
	throw new WebhookRejection(503, 'HelloAsso answered without a record');
}

function rejectionFor(error: unknown): unknown {
	if (!(error instanceof HelloAssoError)) return error;
	const { type, message } = error;
	if (type === 'invalidParameter' || type === 'badRequest')
		return new WebhookRejection(400, 'The event does not say what it is about');
	if (type === 'notFound' || type === 'forbidden')
		return new WebhookRejection(403, `HelloAsso does not confirm the event. ${message}`);
	const problem = `HelloAsso cannot be asked whether the event is true. ${message}`;
	return new WebhookRejection(503, problem);
}
