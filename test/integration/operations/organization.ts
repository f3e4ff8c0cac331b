import { SITE, SLUG } from './association';
import type { Case } from './case';
import { DESCRIPTION, LOGO, PLACE, UPDATED } from './records';

export const CASES: Case[] = [
	{
		name: 'organization/get',
		requests: [[`GET /organizations/${SLUG}`]],
		raw: [
			{
				organizationSlug: SLUG,
				name: 'Les Amis du Vélo',
				type: 'Association1901Rig',
				category: 'Sports, activités de plein air',
				categoryJoId: 11_000,
				description: DESCRIPTION,
				longDescription: '<p>Balades, atelier et course du printemps 🚲 — depuis 1998.</p>',
				...PLACE,
				address: '3 quai des Modèles',
				url: SITE,
				webSite: 'https://velo.example.org',
				rnaNumber: 'W442000001',
				logo: LOGO,
				banner: null,
				facebookPage: null,
				fiscalReceiptEligibility: true,
				fiscalReceiptIssuanceEnabled: true,
				updateDate: UPDATED,
				role: 'OrganizationAdmin',
				isAuthenticated: true,
				isCashInCompliant: true,
				displayCoordinates: true,
			},
		],
		simple: [
			{
				organizationSlug: SLUG,
				name: 'Les Amis du Vélo',
				type: 'Association1901Rig',
				category: 'Sports, activités de plein air',
				role: 'OrganizationAdmin',
				...PLACE,
				address: '3 quai des Modèles',
				description: DESCRIPTION,
				rnaNumber: 'W442000001',
				webSite: 'https://velo.example.org',
				url: SITE,
			},
		],
	},
	{
		name: 'organization/getAll',
		requests: [['GET /users/me/organizations']],
		raw: [
			{
				logo: LOGO,
				name: 'Les Amis du Vélo',
				role: 'OrganizationAdmin',
				...PLACE,
				description: DESCRIPTION,
				updateDate: UPDATED,
				categoryJoId: 11_000,
				url: SITE,
				organizationSlug: SLUG,
			},
		],
		simple: [
			{
				organizationSlug: SLUG,
				name: 'Les Amis du Vélo',
				role: 'OrganizationAdmin',
				...PLACE,
				description: DESCRIPTION,
				url: SITE,
			},
		],
	},
];
