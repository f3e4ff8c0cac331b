import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { NotificationType } from './notificationAddresses';
import { clientName, type Registration } from './storedRegistration';

/** The URLs of this n8n's triggers by what they are registered for: HelloAsso does not tell those of an organization. */
export const claimed = new Map<string, string>();

/** Names what an address is registered for, at one API client. */
export function claimName(
	credential: ICredentialDataDecryptedObject,
	organizationSlug: string | undefined,
	notificationType: NotificationType,
): string {
	return JSON.stringify([clientName(credential), organizationSlug, notificationType ?? null]);
}

export function claimAll(
	{ url, organizationSlug, slots }: Registration,
	credential: ICredentialDataDecryptedObject,
): void {
	for (const { notificationType } of slots)
		claimed.set(claimName(credential, organizationSlug, notificationType), url);
}
