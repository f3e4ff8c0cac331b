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
	...{ payerEmail: PAYER_FIELDS.payerEmail },
	membership: 'Adulte',
	validFrom: '2026-02-28',
	validUntil: '2027-02-28',
	validityType: 'MovingYear',
	...paid(45, 10),
	date: '2026-02-28T09:30:00+01:00',
	...NO_DISCOUNT,
	...PAYER_FIELDS,
	...PAYER_PLACE,
	membershipCardUrl: `${SITE}/adhesions/adhesion/carte-adherent?cardId=7011`,
	...IN_MEMBERSHIP,
	itemId: 7011,
	orderId: 7011,
	customFields: {
		'Date de naissance': '1990-12-31',
		"Droit à l'image": true,
		'Nombre de vélos': 2.5,
	},
};
const FORM_OF_MEMBERS = `GET /organizations/${SLUG}/forms/Membership/adhesion/public`;

/** HelloAsso's own names of the states are written out where lists are asked for them. */
const OF_MEMBERS = {
	tierTypes: 'Membership',
	itemStates: ['Processed', 'Registered', 'Waiting'],
	withDetails: 'true',
	pageSize: '100',
};
const CHECKED = {
	isMember: true,
	validUntil: '2027-02-28',
	membership: 'Adulte',
	foundBy: 'email',
	matches: [
		{
			firstName: 'Noé',
			lastName: 'Exemple',
			payerEmail: 'camille.exemple@example.org',
			isMember: true,
			membership: 'Adulte',
			validFrom: '2026-02-28',
			validUntil: '2027-02-28',
			validityType: 'MovingYear',
			paymentState: 'paid',
			formSlug: 'adhesion',
			itemId: 7011,
			orderId: 7011,
		},
	],
};
const ENDING = { isRenewal: false, possibleRenewalId: null };
const RAW_ENDING = {
	...RAW_MEMBER,
	...ENDING,
	renewalForm: { formSlug: 'adhesion', title: 'Adhésion', url: `${SITE}/adhesions/adhesion` },
};
const { firstName, lastName, payerEmail, membership, validUntil, ...REST } = SIMPLE_MEMBER;
const SIMPLE_ENDING = {
	...{ firstName, lastName, payerEmail, membership, validUntil },
	isRenewal: false,
	renewalFormSlug: 'adhesion',
	renewalFormTitle: 'Adhésion',
	renewalUrl: `${SITE}/adhesions/adhesion`,
	possibleRenewalId: null,
	...REST,
};
const PERIOD = { from: '2027-02-20', to: '2027-03-20', limit: 1 };
const ENDING_ASKED: Case['requests'] = [
	[
		`GET /organizations/${SLUG}/forms`,
		{
			formTypes: 'Membership',
			states: ['Public', 'Private', 'Draft', 'Disabled'],
			pageSize: '100',
		},
	],
	[
		`GET /organizations/${SLUG}/forms`,
		{
			formTypes: 'Membership',
			states: ['Public', 'Private', 'Draft', 'Disabled'],
			pageSize: '100',
			continuationToken: expect.any(String) as string,
		},
	],
	[FORM_OF_MEMBERS],
	[`GET /organizations/${SLUG}/items`, { ...OF_MEMBERS, from: '2024-02-19T00:00:00.000Z' }],
	[
		`GET /organizations/${SLUG}/items`,
		{
			...OF_MEMBERS,
			from: '2024-02-19T00:00:00.000Z',
			continuationToken: expect.any(String) as string,
		},
	],
];

export const CASES: Case[] = [
	{
		name: 'member/check',
		parameters: { email: 'Camille.Exemple@example.org', validOn: '2026-12-24' },
		requests: [
			[
				`GET /organizations/${SLUG}/items`,
				{ ...OF_MEMBERS, userSearchKey: 'Camille.Exemple@example.org' },
			],
			[
				`GET /organizations/${SLUG}/items`,
				{
					...OF_MEMBERS,
					userSearchKey: 'Camille.Exemple@example.org',
					continuationToken: expect.any(String) as string,
				},
			],
			[FORM_OF_MEMBERS],
		],
		raw: [CHECKED],
	},
	{
		name: 'member/getEnding organization',
		parameters: PERIOD,
		requests: ENDING_ASKED,
		raw: [RAW_ENDING],
		simple: [SIMPLE_ENDING],
	},
	{
		name: 'member/getEnding form',
		parameters: { ...membershipForm, ...PERIOD },
		requests: ENDING_ASKED,
		raw: [RAW_ENDING],
		simple: [SIMPLE_ENDING],
	},
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
