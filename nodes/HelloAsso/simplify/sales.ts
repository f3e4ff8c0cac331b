import type { IDataObject } from 'n8n-workflow';

import { customFieldsByLabel } from './customFields';
import { discountFields, moneyFields, optionsOf } from './money';
import { paidFields } from './paidFor';
import { meansOf } from './payment';
import * as values from './values';

const { euros, formFields, joined, joinedOnce, moment, object, objects, payerFields } = values;
const { pick, plain } = values;

/**
 * One thing sold: a membership, a ticket, a donation, a product. `user` is the participant or member,
 * whose e-mail address HelloAsso does not know: that of the payer has to do. `options` and
 * `customFields` are there when HelloAsso gives one of them, which it does only when it is asked for details.
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
		...discountFields(item),
		...moneyFields(item),
		userFirstName: plain(user.firstName),
		userLastName: plain(user.lastName),
		...payerFields(item.payer),
		...formFields(order),
		...(hasDetails && { options: optionsOf(item), customFields: customFieldsByLabel(item) }),
	};
}

/** One purchase, which may hold several items and several payments. */
export function simplifyOrder(order: IDataObject): IDataObject {
	const amount = object(order.amount);
	const items = objects(order.items);
	const payments = objects(order.payments);
	return {
		id: plain(order.id),
		date: moment(order.date),
		...formFields(order),
		...payerFields(order.payer),
		amountEuros: euros(amount.total),
		discountEuros: euros(amount.discount),
		discountCode: joinedOnce(items.map(({ discount }) => object(discount).code)),
		...paidFields(asItem(order)),
		paymentMeans: joinedOnce(payments.map(meansOf)),
		itemCount: items.length,
		itemNames: joined(items.map((item) => item.name ?? item.type)),
		paymentStates: joined([...new Set(payments.map(({ state }) => state))]),
		checkoutIntentId: plain(order.checkoutIntentId),
	};
}

const SOLD = ['Processed', 'Registered'];

/** An order has its payments whole, and the state and the rhythm of its items; its total is with their options. */
function asItem({ amount, items, payments }: IDataObject): IDataObject {
	const own = objects(items);
	const first = own.find(({ state }) => SOLD.includes(String(state))) ?? own[0] ?? {};
	return {
		amount: object(amount).total,
		type: first.type,
		state: first.state,
		options: [],
		payments:
			Array.isArray(payments) &&
			objects(payments).map((payment) => ({ ...payment, shareAmount: payment.amount })),
	};
}
