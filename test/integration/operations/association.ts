import type { Simulator } from '../../../simulator';
import type { Form, Item, Order, Payment } from '../../../simulator/model';

/** A small association whose records are few enough to be written out, in place of the simulator's own. */

export const SLUG = 'les-amis-du-velo';
export const SITE = `https://www.helloasso.com/associations/${SLUG}`;
/** To which associations come back after they gave a partner their consent. */
export const DOMAIN = 'https://n8n.example.org';
/** The number of whatever the simulator makes. */
export const NEW_ID = 90_000_001;

export const META = {
	createdAt: '2026-03-01T10:00:00.1234567+01:00',
	updatedAt: '2026-03-01T10:05:00.7654321+01:00',
};

export const PAYER = {
	email: 'camille.exemple@example.org',
	address: '3 rue des Lilas',
	city: 'Nantes',
	zipCode: '44000',
	country: 'FRA',
	firstName: 'Camille',
	lastName: 'Exemple',
};

export const MEAL = {
	optionId: 52,
	name: 'Repas du soir',
	amount: 1500,
	priceCategory: 'Fixed',
	isRequired: false,
	customFields: [{ id: 62, name: 'Régime', type: 'ChoiceList' as const, answer: 'Sans gluten' }],
};
export const LICENCE = {
	id: 61,
	name: 'Numéro de licence',
	type: 'TextInput' as const,
	answer: '0123',
};
export const ANSWERS = [
	{ id: 63, name: 'Date de naissance', type: 'Date' as const, answer: '31/12/1990' },
	{ id: 64, name: "Droit à l'image", type: 'YesNo' as const, answer: 'Oui' },
	{ id: 65, name: 'Nombre de vélos', type: 'Number' as const, answer: '2,5' },
];

export const RIDE_TIER = {
	id: 41,
	label: 'Parcours 50 km',
	description: null,
	tierType: 'Registration',
	price: 1200,
	vatRate: 0,
	paymentFrequency: 'Single' as const,
	isEligibleTaxReceipt: false,
	isFavorite: false,
	meta: META,
	extraOptions: [
		{
			id: 52,
			label: 'Repas du soir',
			description: null,
			price: 1500,
			vatRate: 0,
			isRequired: false,
		},
	],
};

const form = (more: Pick<Form, 'formType' | 'formSlug' | 'title'> & Partial<Form>): Form => ({
	organizationSlug: SLUG,
	state: 'Public',
	currency: 'EUR',
	description: null,
	privateTitle: null,
	meta: META,
	tiers: [],
	...more,
});

const FORMS: Form[] = [
	form({
		formType: 'Membership',
		formSlug: 'adhesion',
		title: 'Adhésion',
		validityType: 'MovingYear',
		meta: { ...META, createdAt: '2026-02-01T10:00:00+01:00' },
	}),
	form({
		formType: 'Event',
		formSlug: 'course',
		title: 'Course du printemps',
		privateTitle: 'Course 2026',
		description: 'À vélo !',
		startDate: '2026-05-02T09:00:00+02:00',
		endDate: '2026-05-02T18:00:00+02:00',
		place: { name: 'Parc des Modèles', city: 'Nantes', country: 'FRA' },
		tiers: [{ ...RIDE_TIER, maxEntries: 300 }],
	}),
];

const order = (more: Pick<Order, 'id' | 'date' | 'formType' | 'formSlug' | 'amount'>): Order => ({
	organizationSlug: SLUG,
	payer: PAYER,
	isAnonymous: false,
	isAmountHidden: false,
	meta: META,
	...more,
});

const ORDERS: Order[] = [
	order({
		id: 7001,
		date: '2026-03-01T10:00:00.1234567+01:00',
		formType: 'Event',
		formSlug: 'course',
		amount: { total: 3200, vat: 0, discount: 0 },
	}),
	order({
		id: 7011,
		date: '2026-02-28T09:30:00+01:00',
		formType: 'Membership',
		formSlug: 'adhesion',
		amount: { total: 4500, vat: 0, discount: 500 },
	}),
];

const ITEMS: Item[] = [
	{
		id: 7001,
		orderId: 7001,
		name: 'Parcours 50 km',
		user: { firstName: 'Zoé', lastName: 'Modèle' },
		priceCategory: 'Fixed',
		customFields: [LICENCE],
		options: [MEAL],
		ticketUrl: `${SITE}/evenements/course/ticket?ticketId=7001`,
		qrCode: 'NzAwMTow',
		tierId: 41,
		amount: 2700,
		type: 'Registration',
		state: 'Processed',
	},
	{
		id: 7002,
		orderId: 7001,
		name: null,
		priceCategory: 'Pwyw',
		customFields: [],
		amount: 500,
		type: 'Donation',
		state: 'Processed',
	},
	{
		id: 7011,
		orderId: 7011,
		name: 'Adulte',
		user: { firstName: 'Noé', lastName: 'Exemple' },
		priceCategory: 'Fixed',
		customFields: ANSWERS,
		membershipCardUrl: `${SITE}/adhesions/adhesion/carte-adherent?cardId=7011`,
		amount: 4500,
		type: 'Membership',
		state: 'Processed',
	},
];

const PAYMENTS: Payment[] = [
	{
		id: 8001,
		orderId: 7001,
		amount: 3200,
		amountTip: 150,
		date: '2026-03-01T10:00:30+01:00',
		paymentMeans: 'Card',
		installmentNumber: 1,
		state: 'Authorized',
		type: 'Credit',
		cashOutState: 'CashedOut',
		cashOutDate: '2026-04-01T06:00:00+02:00',
		idCashOut: 5001,
		paymentReceiptUrl: `${SITE}/paiement-attestation/8001`,
		cardExpirationDate: '2028-01-31T00:00:00+01:00',
		meta: META,
		shares: [
			{ id: 7001, shareAmount: 2700, shareItemAmount: 1200, shareOptionsAmount: 1500 },
			{ id: 7002, shareAmount: 500, shareItemAmount: 500 },
		],
		refundOperations: [],
		provider: 'Stripe',
	},
	{
		id: 8011,
		orderId: 7011,
		amount: 4500,
		date: '2026-02-28T09:30:00+01:00',
		paymentMeans: 'Card',
		installmentNumber: 1,
		state: 'Authorized',
		type: 'Credit',
		cashOutState: 'MoneyIn',
		meta: META,
		shares: [{ id: 7011, shareAmount: 4500, shareItemAmount: 4500 }],
		refundOperations: [{ id: 8501, amount: 1000, amountTip: 0, status: 'Processed', meta: META }],
		provider: 'Stripe',
	},
];

/** Puts the association in the place of what the simulator holds. */
export function settle({ data }: Simulator): void {
	// Copies, because the simulator changes what it holds.
	Object.assign(
		data,
		structuredClone({ forms: FORMS, orders: ORDERS, items: ITEMS, payments: PAYMENTS }),
	);
	data.directory = [
		{
			kind: 'form',
			action: 'Insert',
			at: Date.parse('2026-03-01T08:00:00Z'),
			organizationSlug: SLUG,
			formType: 'Event',
			formSlug: 'course',
		},
		{
			kind: 'organization',
			action: 'Insert',
			at: Date.parse('2026-03-02T08:00:00Z'),
			organizationSlug: SLUG,
		},
		{
			kind: 'form',
			action: 'Delete',
			at: Date.parse('2026-03-03T08:00:00Z'),
			organizationSlug: 'club-de-lecture',
			formType: 'Shop',
			formSlug: 'livres',
		},
	];
	data.checkoutIntents = [
		{
			id: 9001,
			organizationSlug: SLUG,
			redirectUrl: `${SITE}/checkout/abc`,
			createdAt: Date.parse('2026-02-28T08:00:00Z'),
			body: {},
			metadata: { reference: 'A-12' },
			orderId: 7011,
		},
	];
	data.notificationSlots = [
		{
			scope: 'partner',
			notificationType: 'Payment',
			url: 'https://n8n.example.org/webhook/1',
			signatureKey: 'not-for-everybody',
		},
	];
	data.partnerDomain = DOMAIN;
	data.newId = () => NEW_ID;
}
