import { SLUG } from './association';
import { eventForm, type Case } from './case';
import { ASKED, COUNTED, FILTERS, RAW_GIFT } from './records';

const DONATIONS = { tierTypes: ['Donation', 'MonthlyDonation', 'OfflineDonation'], ...COUNTED };
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

export const CASES: Case[] = [
	{
		name: 'donation/getAll organization',
		parameters: { limit: 1, filters: FILTERS },
		requests: [[`GET /organizations/${SLUG}/items`, { ...ASKED, ...DONATIONS, pageSize: '1' }]],
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
];
