import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

import { seal, unseal } from './sealing';
import type { Slot, SlotType } from './slots';

/** What the node has registered at HelloAsso, as the workflow's static data keep it. */
export interface Registration {
	url: string;
	/** undefined for the addresses of the partner itself. */
	organizationSlug?: string;
	slots: Array<{ notificationType: SlotType; sealedKey?: string }>;
}

const FIELD = 'registration';

export function readRegistration(state: IDataObject): Registration | undefined {
	const kept = state[FIELD] as Partial<Registration> | undefined;
	return typeof kept?.url === 'string' && Array.isArray(kept.slots) ? (kept as Registration) : undefined;
}

export function keepRegistration(state: IDataObject, registration: Registration | undefined): void {
	// As a whole, because n8n does not notice what changes inside of it; a copy, because it wraps what it has.
	if (registration) state[FIELD] = deepCopy(registration) as unknown as IDataObject;
	else delete state[FIELD];
}

export function keptSlot({ notificationType, signatureKey }: Slot, credential: ICredentialDataDecryptedObject): Registration['slots'][number] {
	const sealedKey = signatureKey && seal(signatureKey, String(credential.clientSecret));
	return { ...(notificationType !== undefined && { notificationType }), ...(sealedKey && { sealedKey }) } as Registration['slots'][number];
}

/** The keys that can still be read; none after the client secret has changed. */
export function signatureKeys({ slots }: Registration, credential: ICredentialDataDecryptedObject): string[] {
	return slots.flatMap(({ sealedKey }) => (sealedKey && unseal(sealedKey, String(credential.clientSecret))) || []);
}

/** Addresses that triggers of this n8n hold, by slot, since HelloAsso does not tell those of an organization. */
const held = new Map<string, string>();

/** Names a slot of one API client at one HelloAsso. */
export function slotName(
	credential: ICredentialDataDecryptedObject,
	organizationSlug: string | undefined,
	notificationType: SlotType,
): string {
	const { environment, customApiUrl, clientId } = credential;
	return JSON.stringify([environment, customApiUrl, clientId, organizationSlug, notificationType ?? null]);
}

export function holdAll({ url, organizationSlug, slots }: Registration, credential: ICredentialDataDecryptedObject): void {
	for (const { notificationType } of slots) held.set(slotName(credential, organizationSlug, notificationType), url);
}

export function release(name: string, url: string): void {
	if (held.get(name) === url) held.delete(name);
}

export function holder(name: string): string | undefined {
	return held.get(name);
}
