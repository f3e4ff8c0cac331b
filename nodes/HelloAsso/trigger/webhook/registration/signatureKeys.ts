import type { IWebhookFunctions } from 'n8n-workflow';

import type { HelloAssoClient } from '../../../transport';
import { WebhookRejection } from '../delivery/rejection';
import { NotificationAddresses } from './notificationAddresses';
import * as stored from './storedRegistration';

/** A signature that does not fit may mean that the key has changed; HelloAsso is asked at most this often. */
const RENEWAL_INTERVAL_MS = 60_000;

/** When each trigger has last asked for its keys, by its address. */
const askedAtMs = new Map<string, number>();

/** The keys with which HelloAsso signs for this trigger; undefined where it has registered nothing. */
export async function knownKeys(
	context: IWebhookFunctions,
	client: HelloAssoClient,
): Promise<string[] | undefined> {
	const registration = stored.readRegistration(context.getWorkflowStaticData('node'));
	if (!registration?.slots.some(({ sealedKey }) => sealedKey !== undefined)) return undefined;
	const credential = await client.credential();
	if (stored.hasLostKeys(registration, credential)) {
		throw new WebhookRejection(
			503,
			'The client secret of the credential has changed: deactivate and activate the workflow for a new signature key',
		);
	}
	// After a restart, not every n8n asks what is registered; the notifications tell.
	stored.claimAll(registration, credential);
	return stored.signatureKeys(registration, credential);
}

/**
 * The keys as HelloAsso has them now, for a key that somebody renewed there. Only those of the partner's
 * own addresses can be read; for a single organization the workflow has to be activated anew.
 */
export async function renewedKeys(
	context: IWebhookFunctions,
	client: HelloAssoClient,
): Promise<string[]> {
	const staticData = context.getWorkflowStaticData('node');
	const registration = stored.readRegistration(staticData);
	if (!registration || registration.organizationSlug !== undefined) return [];
	const { url } = registration;
	if (Date.now() - (askedAtMs.get(url) ?? 0) < RENEWAL_INTERVAL_MS) return [];
	askedAtMs.set(url, Date.now());
	const listed = await new NotificationAddresses(client, undefined).list();
	const own = [...(listed?.values() ?? [])].filter((address) => address.url === url);
	const credential = await client.credential();
	const slots = own.map((address) => stored.storable(address, credential));
	if (slots.length > 0) stored.saveRegistration(staticData, { ...registration, slots });
	return stored.signatureKeys({ ...registration, slots }, credential);
}
