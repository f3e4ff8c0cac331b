/**
 * HelloAsso's states of a payment, by what they say of the money; `other` for a state that HelloAsso has
 * introduced since. What integrations count as paid, still to come or failed is not documented.
 */
const STATES = {
	paid: 'Authorized AuthorizedPreprod Corrected Registered',
	planned: 'Init Pending',
	waiting: 'Unknown Waiting WaitingAuthentication WaitingBankValidation WaitingBankWithdraw',
	refused: 'Error RecoveryExpired Refused',
	canceled: 'Abandoned Canceled Deleted Inconsistent NoDonation',
	refunding: 'Refunding',
	refunded: 'Refunded',
	contested: 'Contested',
} as const;

export type PaymentWord = keyof typeof STATES | 'other';

const WORDS: ReadonlyMap<string, PaymentWord> = new Map(
	Object.entries(STATES).flatMap(([word, states]) =>
		states.split(' ').map((state) => [state, word as PaymentWord]),
	),
);

export function paymentWord(state: string): PaymentWord {
	return WORDS.get(state) ?? 'other';
}
