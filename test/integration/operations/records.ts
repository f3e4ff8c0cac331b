import { LICENCE, MEAL, META, PAYER, SITE, SLUG } from './association';

/** The association's records as HelloAsso answers them, and simplified, where several resources have them. */

export const NOTIFIED = 'https://n8n.example.org/webhook/1';
export const DESCRIPTION = 'Les Amis du Vélo : une association fictive.';
export const LOGO = 'https://cdn.helloasso.com/img/logos/les-amis-du-velo.png';
export const UPDATED = '2026-01-12T09:30:00.1234567+01:00';
export const PLACE = { city: 'Nantes', zipCode: '44000' };
export const RIDE_URL = `${SITE}/evenements/course`;
export const COUNTED = { itemStates: ['Processed', 'Registered'], withDetails: 'true' };
/** Filters of many lists, and how HelloAsso is asked for them. */
export const FILTERS = {
	from: '2026-01-01T00:00:00',
	to: '2026-07-01T00:00:00',
	userSearchKey: 'exemple',
};
export const ASKED = {
	from: '2026-01-01T00:00:00.000+01:00',
	to: '2026-07-01T00:00:00.000+02:00',
	userSearchKey: 'exemple',
};
const ORGANIZATION = {
	organizationName: 'Les Amis du Vélo',
	organizationSlug: SLUG,
	organizationType: 'Association1901Rig',
	organizationIsUnderColucheLaw: false,
};
const COMMON = { meta: META, isAnonymous: false, isAmountHidden: false };
export const RIDE = {
	id: 7001,
	date: '2026-03-01T10:00:00.1234567+01:00',
	formSlug: 'course',
	formType: 'Event',
	formName: 'Course du printemps',
	...ORGANIZATION,
	...COMMON,
};
export const MEMBERSHIP = {
	id: 7011,
	date: '2026-02-28T09:30:00+01:00',
	formSlug: 'adhesion',
	formType: 'Membership',
	formName: 'Adhésion',
	...ORGANIZATION,
	...COMMON,
};
export const RIDE_PAID = {
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
export const MEMBERSHIP_PAID = {
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
export const RIDE_PAYOUT = {
	cashOutDate: '2026-04-01T06:00:00+02:00',
	idCashOut: 5001,
	paymentReceiptUrl: `${SITE}/paiement-attestation/8001`,
};
export const RIDE_SHARES = [
	{ id: 7001, shareAmount: 2700, shareItemAmount: 1200, shareOptionsAmount: 1500 },
	{ id: 7002, shareAmount: 500, shareItemAmount: 500 },
];
export const TICKET = {
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
export const GIFT = {
	id: 7002,
	name: null,
	priceCategory: 'Pwyw',
	amount: 500,
	type: 'Donation',
	state: 'Processed',
};
export const CARD = {
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
export const PAYER_FIELDS = {
	payerFirstName: 'Camille',
	payerLastName: 'Exemple',
	payerEmail: 'camille.exemple@example.org',
	payerCompany: null,
};
export const PAYER_PLACE = { payerZipCode: '44000', payerCity: 'Nantes' };
export const IN_RIDE = { formType: 'Event', formName: 'Course du printemps', formSlug: 'course' };
export const IN_MEMBERSHIP = { formType: 'Membership', formName: 'Adhésion', formSlug: 'adhesion' };
export const NO_DISCOUNT = { discountEuros: null, discountCode: null };
/** The money for an item that was paid at once by card. */
export const paid = (amountEuros: number, refundedEuros = 0) => ({
	amountEuros,
	paidEuros: amountEuros,
	refundedEuros,
	paymentState: 'paid',
	instalment: null,
	paymentMeans: 'Card',
});
