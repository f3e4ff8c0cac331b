/** Exact spellings of the HelloAsso OpenAPI document (`Transfered` with one r and `CrowdFunding` are theirs). */

export const FORM_TYPES = [
	'CrowdFunding',
	'Membership',
	'Event',
	'Donation',
	'PaymentForm',
	'Checkout',
	'Shop',
] as const;
export type FormType = (typeof FORM_TYPES)[number];

export const FORM_STATES = ['Public', 'Private', 'Draft', 'Deleted', 'Disabled'] as const;
export type FormState = (typeof FORM_STATES)[number];

export const ITEM_STATES = [
	'Waiting',
	'Processed',
	'Registered',
	'Deleted',
	'Unknown',
	'Canceled',
	'Refused',
	'Abandoned',
] as const;

export const PAYMENT_STATES = [
	'Pending',
	'Authorized',
	'Refused',
	'Unknown',
	'Registered',
	'Error',
	'Refunded',
	'Refunding',
	'Waiting',
	'Canceled',
	'Contested',
	'WaitingBankValidation',
	'WaitingBankWithdraw',
	'Abandoned',
	'WaitingAuthentication',
	'AuthorizedPreprod',
	'Corrected',
	'Deleted',
	'Inconsistent',
	'NoDonation',
	'Init',
] as const;

export const TIER_TYPES = [
	'Donation',
	'Payment',
	'Registration',
	'Membership',
	'MonthlyDonation',
	'MonthlyPayment',
	'OfflineDonation',
	'Contribution',
	'Bonus',
	'Product',
] as const;

export const SORT_ORDERS = ['Asc', 'Desc'] as const;
export const SORT_FIELDS = ['Date', 'UpdateDate', 'CreationDate'] as const;
export const NOTIFICATION_TYPES = ['Payment', 'Order', 'Form', 'Organization'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];
export const VALIDITY_TYPES = ['MovingYear', 'Custom', 'Illimited'] as const;

export const FIELD_TYPES = [
	'Date',
	'TextInput',
	'FreeText',
	'ChoiceList',
	'File',
	'YesNo',
	'Phone',
	'Zipcode',
	'Number',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const PRIVILEGES = [
	'AccessPublicData',
	'AccessTransactions',
	'Checkout',
	'RefundManagement',
	'FormAdministration',
	'FormOpenDirectory',
	'OrganizationOpenDirectory',
	'GrantAuthorization',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];
