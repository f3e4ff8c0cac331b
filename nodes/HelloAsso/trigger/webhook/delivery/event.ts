import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { PAYMENT_STATES } from '../../../parameters';
import { asObject } from '../../../simplify/values';
import { WebhookRejection } from './rejection';

/** Kinds of events that HelloAsso documents. New ones appear without notice and are handed on as they come. */
export const EVENT_TYPES = ['Form', 'Order', 'Organization', 'Payment'] as const;

/** One notification, as it came or as the API confirmed it. */
export interface NotificationEvent {
	/** `Order`, `Payment`, `Form`, `Organization`, or one that is not documented yet. */
	eventType: string;
	data: IDataObject;
	/** What the workflow that made a checkout intent put in; only for checkouts. */
	metadata?: IDataObject[string];
}

export interface Renaming {
	from: string;
	to: string;
}

/** HelloAsso's own notifications stay far below; nothing larger is worth a confirmation by API. */
const BODY_MAX = 5_000_000;

/** @throws {WebhookRejection} 400 or 413 for what is no notification */
export function readEvent(rawBody: Buffer | undefined): NotificationEvent {
	if (rawBody === undefined || rawBody.length === 0)
		throw new WebhookRejection(400, 'The body is empty');
	if (rawBody.length > BODY_MAX)
		throw new WebhookRejection(413, 'The body is too large for a notification');
	const text = rawBody.toString('utf8').replace(/^\uFEFF/, '');
	const body = asObject(jsonParse(text, { fallbackValue: () => undefined }));
	if (!body) throw new WebhookRejection(400, 'The body is not a JSON object');
	const { eventType, data, metadata } = unwrapped(body);
	if (typeof eventType !== 'string' || !/^[\w.-]{1,100}$/.test(eventType)) {
		throw new WebhookRejection(400, "The body has no 'eventType'");
	}
	const record = asObject(data);
	if (!record) throw new WebhookRejection(400, "The body has no 'data'");
	return { eventType, data: record, ...(metadata != null && { metadata }) };
}

/** One example of HelloAsso's documentation has event type and data once more inside of the data. */
function unwrapped(body: IDataObject): IDataObject {
	const inner = asObject(body.data);
	return inner && typeof inner.eventType === 'string' && asObject(inner.data)
		? { ...body, ...inner }
		: body;
}

/** By which a repeat is known. A payment in a new state is a new event. */
export function eventKey({ eventType, data }: NotificationEvent): string {
	const { id, state, formType, formSlug, organizationSlug } = data;
	const order = asObject(data.order);
	const parts = hasOwnId({ eventType, data })
		? [id, order?.id, data.checkoutIntentId ?? order?.checkoutIntentId, state]
		: eventType === 'Form'
			? [organizationSlug, formType, formSlug]
			: [data];
	return JSON.stringify([eventType, ...parts.map((part) => part ?? null)]);
}

/** The keys of the same payment in other states. */
export function keysOfOtherStates(event: NotificationEvent): string[] {
	const { eventType, data } = event;
	if (eventType !== 'Payment') return [];
	const states = PAYMENT_STATES.map(({ value }) => value).filter((state) => state !== data.state);
	return states.map((state) => eventKey({ eventType, data: { ...data, state } }));
}

/** Orders and payments have a number, so that each of their states comes about once. */
export function hasOwnId({ data }: NotificationEvent): boolean {
	return typeof data.id === 'number' || typeof data.id === 'string';
}

/** The old and the new slug, when the event says that an organization was renamed. */
export function renaming({ eventType, data }: NotificationEvent): Renaming | undefined {
	const { old_slug_organization: from, new_slug_organization: to } = data;
	const isRenaming =
		eventType === 'Organization' && typeof from === 'string' && typeof to === 'string';
	return isRenaming ? { from, to } : undefined;
}

/** The API shows forms to anybody and these events to nobody; orders and payments only to who has rights. */
export function organizationOf({ eventType, data }: NotificationEvent): unknown {
	if (eventType === 'Form') return data.organizationSlug;
	if (/^Organization(\.|$)/.test(eventType))
		return data.new_slug_organization ?? data.organization_slug;
	return undefined;
}
