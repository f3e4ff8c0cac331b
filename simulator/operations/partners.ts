import { notificationBody, nullableText, object } from '../bodies';
import { NOTIFICATION_TYPES } from '../enums';
import { businessError } from '../errors';
import { listPage } from '../lists';
import { newSignatureKey } from '../notifications/signature';
import { timeOf } from '../render';
import { renderDirectoryOrganization } from '../renderPublic';
import type { Simulation } from '../simulation';
import { operation } from '../table';
import type { NotificationSlot } from '../traces';
import { oneOf, pageSize, text } from '../validation';

interface NotificationBody {
	url: string;
	notificationType?: string;
}

const apiModel = ({ url, notificationType, signatureKey }: NotificationSlot) => ({
	url,
	apiNotificationType: notificationType,
	signatureKey,
});

/** One URL for everything plus one per type, five slots in each scope (HelloAsso docs: notifications). */
function setSlot({ store, localUrls }: Simulation, scope: string, body: NotificationBody): object {
	if (!localUrls && !(URL.canParse(body.url) && new URL(body.url).protocol === 'https:')) {
		throw businessError(400, 'Le champ Url est invalide');
	}
	const { url, notificationType } = body;
	const signatureKey = newSignatureKey(store.newId());
	const slot: NotificationSlot = { scope, notificationType, url, signatureKey };
	removeSlot(store, scope, notificationType);
	store.notificationSlots.push(slot);
	return apiModel(slot);
}

/** Without a type the main URL goes, and only that one. */
function removeSlot(store: Simulation['store'], scope: string, notificationType?: string): void {
	store.notificationSlots = store.notificationSlots.filter(
		(slot) => slot.scope !== scope || slot.notificationType !== notificationType,
	);
}

const asPartner = { privilege: 'AccessPublicData', role: 'partner' } as const;
/** With the token that the organization gave the partner on the authorize page. */
const forOrganization = { privilege: 'AccessPublicData', role: 'OrganizationAdmin' } as const;
const notificationType = oneOf(NOTIFICATION_TYPES);

export const partners = [
	operation()({
		...asPartner,
		route: 'GET /partners/me',
		handle({ caller, simulation: { store } }) {
			const { clientId, privileges } = caller.grant.client;
			const linked = store.organizations.filter(({ linkedToPartner }) => linkedToPartner).length;
			return {
				name: 'logiciel-exemple',
				displayName: 'Logiciel Exemple',
				description: null,
				url: 'https://logiciel.example.org',
				logo: null,
				logoRectangle: null,
				// The secret is for the back office only (OpenAPI document).
				apiClient: {
					id: clientId,
					secret: null,
					partnerName: 'logiciel-exemple',
					privileges,
					domain: store.partnerDomain,
				},
				// Those of single organizations cannot be read back (not known to be possible).
				urlNotificationList: store.notificationSlots
					.filter(({ scope }) => scope === 'partner')
					.map(apiModel),
				partnerStatistics: {
					linkedOrganizationsCount: linked,
					linkedOrganizationsCollectedAmount: 250_000,
					checkoutCollectedAmount: 70_000,
					organizationsUsingCheckout: 1,
					availableOrganizationsAccessTokenCount: linked,
				},
			};
		},
	}),
	operation()({
		...asPartner,
		route: 'GET /partners/me/organizations',
		query: { pageSize, continuationToken: text },
		handle: (context) => {
			const rows = context.simulation.store.organizations.filter(
				({ linkedToPartner }) => linkedToPartner,
			);
			// Oldest change first, totals always -1, no page number (OpenAPI document).
			return listPage(
				context,
				{ ...context.query, sortOrder: 'Asc' },
				{
					rows,
					sortValue: ({ updateDate }) => timeOf(updateDate),
					id: (organization) => rows.indexOf(organization),
					render: (organization) => ({
						organization: renderDirectoryOrganization(organization),
						availableAccessToken: true,
					}),
				},
			);
		},
	}),
	operation<{ domain?: string | null }>()({
		...asPartner,
		route: 'PUT /partners/me/api-clients',
		body: object({ domain: nullableText }),
		handle({ body, simulation: { store } }) {
			store.partnerDomain = body.domain ?? null;
		},
	}),
	operation<NotificationBody>()({
		...asPartner,
		route: 'PUT /partners/me/api-notifications',
		body: notificationBody,
		handle: ({ body, simulation }) => setSlot(simulation, 'partner', body),
	}),
	operation()({
		...asPartner,
		route: 'DELETE /partners/me/api-notifications',
		query: { notificationType },
		handle: ({ query, simulation: { store } }) =>
			removeSlot(store, 'partner', query.notificationType),
	}),
	operation<NotificationBody>()({
		...forOrganization,
		route: 'PUT /partners/me/api-notifications/organizations/{organizationSlug}',
		body: notificationBody,
		handle: ({ body, simulation, organization }) =>
			setSlot(simulation, organization.organizationSlug, body),
	}),
	operation()({
		...forOrganization,
		route: 'DELETE /partners/me/api-notifications/organizations/{organizationSlug}',
		query: { notificationType },
		handle: ({ query, simulation: { store }, organization }) =>
			removeSlot(store, organization.organizationSlug, query.notificationType),
	}),
];
