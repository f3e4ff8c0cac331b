import type { IDataObject } from 'n8n-workflow';

import { PAYER, SLUG } from './association';
import { after, membershipForm, newestBefore, type Case } from './case';
import {
	ASKED,
	FILTERS,
	IN_MEMBERSHIP,
	IN_RIDE,
	MEMBERSHIP,
	MEMBERSHIP_PAID,
	PAYER_FIELDS,
	RIDE,
	RIDE_PAID,
	RIDE_PAYOUT,
	RIDE_SHARES,
} from './records';

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
	type: 'Credit',
	paymentMeans: 'Card',
	installmentNumber: 1,
	amountEuros: 32,
	donationEuros: 5,
	tipEuros: 1.5,
	refundedEuros: 0,
	...PAYER_FIELDS,
	itemNames: 'Parcours 50 km, Donation',
	...IN_RIDE,
	cashOutId: 5001,
	cashOutDate: '2026-04-01',
	paymentReceiptUrl: RIDE_PAYOUT.paymentReceiptUrl,
	fiscalReceiptUrl: null,
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
	type: 'Credit',
	paymentMeans: 'Card',
	installmentNumber: 1,
	amountEuros: 45,
	donationEuros: 0,
	tipEuros: null,
	refundedEuros: 10,
	...PAYER_FIELDS,
	itemNames: 'Adulte',
	...IN_MEMBERSHIP,
	cashOutId: null,
	cashOutDate: null,
	paymentReceiptUrl: null,
	fiscalReceiptUrl: null,
};

/** After the membership, the last record there is. */
const LAST_PAGE = after('20260228083000000');
const SPRING = {
	from: '2026-01-31T23:00:00.000Z',
	to: '2026-03-31T22:00:00.000Z',
	pageSize: '100',
};
const total = (month: string, kind: string, amounts: IDataObject): IDataObject => ({
	month,
	kind,
	receivedEuros: 0,
	offlineEuros: 0,
	refundedEuros: 0,
	contestedEuros: 0,
	netEuros: 0,
	plannedEuros: 0,
	refusedEuros: 0,
	paidOutEuros: 0,
	tipEuros: 0,
	...amounts,
	paymentCount: 1,
});

export const CASES: Case[] = [
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
			filters: { ...FILTERS, states: ['Authorized', 'Registered'] },
			sort: { sortOrder: 'Asc', sortField: 'UpdateDate' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/payments`,
				{
					...ASKED,
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
		name: 'payment/getTotals',
		parameters: { from: '2026-02-01', to: '2026-04-01', groupBy: ['month', 'kind'] },
		requests: [
			[`GET /organizations/${SLUG}/payments`, SPRING],
			[`GET /organizations/${SLUG}/payments`, { ...SPRING, ...LAST_PAGE }],
			newestBefore(SPRING.from),
		],
		raw: [
			total('2026-02', 'membership', { receivedEuros: 45, refundedEuros: 10, netEuros: 35 }),
			total('2026-03', 'ticket', {
				receivedEuros: 27,
				netEuros: 27,
				paidOutEuros: 27,
				tipEuros: 1.27,
			}),
			total('2026-03', 'donation', {
				receivedEuros: 5,
				netEuros: 5,
				paidOutEuros: 5,
				tipEuros: 0.23,
			}),
		],
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
