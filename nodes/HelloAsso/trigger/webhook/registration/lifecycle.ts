import type { IHookFunctions } from 'n8n-workflow';

import {
	CREDENTIAL_TYPE,
	HelloAssoClient,
	HelloAssoError,
	isTransient,
	toNodeError,
} from '../../../transport';
import * as kept from './storedRegistration';
import { readSettings } from '../settings';
import {
	NotificationAddresses,
	type NotificationAddress,
	type NotificationType,
} from './notificationAddresses';
import { isSame, keep, openSubscription, refuseForeign, slotOf } from './subscription';

/** n8n's three questions on activation and deactivation. */
export const webhookMethods = { default: { checkExists, create, delete: remove } };

/** Whether HelloAsso has our address in every slot; where it cannot be asked, whether we keep it as registered. */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		const registration = kept.readRegistration(this.getWorkflowStaticData('node'));
		// Also after a change to manual, for what was registered before is to be removed.
		if (!settings.registers) return registration === undefined;
		const subscription = await openSubscription(this, settings);
		if (!registration || !isSame(registration, subscription)) return false;
		const listed = await subscription.slots.list().catch(async (error: unknown) =>
			// HelloAsso is out of reach while n8n starts: nothing says that our address is gone.
			isLost(error) ? undefined : await Promise.reject(error),
		);
		const mine = listed && subscription.types.flatMap((type) => slotOf(listed, type) ?? []);
		if (
			mine &&
			!(
				mine.length === subscription.types.length &&
				mine.every(({ url }) => url === subscription.url)
			)
		)
			return false;
		if (kept.hasLostKeys(registration, subscription.credential)) return false;
		if (mine) keep(subscription, mine);
		else kept.holdAll(registration, subscription.credential);
		return true;
	});
}

async function create(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		if (!settings.registers) return await remove.call(this);
		const subscription = await openSubscription(this, settings);
		const { slots, types, url } = subscription;
		await refuseForeign(this, subscription);
		const former = kept.readRegistration(subscription.state);
		if (former && !isSame(former, subscription)) await remove.call(this);
		const done: NotificationAddress[] = [];
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
		throw new HelloAssoError(
			'conflict',
			"it was registered with another 'Client ID' or 'Environment' than the credential has now",
		);
	}
	const slots = new NotificationAddresses(
		new HelloAssoClient(context),
		registration.organizationSlug,
	);
	const listed = await slots.list();
	for (const { notificationType } of registration.slots) {
		const name = kept.slotName(credential, registration.organizationSlug, notificationType);
		const present = listed
			? slotOf(listed, notificationType)?.url
			: (kept.holder(name) ?? registration.url);
		if (present === registration.url)
			await removeSlot(context, slots, registration, notificationType);
		kept.release(name, registration.url);
	}
	kept.keepRegistration(state, undefined);
	return true;
}

/** An organization that was renamed is unknown under its old slug; its address has moved with it. */
async function removeSlot(
	context: IHookFunctions,
	slots: NotificationAddresses,
	{ organizationSlug }: kept.Registration,
	type: NotificationType,
): Promise<void> {
	await slots.remove(type).catch(async (error: unknown) => {
		const mayBeRenamed =
			error instanceof HelloAssoError && /^(notFound|forbidden)$/.test(error.type);
		const present =
			mayBeRenamed && organizationSlug !== undefined ? await onlyOrganization(context) : undefined;
		if (present === undefined || present === organizationSlug) return await Promise.reject(error);
		return await new NotificationAddresses(new HelloAssoClient(context), present).remove(type);
	});
}

/** The organization of a connected credential under its present slug; the one that came with the token may be old. */
async function onlyOrganization(context: IHookFunctions): Promise<string | undefined> {
	const slugs = await new HelloAssoClient(context).organizationSlugs();
	return slugs.length === 1 ? slugs[0] : undefined;
}

/** Whether nobody knows if HelloAsso did what it was asked for. */
function isLost(error: unknown): boolean {
	return error instanceof HelloAssoError && isTransient(error);
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
