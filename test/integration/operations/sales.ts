import { ANSWERS, LICENCE, MEAL, META, PAYER, SITE, SLUG } from './association';
import { eventForm, membershipForm, type Case } from './case';

const ORGANIZATION = {
	organizationName: 'Les Amis du Vélo',
	organizationSlug: SLUG,
	organizationType: 'Association1901Rig',
	organizationIsUnderColucheLaw: false,
};
const COMMON = { meta: META, isAnonymous: false, isAmountHidden: false };
const RIDE = {
	id: 7001,
	date: '2026-03-01T10:00:00.1234567+01:00',
	formSlug: 'course',
	formType: 'Event',
	formName: 'Course du printemps',
	...ORGANIZATION,
	...COMMON,
};
const MEMBERSHIP = {
	id: 7011,
	date: '2026-02-28T09:30:00+01:00',
	formSlug: 'adhesion',
	formType: 'Membership',
	formName: 'Adhésion',
	...ORGANIZATION,
	...COMMON,
};

const RIDE_PAID = {
	id: 8001,
	amount: 3200,
	amountTip: 150,
	date: '2026-03-01T10:00:30+01:00',
	paymentMeans: 'Card',
	installmentNumber: 1,
	state: 'Authorized',
	type: 'Credit',
	meta: META,
	refundOperations: [],
	cashOutState: 'CashedOut',
};
const MEMBERSHIP_PAID = {
	id: 8011,
	amount: 4500,
	date: '2026-02-28T09:30:00+01:00',
	paymentMeans: 'Card',
	installmentNumber: 1,
	state: 'Authorized',
	type: 'Credit',
	meta: META,
	refundOperations: [{ id: 8501, amount: 1000, amountTip: 0, status: 'Processed', meta: META }],
	cashOutState: 'MoneyIn',
};
const RIDE_PAYOUT = {
	cashOutDate: '2026-04-01T06:00:00+02:00',
	idCashOut: 5001,
	paymentReceiptUrl: `${SITE}/paiement-attestation/8001`,
};
const RIDE_SHARES = [
	{ id: 7001, shareAmount: 2700, shareItemAmount: 1200, shareOptionsAmount: 1500 },
	{ id: 7002, shareAmount: 500, shareItemAmount: 500 },
];

const TICKET = {
	id: 7001,
	name: 'Parcours 50 km',
	user: { firstName: 'Zoé', lastName: 'Modèle' },
	priceCategory: 'Fixed',
	ticketUrl: `${SITE}/evenements/course/ticket?ticketId=7001`,
	qrCode: 'NzAwMTow',
	tierId: 41,
	amount: 2700,
	type: 'Registration',
	state: 'Processed',
};
const GIFT = {
	id: 7002,
	name: null,
	priceCategory: 'Pwyw',
	amount: 500,
	type: 'Donation',
	state: 'Processed',
};
const CARD = {
	id: 7011,
	name: 'Adulte',
	user: { firstName: 'Noé', lastName: 'Exemple' },
	priceCategory: 'Fixed',
	membershipCardUrl: `${SITE}/adhesions/adhesion/carte-adherent?cardId=7011`,
	amount: 4500,
	type: 'Membership',
	state: 'Processed',
};
export const DETAILS = { customFields: [LICENCE], options: [MEAL] };

export const RAW_TICKET = {
	order: RIDE,
	payer: PAYER,
	payments: [{ ...RIDE_PAID, shareAmount: 2700 }],
	...TICKET,
};
export const RAW_GIFT = {
	order: RIDE,
	payer: PAYER,
	payments: [{ ...RIDE_PAID, shareAmount: 500 }],
	...GIFT,
};
export const RAW_CARD = {
	order: MEMBERSHIP,
	payer: PAYER,
	payments: [{ ...MEMBERSHIP_PAID, shareAmount: 4500 }],
	...CARD,
};

const payerFields = {
	payerFirstName: 'Camille',
	payerLastName: 'Exemple',
	payerEmail: 'camille.exemple@example.org',
};
const SIMPLE_TICKET = {
	id: 7001,
	orderId: 7001,
	date: '2026-03-01T10:00:00+01:00',
	type: 'Registration',
	state: 'Processed',
	name: 'Parcours 50 km',
	amountEuros: 27,
	userFirstName: 'Zoé',
	userLastName: 'Modèle',
	...payerFields,
	formType: 'Event',
	formSlug: 'course',
};
const NO_DETAILS = { options: null, customFields: null };
const SIMPLE_DETAILS = {
	options: 'Repas du soir',
	customFields: { 'Numéro de licence': '0123', Régime: 'Sans gluten' },
};

const RAW_RIDE = {
	...RIDE,
	payer: PAYER,
	amount: { total: 3200, vat: 0, discount: 0 },
	items: [
		{ payments: [{ id: 8001, shareAmount: 2700 }], ...TICKET },
		{ payments: [{ id: 8001, shareAmount: 500 }], ...GIFT },
	],
	payments: [{ items: RIDE_SHARES, ...RIDE_PAYOUT, ...RIDE_PAID }],
};
/** The same with the answers to custom fields. */
const RAW_RIDE_DETAILED = {
	...RAW_RIDE,
	items: [
		{ ...RAW_RIDE.items[0], ...DETAILS },
		{ ...RAW_RIDE.items[1], customFields: [] },
	],
};
export const RAW_MEMBERSHIP = {
	...MEMBERSHIP,
	payer: PAYER,
	amount: { total: 4500, vat: 0, discount: 500 },
	items: [{ payments: [{ id: 8011, shareAmount: 4500 }], ...CARD, customFields: ANSWERS }],
	payments: [
		{ items: [{ id: 7011, shareAmount: 4500, shareItemAmount: 4500 }], ...MEMBERSHIP_PAID },
	],
};
const SIMPLE_RIDE = {
	id: 7001,
	date: '2026-03-01T10:00:00+01:00',
	formType: 'Event',
	formSlug: 'course',
	...payerFields,
	amountEuros: 32,
	discountEuros: 0,
	itemCount: 2,
	itemNames: 'Parcours 50 km, Donation',
	paymentStates: 'Authorized',
	checkoutIntentId: null,
};

const RAW_RIDE_PAYMENT = {
	order: RIDE,
	payer: PAYER,
	items: [
		{
			...RIDE_SHARES[0],
			amount: 2700,
			type: 'Registration',
			state: 'Processed',
			name: 'Parcours 50 km',
		},
		{ ...RIDE_SHARES[1], amount: 500, type: 'Donation', state: 'Processed', name: null },
	],
	...RIDE_PAYOUT,
	...RIDE_PAID,
};
const SIMPLE_RIDE_PAYMENT = {
	id: 8001,
	orderId: 7001,
	date: '2026-03-01T10:00:30+01:00',
	state: 'Authorized',
	paymentMeans: 'Card',
	amountEuros: 32,
	donationEuros: 5,
	amountTipEuros: 1.5,
	refundedEuros: 0,
	...payerFields,
	formType: 'Event',
	formSlug: 'course',
	idCashOut: 5001,
};
const RAW_MEMBERSHIP_PAYMENT = {
	order: MEMBERSHIP,
	payer: PAYER,
	items: [
		{
			id: 7011,
			shareAmount: 4500,
			shareItemAmount: 4500,
			amount: 4500,
			type: 'Membership',
			state: 'Processed',
			name: 'Adulte',
		},
	],
	...MEMBERSHIP_PAID,
};
const SIMPLE_MEMBERSHIP_PAYMENT = {
	id: 8011,
	orderId: 7011,
	date: '2026-02-28T09:30:00+01:00',
	state: 'Authorized',
	paymentMeans: 'Card',
	amountEuros: 45,
	donationEuros: 0,
	amountTipEuros: null,
	refundedEuros: 10,
	...payerFields,
	formType: 'Membership',
	formSlug: 'adhesion',
	idCashOut: null,
};

const filters = {
	from: '2026-01-01T00:00:00',
	to: '2026-07-01T00:00:00',
	userSearchKey: 'camille',
};
const asked = {
	from: '2026-01-01T00:00:00.000+01:00',
	to: '2026-07-01T00:00:00.000+02:00',
	userSearchKey: 'camille',
};

export const SALES: Case[] = [
	{
		name: 'item/get',
		parameters: { itemId: 7001 },
		requests: [['GET /items/7001']],
		raw: [RAW_TICKET],
		simple: [{ ...SIMPLE_TICKET, ...NO_DETAILS }],
	},
	{
		name: 'item/getAll organization',
		parameters: {
			limit: 1,
			filters: {
				...filters,
				tierTypes: ['Registration', 'Donation'],
				itemStates: ['Processed', 'Waiting'],
				tierName: 'Parcours 50 km',
			},
			options: { withDetails: true, sortField: 'Date', sortOrder: 'Desc', pageSize: 20 },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/items`,
				{
					...asked,
					tierTypes: ['Registration', 'Donation'],
					itemStates: ['Processed', 'Waiting'],
					tierName: 'Parcours 50 km',
					withDetails: 'true',
					sortField: 'Date',
					sortOrder: 'Desc',
					pageSize: '1',
				},
			],
		],
		raw: [{ ...RAW_TICKET, ...DETAILS }],
		simple: [{ ...SIMPLE_TICKET, ...SIMPLE_DETAILS }],
	},
	{
		name: 'item/getAll form',
		parameters: { ...eventForm, limit: 2, options: { sortOrder: 'Desc' } },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/items`, { sortOrder: 'Desc', pageSize: '2' }],
		],
		raw: [RAW_GIFT, RAW_TICKET],
		simple: [
			{
				...SIMPLE_TICKET,
				...NO_DETAILS,
				id: 7002,
				type: 'Donation',
				name: null,
				amountEuros: 5,
				userFirstName: null,
				userLastName: null,
			},
			{ ...SIMPLE_TICKET, ...NO_DETAILS },
		],
	},
	{
		name: 'order/cancel',
		parameters: { orderId: 7001 },
		requests: [['POST /orders/7001/cancel']],
		raw: [{ success: true }],
	},
	{
		name: 'order/get',
		parameters: { orderId: '7001', options: { withFormData: true } },
		requests: [['GET /orders/7001', { withFormData: 'true' }]],
		raw: [RAW_RIDE_DETAILED],
		simple: [SIMPLE_RIDE],
	},
	{
		name: 'order/getAll organization',
		parameters: {
			limit: 1,
			filters: { ...filters, formTypes: ['Event', 'Shop'] },
			options: { withDetails: true, sortOrder: 'Asc' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/orders`,
				{
					...asked,
					formTypes: ['Event', 'Shop'],
					withDetails: 'true',
					sortOrder: 'Asc',
					pageSize: '1',
				},
			],
		],
		raw: [RAW_RIDE_DETAILED],
		simple: [SIMPLE_RIDE],
	},
	{
		name: 'order/getAll form',
		parameters: { ...eventForm, limit: 1, filters },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/orders`, { ...asked, pageSize: '1' }],
		],
		raw: [RAW_RIDE],
		simple: [SIMPLE_RIDE],
	},
	{
		name: 'payment/get',
		parameters: { paymentId: 8001, options: { withFailedRefundOperation: true } },
		requests: [['GET /payments/8001', { withFailedRefundOperation: 'true' }]],
		raw: [{ ...RAW_RIDE_PAYMENT, cardExpirationDate: '2028-01-31T00:00:00+01:00' }],
		simple: [SIMPLE_RIDE_PAYMENT],
	},
	{
		name: 'payment/getAll organization',
		parameters: {
			limit: 2,
			filters: { ...filters, states: ['Authorized', 'Registered'] },
			options: { sortOrder: 'Asc', sortField: 'UpdateDate' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/payments`,
				{
					...asked,
					states: ['Authorized', 'Registered'],
					sortOrder: 'Asc',
					sortField: 'UpdateDate',
					pageSize: '2',
				},
			],
		],
		raw: [RAW_RIDE_PAYMENT, RAW_MEMBERSHIP_PAYMENT],
		simple: [SIMPLE_RIDE_PAYMENT, SIMPLE_MEMBERSHIP_PAYMENT],
	},
	{
		name: 'payment/getAll form',
		parameters: { ...membershipForm, limit: 1, filters: { states: ['Authorized'] } },
		requests: [
			[
				`GET /organizations/${SLUG}/forms/Membership/adhesion/payments`,
				{ states: 'Authorized', pageSize: '1' },
			],
		],
		raw: [RAW_MEMBERSHIP_PAYMENT],
		simple: [SIMPLE_MEMBERSHIP_PAYMENT],
	},
	{
		name: 'payment/refund',
		parameters: {
			paymentId: 8001,
			refundType: 'part',
			refundAmount: '1,50',
			options: { comment: 'erreur & co', cancelOrder: false, sendRefundMail: false },
		},
		requests: [
			[
				'POST /payments/8001/refund',
				{ amount: '150', comment: 'erreur & co', cancelOrder: 'false', sendRefundMail: 'false' },
			],
		],
		raw: [
			{
				id: 90_000_001,
				paymentId: 8001,
				amount: 150,
				cancelOrder: false,
				sendRefundMail: false,
				state: 'Init',
				creationDate: expect.stringMatching(
					/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+0[12]:00$/,
				) as string,
			},
		],
		simple: [
			{
				id: 90_000_001,
				paymentId: 8001,
				amountEuros: 1.5,
				state: 'Init',
				cancelOrder: false,
				sendRefundMail: false,
				creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/) as string,
			},
		],
	},
];
