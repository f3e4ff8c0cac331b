import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { asObject } from '../../../simplify/values';
import { conditionOf, paymentCondition } from '../../changes';
import type { Occurrence } from './eventStore';
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

/** By which a repeat is known: the same record in the same condition. */
export function occurrenceOf(event: NotificationEvent): Occurrence {
	const { eventType, data } = event;
	const { id, formType, formSlug, organizationSlug } = data;
	// Nothing beside the number: a notification need not have every field that the API's version has.
	const which = hasOwnId(event)
		? [String(id)]
		: eventType === 'Form'
			? [organizationSlug, formType, formSlug]
			: [data];
	const record = JSON.stringify([eventType, ...which.map((part) => part ?? null)]);
	// What changes of a kind that is not documented yet, nobody knows.
	const isKnown = EVENT_TYPES.some((type) => type === eventType);
	return { record, condition: isKnown ? conditionOf(eventType, data) : JSON.stringify(data) };
}

/**
 * Whether the API shows what the event tells of, rather than what came after it (or something else, when the
 * event is made up). HelloAsso tells nobody of a payout, so that does not count.
 */
export function isAsTold(told: NotificationEvent, confirmed: NotificationEvent): boolean {
	const textOf = ({ eventType, data }: NotificationEvent) => {
		if (eventType !== 'Payment') return conditionOf(eventType, data);
		const { state, refunds } = paymentCondition(data);
		return JSON.stringify([state, refunds]);
	};
	return textOf(told) === textOf(confirmed);
}

/**
 * Whether the body has all that its condition is made of. HelloAsso's samples of payments lack the refunds, so
 * that two bodies can be the same and tell of two changes, which only the API shows.
 */
export function saysCondition({ eventType, data }: NotificationEvent): boolean {
	if (eventType !== 'Payment') return true;
	return data.state !== undefined && Array.isArray(data.refundOperations);
}

/** The same before a payout, of which HelloAsso tells nobody. */
export function beforePayout({ data, ...event }: NotificationEvent): NotificationEvent {
	return { ...event, data: { ...data, idCashOut: null, cashOutState: null } };
}

/** Orders and payments have a number; what has none may come about again in the same words. */
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
