import { ANSWERS, NEW_ID, PAYER, SITE, SLUG } from './association';
import type { Case } from './case';
import { CARD, MEMBERSHIP, MEMBERSHIP_PAID } from './records';

const RETURN = {
	backUrl: 'https://example.org/back',
	errorUrl: 'https://example.org/error',
	returnUrl: 'https://example.org/return',
};
const RAW_MEMBERSHIP = {
	...MEMBERSHIP,
	payer: PAYER,
	amount: { total: 4500, vat: 0, discount: 500 },
	items: [{ payments: [{ id: 8011, shareAmount: 4500 }], ...CARD, customFields: ANSWERS }],
	payments: [
		{ items: [{ id: 7011, shareAmount: 4500, shareItemAmount: 4500 }], ...MEMBERSHIP_PAID },
	],
};

export const CASES: Case[] = [
	{
		name: 'checkoutIntent/create',
		parameters: {
			totalAmount: 70.07,
			itemName: 'Adhésion 2027',
			...RETURN,
			containsDonation: true,
			additionalFields: {
				enableSepa: true,
				metadata: '{"reference":"A-12"}',
				payer: {
					fields: {
						firstName: 'Camille',
						lastName: 'Exemple',
						companyName: 'Vélos & Cie',
						country: 'fra',
						dateOfBirth: '1990-02-03',
					},
				},
			},
		},
		requests: [
			[
				`POST /organizations/${SLUG}/checkout-intents`,
				{},
				{
					totalAmount: 7007,
					initialAmount: 7007,
					itemName: 'Adhésion 2027',
					...RETURN,
					containsDonation: true,
					payer: {
						firstName: 'Camille',
						lastName: 'Exemple',
						companyName: 'Vélos & Cie',
						country: 'FRA',
						dateOfBirth: '1990-02-03T12:00:00Z',
					},
					metadata: { reference: 'A-12' },
					paymentOptions: { enableSepa: true },
				},
			],
		],
		raw: [{ id: NEW_ID, redirectUrl: `${SITE}/checkout/623c2aa9d7f9158553141012a8677417` }],
	},
	{
		name: 'checkoutIntent/get',
		parameters: { checkoutIntentId: 9001, options: { withFailedRefundOperation: true } },
		requests: [
			[`GET /organizations/${SLUG}/checkout-intents/9001`, { withFailedRefundOperation: 'true' }],
		],
		raw: [
			{
				id: 9001,
				redirectUrl: `${SITE}/checkout/abc`,
				metadata: { reference: 'A-12' },
				order: RAW_MEMBERSHIP,
			},
		],
		simple: [
			{
				id: 9001,
				isPaid: true,
				paymentState: 'Authorized',
				redirectUrl: `${SITE}/checkout/abc`,
				orderId: 7011,
				orderDate: '2026-02-28T09:30:00+01:00',
				amountEuros: 45,
				payerFirstName: 'Camille',
				payerLastName: 'Exemple',
				payerEmail: 'camille.exemple@example.org',
				payerCompany: null,
				metadata: { reference: 'A-12' },
			},
		],
	},
];
