import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions } from 'n8n-workflow';

import { organizationSlug as organizationField, readParameter } from '../../../parameters';
import {
	CREDENTIAL_TYPE,
	HelloAssoClient,
	HelloAssoError,
	invalidParameter,
} from '../../../transport';
import { triggerContext } from '../../parameters';
import { EVENT_TYPES } from '../delivery/event';
import * as kept from './storedRegistration';
import { hasCredential, type Settings } from '../settings';
import {
	NotificationAddresses,
	type NotificationAddress,
	type NotificationType,
} from './notificationAddresses';

const REGISTRATION = { label: 'Registration', name: 'registration' };

/** Everything needed to talk about one trigger's slots. */
export interface Subscription {
	settings: Settings;
	credential: ICredentialDataDecryptedObject;
	client: HelloAssoClient;
	state: IDataObject;
	url: string;
	organizationSlug: string | undefined;
	/** The name by which the workflow knows an organization that was renamed since. */
	renamedFrom: string | undefined;
	slots: NotificationAddresses;
	types: NotificationType[];
}

/** Reads and checks what a registration takes; asks HelloAsso at most for the organization of the key. */
export async function openSubscription(
	context: IHookFunctions,
	settings: Settings,
): Promise<Subscription> {
	if (!hasCredential(context)) {
		throw invalidParameter(
			REGISTRATION,
			"is 'Automatic', but no credential is chosen",
			"Choose the partner's credential, or 'By Hand' and paste the address at HelloAsso.",
		);
	}
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const url = context.getNodeWebhookUrl('default') ?? '';
	if (credential.environment !== 'custom' && !url.startsWith('https://')) {
		throw invalidParameter(
			REGISTRATION,
			`needs an https address for this n8n, but it is ${url}`,
			"HelloAsso sends to https only. Set n8n's WEBHOOK_URL to its public address.",
		);
	}
	const client = new HelloAssoClient(context);
	const state = context.getWorkflowStaticData('node');
	const known =
		settings.scope === 'partner'
			? undefined
			: await readParameter(organizationField, 'organizationSlug', triggerContext(context, client));
	const organizationSlug = kept.currentSlug(state, credential, known);
	return {
		settings,
		credential,
		client,
		state,
		url,
		organizationSlug,
		renamedFrom: organizationSlug === known ? undefined : known,
		slots: new NotificationAddresses(client, organizationSlug),
		types: EVENT_TYPES.every((type) => settings.events.includes(type))
			? [undefined]
			: settings.events,
	};
}

/** An address that is not ours is never replaced without the user's word. */
export async function refuseForeign(
	context: IHookFunctions,
	subscription: Subscription,
): Promise<void> {
	const { settings, slots, types, url, state } = subscription;
	if (settings.replacesExisting) return;
	const listed = await slots.list();
	const former = kept.readRegistration(state)?.url;
	for (const type of types) {
		const present = listed ? slotOf(listed, type)?.url : kept.holder(nameOf(subscription, type));
		if (!listed && present === undefined && context.getMode() === 'manual')
			throw unknownBeforeTest();
		const isOwn =
			present === undefined || present === url || present === former || isOwnTest(present, url);
		if (isOwn) continue;
		const what = type === undefined ? 'these notifications' : `'${type}' notifications`;
		throw new HelloAssoError(
			'conflict',
			`HelloAsso already sends ${what} to another address: ${present}`,
			{
				description: `${context.getMode() === 'manual' ? 'Test with a pinned sample instead. ' : ''}If that address is no longer needed, switch on 'Replace Existing Address' under 'Options'; a workflow of this n8n has to be deactivated first. Else choose other events under 'Trigger On'.`,
			},
		);
	}
}

/** A test takes the slot away when it ends, be it that of this workflow, active since before a restart of n8n. */
function unknownBeforeTest(): HelloAssoError {
	return new HelloAssoError(
		'conflict',
		'HelloAsso does not tell which address is registered for the organization, and a test would replace and then remove it',
		{
			description:
				"Test with a pinned sample instead. If no address is needed there, switch on 'Replace Existing Address' under 'Options' for the test.",
		},
	);
}

/** The address for tests of the same node, which a workflow that is activated meanwhile may replace. */
function isOwnTest(present: string, url: string): boolean {
	return present.replace('/webhook-test/', '/webhook/') === url;
}

export function keep(subscription: Subscription, slots: NotificationAddress[]): void {
	const { url, organizationSlug, renamedFrom, state, credential } = subscription;
	const registration: kept.Registration = {
		client: kept.clientName(credential),
		url,
		...(organizationSlug !== undefined && { organizationSlug }),
		...(renamedFrom !== undefined && { renamedFrom }),
		slots: slots.map((slot) => kept.keptSlot(slot, credential)),
	};
	kept.keepRegistration(state, registration);
	kept.holdAll(registration, credential);
}

function nameOf({ credential, organizationSlug }: Subscription, type: NotificationType): string {
	return kept.slotName(credential, organizationSlug, type);
}

export function slotOf(
	slots: NotificationAddress[],
	type: NotificationType,
): NotificationAddress | undefined {
	return slots.find(({ notificationType }) => notificationType === type);
}

export function isSame(
	registration: kept.Registration,
	{ credential, url, organizationSlug, types }: Subscription,
): boolean {
	const names = (list: NotificationType[]) => list.map(String).sort().join();
	return (
		registration.client === kept.clientName(credential) &&
		registration.url === url &&
		registration.organizationSlug === organizationSlug &&
		names(registration.slots.map(({ notificationType }) => notificationType)) === names(types)
	);
}
