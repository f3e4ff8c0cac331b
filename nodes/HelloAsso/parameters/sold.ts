import type { Query } from '../transport';
import type { Field } from './field';
import { choice, textThat } from './fields';

/** What HelloAsso counts as sold: paid, or added by hand. It stays so when the payment is refused or refunded. */
export function sold(tierTypes: string[]): Query {
	return { tierTypes, itemStates: ['Processed', 'Registered'], withDetails: true };
}

const readPayment = textThat(
	(value) => /^(paid|all)$/i.test(value),
	'is',
	'Choose one of: paid, all.',
);

/**
 * Ours: whether to leave out what was refused, refunded or contested, which HelloAsso cannot. Reads as undefined
 * for `paid`, else as the states of items to ask HelloAsso for in place of those that are sold: none, which is all.
 */
export const payment: Field<string[]> = {
	...choice(
		'Payment',
		[
			{
				name: 'All',
				value: 'all',
				description: 'Also those that were refused, refunded, contested or canceled',
			},
			{
				name: 'Paid or Expected',
				value: 'paid',
				description: 'Paid, in part too, planned (instalments), or added by hand',
			},
		],
		'paid',
		"Whom to return by what became of the money; the field 'paymentState' tells it",
	),
	apiName: 'itemStates',
	async read(value, context, parameter) {
		const chosen = await readPayment(value, context, parameter);
		return chosen?.toLowerCase() === 'all' ? [] : undefined;
	},
};
