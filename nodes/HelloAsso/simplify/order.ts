import type { IDataObject } from 'n8n-workflow';

import { euros, joined, moment, object, objects, payerFields, pick, plain } from './values';

/** One purchase, which may hold several items and several payments. */
export function simplifyOrder(order: IDataObject): IDataObject {
	const amount = object(order.amount);
	const items = objects(order.items);
	return {
		id: plain(order.id),
		date: moment(order.date),
		...pick(order, ['formType', 'formSlug']),
		...payerFields(order.payer),
		amountEuros: euros(amount.total),
		discountEuros: euros(amount.discount),
		itemCount: items.length,
		itemNames: joined(items.map((item) => item.name ?? item.type)),
		paymentStates: joined([...new Set(objects(order.payments).map(({ state }) => state))]),
		checkoutIntentId: plain(order.checkoutIntentId),
	};
}
