import type { INodePropertyOptions } from 'n8n-workflow';

import { inWords } from './field';

/**
 * Options for values as HelloAsso spells them, separated by blanks. Each has its words as name, where none is given.
 * New values appear without notice, so answers may hold others, and an expression may send others.
 */
export function optionsOf(
	values: string,
	names: Readonly<Record<string, string>> = {},
): INodePropertyOptions[] {
	return values.split(' ').map((value) => ({ name: names[value] ?? inWords(value), value }));
}

export const FORM_TYPES = optionsOf(
	'Checkout CrowdFunding Donation Event Membership PaymentForm Shop',
	{ CrowdFunding: 'Crowdfunding' },
);

/** The states that the API's documentation offers for a filter, out of more that exist. */
export const FORM_STATES = optionsOf('Disabled Draft Private Public');

export const ITEM_STATES = optionsOf(
	'Abandoned Canceled Deleted Processed Refused Registered Unknown Waiting',
	{ Processed: 'Processed (Paid)', Registered: 'Registered (Added by Hand)' },
);

export const PAYMENT_STATES = optionsOf(
	'Authorized Contested Pending Refunded Refunding Refused Registered Unknown WaitingBankValidation',
	{
		Contested: 'Contested (Chargeback)',
		Pending: 'Pending (Scheduled)',
		Registered: 'Registered (Offline)',
		WaitingBankValidation: 'Waiting for Bank Validation (SEPA)',
	},
);

export const TIER_TYPES = optionsOf(
	'Bonus Contribution Donation Membership MonthlyDonation MonthlyPayment OfflineDonation Payment Product Registration',
);
