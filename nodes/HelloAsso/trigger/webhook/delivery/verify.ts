import type { IWebhookFunctions } from 'n8n-workflow';

import { apiOrigin, type HelloAssoClient } from '../../../transport';
import { checkSignature } from '../registration/signatureKeys';
import { hasCredential, type Settings } from '../settings';
import { isConfirmable } from './confirm';
import type { NotificationEvent } from './event';
import { WebhookRejection } from './rejection';
import { isFromHelloAsso } from './sourceAddress';

export type Verification = 'signature' | 'api' | 'sourceIp';

export interface Verified {
	/** What proves the event so far. */
	verifiedBy: Verification[];
	/** Signed with a key of what is registered now, so that it is meant for this trigger, its metadata included. */
	isOwnSignature: boolean;
	/** Whether the API is to be asked, which is the only proof where `verifiedBy` has no signature. */
	asksApi: boolean;
}

/**
 * One sufficient proof is enough: a signature that fits, or the API's own version of the event, which is still to
 * be read. The sender's address is a hint; it decides only where nothing else can.
 *
 * @throws {WebhookRejection} 401, 403 or 503 for an event that has no such proof and cannot get one
 */
export async function verify(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	settings: Settings,
	event: NotificationEvent,
	rawBody: Buffer,
): Promise<Verified> {
	const signature = await checkSignature(context, client, settings, rawBody);
	const isSigned = signature === 'own' || signature === 'former';
	const asksApi = settings.confirms && isConfirmable(event);
	const addressDecides = !isSigned && !asksApi;
	if (addressDecides && signature === 'wrong')
		throw new WebhookRejection(401, 'The signature is missing or wrong');
	const isKnownSender = await isSentByHelloAsso(context, client, settings).catch(
		async (error: unknown) =>
			addressDecides && settings.checksSource ? await Promise.reject(error) : false,
	);
	if (addressDecides && signature === 'unreadable') {
		// A partner's events may be of any organization, and HelloAsso sends others to whoever pasted this address.
		const isEnough = isKnownSender && settings.checksSource && settings.scope !== 'partner';
		if (!isEnough) throw new WebhookRejection(503, UNREADABLE);
	}
	if (addressDecides && settings.checksSource && !isKnownSender)
		throw new WebhookRejection(403, 'Not sent from an address of HelloAsso');
	const verifiedBy: Verification[] = [];
	if (isSigned) verifiedBy.push('signature');
	if (isKnownSender) verifiedBy.push('sourceIp');
	return { verifiedBy, isOwnSignature: signature === 'own', asksApi };
}

const UNREADABLE =
	'The signature key cannot be read, because the credential has changed since the workflow was activated: deactivate and activate it for a new one';

async function isSentByHelloAsso(
	context: IWebhookFunctions,
	client: HelloAssoClient,
	{ additionalAddresses }: Settings,
): Promise<boolean> {
	const credential = hasCredential(context) ? await client.credential() : undefined;
	return isFromHelloAsso({
		ip: context.getRequestObject().ip,
		environment: credential && String(credential.environment),
		apiOrigin: credential && apiOrigin(credential),
		additional: additionalAddresses,
	});
}
