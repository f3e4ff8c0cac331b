import type { ICredentialDataDecryptedObject, IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { HelloAssoClient } from '../../../transport';
import { isSignedBy } from '../delivery/signature';
import { hasCredential, type Settings } from '../settings';
import { claimAll } from './claims';
import { NotificationAddresses } from './notificationAddresses';
import * as stored from './storedRegistration';

/**
 * What a signature says:
 * - `own`: it fits a key of what is set now; `former`: that of a leftover, which is HelloAsso's too
 * - `wrong`: it is missing or fits none, although the keys of what is set now are known
 * - `unreadable`: there is a key, but the credential is another one by now
 * - `none`: HelloAsso gave no key for what is set now, so that no signature is to be expected
 */
export type SignatureCheck = 'own' | 'former' | 'wrong' | 'unreadable' | 'none';

/** A signature that does not fit may mean that the key has changed; HelloAsso is asked at most this often. */
const RENEWAL_INTERVAL_MS = 60_000;

/** When each trigger has last asked for its keys, by its address. */
const askedAtMs = new Map<string, number>();

export async function checkSignature(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	rawBody: Buffer,
): Promise<SignatureCheck> {
	const staticData = context.getWorkflowStaticData('node');
	const registered = [stored.readRegistration(staticData) ?? []].flat().filter(hasKeys);
	const leftovers = stored.readLeftovers(staticData).filter(hasKeys);
	if (registered.length + leftovers.length === 0) return 'none';
	// A credential that is gone must not stop what does without signatures.
	const credential = hasCredential(context)
		? await client
				.credential()
				.catch(async (error: unknown) =>
					settings.registers ? await Promise.reject(error) : undefined,
				)
		: undefined;
	const noKey = settings.registers && registered.length > 0 ? 'unreadable' : 'none';
	if (!credential) return noKey;
	const signature = context.getHeaderData()['x-ha-signature'];
	const fits = (registration: stored.Registration) =>
		isSignedBy(stored.signatureKeys(registration, credential), rawBody, signature);
	const isCurrent = (registration: stored.Registration) =>
		isOfSettings(registration, settings, credential);
	const current = registered.find(isCurrent);
	// After a restart, not every n8n asks what is registered; the notifications tell.
	if (current) claimAll(current);
	if (current && fits(current)) return 'own';
	if ([...leftovers, ...registered.filter((one) => !isCurrent(one))].some(fits)) return 'former';
	if (!current) return noKey;
	const present = await renewed(client, staticData, current, credential);
	if (fits(present)) return 'own';
	return stored.hasLostKeys(present, credential) ? 'unreadable' : 'wrong';
}

function hasKeys({ slots }: stored.Registration): boolean {
	return slots.some(({ sealedKey }) => sealedKey !== undefined);
}

/** A registration of another key, environment or scope is no reason to refuse anything. */
function isOfSettings(
	{ client, organizationSlug }: stored.Registration,
	{ registers, scope }: Settings,
	credential: ICredentialDataDecryptedObject,
): boolean {
	const isPartner = organizationSlug === undefined;
	return (
		registers && client === stored.clientName(credential) && isPartner === (scope === 'partner')
	);
}

/**
 * With the keys as HelloAsso has them now, for a key that somebody renewed there. Only those of the partner's
 * own addresses can be read; for a single organization the workflow has to be activated anew.
 */
async function renewed(
	client: HelloAssoClient,
	staticData: IDataObject,
	registration: stored.Registration,
	credential: ICredentialDataDecryptedObject,
): Promise<stored.Registration> {
	const { url, organizationSlug } = registration;
	const isTooSoon = Date.now() - (askedAtMs.get(url) ?? 0) < RENEWAL_INTERVAL_MS;
	if (organizationSlug !== undefined || isTooSoon) return registration;
	askedAtMs.set(url, Date.now());
	const listed = await new NotificationAddresses(client, undefined).list();
	const own = [...(listed?.values() ?? [])].filter((address) => address.url === url);
	const slots = own.map((address) => stored.storable(address, credential));
	if (slots.length === 0) return registration;
	stored.saveRegistration(staticData, { ...registration, slots });
	return { ...registration, slots };
}
