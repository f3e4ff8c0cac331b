import { META, RIDE_TIER, SITE, SLUG } from './association';
import { eventForm, type Case } from './case';

const address = `${SITE}/evenements/course`;
const RAW_FORM = {
	currency: 'EUR',
	description: 'À vélo !',
	startDate: '2026-05-02T09:00:00+02:00',
	endDate: '2026-05-02T18:00:00+02:00',
	meta: META,
	state: 'Public',
	title: 'Course du printemps',
	privateTitle: 'Course 2026',
	widgetButtonUrl: `${address}/widget-bouton`,
	widgetFullUrl: `${address}/widget`,
	widgetVignetteHorizontalUrl: `${address}/widget-vignette-horizontale`,
	widgetVignetteVerticalUrl: `${address}/widget-vignette`,
	formSlug: 'course',
	formType: 'Event',
	url: address,
	organizationSlug: SLUG,
};
const SIMPLE_FORM = {
	formType: 'Event',
	formSlug: 'course',
	title: 'Course du printemps',
	privateTitle: 'Course 2026',
	state: 'Public',
	description: 'À vélo !',
	startDate: '2026-05-02T09:00:00+02:00',
	endDate: '2026-05-02T18:00:00+02:00',
	url: address,
	organizationSlug: SLUG,
	createdAt: '2026-03-01T10:00:00+01:00',
	updatedAt: '2026-03-01T10:05:00+01:00',
};
/** Behind the last change of each list, as a later run takes it. */
const TOKENS = { form: '20260303080000000', organization: '20260302080000000' };

export const FORMS: Case[] = [
	{
		name: 'directory/getForms',
		parameters: {
			limit: 2,
			filters: {
				formTypes: ['Event', 'Shop'],
				formZipCodes: '33000, 33100',
				formIsFree: true,
				formStartDateMin: '2026-01-01T00:00:00',
			},
		},
		requests: [
			[
				'POST /directory/forms',
				{ pageSize: '2' },
				{
					formTypes: ['Event', 'Shop'],
					formZipCodes: ['33000', '33100'],
					formIsFree: true,
					formStartDateMin: '2026-01-01T00:00:00.000+01:00',
				},
			],
		],
		raw: [
			{
				action: 'Insert',
				record: { formSlug: 'course', formType: 'Event', url: address, organizationSlug: SLUG },
				continuationToken: TOKENS.form,
			},
			{
				action: 'Delete',
				record: {
					formSlug: 'livres',
					formType: 'Shop',
					url: 'https://www.helloasso.com/associations/club-de-lecture/boutiques/livres',
					organizationSlug: 'club-de-lecture',
				},
				continuationToken: TOKENS.form,
			},
		],
		simple: [
			{
				action: 'Insert',
				formSlug: 'course',
				formType: 'Event',
				url: address,
				organizationSlug: SLUG,
				continuationToken: TOKENS.form,
			},
			{
				action: 'Delete',
				formSlug: 'livres',
				formType: 'Shop',
				url: 'https://www.helloasso.com/associations/club-de-lecture/boutiques/livres',
				organizationSlug: 'club-de-lecture',
				continuationToken: TOKENS.form,
			},
		],
	},
	{
		name: 'directory/getOrganizations',
		parameters: {
			limit: 1,
			filters: { name: 'vélo', cities: ['Nantes', 'Lyon'], fiscalReceiptEligibility: false },
		},
		requests: [
			[
				'POST /directory/organizations',
				{ pageSize: '1' },
				{ name: 'vélo', cities: ['Nantes', 'Lyon'], fiscalReceiptEligibility: false },
			],
		],
		raw: [
			{
				action: 'Insert',
				record: { url: SITE, organizationSlug: SLUG },
				continuationToken: TOKENS.organization,
			},
		],
		simple: [
			{
				action: 'Insert',
				url: SITE,
				organizationSlug: SLUG,
				continuationToken: TOKENS.organization,
			},
		],
	},
	{
		name: 'form/createEvent',
		parameters: {
			title: 'Fête du vélo',
			additionalFields: {
				tierList: {
					tier: [
						{ label: 'Adulte', price: 12.5 },
						{ label: 'Enfant', price: 0 },
					],
				},
				startDate: '2027-05-01T10:00:00',
				place: { fields: { name: 'Parc', city: 'Bordeaux', country: 'fra' } },
				contact: { fields: { email: 'contact@example.org' } },
				openDonationPresetAmounts: '5; 10,50;',
				financialGoal: '1000,50',
				generateTickets: true,
				acceptOpenDonation: false,
				maxEntries: 120,
				validityType: 'Illimited',
			},
		},
		requests: [
			[
				`POST /organizations/${SLUG}/forms/Event/action/quick-create`,
				{},
				{
					title: 'Fête du vélo',
					tierList: [
						{ label: 'Adulte', price: 1250 },
						{ label: 'Enfant', price: 0 },
					],
					startDate: '2027-05-01T10:00:00.000+02:00',
					place: { name: 'Parc', city: 'Bordeaux', country: 'FRA' },
					contact: { email: 'contact@example.org' },
					openDonationPresetAmounts: [500, 1050],
					financialGoal: 100_050,
					generateTickets: true,
					acceptOpenDonation: false,
					maxEntries: 120,
					validityType: 'Illimited',
				},
			],
		],
		raw: [
			{
				formSlug: 'fete-du-velo',
				organizationSlug: SLUG,
				publicUrl: `${SITE}/evenements/fete-du-velo`,
			},
		],
	},
	{
		name: 'form/get',
		parameters: eventForm,
		requests: [[`GET /organizations/${SLUG}/forms/Event/course/public`]],
		raw: [
			{
				...RAW_FORM,
				organizationLogo: 'https://cdn.helloasso.com/img/logos/les-amis-du-velo.png',
				organizationName: 'Les Amis du Vélo',
				tiers: [RIDE_TIER],
				place: { name: 'Parc des Modèles', city: 'Nantes', country: 'FRA' },
			},
		],
		simple: [
			{
				...SIMPLE_FORM,
				placeName: 'Parc des Modèles',
				placeCity: 'Nantes',
				tierNames: 'Parcours 50 km',
			},
		],
	},
	{
		name: 'form/getAll',
		parameters: { limit: 1, filters: { formTypes: ['Event', 'Shop'], states: ['Public'] } },
		requests: [
			[
				`GET /organizations/${SLUG}/forms`,
				{ formTypes: ['Event', 'Shop'], states: 'Public', pageSize: '1' },
			],
		],
		raw: [RAW_FORM],
		simple: [SIMPLE_FORM],
	},
	{
		name: 'form/getStatistics',
		parameters: eventForm,
		requests: [[`GET /organizations/${SLUG}/forms/Event/course/stats`]],
		raw: [
			{
				totalParticipant: 1,
				unGroupedTiers: [
					{
						id: 41,
						label: 'Parcours 50 km',
						description: null,
						entriesTaken: 1,
						maxEntries: 300,
						price: 1200,
						minAmount: null,
						priceCategory: 'Fixed',
						tierType: 'Registration',
						isEnabled: true,
					},
				],
				additionalOptions: [
					{
						id: 52,
						label: 'Repas du soir',
						description: null,
						entriesTaken: 1,
						maxEntries: null,
						price: 1500,
						minAmount: null,
						priceCategory: 'Fixed',
						isEnabled: true,
					},
				],
			},
		],
		simple: [
			{
				totalParticipant: 1,
				tiers: [
					{
						id: 41,
						label: 'Parcours 50 km',
						entriesTaken: 1,
						maxEntries: 300,
						priceEuros: 12,
						priceCategory: 'Fixed',
					},
				],
				additionalOptions: [
					{
						id: 52,
						label: 'Repas du soir',
						entriesTaken: 1,
						maxEntries: null,
						priceEuros: 15,
						priceCategory: 'Fixed',
					},
				],
			},
		],
	},
	{
		name: 'form/getTypes',
		parameters: { limit: 2, filters: { states: ['Public', 'Draft'] } },
		requests: [[`GET /organizations/${SLUG}/formTypes`, { states: ['Public', 'Draft'] }]],
		raw: [{ value: 'Membership' }, { value: 'Event' }],
	},
	{
		name: 'form/updateState',
		parameters: { ...eventForm, state: 'Private' },
		requests: [[`PUT /organizations/${SLUG}/forms/Event/course/state`, {}, { state: 'Private' }]],
		raw: [{ success: true }],
	},
	{
		name: 'referenceData/getActivityTypes',
		parameters: { formType: 'Membership' },
		requests: [['GET /values/form/Membership/types']],
		raw: [
			{ id: 11, label: 'Adhésion', shortLabel: 'Adhésion' },
			{ id: 12, label: 'Licence', shortLabel: 'Licence' },
		],
	},
	{
		name: 'referenceData/getCategories',
		parameters: { limit: 1 },
		requests: [['GET /values/organization/categories']],
		raw: [{ id: 11_000, label: 'Sports, activités de plein air', shortLabel: 'Sports' }],
	},
	{
		name: 'referenceData/getLegalStatuses',
		parameters: { limit: 1 },
		requests: [['GET /values/company-legal-status']],
		raw: [{ id: 1, label: 'Société à responsabilité limitée (SARL)' }],
	},
	{
		name: 'referenceData/getPublicTags',
		parameters: { limit: 2 },
		requests: [['GET /values/tags']],
		raw: [
			{ name: 'vélo', score: 1 },
			{ name: 'écologie', score: 0.9 },
		],
	},
	{
		name: 'tag/get',
		parameters: { tagName: 'mobilite-douce', options: { withAmount: true, withCount: true } },
		requests: [['GET /tags/mobilite-douce', { withAmount: 'true', withCount: 'true' }]],
		raw: [
			{
				id: 31,
				name: 'mobilite-douce',
				tagType: 'Internal',
				formCount: 3,
				organizationCount: 2,
				tagParent: { id: 7, name: 'ecologie', tagType: 'Explore' },
				amountCollected: 1_234_500,
			},
		],
		simple: [
			{
				id: 31,
				name: 'mobilite-douce',
				tagType: 'Internal',
				parentName: 'ecologie',
				formCount: 3,
				organizationCount: 2,
				amountCollectedEuros: 12_345,
			},
		],
	},
];
