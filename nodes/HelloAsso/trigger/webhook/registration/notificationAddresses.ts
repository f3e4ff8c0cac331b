import { buildPath, type ApiRequest, type HelloAssoClient } from '../../../transport';

/** What an address is registered for: one kind of event, or (main) all of them. */
export type NotificationType = string | undefined;

export interface NotificationAddress {
	notificationType: NotificationType;
	url: string;
	signatureKey?: string;
}

interface ApiNotificationAddress {
	url?: string | null;
	apiNotificationType?: string | null;
	signatureKey?: string | null;
}

/** A partner's own, or those for one organization connected to it. An association pastes its address by hand. */
export class NotificationAddresses {
	/** @param organizationSlug undefined for those of the partner itself */
	constructor(
		private readonly client: HelloAssoClient,
		private readonly organizationSlug: string | undefined,
	) {}

	/**
	 * What is registered now; undefined where HelloAsso does not tell, which is for a single organization
	 * (HelloAsso docs: `GET /partners/me` lists the partner's own addresses only).
	 */
	async list(
		how: Pick<ApiRequest, 'timeoutMs' | 'isRetryable'> = {},
	): Promise<Map<NotificationType, NotificationAddress> | undefined> {
		if (this.organizationSlug !== undefined) return undefined;
		const { body } = await this.client.request<{
			urlNotificationList?: ApiNotificationAddress[] | null;
		}>({ method: 'GET', path: '/v5/partners/me', ...how });
		const listed = new Map<NotificationType, NotificationAddress>();
		for (const { url, apiNotificationType, signatureKey } of body?.urlNotificationList ?? []) {
			const notificationType = apiNotificationType ?? undefined;
			const key = signatureKey ?? undefined;
			if (url) listed.set(notificationType, { notificationType, url, signatureKey: key });
		}
		return listed;
	}

	/** Registers an address; HelloAsso signs with the key of the answer from now on. */
	async set(notificationType: NotificationType, url: string): Promise<NotificationAddress> {
		const { body } = await this.client.request<ApiNotificationAddress>({
			...this.target(),
			method: 'PUT',
			body: { url, ...(notificationType !== undefined && { notificationType }) },
		});
		return { notificationType, url, signatureKey: body?.signatureKey ?? undefined };
	}

	/** Removing twice does no harm, so that it is tried again after a lost answer. */
	async remove(
		notificationType: NotificationType,
		how: Pick<ApiRequest, 'timeoutMs' | 'isRetryable'> = {},
	): Promise<void> {
		const query = { notificationType };
		const request = { ...this.target(), method: 'DELETE', query, isRetryable: true } as const;
		await this.client.request({ ...request, ...how });
	}

	private target(): Pick<ApiRequest, 'path' | 'parameters'> {
		const path = '/partners/me/api-notifications';
		if (this.organizationSlug === undefined) return { path: buildPath(path, []) };
		const value = this.organizationSlug;
		const parameters = [{ label: 'Organization', name: 'organizationSlug', value }];
		return { path: buildPath(`${path}/organizations/{organizationSlug}`, parameters), parameters };
	}
}
