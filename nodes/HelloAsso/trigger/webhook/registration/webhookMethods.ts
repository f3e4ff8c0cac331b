import type { IHookFunctions } from 'n8n-workflow';

import * as transport from '../../../transport';
import { readSettings } from '../settings';
import {
	NotificationAddresses,
	type NotificationAddress,
	type NotificationType,
} from './notificationAddresses';
import * as stored from './storedRegistration';
import { isSame, readSubscription, requireUnclaimed, save } from './subscription';

export const webhookMethods = { default: { checkExists, create, delete: remove } };

/** Whether HelloAsso has our address everywhere; where it cannot be asked, whether it is stored as registered. */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		const registration = stored.readRegistration(this.getWorkflowStaticData('node'));
		// Also after a change to manual, for what was registered before is to be removed.
		if (!settings.registers) return registration === undefined;
		const subscription = await readSubscription(this, settings);
		if (!registration || !isSame(registration, subscription)) return false;
		const { addresses, credential, types, url } = subscription;
		const listed = await addresses.list().catch(async (error: unknown) =>
			// HelloAsso is out of reach while n8n starts: nothing says that our address is gone.
			isLost(error) ? undefined : await Promise.reject(error),
		);
		const found = listed && types.flatMap((type) => listed.get(type) ?? []);
		const own = found?.filter((address) => address.url === url);
		if (own && own.length < types.length) return false;
		if (stored.hasLostKeys(registration, credential)) return false;
		if (own) save(subscription, own);
		else stored.claimAll(registration, credential);
		return true;
	});
}

async function create(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		if (!settings.registers) return await remove.call(this);
		const subscription = await readSubscription(this, settings);
		const { addresses, types, url } = subscription;
		await requireUnclaimed(this, subscription);
		const former = stored.readRegistration(subscription.staticData);
		if (former && !isSame(former, subscription)) await remove.call(this);
		const done: NotificationAddress[] = [];
		try {
			for (const type of types) done.push(await addresses.set(type, url));
		} catch (error) {
			// n8n keeps nothing of an activation that failed. After a lost answer the last one counts as done.
			const toUndo = types.slice(0, done.length + (isLost(error) ? 1 : 0));
			for (const type of toUndo) await addresses.remove(type).catch(() => undefined);
			return await Promise.reject(error);
		}
		save(subscription, done);
		return true;
	});
}

/** Removes what is our own. What cannot be removed now stays stored, and n8n goes on. */
async function remove(this: IHookFunctions): Promise<boolean> {
	try {
		await removeStored(this);
		return true;
	} catch (error) {
		this.logger.error(
			`HelloAsso still has the notification address of '${this.getNode().name}', which could not be removed: ${error instanceof Error ? error.message : String(error)}`,
		);
		return false;
	}
}

async function removeStored(context: IHookFunctions): Promise<void> {
	const staticData = context.getWorkflowStaticData('node');
	const registration = stored.readRegistration(staticData);
	if (!registration) return;
	const credential = await context.getCredentials(transport.CREDENTIAL_TYPE);
	if (registration.client !== stored.clientName(credential)) {
		throw new transport.HelloAssoError(
			'conflict',
			"it was registered with another 'Client ID' or 'Environment' than the credential has now",
		);
	}
	const { url, organizationSlug, slots } = registration;
	const client = new transport.HelloAssoClient(context);
	const listed = await new NotificationAddresses(client, organizationSlug).list();
	for (const { notificationType } of slots) {
		const name = stored.claimName(credential, organizationSlug, notificationType);
		const claimed = stored.claimed.get(name);
		const present = listed ? listed.get(notificationType)?.url : (claimed ?? url);
		if (present === url) await removeAddress(client, organizationSlug, notificationType);
		if (claimed === url) stored.claimed.delete(name);
	}
	stored.saveRegistration(staticData);
}

/** An organization that was renamed is unknown under its old slug; its address has moved with it. */
async function removeAddress(
	client: transport.HelloAssoClient,
	organizationSlug: string | undefined,
	type: NotificationType,
): Promise<void> {
	const removeFor = async (slug: string | undefined) =>
		await new NotificationAddresses(client, slug).remove(type);
	await removeFor(organizationSlug).catch(async (error: unknown) => {
		const mayBeRenamed =
			organizationSlug !== undefined &&
			error instanceof transport.HelloAssoError &&
			/^(notFound|forbidden)$/.test(error.type);
		// The only one of a connected credential; the slug that came with the token may be old.
		const [present, ...others] = mayBeRenamed ? await client.organizationSlugs() : [];
		if (present === undefined || others.length > 0 || present === organizationSlug)
			return await Promise.reject(error);
		return await removeFor(present);
	});
}

/** Whether nobody knows if HelloAsso did what it was asked for. */
function isLost(error: unknown): boolean {
	return error instanceof transport.HelloAssoError && transport.isTransient(error);
}

async function explained<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw transport.toNodeError(context.getNode(), inOneLine(error));
	}
}

/** n8n shows only the message of an activation that fails, so the next step becomes part of it. */
function inOneLine(error: unknown): unknown {
	if (!(error instanceof transport.HelloAssoError)) return error;
	const { type, message, details } = error;
	if (details.description === undefined) return error;
	return new transport.HelloAssoError(type, `${message}. ${details.description}`, details);
}
