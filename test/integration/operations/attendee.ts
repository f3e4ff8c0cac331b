import { SITE, SLUG } from './association';
import { eventForm, type Case } from './case';
import * as records from './records';

const {
	ASKED,
	COUNTED,
	DETAILS,
	FILTERS,
	IN_RIDE,
	paid,
	RAW_TICKET,
	NO_DISCOUNT,
	PAYER_FIELDS,
	PAYER_PLACE,
} = records;

export const CASES: Case[] = [
	{
		name: 'attendee/getAll',
		parameters: { ...eventForm, limit: 1, filters: { ...FILTERS, tierName: 'Parcours 50 km' } },
		requests: [
			[
				`GET /organizations/${SLUG}/forms/Event/course/items`,
				{
					...ASKED,
					tierTypes: 'Registration',
					...COUNTED,
					tierName: 'Parcours 50 km',
					pageSize: '100',
				},
			],
		],
		raw: [{ ...RAW_TICKET, ...DETAILS }],
		simple: [
			{
				firstName: 'Zoé',
				lastName: 'Modèle',
				...{ payerEmail: PAYER_FIELDS.payerEmail },
				tier: 'Parcours 50 km',
				options: 'Repas du soir (15.00 €)',
				...paid(27),
				date: '2026-03-01T10:00:00+01:00',
				...NO_DISCOUNT,
				...PAYER_FIELDS,
				...PAYER_PLACE,
				ticketUrl: `${SITE}/evenements/course/ticket?ticketId=7001`,
				qrCode: 'NzAwMTow',
				...IN_RIDE,
				itemId: 7001,
				orderId: 7001,
				customFields: { 'Numéro de licence': '0123', Régime: 'Sans gluten' },
			},
		],
	},
];
