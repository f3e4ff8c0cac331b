import { SLUG } from './association';
import { eventForm, type Case } from './case';
import * as records from './records';

const { ASKED, COUNTED, FILTERS, IN_RIDE, paid, RAW_GIFT, PAYER_FIELDS, PAYER_PLACE } = records;

const DONATIONS = { tierTypes: ['Donation', 'MonthlyDonation', 'OfflineDonation'], ...COUNTED };
const SIMPLE_DONATION = {
	...PAYER_FIELDS,
	type: 'Donation',
	name: null,
	...paid(5),
	date: '2026-03-01T10:00:00+01:00',
	paymentDate: '2026-03-01T10:00:30+01:00',
	payerAddress: '3 rue des Lilas',
	...PAYER_PLACE,
	payerCountry: 'FRA',
	paymentId: 8001,
	...IN_RIDE,
	itemId: 7002,
	orderId: 7001,
	customFields: {},
};

export const CASES: Case[] = [
	{
		name: 'donation/getAll organization',
		parameters: { limit: 1, filters: FILTERS },
		requests: [[`GET /organizations/${SLUG}/items`, { ...ASKED, ...DONATIONS, pageSize: '100' }]],
		raw: [{ ...RAW_GIFT, customFields: [] }],
		simple: [SIMPLE_DONATION],
	},
	{
		name: 'donation/getAll form',
		parameters: { ...eventForm, limit: 1 },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/items`, { ...DONATIONS, pageSize: '100' }],
		],
		raw: [{ ...RAW_GIFT, customFields: [] }],
		simple: [SIMPLE_DONATION],
	},
];
