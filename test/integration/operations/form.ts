import { META, RIDE_TIER, SITE, SLUG } from './association';
import { eventForm, type Case } from './case';
import { RIDE_URL } from './records';

const RAW_FORM = {
	currency: 'EUR',
	description: 'À vélo !',
	startDate: '2026-05-02T09:00:00+02:00',
	endDate: '2026-05-02T18:00:00+02:00',
	meta: META,
	state: 'Public',
	title: 'Course du printemps',
	privateTitle: 'Course 2026',
	widgetButtonUrl: `${RIDE_URL}/widget-bouton`,
	widgetFullUrl: `${RIDE_URL}/widget`,
	widgetVignetteHorizontalUrl: `${RIDE_URL}/widget-vignette-horizontale`,
	widgetVignetteVerticalUrl: `${RIDE_URL}/widget-vignette`,
	formSlug: 'course',
	formType: 'Event',
	url: RIDE_URL,
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
	url: RIDE_URL,
	organizationSlug: SLUG,
	createdAt: '2026-03-01T10:00:00+01:00',
	updatedAt: '2026-03-01T10:05:00+01:00',
};

export const CASES: Case[] = [
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
];
