import { ANSWERS, PAYER, SITE, SLUG } from './association';
import { membershipForm, type Case } from './case';
import * as records from './records';

const { ASKED, CARD, COUNTED, FILTERS, IN_MEMBERSHIP, MEMBERSHIP, MEMBERSHIP_PAID, paid } = records;
const { NO_DISCOUNT, PAYER_FIELDS, PAYER_PLACE } = records;

const RAW_CARD = {
	order: MEMBERSHIP,
	payer: PAYER,
	payments: [{ ...MEMBERSHIP_PAID, shareAmount: 4500 }],
	...CARD,
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
	...PAYER_FIELDS,
	...PAYER_PLACE,
	membership: 'Adulte',
	validFrom: '2026-02-28',
	validUntil: '2027-02-28',
	validityType: 'MovingYear',
	membershipCardUrl: `${SITE}/adhesions/adhesion/carte-adherent?cardId=7011`,
	...NO_DISCOUNT,
	...paid(45, 10),
	itemId: 7011,
	orderId: 7011,
	date: '2026-02-28T09:30:00+01:00',
	...IN_MEMBERSHIP,
	customFields: {
		'Date de naissance': '1990-12-31',
		"Droit à l'image": true,
		'Nombre de vélos': 2.5,
	},
};
const FORM_OF_MEMBERS = `GET /organizations/${SLUG}/forms/Membership/adhesion/public`;

export const CASES: Case[] = [
	{
		name: 'member/getAll organization',
		parameters: {
			limit: 1,
			filters: { ...FILTERS, tierName: 'Adulte', validOn: '2027-02-28T08:00:00' },
		},
		requests: [
			[
				`GET /organizations/${SLUG}/items`,
				{ ...ASKED, tierTypes: 'Membership', ...COUNTED, tierName: 'Adulte', pageSize: '100' },
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
