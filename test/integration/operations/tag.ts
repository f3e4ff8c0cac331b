import type { Case } from './case';

export const CASES: Case[] = [
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
