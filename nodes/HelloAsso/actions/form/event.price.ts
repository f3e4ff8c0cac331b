import type { IDataObject } from 'n8n-workflow';

import { euroAmount, shownAs, type Field, type FieldContext } from '../../parameters';
import { invalidParameter } from '../../transport';

const PRICE = 'Price';
/** Buyers read it: in French, as all of HelloAsso. */
const TIER_LABEL = 'Tarif unique';

const DESCRIPTION =
	"Price of a ticket in euros; 0 is free. For several prices, leave it empty and add 'Tiers' below.";

/** The only price of an event. A text, since a number cannot be left empty in the editor. */
export const eventPrice: Field<number> = {
	...euroAmount(PRICE, DESCRIPTION),
	property: shownAs('string', PRICE, DESCRIPTION, { placeholder: 'e.g. 12.50' }),
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
