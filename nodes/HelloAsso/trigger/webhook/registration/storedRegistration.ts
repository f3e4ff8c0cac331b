import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { replaceObject } from '../../../n8n/staticData';
import type { Renaming } from '../delivery/event';
import { decrypt, encrypt } from './encryption';
import type { NotificationAddress, NotificationType } from './notificationAddresses';

/** What the node has registered at HelloAsso, under the names that the workflow's static data have. */
export interface Registration {
	/** Whose addresses these are: another client's are another's to remove. */
	client: string;
	url: string;
	/** undefined for the addresses of the partner itself. */
	organizationSlug?: string;
	/** The slug by which the credential or the workflow still knows an organization that was renamed since. */
	renamedFrom?: string;
	slots: Array<{ notificationType?: NotificationType; sealedKey?: string }>;
}

const FIELD = 'registration';

export function readRegistration(staticData: IDataObject): Registration | undefined {
	const stored = staticData[FIELD] as Partial<Registration> | undefined;
	return typeof stored?.url === 'string' && Array.isArray(stored.slots)
		? (stored as Registration)
		: undefined;
}

export function saveRegistration(staticData: IDataObject, registration?: Registration): void {
	if (registration) replaceObject(staticData, FIELD, registration);
	else delete staticData[FIELD];
}

/** HelloAsso says that an organization was renamed: what is registered for it is found under its new slug. */
export function followRenaming(staticData: IDataObject, renaming: Renaming | undefined): void {
	const registration = readRegistration(staticData);
	if (!renaming || registration?.organizationSlug !== renaming.from) return;
	// The credential goes on to name it as it was called when it was connected.
	const { renamedFrom = renaming.from } = registration;
	saveRegistration(staticData, { ...registration, organizationSlug: renaming.to, renamedFrom });
}

/** The present slug of an organization of which we were told that it was renamed. */
export function currentSlug(
	staticData: IDataObject,
	credential: ICredentialDataDecryptedObject,
	slug: string | undefined,
): string | undefined {
	const { renamedFrom, client, organizationSlug } = readRegistration(staticData) ?? {};
	const isRenamed =
		renamedFrom !== undefined && renamedFrom === slug && client === clientName(credential);
	return isRenamed ? organizationSlug : slug;
}

/** An address as it is stored, its key encrypted. */
export function storable(
	{ notificationType, signatureKey }: NotificationAddress,
	{ clientSecret }: ICredentialDataDecryptedObject,
): Registration['slots'][number] {
	return {
		...(notificationType !== undefined && { notificationType }),
		...(signatureKey && { sealedKey: encrypt(signatureKey, String(clientSecret)) }),
	};
}

/** The keys that can still be decrypted; none after the client secret has changed. */
export function signatureKeys(
	{ slots }: Registration,
	{ clientSecret }: ICredentialDataDecryptedObject,
): string[] {
	return slots.flatMap(
		({ sealedKey }) => (sealedKey && decrypt(sealedKey, String(clientSecret))) || [],
	);
}

/** Whether the client secret has changed, and HelloAsso does not tell the keys again, as it does a partner's own. */
export function hasLostKeys(
	registration: Registration,
	credential: ICredentialDataDecryptedObject,
): boolean {
	const { organizationSlug, slots } = registration;
	const encrypted = slots.filter(({ sealedKey }) => sealedKey !== undefined);
	const isLost = signatureKeys(registration, credential).length < encrypted.length;
	return organizationSlug !== undefined && isLost;
}

/** One API client at one HelloAsso, as a hash that tells nobody which. */
export function clientName(credential: ICredentialDataDecryptedObject): string {
	const { environment, customApiUrl, clientId } = credential;
	const text = JSON.stringify([environment, customApiUrl, clientId]);
	return createHash('sha256').update(text).digest('base64url');
}

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
