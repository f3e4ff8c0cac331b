import type { IDataObject } from 'n8n-workflow';

import { simplifyForm, simplifyOrder, simplifyPayment } from '../../../simplify';
import { changeOf, paymentCondition } from '../../changes';
import type { NotificationEvent } from './event';
import type { Verification } from './verify';

const SIMPLIFY = new Map(
	Object.entries({ Form: simplifyForm, Order: simplifyOrder, Payment: simplifyPayment }),
);

/** What the workflow starts with for an event that is true and new. */
export function itemsOf(
	{ eventType, data, metadata }: NotificationEvent,
	verifiedBy: Verification[],
	simplifies: boolean,
): IDataObject[] {
	const simplify = simplifies ? SIMPLIFY.get(eventType) : undefined;
	return [
		{
			eventType,
			...(eventType === 'Payment' && { change: changeOf(undefined, paymentCondition(data)) }),
			data: simplify ? simplify(data) : data,
			...(metadata !== undefined && { metadata }),
			verifiedBy,
		},
	];
}
