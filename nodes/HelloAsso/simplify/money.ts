import type { IDataObject } from 'n8n-workflow';

import { instalmentOf, paidFields, paymentsOf } from './paidFor';
import { meansOf } from './payment';
import { euros, joined, joinedOnce, object, objects, plain } from './values';

/** The reduction of an item's price, and the code for it. */
export function discountFields({ discount }: IDataObject): IDataObject {
	const { amount, code } = object(discount);
	return { discountEuros: euros(amount), discountCode: plain(code) };
}

/** The price of an item, and what has become of it. */
export function moneyFields(item: IDataObject): IDataObject {
	return {
		amountEuros: euros(item.amount),
		...paidFields(item),
		instalment: instalmentOf(item),
		paymentMeans: joinedOnce(paymentsOf(item).map(meansOf)),
	};
}

/** `Repas (12.50 €), Navette`: each option that was taken, with its price where it has one. */
export function optionsOf({ options }: IDataObject): string {
	const texts = objects(options).map(({ name, amount }) => {
		const price = euros(amount);
		return name && price ? `${String(name)} (${price.toFixed(2)} €)` : name;
	});
	return joined(texts);
}
