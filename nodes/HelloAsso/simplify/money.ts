import type { IDataObject } from 'n8n-workflow';

import { instalmentOf, paidFields } from './paidFor';
import { meansOf } from './payment';
import { euros, joined, joinedOnce, object, objects, plain } from './values';

/** The price of an item, and what has become of it. */
export function moneyFields(item: IDataObject): IDataObject {
	const discount = object(item.discount);
	return {
		amountEuros: euros(item.amount),
		discountEuros: euros(discount.amount),
		discountCode: plain(discount.code),
		...paidFields(item),
		instalment: instalmentOf(item),
		paymentMeans: joinedOnce(objects(item.payments).map(meansOf)),
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
