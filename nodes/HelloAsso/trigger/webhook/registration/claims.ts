import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { NotificationType } from './notificationAddresses';
import { clientName, type Registration } from './storedRegistration';

interface Claim {
	url: string;
	/** False after a deactivation that could not remove the address: it is anybody's to replace. */
	isActive: boolean;
}

/** The URLs of this n8n's triggers by what they are registered for: HelloAsso does not tell those of an organization. */
const claims = new Map<string, Claim>();

function nameOf(client: string, organizationSlug: string | undefined, type: NotificationType) {
	return JSON.stringify([client, organizationSlug, type ?? null]);
}

export function claimOf(
	credential: ICredentialDataDecryptedObject,
	organizationSlug: string | undefined,
	type: NotificationType,
): Claim | undefined {
	return claims.get(nameOf(clientName(credential), organizationSlug, type));
}

export function claimAll({ client, url, organizationSlug, slots }: Registration): void {
	for (const { notificationType } of slots)
		claims.set(nameOf(client, organizationSlug, notificationType), { url, isActive: true });
}

/** The address is still at HelloAsso, but nothing needs it: unless another trigger has claimed its place. */
export function abandonAll(registration: Registration): void {
	const { client, url, organizationSlug, slots } = registration;
	for (const { notificationType } of slots) {
		const name = nameOf(client, organizationSlug, notificationType);
		const isOurs = (claims.get(name)?.url ?? url) === url;
		unclaim(registration, notificationType);
		if (isOurs) claims.set(name, { url, isActive: false });
	}
}

/** Under each slug that the organization had meanwhile. */
export function unclaim(
	{ client, url, organizationSlug, renamedFrom = organizationSlug }: Registration,
	type: NotificationType,
): void {
	for (const slug of [organizationSlug, renamedFrom]) {
		const name = nameOf(client, slug, type);
		if (claims.get(name)?.url === url) claims.delete(name);
	}
}
