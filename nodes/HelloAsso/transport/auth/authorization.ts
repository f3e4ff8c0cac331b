import type { ICredentialDataDecryptedObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { renewStoredToken, storedToken, type StoredToken } from '../../n8n/oauth2';
import { apiOrigin } from '../environments';
import { HelloAssoError } from '../errors/helloAssoError';
import { answerFailure, readFailure, type Failure } from '../errors/failure';
import { explainFailure } from '../errors/explain';
import { isNeverSent } from '../errors/kinds';
import type { HelloAssoContext } from '../request';
import { TokenLock } from './tokenLock';
import { countTokenCall } from './tokenLimits';

export const CREDENTIAL_TYPE = 'helloAssoOAuth2Api';
/** How long a new token is trusted that tells no end. */
const UNKNOWN_LIFETIME_MS = 60_000;
/** What another token call would only meet again, unlike an endpoint that was out of reach. */
const REFUSALS: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'rateLimited']);
const NO_REQUEST = { parameters: [], isWrite: false, timeoutMs: 0 };

/** One reading of the credential: where its requests go, and the token that goes with them. */
interface Reading {
	credential: ICredentialDataDecryptedObject;
	origin: string;
	token: StoredToken;
	/** Whose token it has to be: host, key and kind of connection. */
	owner: string;
}

/**
 * The credential of one execution: whose it is, whether its token is good, and requests that carry it.
 *
 * Requests run in parallel while the stored token is good. A token is got or renewed under a
 * single-flight lock that all executions with the credential share: n8n 2.x would get one for each
 * request that starts while none is stored, 1.x for each that meets an expired one, and HelloAsso
 * allows ten in ten seconds.
 */
export class Authorization {
	private readonly shared: TokenLock;
	/** Kept while its token is good, because a reading takes n8n 9 ms. */
	private reading: Promise<Reading> | undefined;
	/** Of the first reading. What is found out with it, such as ids and the organization, holds for no other. */
	private owner: string | undefined;

	constructor(private readonly context: HelloAssoContext) {
		this.shared = TokenLock.of(this.reference()?.id);
	}

	/** The association that a partner connected. */
	async connectedOrganization(): Promise<string | undefined> {
		const { credential, token } = await this.read();
		return isPartner(credential) ? token.organizationSlug : undefined;
	}

	/** What an error text says of the credential. */
	async facts() {
		const { credential, origin, token } = await this.read();
		return {
			credentialName: this.name(),
			connected: isPartner(credential),
			origin,
			secrets: [credential.clientSecret, token.value, token.refreshToken].filter(
				(secret): secret is string => typeof secret === 'string',
			),
		};
	}

	/**
	 * Sends with the access token, to the origin of the same reading; any answer comes back as it is,
	 * but for a 401 in spite of a new token.
	 */
	async send(
		sendWith: (
			origin: string,
			credential: ICredentialDataDecryptedObject,
		) => Promise<IN8nHttpFullResponse>,
		waitTimeoutMs: number,
	): Promise<IN8nHttpFullResponse> {
		const attempt = async (rejected?: string) => {
			const reading = await this.authorized(waitTimeoutMs, rejected);
			const { credential, origin, token, owner } = reading;
			if (token.value !== undefined) this.shared.note(token.value, owner, token.expiresAt);
			return { reading, answer: await sendWith(origin, credential) };
		};
		const { reading, answer } = await attempt();
		if (answer.statusCode !== 401) return answer;
		// HelloAsso has refused it, so a write is not carried out twice.
		const again = await attempt(reading.token.value);
		if (again.answer.statusCode !== 401) return again.answer;
		throw this.shared.refuse(
			fingerprint(again.reading),
			await this.explained(answerFailure(again.answer)),
		);
	}

	/** A reading with a good token, other than one that the API rejected; if need be with a new one. */
	private async authorized(waitTimeoutMs: number, rejected?: string): Promise<Reading> {
		const deadlineMs = Date.now() + waitTimeoutMs;
		const isGood = ({ credential, owner, token: { value, expiresAt } }: Reading) =>
			value !== undefined &&
			value !== rejected &&
			!isOfOtherGrant(credential) &&
			!this.shared.isOfOtherOwner(value, owner) &&
			this.shared.isCurrent(value, expiresAt);
		let isNew = this.reading === undefined;
		let reading = await this.read();
		while (!isGood(reading) && this.shared.isLocked) {
			await this.shared.lockReleased(deadlineMs);
			isNew = false;
			reading = await this.read();
		}
		if (isGood(reading)) return reading;
		return await this.shared.withLock(async () => {
			if (!isNew) reading = await this.readAgain();
			return isGood(reading) ? reading : await this.renew(reading);
		});
	}

	/** A key's own token can be had at once, an association's takes its consent. */
	private async renew(reading: Reading): Promise<Reading> {
		const { credential, origin, owner, token } = reading;
		const isForeign = isOfOtherGrant(credential) || this.shared.isOfOtherOwner(token.value, owner);
		if (isPartner(credential) && (isForeign || !token.refreshToken)) {
			const message = `The credential '${this.name()}' is not connected to HelloAsso`;
			const description = 'Open the credential and press Connect.';
			throw new HelloAssoError('unauthorized', message, { description, fromTokenEndpoint: true });
		}
		const refusal = this.shared.refusalOf(fingerprint(reading));
		if (refusal) throw refusal;
		const uncount = countTokenCall(`${origin} ${String(credential.clientId)}`);
		try {
			const data = await renewStoredToken(this.context, CREDENTIAL_TYPE, credential);
			const { value, expiresAt = 0 } = storedToken({ oauthTokenData: data });
			// Counted from now, whatever the clock of this computer says of the token's own end.
			const lifetimeMs = Number(data.expires_in) * 1000 || UNKNOWN_LIFETIME_MS;
			if (value) this.shared.note(value, owner, Math.max(expiresAt, Date.now() + lifetimeMs));
		} catch (error) {
			const failure = readFailure(error, 'token');
			if (isNeverSent(failure)) uncount();
			const explained = await this.explained(failure);
			if (REFUSALS.has(explained.type)) this.shared.refuse(fingerprint(reading), explained);
			throw explained;
		}
		return await this.readAgain();
	}

	private async explained(failure: Failure): Promise<HelloAssoError> {
		return explainFailure(failure, { ...NO_REQUEST, ...(await this.facts()) });
	}

	private async readAgain(): Promise<Reading> {
		this.reading = undefined;
		return await this.read();
	}

	async read(): Promise<Reading> {
		this.reading ??= this.readCredential();
		return await this.reading.catch(async (error: unknown) => {
			this.reading = undefined;
			return await Promise.reject(error);
		});
	}

	/** @throws {HelloAssoError} when the credential has become that of another key or environment */
	private async readCredential(): Promise<Reading> {
		const credential = await this.context.getCredentials(CREDENTIAL_TYPE);
		const origin = apiOrigin(credential);
		const kind = isPartner(credential) ? 'partner' : 'own';
		const owner = [origin, String(credential.clientId), kind].join(' ');
		this.owner ??= owner;
		if (this.owner !== owner) {
			const message = `The credential '${this.name()}' was changed while the node was running`;
			const description =
				'Nothing more was sent, because ids and organizations of one key or environment mean something else in another. Run the workflow again.';
			throw new HelloAssoError('unauthorized', message, { description });
		}
		return { credential, origin, owner, token: storedToken(credential) };
	}

	name(): string {
		return this.reference()?.name ?? 'HelloAsso';
	}

	private reference() {
		return this.context.getNode().credentials?.[CREDENTIAL_TYPE];
	}
}

/** Connected by a partner, rather than by its own key. n8n 1.x drops the grant during Connect (see the credential). */
function isPartner({ grantType }: ICredentialDataDecryptedObject): boolean {
	return grantType !== 'clientCredentials';
}

/**
 * n8n keeps the stored token when 'Connection' is changed, but one of an association that was connected
 * is not the key's own, and the key's own is no connection. `organization_slug` tells them apart.
 */
function isOfOtherGrant(credential: ICredentialDataDecryptedObject): boolean {
	const { value, organizationSlug } = storedToken(credential);
	return value !== undefined && isPartner(credential) !== (organizationSlug !== undefined);
}

/** What a token is asked for with, to detect edits. */
function fingerprint({ credential, owner, token }: Reading): string {
	const grant = isPartner(credential) ? token.refreshToken : undefined;
	return JSON.stringify([owner, credential.clientSecret, grant]);
}
