import { DOMAIN, SITE, SLUG } from './association';
import type { Case } from './case';
import { DESCRIPTION, LOGO, NOTIFIED, PLACE, UPDATED } from './records';

/** The same moment as HelloAsso writes it in a continuation token. */
const AFTER_UPDATE = '20260112083000123';

export const CASES: Case[] = [
	{
		name: 'partner/get',
		key: 'partner',
		requests: [['GET /partners/me']],
		raw: [
			{
				name: 'logiciel-exemple',
				displayName: 'Logiciel Exemple',
				description: null,
				url: 'https://logiciel.example.org',
				logo: null,
				logoRectangle: null,
				apiClient: {
					id: 'aa3e739f37605abb23df5eef7414a4a7',
					secret: null,
					partnerName: 'logiciel-exemple',
					privileges: ['AccessPublicData', 'AccessTransactions', 'Checkout', 'GrantAuthorization'],
					domain: DOMAIN,
				},
				urlNotificationList: [
					{ url: NOTIFIED, apiNotificationType: 'Payment', signatureKey: 'not-for-everybody' },
				],
				partnerStatistics: {
					linkedOrganizationsCount: 2,
					linkedOrganizationsCollectedAmount: 250_000,
					checkoutCollectedAmount: 70_000,
					organizationsUsingCheckout: 1,
					availableOrganizationsAccessTokenCount: 2,
				},
			},
		],
		simple: [
			{
				name: 'logiciel-exemple',
				displayName: 'Logiciel Exemple',
				url: 'https://logiciel.example.org',
				domain: DOMAIN,
				privileges: ['AccessPublicData', 'AccessTransactions', 'Checkout', 'GrantAuthorization'],
				notificationUrls: [{ url: NOTIFIED, notificationType: 'Payment' }],
				linkedOrganizationsCount: 2,
				availableOrganizationsAccessTokenCount: 2,
			},
		],
	},
	{
		name: 'partner/getOrganizations',
		key: 'partner',
		parameters: { limit: 1 },
		requests: [['GET /partners/me/organizations', { pageSize: '1' }]],
		raw: [
			{
				organization: {
					organizationSlug: SLUG,
					name: 'Les Amis du Vélo',
					type: 'Association1901Rig',
					category: 'Sports, activités de plein air',
					categoryJoId: 11_000,
					description: DESCRIPTION,
					...PLACE,
					address: '3 quai des Modèles',
					url: SITE,
					rnaNumber: 'W442000001',
					logo: LOGO,
					banner: null,
					fiscalReceiptEligibility: true,
					fiscalReceiptIssuanceEnabled: true,
					isAuthenticated: true,
					isCashInCompliant: true,
					updateDate: UPDATED,
					tags: ['vélo'],
					linkedPartners: ['logiciel-exemple'],
				},
				availableAccessToken: true,
				continuationToken: AFTER_UPDATE,
			},
		],
		simple: [
			{
				organizationSlug: SLUG,
				name: 'Les Amis du Vélo',
				type: 'Association1901Rig',
				...PLACE,
				url: SITE,
				isCashInCompliant: true,
				availableAccessToken: true,
				continuationToken: AFTER_UPDATE,
			},
		],
	},
	{
		name: 'partner/updateDomain',
		key: 'partner',
		parameters: { domain: DOMAIN },
		requests: [['PUT /partners/me/api-clients', {}, { domain: DOMAIN }]],
		raw: [{ success: true }],
	},
];
