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
const LEFTOVERS = 'leftovers';
/** More than anybody has; the oldest are forgotten. */
const LEFTOVERS_MAX = 10;

export function readRegistration(staticData: IDataObject): Registration | undefined {
	const stored = staticData[FIELD];
	return isRegistration(stored) ? stored : undefined;
}

/** What an earlier mode, key, environment or scope registered, and what may still be at HelloAsso. */
export function readLeftovers(staticData: IDataObject): Registration[] {
	const stored = staticData[LEFTOVERS];
	return Array.isArray(stored) ? stored.filter(isRegistration) : [];
}

function isRegistration(stored: unknown): stored is Registration {
	const { url, slots } = (stored ?? {}) as Partial<Registration>;
	return typeof url === 'string' && Array.isArray(slots);
}

export function saveRegistration(staticData: IDataObject, registration?: Registration): void {
	if (registration) replaceObject(staticData, FIELD, registration);
	else delete staticData[FIELD];
}

export function saveLeftovers(staticData: IDataObject, leftovers: Registration[]): void {
	if (leftovers.length > 0) replaceObject(staticData, LEFTOVERS, leftovers.slice(-LEFTOVERS_MAX));
	else delete staticData[LEFTOVERS];
}

/** HelloAsso has one address for each client, organization and type, so that a new one takes the place of a leftover. */
export function forgetReplaced(
	staticData: IDataObject,
	by: Pick<Registration, 'client' | 'organizationSlug'>,
	types: NotificationType[],
): void {
	const remaining = readLeftovers(staticData).map((leftover) => {
		const isSame =
			leftover.client === by.client && leftover.organizationSlug === by.organizationSlug;
		const slots = leftover.slots.filter((slot) => !types.includes(slot.notificationType));
		return isSame ? { ...leftover, slots } : leftover;
	});
	saveLeftovers(
		staticData,
		remaining.filter(({ slots }) => slots.length > 0),
	);
}

/** HelloAsso says that an organization was renamed: what is registered for it is found under its new slug. */
export function followRenaming(staticData: IDataObject, renaming: Renaming | undefined): void {
	if (!renaming) return;
	const renamed = (registration: Registration): Registration => {
		if (registration.organizationSlug !== renaming.from) return registration;
		// The credential goes on to name it as it was called when it was connected.
		const { renamedFrom = renaming.from } = registration;
		return { ...registration, organizationSlug: renaming.to, renamedFrom };
	};
	const isConcerned = ({ organizationSlug }: Registration) => organizationSlug === renaming.from;
	const registration = readRegistration(staticData);
	if (registration && isConcerned(registration))
		saveRegistration(staticData, renamed(registration));
	const leftovers = readLeftovers(staticData);
	if (leftovers.some(isConcerned)) saveLeftovers(staticData, leftovers.map(renamed));
}

/** The present slug of an organization of which we were told that it was renamed. */
export function currentSlug(
	staticData: IDataObject,
	credential: ICredentialDataDecryptedObject,
	slug: string | undefined,
): string | undefined {
	const known = [readRegistration(staticData) ?? [], readLeftovers(staticData)].flat();
	const renamed = known.find(
		({ renamedFrom, client }) =>
			renamedFrom !== undefined && renamedFrom === slug && client === clientName(credential),
	);
	return renamed ? renamed.organizationSlug : slug;
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

/** Whether a key cannot be decrypted, because the client secret has changed. */
export function hasLostKeys(
	registration: Registration,
	credential: ICredentialDataDecryptedObject,
): boolean {
	const encrypted = registration.slots.filter(({ sealedKey }) => sealedKey !== undefined);
	return signatureKeys(registration, credential).length < encrypted.length;
}

/** One API client at one HelloAsso, as a hash that tells nobody which. */
export function clientName(credential: ICredentialDataDecryptedObject): string {
	const { environment, customApiUrl, clientId } = credential;
	const text = JSON.stringify([environment, customApiUrl, clientId]);
	return createHash('sha256').update(text).digest('base64url');
}
