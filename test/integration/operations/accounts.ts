import { NEW_ID, SITE, SLUG } from './association';
import type { Case } from './case';
import { RAW_MEMBERSHIP } from './sales';

const RETURN = {
	backUrl: 'https://example.org/back',
	errorUrl: 'https://example.org/error',
	returnUrl: 'https://example.org/return',
};
const NOTIFIED = 'https://n8n.example.org/webhook/1';
/** What the simulator makes of the number of what it makes, as it does the address of a checkout. */
const MADE_BY_SIMULATOR = '9be92ed424073302c4f12d244f0040339c6fc861d1621714805e17e8e35f7903';

const DESCRIPTION = 'Les Amis du Vélo : une association fictive.';
const LOGO = 'https://cdn.helloasso.com/img/logos/les-amis-du-velo.png';
const UPDATED = '2026-01-12T09:30:00.1234567+01:00';
/** The same moment as HelloAsso writes it in a continuation token. */
const AFTER_UPDATE = '20260112083000123';
const PLACE = { city: 'Nantes', zipCode: '44000' };

export const ACCOUNTS: Case[] = [
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
				campaignType: 'Event',
				campaignName: 'Course du printemps',
				orderId: 7001,
				paymentId: 8001,
				paymentMethod: 'Card',
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
				redirectUrl: `${SITE}/checkout/abc`,
				orderId: 7011,
				orderDate: '2026-02-28T09:30:00+01:00',
				amountEuros: 45,
				payerFirstName: 'Camille',
				payerLastName: 'Exemple',
				payerEmail: 'camille.exemple@example.org',
				metadata: { reference: 'A-12' },
			},
		],
	},
	{
		name: 'notification/delete organization',
		key: 'connected',
		parameters: { notificationType: 'Payment' },
		requests: [
			[
				`DELETE /partners/me/api-notifications/organizations/${SLUG}`,
				{ notificationType: 'Payment' },
			],
		],
		raw: [{ deleted: true }],
	},
	{
		name: 'notification/delete partner',
		key: 'partner',
		requests: [['DELETE /partners/me/api-notifications']],
		raw: [{ deleted: true }],
	},
	{
		name: 'notification/set organization',
		key: 'connected',
		parameters: { url: NOTIFIED, notificationType: 'Payment' },
		requests: [
			[
				`PUT /partners/me/api-notifications/organizations/${SLUG}`,
				{},
				{ url: NOTIFIED, notificationType: 'Payment' },
			],
		],
		raw: [{ url: NOTIFIED, apiNotificationType: 'Payment', signatureKey: MADE_BY_SIMULATOR }],
	},
	{
		name: 'notification/set partner',
		key: 'partner',
		parameters: { url: NOTIFIED },
		requests: [['PUT /partners/me/api-notifications', {}, { url: NOTIFIED }]],
		raw: [{ url: NOTIFIED, signatureKey: MADE_BY_SIMULATOR }],
	},
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
					domain: null,
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
				domain: null,
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
		parameters: { domain: 'https://n8n.example.org' },
		requests: [['PUT /partners/me/api-clients', {}, { domain: 'https://n8n.example.org' }]],
		raw: [{ success: true }],
	},
];
