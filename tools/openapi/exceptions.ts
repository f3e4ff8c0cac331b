/** Where we differ from HelloAsso's document on purpose, and why. Everything else is a finding. */
export interface Exceptions {
	/** Endpoints that the document need not have. */
	readonly routes: Readonly<Record<string, string>>;
	/** Values of ours beside an enum's, by the name of the enum. */
	readonly ownValues: Readonly<Record<string, readonly string[]>>;
	/** An enum's values that we do not offer; an expression may send them all the same. */
	readonly notOffered: Readonly<Record<string, readonly string[]>>;
	/** Fields of a body that the operation makes of other inputs, and those inputs if they are ours alone. */
	readonly computed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export const EXCEPTIONS: Exceptions = {
	routes: {
		'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/stats':
			"expected: in HelloAsso's live API and its Node SDK since 2026-04, not in the published document",
	},
	ownValues: {
		// The main URL, for all of them: the parameter is left out.
		ApiNotificationType: ['All'],
	},
	notOffered: {
		// The document's descriptions name the states that a filter takes; these are not among them.
		FormState: ['Deleted'],
		PaymentState: [
			'Abandoned',
			'AuthorizedPreprod',
			'Canceled',
			'Corrected',
			'Deleted',
			'Error',
			'Inconsistent',
			'Init',
			'NoDonation',
			'Waiting',
			'WaitingAuthentication',
			'WaitingBankWithdraw',
		],
		// Its effect is documented nowhere: the descriptions name the other two.
		SortField: ['CreationDate'],
	},
	computed: {
		'POST /organizations/{organizationSlug}/checkout-intents': {
			initialAmount: [],
			paymentOptions: ['enableSepa'],
		},
	},
};
