import type { IDataObject } from 'n8n-workflow';

import { euroAmount, type Field, type FieldContext } from '../../parameters';
import { invalidParameter } from '../../transport';

const PRICE = 'Price';
/** Buyers read it: in French, as all of HelloAsso. */
const TIER_LABEL = 'Tarif unique';

/** The only price of an event. */
export const eventPrice: Field<number> = {
	...euroAmount(
		PRICE,
		"Price of a ticket in euros; 0 is free. For several prices, leave it empty and add 'Tiers' below.",
	),
	in: 'node',
};

/** A single price is a tier of its own. @throws `invalidParameter` where there are tiers besides */
export function withPrice(body: IDataObject, { own = {} }: FieldContext): IDataObject {
	const { price } = own;
	if (price === undefined) return body;
	if (body.tierList === undefined) return { ...body, tierList: [{ label: TIER_LABEL, price }] };
	throw invalidParameter(
		{ label: PRICE, name: 'price' },
		"is there beside 'Tiers' under 'Additional Fields'",
		"Enter one price under 'Price', or all prices under 'Tiers'.",
	);
}
