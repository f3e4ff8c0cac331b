import { SLUG } from './association';
import { eventForm, type Case } from './case';
import * as records from './records';

const { ASKED, DETAILS, FILTERS, IN_RIDE, paid, PAYER_FIELDS, RAW_GIFT, NO_DISCOUNT, RAW_TICKET } =
	records;

const SIMPLE_TICKET = {
	id: 7001,
	orderId: 7001,
	date: '2026-03-01T10:00:00+01:00',
	type: 'Registration',
	state: 'Processed',
	name: 'Parcours 50 km',
	...NO_DISCOUNT,
	...paid(27),
	userFirstName: 'Zoé',
	userLastName: 'Modèle',
	...PAYER_FIELDS,
	...IN_RIDE,
};
const SIMPLE_DETAILS = {
	options: 'Repas du soir (15.00 €)',
	customFields: { 'Numéro de licence': '0123', Régime: 'Sans gluten' },
};

export const CASES: Case[] = [
	{
		name: 'item/get',
		parameters: { itemId: 7001 },
		requests: [['GET /items/7001']],
		raw: [RAW_TICKET],
		simple: [SIMPLE_TICKET],
	},
	{
		name: 'item/getAll organization',
		parameters: {
			limit: 1,
			filters: {
				...FILTERS,
				tierTypes: ['Registration', 'Donation'],
				itemStates: ['Processed', 'Waiting'],
				tierName: 'Parcours 50 km',
			},
			options: { withDetails: true, pageSize: 20 },
			sort: { sortField: 'Date', sortOrder: 'Desc' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/items`,
				{
					...ASKED,
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
		// Where workflows stored it before 'Sort' was a collection of its own.
		parameters: { ...eventForm, limit: 2, options: { sortOrder: 'Desc' } },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/items`, { sortOrder: 'Desc', pageSize: '2' }],
		],
		raw: [RAW_GIFT, RAW_TICKET],
		simple: [
			{
				...SIMPLE_TICKET,
				id: 7002,
				type: 'Donation',
				name: null,
				...paid(5),
				userFirstName: null,
				userLastName: null,
			},
			SIMPLE_TICKET,
		],
	},
];
