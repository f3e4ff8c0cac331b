import type { Store } from '../store';
import type { NotificationSlot } from '../traces';

/** One URL that gets an event. */
export interface Recipient {
	scope: string;
	notificationType?: string;
	url: string;
	/** Only for what a partner registered: nothing that an association pasted is signed. */
	signatureKey?(): string;
}

/**
 * What one scope gets of an event. The slot of the type wins over the main one: "one URL for everything,
 * or one general and one per type" (HelloAsso docs: notifications) does not say whether the general one
 * still gets events that have a URL of their own.
 */
function chosen<T extends { notificationType?: string }>(slots: T[], type: string): T[] {
	const typed = slots.filter(({ notificationType }) => notificationType === type);
	return typed.length > 0 ? typed : slots.filter((slot) => slot.notificationType === undefined);
}

/** A slot that was set again, or whose key was rotated, has another key than when the event happened. */
function signed(store: Store, slot: NotificationSlot): Recipient {
	const { scope, notificationType, url } = slot;
	const current = () =>
		store.notificationSlots.find(
			(other) =>
				other.scope === scope && other.notificationType === notificationType && other.url === url,
		);
	return { scope, notificationType, url, signatureKey: () => (current() ?? slot).signatureKey };
}

/**
 * Everybody who gets an event of an organization. Scopes do not know of each other: a URL that is
 * registered in two of them gets the event twice (not documented).
 */
export function recipients(store: Store, organizationSlug: string, type: string): Recipient[] {
	const linked = store.organization(organizationSlug)?.linkedToPartner ?? false;
	const scopes = [...(linked ? ['partner'] : []), organizationSlug];
	const registered = scopes.flatMap((scope) =>
		chosen(
			store.notificationSlots.filter((slot) => slot.scope === scope),
			type,
		),
	);
	const pasted = store.backOfficeUrls.filter(({ scope }) => scope === organizationSlug);
	return [...registered.map((slot) => signed(store, slot)), ...chosen(pasted, type)];
}
