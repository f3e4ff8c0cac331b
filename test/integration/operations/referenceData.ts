import type { Case } from './case';

export const CASES: Case[] = [
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
];
