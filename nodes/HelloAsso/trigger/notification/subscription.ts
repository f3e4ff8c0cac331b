import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions } from 'n8n-workflow';

import { organizationSlug as organizationField } from '../../descriptions';
import { CREDENTIAL_TYPE, HelloAssoClient, HelloAssoError, invalidParameter, isPassing, toNodeError } from '../../transport';
import { parametersOf } from '../parameters';
import { EVENT_TYPES } from './event';
import * as kept from './registration';
import { hasCredential, readSettings, type Settings } from './settings';
import { Slots, type Slot, type SlotType } from './slots';

const REGISTRATION = { label: 'Registration', name: 'registration' };

/** Everything needed to talk about one trigger's slots. */
interface Subscription {
	settings: Settings;
	credential: ICredentialDataDecryptedObject;
	client: HelloAssoClient;
	state: IDataObject;
	url: string;
	organizationSlug: string | undefined;
	slots: Slots;
	types: SlotType[];
}

/** n8n's three questions on activation and deactivation. */
export const webhookMethods = { default: { checkExists, create, delete: remove } };

/** Whether HelloAsso has our address in every slot; where it cannot be asked, whether we keep it as registered. */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = readSettings(this);
		const registration = kept.readRegistration(this.getWorkflowStaticData('node'));
		// Also after a change to manual, for what was registered before is to be removed.
		if (!settings.registers) return registration === undefined;
		const subscription = await open(this, settings);
		if (!registration || !isSame(registration, subscription)) return false;
		const listed = await subscription.slots.list().catch(async (error: unknown) =>
			// HelloAsso is out of reach while n8n starts: nothing says that our address is gone.
			isLost(error) ? undefined : await Promise.reject(error),
		);
		const mine = listed && subscription.types.flatMap((type) => slotOf(listed, type) ?? []);
		if (mine && !(mine.length === subscription.types.length && mine.every(({ url }) => url === subscription.url))) return false;
		if (kept.hasLostKeys(registration, subscription.credential)) return false;
		if (mine) keep(subscription, mine);
		else kept.holdAll(registration, subscription.credential);
		return true;
	});
}

async function create(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = readSettings(this);
		if (!settings.registers) return await remove.call(this);
		const subscription = await open(this, settings);
		const { slots, types, url } = subscription;
		await refuseForeign(this, subscription);
		const former = kept.readRegistration(subscription.state);
		if (former && !isSame(former, subscription)) await remove.call(this);
		const done: Slot[] = [];
		const setAll = async () => {
			for (const type of types) done.push(await slots.set(type, url));
		};
		await setAll().catch(async (error: unknown) => {
			// n8n keeps nothing of an activation that failed. After a lost answer the last one counts as done.
			const toUndo = types.slice(0, done.length + (isLost(error) ? 1 : 0));
			for (const type of toUndo) await slots.remove(type).catch(() => undefined);
			return await Promise.reject(error);
		});
		keep(subscription, done);
		return true;
	});
}

/** Removes what is our own. What cannot be removed now is kept in mind, and n8n goes on. */
async function remove(this: IHookFunctions): Promise<boolean> {
	try {
		return await removeKept(this);
	} catch (error) {
		this.logger.error(
			`HelloAsso still has the notification address of '${this.getNode().name}', which could not be removed: ${error instanceof Error ? error.message : String(error)}`,
		);
		return false;
	}
}

async function removeKept(context: IHookFunctions): Promise<boolean> {
	const state = context.getWorkflowStaticData('node');
	const registration = kept.readRegistration(state);
	if (!registration) return true;
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	if (registration.client !== kept.clientName(credential)) {
		throw new HelloAssoError('conflict', "it was registered with another 'Client ID' or 'Environment' than the credential has now");
	}
	const slots = new Slots(new HelloAssoClient(context), registration.organizationSlug);
	const listed = await slots.list();
	for (const { notificationType } of registration.slots) {
		const name = kept.slotName(credential, registration.organizationSlug, notificationType);
		const present = listed ? slotOf(listed, notificationType)?.url : (kept.holder(name) ?? registration.url);
		if (present === registration.url) await removeSlot(context, slots, registration, notificationType);
		kept.release(name, registration.url);
	}
	kept.keepRegistration(state, undefined);
	return true;
}

/** An organization that was renamed is unknown under its old slug; its address has moved with it. */
async function removeSlot(
	context: IHookFunctions,
	slots: Slots,
	{ organizationSlug }: kept.Registration,
	type: SlotType,
): Promise<void> {
	await slots.remove(type).catch(async (error: unknown) => {
		const mayBeRenamed = error instanceof HelloAssoError && /^(notFound|forbidden)$/.test(error.type);
		const present = mayBeRenamed && organizationSlug !== undefined ? await onlyOrganization(context) : undefined;
		if (present === undefined || present === organizationSlug) return await Promise.reject(error);
		return await new Slots(new HelloAssoClient(context), present).remove(type);
	});
}

/** The organization of a connected credential under its present slug; the one that came with the token may be old. */
async function onlyOrganization(context: IHookFunctions): Promise<string | undefined> {
	const { body } = await new HelloAssoClient(context).request<Array<{ organizationSlug?: string }>>({
		method: 'GET',
		path: '/v5/users/me/organizations',
	});
	const slugs = (Array.isArray(body) ? body : []).flatMap((entry) => entry.organizationSlug ?? []);
	return slugs.length === 1 ? slugs[0] : undefined;
}

/** Whether nobody knows if HelloAsso did what it was asked for. */
function isLost(error: unknown): boolean {
	return error instanceof HelloAssoError && isPassing(error);
}

async function open(context: IHookFunctions, settings: Settings): Promise<Subscription> {
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
	const organizationSlug =
		settings.scope === 'partner'
			? undefined
			: await organizationField.read(context.getNodeParameter('organizationSlug', ''), {
					execute: parametersOf(context),
					client,
					itemIndex: 0,
				});
	return {
		settings,
		credential,
		client,
		state: context.getWorkflowStaticData('node'),
		url,
		organizationSlug,
		slots: new Slots(client, organizationSlug),
		types: EVENT_TYPES.every((type) => settings.events.includes(type)) ? [undefined] : settings.events,
	};
}

/** An address that is not ours is never replaced without the user's word. */
async function refuseForeign(context: IHookFunctions, subscription: Subscription): Promise<void> {
	const { settings, slots, types, url, state } = subscription;
	if (settings.replacesExisting) return;
	const listed = await slots.list();
	const former = kept.readRegistration(state)?.url;
	for (const type of types) {
		const present = listed ? slotOf(listed, type)?.url : kept.holder(nameOf(subscription, type));
		if (!listed && present === undefined && context.getMode() === 'manual') throw unknownBeforeTest();
		const isOwn = present === undefined || present === url || present === former || isOwnTest(present, url);
		if (isOwn) continue;
		const what = type === undefined ? 'these notifications' : `'${type}' notifications`;
		throw new HelloAssoError('conflict', `HelloAsso already sends ${what} to another address: ${present}`, {
			description: `${context.getMode() === 'manual' ? 'Test with a pinned sample instead. ' : ''}If that address is no longer needed, switch on 'Replace Existing Address' under 'Options'; a workflow of this n8n has to be deactivated first. Else choose other events under 'Trigger On'.`,
		});
	}
}

/** A test takes the slot away when it ends, be it that of this workflow, active since before a restart of n8n. */
function unknownBeforeTest(): HelloAssoError {
	return new HelloAssoError('conflict', 'HelloAsso does not tell which address is registered for the organization, and a test would replace and then remove it', {
		description: "Test with a pinned sample instead. If no address is needed there, switch on 'Replace Existing Address' under 'Options' for the test.",
	});
}

/** The address for tests of the same node, which a workflow that is activated meanwhile may replace. */
function isOwnTest(present: string, url: string): boolean {
	return present.replace('/webhook-test/', '/webhook/') === url;
}

function keep(subscription: Subscription, slots: Slot[]): void {
	const { url, organizationSlug, state, credential } = subscription;
	const registration: kept.Registration = {
		client: kept.clientName(credential),
		url,
		...(organizationSlug !== undefined && { organizationSlug }),
		slots: slots.map((slot) => kept.keptSlot(slot, credential)),
	};
	kept.keepRegistration(state, registration);
	kept.holdAll(registration, credential);
}

function nameOf({ credential, organizationSlug }: Subscription, type: SlotType): string {
	return kept.slotName(credential, organizationSlug, type);
}

function slotOf(slots: Slot[], type: SlotType): Slot | undefined {
	return slots.find(({ notificationType }) => notificationType === type);
}

function isSame(registration: kept.Registration, { credential, url, organizationSlug, types }: Subscription): boolean {
	const names = (list: SlotType[]) => list.map(String).sort().join();
	return (
		registration.client === kept.clientName(credential) &&
		registration.url === url &&
		registration.organizationSlug === organizationSlug &&
		names(registration.slots.map(({ notificationType }) => notificationType)) === names(types)
	);
}

async function explained<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), inOneLine(error));
	}
}

/** Of an activation that fails n8n shows the message only, so that the next step belongs to it. */
function inOneLine(error: unknown): unknown {
	if (!(error instanceof HelloAssoError) || error.details.description === undefined) return error;
	const { type, message, details } = error;
	return new HelloAssoError(type, `${message}. ${details.description}`, details);
}
