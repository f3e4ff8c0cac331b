import type { NotificationType } from '../enums';
import { MAIN } from '../seed/organizations';
import { newSignatureKey } from '../notifications/signature';
import type { Simulation } from '../simulation';
import type { NotificationSlot } from '../traces';

export interface BackOfficeSlot {
	/** Default: the main association. */
	organizationSlug?: string;
	/** Default: the main URL, for everything. */
	notificationType?: NotificationType;
}

export function removeBackOfficeUrl(
	{ store }: Simulation,
	{ organizationSlug, notificationType }: BackOfficeSlot = {},
): void {
	const scope = organizationSlug ?? store.currentSlug(MAIN);
	store.backOfficeUrls = store.backOfficeUrls.filter(
		(slot) => slot.scope !== scope || slot.notificationType !== notificationType,
	);
}

/** What somebody of the association pastes under "Integrations and API": one URL, or one more per type. */
export function setBackOfficeUrl(
	simulation: Simulation,
	url: string,
	slot: BackOfficeSlot = {},
): void {
	const { store } = simulation;
	const scope = slot.organizationSlug ?? store.currentSlug(MAIN);
	if (!store.organization(scope)) throw new Error(`There is no organization ${scope}`);
	if (!URL.canParse(url)) throw new Error(`This is no URL: ${url}`);
	removeBackOfficeUrl(simulation, slot);
	store.backOfficeUrls.push({ scope, notificationType: slot.notificationType, url });
}

/** The same URL with another key, as if a partner had asked HelloAsso for one. */
export function rotateSignatureKey(
	{ store }: Simulation,
	scope: string,
	notificationType?: NotificationType,
): NotificationSlot {
	const slot = store.notificationSlots.find(
		(candidate) => candidate.scope === scope && candidate.notificationType === notificationType,
	);
	if (!slot) throw new Error(`There is no slot ${scope} ${notificationType ?? '(main)'}`);
	slot.signatureKey = newSignatureKey(store.newId());
	return slot;
}
