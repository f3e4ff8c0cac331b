import type { IDataObject } from 'n8n-workflow';

import { customFieldsByLabel } from './customFields';
import { euros, joined, moment, object, objects, payerFields, pick, plain } from './values';

/**
 * One thing sold: a membership, a ticket, a donation, a product. `user` is the participant or member,
 * whose e-mail address HelloAsso does not know: that of the payer has to do. `options` and
 * `customFields` are null where HelloAsso left both out, which is not the same as none.
 */
export function simplifyItem(item: IDataObject): IDataObject {
	const order = object(item.order);
	const user = object(item.user);
	const hasDetails = Array.isArray(item.options) || Array.isArray(item.customFields);
	return {
		id: plain(item.id),
		orderId: plain(order.id),
		date: moment(order.date),
		...pick(item, ['type', 'state', 'name']),
		amountEuros: euros(item.amount),
		userFirstName: plain(user.firstName),
		userLastName: plain(user.lastName),
		...payerFields(item.payer),
		...pick(order, ['formType', 'formSlug']),
		options: hasDetails ? joined(objects(item.options).map(({ name }) => name)) : null,
		customFields: hasDetails ? customFieldsByLabel(item) : null,
	};
}

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
