import type { IDataObject } from 'n8n-workflow';

import { simplifyForm, simplifyOrder, simplifyPayment } from '../../../simplify';
import { changeOf, paymentCondition } from '../../changes';
import type { NotificationEvent } from './event';
import { familyOf } from './filters';
import type { Verification } from './verify';

const SIMPLIFY = new Map(
	Object.entries({ Form: simplifyForm, Order: simplifyOrder, Payment: simplifyPayment }),
);

/** An event as HelloAsso has it, or as it was told where HelloAsso cannot be asked. */
export interface Confirmed {
	event: NotificationEvent;
	isByApi: boolean;
}

/** What comes out for one of the chosen events. */
export interface OutgoingItem {
	/** The chosen event. */
	event: string;
	data: IDataObject;
	/** The record in which it was found. */
	source: Confirmed;
}

/** A record of HelloAsso's, under HelloAsso's own name for the event. */
export function recordItem(source: Confirmed, simplifies: boolean): OutgoingItem {
	const { eventType, data } = source.event;
	const simplify = simplifies ? SIMPLIFY.get(eventType) : undefined;
	return { event: familyOf(eventType), data: simplify ? simplify(data) : data, source };
}

/** @param eventType of the notification @param verifiedBy what proves it without the API */
export function toJson(
	{ event, data, source }: OutgoingItem,
	eventType: string,
	verifiedBy: Verification[],
): IDataObject {
	const { metadata } = source.event;
	const isPayment = source.event.eventType === 'Payment';
	return {
		event,
		eventType,
		...(isPayment && { change: changeOf(undefined, paymentCondition(source.event.data)) }),
		data,
		...(metadata !== undefined && { metadata }),
		verifiedBy: source.isByApi ? [...verifiedBy, 'api'] : verifiedBy,
	};
}
