import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * Values exactly as HelloAsso spells them. New ones appear without notice, so answers may hold others,
 * and an expression may send others.
 */
export const FORM_TYPES: INodePropertyOptions[] = [
	{ name: 'Checkout', value: 'Checkout' },
	{ name: 'Crowdfunding', value: 'CrowdFunding' },
	{ name: 'Donation', value: 'Donation' },
	{ name: 'Event', value: 'Event' },
	{ name: 'Membership', value: 'Membership' },
	{ name: 'Payment Form', value: 'PaymentForm' },
	{ name: 'Shop', value: 'Shop' },
];

/** The states that the API's documentation offers for a filter, out of more that exist. */
export const FORM_STATES: INodePropertyOptions[] = [
	{ name: 'Disabled', value: 'Disabled' },
	{ name: 'Draft', value: 'Draft' },
	{ name: 'Private', value: 'Private' },
	{ name: 'Public', value: 'Public' },
];

export const ITEM_STATES: INodePropertyOptions[] = [
	{ name: 'Abandoned', value: 'Abandoned' },
	{ name: 'Canceled', value: 'Canceled' },
	{ name: 'Deleted', value: 'Deleted' },
	{ name: 'Processed (Paid)', value: 'Processed' },
	{ name: 'Refused', value: 'Refused' },
	{ name: 'Registered (Added by Hand)', value: 'Registered' },
	{ name: 'Unknown', value: 'Unknown' },
	{ name: 'Waiting', value: 'Waiting' },
];

export const PAYMENT_STATES: INodePropertyOptions[] = [
	{ name: 'Authorized', value: 'Authorized' },
	{ name: 'Contested (Chargeback)', value: 'Contested' },
	{ name: 'Pending (Scheduled)', value: 'Pending' },
	{ name: 'Refunded', value: 'Refunded' },
	{ name: 'Refunding', value: 'Refunding' },
	{ name: 'Refused', value: 'Refused' },
	{ name: 'Registered (Offline)', value: 'Registered' },
	{ name: 'Unknown', value: 'Unknown' },
	{ name: 'Waiting for Bank Validation (SEPA)', value: 'WaitingBankValidation' },
];

export const TIER_TYPES: INodePropertyOptions[] = [
	{ name: 'Bonus', value: 'Bonus' },
	{ name: 'Contribution', value: 'Contribution' },
	{ name: 'Donation', value: 'Donation' },
	{ name: 'Membership', value: 'Membership' },
	{ name: 'Monthly Donation', value: 'MonthlyDonation' },
	{ name: 'Monthly Payment', value: 'MonthlyPayment' },
	{ name: 'Offline Donation', value: 'OfflineDonation' },
	{ name: 'Payment', value: 'Payment' },
	{ name: 'Product', value: 'Product' },
	{ name: 'Registration', value: 'Registration' },
];

export const SORT_ORDERS: INodePropertyOptions[] = [
	{ name: 'Newest First', value: 'Desc' },
	{ name: 'Oldest First', value: 'Asc' },
];

export const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Date', value: 'Date' },
	{ name: 'Update Date', value: 'UpdateDate' },
];
