import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

import { encrypt, decrypt } from './encryption';
import type { NotificationAddress, NotificationType } from './notificationAddresses';

/** What the node has registered at HelloAsso, as the workflow's static data keep it. */
export interface Registration {
	/** Whose addresses these are: another client's are another's to remove. */
	client: string;
	url: string;
	/** undefined for the addresses of the partner itself. */
	organizationSlug?: string;
	/** The slug by which the credential or the workflow still knows an organization that was renamed since. */
	renamedFrom?: string;
	slots: Array<{ notificationType: NotificationType; sealedKey?: string }>;
}

const FIELD = 'registration';

export function readRegistration(state: IDataObject): Registration | undefined {
	const kept = state[FIELD] as Partial<Registration> | undefined;
	return typeof kept?.url === 'string' && Array.isArray(kept.slots)
		? (kept as Registration)
		: undefined;
}

export function keepRegistration(state: IDataObject, registration: Registration | undefined): void {
	// As a whole, because n8n does not notice what changes inside of it; a copy, because it wraps what it has.
	if (registration) state[FIELD] = deepCopy(registration) as unknown as IDataObject;
	else delete state[FIELD];
}

/** The present slug of an organization of which we were told that it was renamed. */
export function currentSlug(
	state: IDataObject,
	credential: ICredentialDataDecryptedObject,
	slug: string | undefined,
): string | undefined {
	const { renamedFrom, client, organizationSlug } = readRegistration(state) ?? {};
	const isRenamed =
		renamedFrom !== undefined && renamedFrom === slug && client === clientName(credential);
	return isRenamed ? organizationSlug : slug;
}

export function keptSlot(
	{ notificationType, signatureKey }: NotificationAddress,
	credential: ICredentialDataDecryptedObject,
): Registration['slots'][number] {
	const sealedKey = signatureKey && encrypt(signatureKey, String(credential.clientSecret));
	return {
		...(notificationType !== undefined && { notificationType }),
		...(sealedKey && { sealedKey }),
	} as Registration['slots'][number];
}

/** Whether a key went with a former client secret, and HelloAsso does not tell it again, as it does a partner's own. */
export function hasLostKeys(
	registration: Registration,
	credential: ICredentialDataDecryptedObject,
): boolean {
	const sealed = registration.slots.filter(({ sealedKey }) => sealedKey !== undefined);
	return (
		registration.organizationSlug !== undefined &&
		signatureKeys(registration, credential).length < sealed.length
	);
}

/** The keys that can still be read; none after the client secret has changed. */
export function signatureKeys(
	{ slots }: Registration,
	credential: ICredentialDataDecryptedObject,
): string[] {
	return slots.flatMap(
		({ sealedKey }) => (sealedKey && decrypt(sealedKey, String(credential.clientSecret))) || [],
	);
}

/** Addresses that triggers of this n8n hold, by slot, since HelloAsso does not tell those of an organization. */
const held = new Map<string, string>();

/** One API client at one HelloAsso, in words that tell nobody which. */
export function clientName({
	environment,
	customApiUrl,
	clientId,
}: ICredentialDataDecryptedObject): string {
	return createHash('sha256')
		.update(JSON.stringify([environment, customApiUrl, clientId]))
		.digest('base64url');
}

/** Names a slot of one API client. */
export function slotName(
	credential: ICredentialDataDecryptedObject,
	organizationSlug: string | undefined,
	notificationType: NotificationType,
): string {
	return JSON.stringify([clientName(credential), organizationSlug, notificationType ?? null]);
}

export function holdAll(
	{ url, organizationSlug, slots }: Registration,
	credential: ICredentialDataDecryptedObject,
): void {
	for (const { notificationType } of slots)
		held.set(slotName(credential, organizationSlug, notificationType), url);
}

export function release(name: string, url: string): void {
	if (held.get(name) === url) held.delete(name);
}

export function holder(name: string): string | undefined {
	return held.get(name);
}
