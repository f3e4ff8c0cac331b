import { PAYER, SLUG } from './association';
import { eventForm, type Case } from './case';
import {
	ASKED,
	DETAILS,
	FILTERS,
	GIFT,
	IN_RIDE,
	PAYER_FIELDS,
	RIDE,
	RIDE_PAID,
	RIDE_PAYOUT,
	RIDE_SHARES,
	TICKET,
} from './records';

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
const SIMPLE_RIDE = {
	id: 7001,
	date: '2026-03-01T10:00:00+01:00',
	...IN_RIDE,
	...PAYER_FIELDS,
	amountEuros: 32,
	discountEuros: 0,
	discountCode: null,
	paidEuros: 32,
	refundedEuros: 0,
	paymentState: 'paid',
	paymentMeans: 'Card',
	itemCount: 2,
	itemNames: 'Parcours 50 km, Donation',
	paymentStates: 'Authorized',
	checkoutIntentId: null,
};

export const CASES: Case[] = [
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
			filters: { ...FILTERS, formTypes: ['Event', 'Shop'] },
			options: { withDetails: true },
			sort: { sortOrder: 'Asc' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/orders`,
				{
					...ASKED,
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
		parameters: { ...eventForm, limit: 1, filters: FILTERS },
		requests: [
			[`GET /organizations/${SLUG}/forms/Event/course/orders`, { ...ASKED, pageSize: '1' }],
		],
		raw: [RAW_RIDE],
		simple: [SIMPLE_RIDE],
	},
];
