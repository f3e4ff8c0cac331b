import { buildPath } from '../../../transport';
import type { HelloAssoClient, PathValue } from '../../../transport';

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

/**
 * The notification addresses of a partner, or those for one organization that is connected to it: one main
 * address and one for each kind of event. For partners only; an association pastes its address by hand.
 */
export class NotificationAddresses {
	constructor(
		private readonly client: HelloAssoClient,
		/** undefined for those of the partner itself. */
		private readonly organizationSlug: string | undefined,
	) {}

	/**
	 * What is registered now; undefined where HelloAsso does not tell, which is for a single organization
	 * (HelloAsso docs: `GET /partners/me` lists the partner's own addresses only).
	 */
	async list(): Promise<NotificationAddress[] | undefined> {
		if (this.organizationSlug !== undefined) return undefined;
		const { body } = await this.client.request<{
			urlNotificationList?: ApiNotificationAddress[] | null;
		}>({
			method: 'GET',
			path: '/v5/partners/me',
		});
		return (body?.urlNotificationList ?? []).flatMap(
			({ url, apiNotificationType, signatureKey }) =>
				url
					? [
							{
								url,
								notificationType: apiNotificationType ?? undefined,
								signatureKey: signatureKey ?? undefined,
							},
						]
					: [],
		);
	}

	/** Registers an address; the answer's key is what HelloAsso signs with from now on. */
	async set(notificationType: NotificationType, url: string): Promise<NotificationAddress> {
		const { body } = await this.client.request<ApiNotificationAddress>({
			...this.target(),
			method: 'PUT',
			body: { url, ...(notificationType !== undefined && { notificationType }) },
		});
		return { notificationType, url, signatureKey: body?.signatureKey ?? undefined };
	}

	/** Removing twice does no harm, so that a lost answer is tried again. */
	async remove(notificationType: NotificationType): Promise<void> {
		await this.client.request({
			...this.target(),
			method: 'DELETE',
			query: { notificationType },
			isRetryable: true,
		});
	}

	private target(): { path: string; parameters: PathValue[] } {
		const { organizationSlug } = this;
		const parameters =
			organizationSlug === undefined
				? []
				: [{ label: 'Organization', name: 'organizationSlug', value: organizationSlug }];
		const route = `/partners/me/api-notifications${organizationSlug === undefined ? '' : '/organizations/{organizationSlug}'}`;
		return { path: buildPath(route, parameters), parameters };
	}
}
