import { SLUG } from './association';
import type { Case } from './case';

export const CASES: Case[] = [
	{
		name: 'cashOut/export',
		parameters: { cashOutId: 5001 },
		requests: [[`GET /organizations/${SLUG}/cash-out/5001/export`]],
		raw: [
			{
				campaignType: 'Event',
				campaignName: 'Course du printemps',
				operationType: 'OneTimePayment',
				credit: 3200,
				debit: null,
				orderId: 7001,
				paymentId: 8001,
				paymentDate: '2026-03-01T10:00:30+01:00',
				paymentMethod: 'Card',
				paymentStatus: 'Paid',
				cashOutDate: '2026-04-01T06:00:00+02:00',
				cashOutId: 5001,
				designation: 'Parcours 50 km',
				payerCompany: null,
				payerLastName: 'Exemple',
				payerFirstName: 'Camille',
				payerEmail: 'camille.exemple@example.org',
				payerSiren: null,
			},
		],
		simple: [
			{
				operationType: 'OneTimePayment',
				credit: 3200,
				debit: null,
				designation: 'Parcours 50 km',
				formType: 'Event',
				formName: 'Course du printemps',
				orderId: 7001,
				paymentId: 8001,
				paymentMeans: 'Card',
				paymentStatus: 'Paid',
				payerFirstName: 'Camille',
				payerLastName: 'Exemple',
				payerEmail: 'camille.exemple@example.org',
				payerCompany: null,
				cashOutId: 5001,
				paymentDate: '2026-03-01T10:00:30+01:00',
				cashOutDate: '2026-04-01T06:00:00+02:00',
			},
		],
	},
];
