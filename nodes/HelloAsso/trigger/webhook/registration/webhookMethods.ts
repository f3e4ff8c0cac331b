import type { IHookFunctions } from 'n8n-workflow';

import * as transport from '../../../transport';
import { readSettings } from '../settings';
import { claimAll } from './claims';
import { requireKnownForms } from './knownForms';
import type { NotificationAddress } from './notificationAddresses';
import { removeLeftovers, removeRegistration } from './removal';
import * as stored from './storedRegistration';
import { isSame, readSubscription, requireUnclaimed, save } from './subscription';

export const webhookMethods = { default: { checkExists, create, delete: remove } };

/** Whether HelloAsso has our address everywhere; where it cannot be asked, whether it is stored as registered. */
async function checkExists(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		await requireKnownForms(this, settings);
		const staticData = this.getWorkflowStaticData('node');
		const registration = stored.readRegistration(staticData);
		// Also after a change to manual, for what was registered before is to be removed.
		if (!settings.registers) return !registration && stored.readLeftovers(staticData).length === 0;
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
		// HelloAsso tells the keys of a partner's own address again, but of an organization's only a new one.
		const isOfOne = registration.organizationSlug !== undefined;
		if (isOfOne && stored.hasLostKeys(registration, credential)) return false;
		if (own) save(subscription, own);
		else claimAll(registration);
		await removeLeftovers(this);
		return true;
	});
}

async function create(this: IHookFunctions): Promise<boolean> {
	return await explained(this, async () => {
		const settings = await readSettings(this);
		const staticData = this.getWorkflowStaticData('node');
		if (!settings.registers) return await remove.call(this).then(() => true);
		const subscription = await readSubscription(this, settings);
		const { addresses, credential, organizationSlug, types, url } = subscription;
		await requireUnclaimed(this, subscription);
		const client = stored.clientName(credential);
		stored.forgetReplaced(staticData, { client, organizationSlug }, types);
		await removeLeftovers(this);
		const former = stored.readRegistration(staticData);
		if (former && !isSame(former, subscription)) await removeRegistration(this);
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

async function remove(this: IHookFunctions): Promise<boolean> {
	// In this order, so that what cannot be removed is not tried twice.
	await removeLeftovers(this);
	return await removeRegistration(this);
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
