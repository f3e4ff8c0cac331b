import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions } from 'n8n-workflow';

import { organizationSlug as organizationField, readParameter } from '../../../parameters';
import * as transport from '../../../transport';
import { triggerContext } from '../../parameters';
import { EVENT_TYPES } from '../delivery/event';
import { notificationTypesOf } from '../namedEvents';
import { hasCredential, type Settings } from '../settings';
import { claimAll, claimOf } from './claims';
import {
	NotificationAddresses,
	type NotificationAddress,
	type NotificationType,
} from './notificationAddresses';
import { isOfSameNode } from './ownAddress';
import * as stored from './storedRegistration';

const REGISTRATION = { label: 'Registration', name: 'registration' };

/** What one trigger wants to have registered, and where. */
export interface Subscription {
	settings: Settings;
	credential: ICredentialDataDecryptedObject;
	staticData: IDataObject;
	url: string;
	organizationSlug: string | undefined;
	/** The slug by which the workflow knows an organization that was renamed since. */
	renamedFrom: string | undefined;
	addresses: NotificationAddresses;
	types: NotificationType[];
}

/** Reads and checks what a registration takes; asks HelloAsso at most for the organization of the key. */
export async function readSubscription(
	context: IHookFunctions,
	settings: Settings,
): Promise<Subscription> {
	if (!hasCredential(context)) {
		throw transport.invalidParameter(
			REGISTRATION,
			"is 'Automatic', but no credential is chosen",
			"Choose the partner's credential, or 'By Hand' and paste the address at HelloAsso.",
		);
	}
	const credential = await context.getCredentials(transport.CREDENTIAL_TYPE);
	const url = context.getNodeWebhookUrl('default') ?? '';
	if (credential.environment !== 'custom' && !url.startsWith('https://')) {
		throw transport.invalidParameter(
			REGISTRATION,
			`needs an https address for this n8n, but it is ${url}`,
			"HelloAsso sends to https only. Set n8n's WEBHOOK_URL to its public address.",
		);
	}
	const client = new transport.HelloAssoClient(context);
	const staticData = context.getWorkflowStaticData('node');
	const named =
		settings.scope === 'partner'
			? undefined
			: await readParameter(organizationField, 'organizationSlug', triggerContext(context, client));
	const organizationSlug = stored.currentSlug(staticData, credential, named);
	const types = notificationTypesOf(settings.events);
	const takesAll = EVENT_TYPES.every((type) => types.includes(type));
	return {
		settings,
		credential,
		staticData,
		url,
		organizationSlug,
		renamedFrom: organizationSlug === named ? undefined : named,
		addresses: new NotificationAddresses(client, organizationSlug),
		types: takesAll ? [undefined] : types,
	};
}

/** The address of somebody else is never replaced unless the user says so. */
export async function requireUnclaimed(
	context: IHookFunctions,
	subscription: Subscription,
): Promise<void> {
	const { settings, credential, organizationSlug, addresses, types, url, staticData } =
		subscription;
	if (settings.replacesExisting) return;
	const isTest = context.getMode() === 'manual';
	const listed = await addresses.list();
	const former = [stored.readRegistration(staticData) ?? [], stored.readLeftovers(staticData)];
	const own = [url, ...former.flat().map((registration) => registration.url)];
	for (const type of types) {
		const claim = claimOf(credential, organizationSlug, type);
		const present = listed ? listed.get(type)?.url : claim?.isActive ? claim.url : undefined;
		if (!listed && present === undefined && isTest) throw unknownBeforeTest();
		// What a deactivated workflow of this n8n could not remove is nobody's.
		const isAbandoned = claim?.isActive === false && claim.url === present;
		if (present === undefined || own.includes(present) || isAbandoned) continue;
		const isOwn = isOfSameNode(present, url, context.getNode().webhookId);
		// The address for tests of the same node is replaced, but not the one for production by that for tests.
		if (isOwn && !isTest) continue;
		throw alreadyTaken(type, present, isTest, isOwn);
	}
}

function alreadyTaken(
	type: NotificationType,
	present: string,
	isTest: boolean,
	isOwn: boolean,
): transport.HelloAssoError {
	const what = type === undefined ? 'these notifications' : `'${type}' notifications`;
	const whose = isOwn ? 'the Production URL of this trigger' : 'another address';
	const message = `HelloAsso already sends ${what} to ${whose}: ${present}`;
	const instead = isTest ? 'Test with a pinned sample instead. ' : '';
	const next = isOwn
		? 'Or deactivate the workflow for the test, which would remove that address.'
		: "If that address is no longer needed, switch on 'Replace Existing Address' under 'Options'; a workflow of this n8n has to be deactivated first. Else choose other events under 'Trigger On'.";
	return new transport.HelloAssoError('conflict', message, { description: `${instead}${next}` });
}

/** A test removes the address when it ends, be it that of this workflow, active since before a restart of n8n. */
function unknownBeforeTest(): transport.HelloAssoError {
	const message =
		'HelloAsso does not tell which address is registered for the organization, and a test would replace and then remove it';
	const description =
		"Test with a pinned sample instead. If no address is needed there, switch on 'Replace Existing Address' under 'Options' for the test.";
	return new transport.HelloAssoError('conflict', message, { description });
}

export function save(subscription: Subscription, addresses: NotificationAddress[]): void {
	const { url, organizationSlug, renamedFrom, staticData, credential } = subscription;
	const registration: stored.Registration = {
		client: stored.clientName(credential),
		url,
		...(organizationSlug !== undefined && { organizationSlug }),
		...(renamedFrom !== undefined && { renamedFrom }),
		slots: addresses.map((address) => stored.storable(address, credential)),
	};
	stored.saveRegistration(staticData, registration);
	claimAll(registration);
}

export function isSame(
	{ client, url, organizationSlug, slots }: stored.Registration,
	subscription: Subscription,
): boolean {
	const names = (types: NotificationType[]) => types.map(String).sort().join();
	return (
		client === stored.clientName(subscription.credential) &&
		url === subscription.url &&
		organizationSlug === subscription.organizationSlug &&
		names(slots.map(({ notificationType }) => notificationType)) === names(subscription.types)
	);
}
