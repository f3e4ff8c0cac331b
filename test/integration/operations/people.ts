import { ANSWERS, SITE, SLUG } from './association';
import { eventForm, membershipForm, type Case } from './case';
import { DETAILS, RAW_CARD, RAW_GIFT, RAW_TICKET } from './sales';

const COUNTED = { itemStates: ['Processed', 'Registered'], withDetails: 'true' };
const DONATIONS = { tierTypes: ['Donation', 'MonthlyDonation', 'OfflineDonation'], ...COUNTED };

const filters = {
	from: '2026-01-01T00:00:00',
	to: '2026-07-01T00:00:00',
	userSearchKey: 'exemple',
};
const asked = {
	from: '2026-01-01T00:00:00.000+01:00',
	to: '2026-07-01T00:00:00.000+02:00',
	userSearchKey: 'exemple',
};

const RAW_MEMBER = {
	...RAW_CARD,
	customFields: ANSWERS,
	validity: {
		type: 'MovingYear',
		from: '2026-02-28T09:30:00+01:00',
		until: '2027-02-28T09:30:00+01:00',
	},
};
const SIMPLE_MEMBER = {
	firstName: 'Noé',
	lastName: 'Exemple',
	payerEmail: 'camille.exemple@example.org',
	membership: 'Adulte',
	validFrom: '2026-02-28T09:30:00+01:00',
	validUntil: '2027-02-28T09:30:00+01:00',
	validityType: 'MovingYear',
	membershipCardUrl: `${SITE}/adhesions/adhesion/carte-adherent?cardId=7011`,
	itemId: 7011,
	orderId: 7011,
	date: '2026-02-28T09:30:00+01:00',
	amountEuros: 45,
	formSlug: 'adhesion',
	customFields: {
		'Date de naissance': '1990-12-31',
		"Droit à l'image": true,
		'Nombre de vélos': 2.5,
	},
};
const SIMPLE_DONATION = {
	payerFirstName: 'Camille',
	payerLastName: 'Exemple',
	payerEmail: 'camille.exemple@example.org',
	payerCompany: null,
	type: 'Donation',
	name: null,
	itemId: 7002,
	orderId: 7001,
	date: '2026-03-01T10:00:00+01:00',
	amountEuros: 5,
	formSlug: 'course',
	customFields: {},
};
const FORM_OF_MEMBERS = `GET /organizations/${SLUG}/forms/Membership/adhesion/public`;

export const PEOPLE: Case[] = [
	{
		name: 'attendee/getAll',
		parameters: { ...eventForm, limit: 1, filters: { ...filters, tierName: 'Parcours 50 km' } },
		requests: [
			[
				`GET /organizations/${SLUG}/forms/Event/course/items`,
				{
					...asked,
					tierTypes: 'Registration',
					...COUNTED,
					tierName: 'Parcours 50 km',
					pageSize: '1',
				},
			],
		],
		raw: [{ ...RAW_TICKET, ...DETAILS }],
		simple: [
			{
				firstName: 'Zoé',
				lastName: 'Modèle',
				payerEmail: 'camille.exemple@example.org',
				tier: 'Parcours 50 km',
				options: 'Repas du soir',
				ticketUrl: `${SITE}/evenements/course/ticket?ticketId=7001`,
				qrCode: 'NzAwMTow',
				itemId: 7001,
				orderId: 7001,
				date: '2026-03-01T10:00:00+01:00',
				amountEuros: 27,
				formSlug: 'course',
				customFields: { 'Numéro de licence': '0123', Régime: 'Sans gluten' },
			},
		],
	},
	{
		name: 'donation/getAll organization',
		parameters: { limit: 1, filters },
		requests: [[`GET /organizations/${SLUG}/items`, { ...asked, ...DONATIONS, pageSize: '1' }]],
		raw: [{ ...RAW_GIFT, customFields: [] }],
		simple: [SIMPLE_DONATION],
	},
	{
		name: 'donation/getAll form',
		parameters: { ...eventForm, limit: 1 },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/items`, { ...DONATIONS, pageSize: '1' }],
		],
		raw: [{ ...RAW_GIFT, customFields: [] }],
		simple: [SIMPLE_DONATION],
	},
	{
		name: 'member/getAll organization',
		parameters: {
			limit: 1,
			filters: { ...filters, tierName: 'Adulte', validOn: '2027-02-28T08:00:00' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/items`,
				{ ...asked, tierTypes: 'Membership', ...COUNTED, tierName: 'Adulte', pageSize: '100' },
			],
			[FORM_OF_MEMBERS],
		],
		raw: [RAW_MEMBER],
		simple: [SIMPLE_MEMBER],
	},
	{
		name: 'member/getAll form',
		parameters: { ...membershipForm, limit: 1 },
		requests: [
			[
				`GET /organizations/${SLUG}/forms/Membership/adhesion/items`,
				{ tierTypes: 'Membership', ...COUNTED, pageSize: '100' },
			],
			[FORM_OF_MEMBERS],
		],
		raw: [RAW_MEMBER],
		simple: [SIMPLE_MEMBER],
	},
];
