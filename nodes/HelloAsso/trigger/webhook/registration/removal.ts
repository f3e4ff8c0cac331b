import type { ICredentialDataDecryptedObject, IHookFunctions } from 'n8n-workflow';

import * as transport from '../../../transport';
import { hasCredential } from '../settings';
import { abandonAll, claimOf, unclaim } from './claims';
import { NotificationAddresses, type NotificationType } from './notificationAddresses';
import * as stored from './storedRegistration';

/** What comes after must not wait for something old. */
const ONCE = { timeoutMs: 10_000, isRetryable: false };
const GONE = new Set([403, 404, 410]);

/** Why an address is still at HelloAsso, or may be. */
interface Problem {
	text: string;
	/** Whether trying again would bring the same answer, e.g. of an organization that is not connected any more. */
	isFinal: boolean;
}

/** Removes what is registered. What cannot be removed now becomes a leftover, and n8n continues. */
export async function removeRegistration(context: IHookFunctions): Promise<boolean> {
	const staticData = context.getWorkflowStaticData('node');
	const registration = stored.readRegistration(staticData);
	if (!registration) return true;
	const problem = await attempt(context, registration, false);
	if (problem) report(context, registration, problem);
	if (problem && !problem.isFinal) {
		abandonAll(registration);
		stored.saveLeftovers(staticData, [...stored.readLeftovers(staticData), registration]);
	}
	stored.saveRegistration(staticData);
	return problem === undefined;
}

/** Tries to remove each leftover for which the key is at hand; never fails. */
export async function removeLeftovers(context: IHookFunctions): Promise<void> {
	const staticData = context.getWorkflowStaticData('node');
	const kept: stored.Registration[] = [];
	for (const leftover of stored.readLeftovers(staticData)) {
		const problem = await attempt(context, leftover, true);
		if (problem) report(context, leftover, problem);
		if (problem && !problem.isFinal) {
			abandonAll(leftover);
			kept.push(leftover);
		}
	}
	stored.saveLeftovers(staticData, kept);
}

async function attempt(
	context: IHookFunctions,
	registration: stored.Registration,
	isLeftover: boolean,
): Promise<Problem | undefined> {
	try {
		const credential = hasCredential(context)
			? await context.getCredentials(transport.CREDENTIAL_TYPE)
			: undefined;
		if (credential && registration.client === stored.clientName(credential))
			return await removeAll(context, credential, registration, isLeftover);
		const text = "it was registered with another 'Client ID' or 'Environment'";
		return { text, isFinal: false };
	} catch (error) {
		return problemOf(error);
	}
}

async function removeAll(
	context: IHookFunctions,
	credential: ICredentialDataDecryptedObject,
	registration: stored.Registration,
	isLeftover: boolean,
): Promise<Problem | undefined> {
	const { url, organizationSlug, slots } = registration;
	const how = isLeftover ? ONCE : {};
	const client = new transport.HelloAssoClient(context);
	const listed = await new NotificationAddresses(client, organizationSlug).list(how);
	const problems: Problem[] = [];
	for (const { notificationType: type } of slots) {
		const claim = claimOf(credential, organizationSlug, type);
		// Of an organization HelloAsso does not tell, and much may have happened since a leftover was left.
		const present = listed ? listed.get(type)?.url : (claim?.url ?? (isLeftover ? null : url));
		if (present === null) problems.push(UNKNOWN);
		if (present === url) {
			const isReplaced = (slug: string) => {
				const other = claimOf(credential, slug, type);
				return other !== undefined && (isLeftover || other.url !== url);
			};
			await removeAddress(client, organizationSlug, type, how, isReplaced).catch((error: unknown) =>
				problems.push(problemOf(error)),
			);
		}
		if (problems.every(({ isFinal }) => isFinal)) unclaim(registration, type);
	}
	return problems.find(({ isFinal }) => !isFinal) ?? problems[0];
}

const UNKNOWN: Problem = {
	text: 'HelloAsso does not tell whether it is still that of this trigger, or by now that of somebody else',
	isFinal: false,
};

function problemOf(error: unknown): Problem {
	const text = error instanceof Error ? error.message : String(error);
	const { httpCode } = error instanceof transport.HelloAssoError ? error.details : {};
	return { text, isFinal: httpCode !== undefined && GONE.has(httpCode) };
}

/**
 * An organization that was renamed is unknown under its old slug; its address has moved with it.
 *
 * @param isReplaced whether another address has taken its place under a new slug
 */
async function removeAddress(
	client: transport.HelloAssoClient,
	organizationSlug: string | undefined,
	type: NotificationType,
	how: { timeoutMs?: number; isRetryable?: boolean },
	isReplaced: (slug: string) => boolean,
): Promise<void> {
	const removeFor = async (slug: string | undefined) =>
		await new NotificationAddresses(client, slug).remove(type, how);
	await removeFor(organizationSlug).catch(async (error: unknown) => {
		const mayBeRenamed = organizationSlug !== undefined && problemOf(error).isFinal;
		// The only one of a connected credential; the slug that came with the token may be old.
		const [present, ...others] = mayBeRenamed ? await client.organizationSlugs(how) : [];
		if (present === undefined || others.length > 0 || present === organizationSlug)
			return await Promise.reject(error);
		if (!isReplaced(present)) await removeFor(present);
	});
}

function report(
	context: IHookFunctions,
	{ url, organizationSlug }: stored.Registration,
	{ text, isFinal }: Problem,
): void {
	const whose = organizationSlug === undefined ? 'the partner' : `'${organizationSlug}'`;
	const next = isFinal
		? 'It is not tried again: if notifications still come, ask HelloAsso to remove the address.'
		: "It stands in the way of nothing. To remove it, choose the credential that it was registered with and 'Automatic' under 'Registration', activate the workflow, and deactivate it.";
	context.logger.warn(
		`HelloAsso still has a notification address of '${context.getNode().name}' for ${whose}, ${url}, which could not be removed: ${text}. ${next}`,
	);
}
