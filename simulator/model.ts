import type { FieldType, FormState, FormType } from './enums';

/**
 * What the simulator stores. Records carry the API's own field names; relations are ids
 * (`orderId`, `shares`), and `render.ts` turns them into the nested shapes of the API.
 * States and types are plain strings on purpose: HelloAsso adds enum values without notice,
 * and the seed contains some that the published document does not know.
 */

export interface Meta {
	createdAt: string;
	updatedAt: string;
}

export interface Organization {
	organizationSlug: string;
	name: string;
	type: string;
	category: string;
	categoryJoId: number;
	description: string;
	longDescription?: string | null;
	city: string;
	zipCode: string;
	address?: string | null;
	url: string;
	webSite?: string | null;
	facebookPage?: string | null;
	twitterPage?: string | null;
	rnaNumber?: string | null;
	logo?: string | null;
	banner?: string | null;
	fiscalReceiptEligibility: boolean;
	fiscalReceiptIssuanceEnabled: boolean;
	isUnderColucheLaw: boolean;
	isAuthenticated: boolean;
	/** False: HelloAsso refuses new checkout intents with a 409 (identity checks not finished). */
	isCashInCompliant: boolean;
	updateDate: string;
	/** Linked to the partner client, which then sees it in GET /partners/me/organizations. */
	linkedToPartner: boolean;
}

export interface CustomFieldDefinition {
	id: number;
	label: string;
	type: FieldType;
	isRequired: boolean;
	values?: string[] | null;
}

export interface OptionDefinition {
	id: number;
	label: string;
	description?: string | null;
	price: number;
	vatRate: number;
	isRequired: boolean;
	customFields?: CustomFieldDefinition[];
}

export interface Tier {
	id: number;
	label: string;
	description?: string | null;
	tierType: string;
	price?: number | null;
	minAmount?: number | null;
	vatRate: number;
	paymentFrequency: 'Single' | 'Installment' | 'Monthly';
	maxPerUser?: number | null;
	isEligibleTaxReceipt: boolean;
	isFavorite: boolean;
	meta: Meta;
	customFields?: CustomFieldDefinition[];
	extraOptions?: OptionDefinition[];
	terms?: Array<{ date: string; amount: number }>;
	/** Not part of the public form: numbers of the statistics operation. */
	maxEntries?: number | null;
}

export interface Place {
	address?: string | null;
	name?: string | null;
	city?: string | null;
	zipCode?: string | null;
	country?: string | null;
	geoLocation?: { latitude: number; longitude: number };
}

export interface Form {
	organizationSlug: string;
	formType: FormType;
	formSlug: string;
	title: string;
	privateTitle?: string | null;
	description?: string | null;
	state: FormState;
	currency: string;
	startDate?: string | null;
	endDate?: string | null;
	saleStartDate?: string | null;
	saleEndDate?: string | null;
	validityType?: string;
	personalizedMessage?: string | null;
	activityType?: string | null;
	activityTypeId?: number;
	place?: Place;
	banner?: { fileName: string; publicUrl: string };
	logo?: { fileName: string; publicUrl: string };
	meta: Meta;
	tiers: Tier[];
}

export interface Payer {
	email?: string | null;
	address?: string | null;
	city?: string | null;
	zipCode?: string | null;
	country?: string | null;
	company?: string | null;
	dateOfBirth?: string | null;
	firstName?: string | null;
	lastName?: string | null;
}

export interface Order {
	id: number;
	date: string;
	organizationSlug: string;
	formType: FormType;
	formSlug: string;
	payer: Payer;
	amount: { total: number; vat: number; discount: number };
	checkoutIntentId?: number | null;
	isAnonymous: boolean;
	isAmountHidden: boolean;
	meta: Meta;
}

export interface CustomFieldAnswer {
	id: number;
	name: string;
	type: FieldType;
	answer: string | null;
}

export interface ItemOption {
	optionId: number;
	name: string;
	amount: number;
	priceCategory: string;
	isRequired: boolean;
	customFields?: CustomFieldAnswer[];
}

export interface Item {
	id: number;
	orderId: number;
	name?: string | null;
	user?: { firstName?: string | null; lastName?: string | null };
	priceCategory: string;
	minAmount?: number | null;
	discount?: { code: string | null; amount: number };
	customFields?: CustomFieldAnswer[];
	options?: ItemOption[];
	ticketUrl?: string | null;
	qrCode?: string | null;
	membershipCardUrl?: string | null;
	dayOfLevy?: number | null;
	tierDescription?: string | null;
	tierId?: number | null;
	comment?: string | null;
	amount: number;
	initialAmount?: number | null;
	type: string;
	state: string;
}

export interface Share {
	/** Item id. */
	id: number;
	shareAmount: number;
	shareItemAmount: number;
	shareOptionsAmount?: number | null;
}

export interface RefundOperation {
	id: number;
	amount: number;
	amountTip: number;
	status: string;
	meta: Meta;
}

export interface Payment {
	id: number;
	orderId: number;
	amount: number;
	amountTip?: number | null;
	date: string;
	paymentMeans: string;
	paymentOffLineMean?: string;
	installmentNumber?: number | null;
	state: string;
	type?: string;
	cashOutState?: string;
	cashOutDate?: string | null;
	idCashOut?: number | null;
	paymentReceiptUrl?: string | null;
	fiscalReceiptUrl?: string | null;
	cardExpirationDate?: string | null;
	meta: Meta;
	shares: Share[];
	refundOperations: RefundOperation[];
	/** Who moves the money; partial refunds work on Stripe only (HelloAsso docs: refund). Never shown. */
	provider: 'Stripe' | 'Lemonway';
}
