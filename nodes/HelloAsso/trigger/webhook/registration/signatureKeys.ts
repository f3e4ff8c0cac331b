import type { IWebhookFunctions } from 'n8n-workflow';

import type { HelloAssoClient } from '../../../transport';
import { WebhookRejection } from '../delivery/rejection';
import {
	hasLostKeys,
	holdAll,
	keepRegistration,
	keptSlot,
	readRegistration,
	signatureKeys,
} from './storedRegistration';
import { NotificationAddresses } from './notificationAddresses';

/** A signature that does not fit may mean that the key has changed; HelloAsso is asked at most this often. */
const RENEWAL_MS = 60_000;

/** When each trigger has last asked for its keys, by its address. */
const asked = new Map<string, number>();

/** The keys with which HelloAsso signs for this trigger; undefined where it has registered nothing. */
export async function knownKeys(
	context: IWebhookFunctions,
	client: HelloAssoClient,
): Promise<string[] | undefined> {
	const registration = readRegistration(context.getWorkflowStaticData('node'));
	if (!registration?.slots.some(({ sealedKey }) => sealedKey !== undefined)) return undefined;
	const credential = await client.credential();
	if (hasLostKeys(registration, credential)) {
		throw new WebhookRejection(
			503,
			'The client secret of the credential has changed: deactivate and activate the workflow for a new signature key',
		);
	}
	// After a restart, not every n8n asks what is registered; the notifications tell.
	holdAll(registration, credential);
	return signatureKeys(registration, credential);
}

/**
 * The keys as HelloAsso has them now, for a key that somebody renewed there. Only those of the partner's
 * own addresses can be read; for a single organization the workflow has to be activated anew.
 */
export async function renewedKeys(
	context: IWebhookFunctions,
	client: HelloAssoClient,
): Promise<string[]> {
	const state = context.getWorkflowStaticData('node');
	const registration = readRegistration(state);
	if (!registration || registration.organizationSlug !== undefined) return [];
	if (Date.now() - (asked.get(registration.url) ?? 0) < RENEWAL_MS) return [];
	asked.set(registration.url, Date.now());
	const listed = (await new NotificationAddresses(client, undefined).list()) ?? [];
	const mine = listed.filter(({ url }) => url === registration.url);
	const credential = await client.credential();
	const renewed = { ...registration, slots: mine.map((slot) => keptSlot(slot, credential)) };
	if (mine.length > 0) keepRegistration(state, renewed);
	return signatureKeys(renewed, credential);
}

/** HelloAsso says that an organization was renamed: what is registered for it is found under its new slug. */
export function followRenaming(
	context: IWebhookFunctions,
	renaming: { from: string; to: string } | undefined,
): void {
	const state = context.getWorkflowStaticData('node');
	const registration = readRegistration(state);
	if (!renaming || registration?.organizationSlug !== renaming.from) return;
	// The credential goes on to name it as it was called when it was connected.
	const { renamedFrom = renaming.from } = registration;
	keepRegistration(state, { ...registration, organizationSlug: renaming.to, renamedFrom });
}
