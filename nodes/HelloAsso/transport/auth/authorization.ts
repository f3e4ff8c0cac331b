import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { API_BASE_PATH, apiOrigin } from '../environments';
import type { HelloAssoError } from '../errors/helloAssoError';
import { explain, explainFailure, explainUnconnected, type RequestFacts } from '../errors/texts';
import { readFailure } from '../errors/outcome';
import type { HelloAssoContext } from '../request';
import { OWN_ORGANIZATIONS } from '../routes';
import { isOfOtherGrant, isPartner, storedToken } from './storedToken';
import { isRefusedToken, TokenGuard, type TokenState } from './tokenGuard';
import { SharedToken } from './sharedToken';

export const CREDENTIAL_TYPE = 'helloAssoOAuth2Api';
/**
 * A refusal comes as an answer with its body, of which n8n 1.x leaves nothing in an error. The 401 is
 * left to n8n, which then renews the token.
 */
const STATUS_AS_ANSWER: IHttpRequestOptions['ignoreHttpStatusErrors'] = {
	ignore: true,
	except: [401],
};
/** Read by n8n in place of the access token, so that HelloAsso refuses it and n8n gets a new one. */
const NO_TOKEN = { oauth2: { property: 'token_type' } };

type ReadFacts = () => Promise<RequestFacts>;
type SendWithToken = (
	options: IHttpRequestOptions,
	instructions?: IAdditionalCredentialOptions,
) => Promise<IN8nHttpFullResponse>;

/** The credential of one execution: whose it is, whether its token is good, and requests that carry it. */
export class Authorization {
	private readonly lane: SharedToken;
	private readonly gate: TokenGuard;
	/** A key that was refused is not tried again for the next item: HelloAsso counts, and locks it out. */
	private refusal: HelloAssoError | undefined;
	/** The credential as it was read since the last request. */
	private reading: Promise<ICredentialDataDecryptedObject> | undefined;

	constructor(
		private readonly context: HelloAssoContext,
		private readonly sendRequest: SendWithToken,
	) {
		this.lane = SharedToken.of(this.reference()?.id);
		this.gate = new TokenGuard(this.lane, {
			read: async () => await this.readToken(),
			replace: async () => await this.replaceToken(),
			forget: () => this.forget(),
		});
	}

	/**
	 * The fields of the credential. Read once for all that is asked before a request leaves, because
	 * n8n 2.x sets up a JavaScript engine for each reading; anew after it, because n8n stores a renewed
	 * token meanwhile.
	 */
	async credential(): Promise<ICredentialDataDecryptedObject> {
		this.reading ??= this.read();
		return await this.reading.catch(async (error: unknown) => {
			this.forget();
			return await Promise.reject(error);
		});
	}

	async origin(): Promise<string> {
		return apiOrigin(await this.credential());
	}

	/** The next to ask gets the credential as it is stored then. */
	forget(): void {
		this.reading = undefined;
	}

	/** The association that a partner connected. */
	async connectedOrganization(): Promise<string | undefined> {
		const credential = await this.credential();
		return isPartner(credential) ? storedToken(credential).organizationSlug : undefined;
	}

	/** What an error text says of the credential. */
	async facts(): Promise<Pick<RequestFacts, 'credentialName' | 'connected' | 'secrets'>> {
		const credential = await this.read();
		const { value, refreshToken } = storedToken(credential);
		return {
			credentialName: this.name(),
			connected: isPartner(credential),
			secrets: [credential.clientSecret, value, refreshToken].filter(
				(secret): secret is string => typeof secret === 'string',
			),
		};
	}

	/** Sends with the access token; any answer but a 401 comes back as it is. */
	async send(options: IHttpRequestOptions, facts: ReadFacts): Promise<IN8nHttpFullResponse> {
		const { timeout: patienceMs = 0 } = options;
		return await this.gate.pass(async () => {
			if (this.refusal) throw this.refusal;
			const { renewals } = this.lane;
			const answer = await this.attempt(options, STATUS_AS_ANSWER, facts);
			if (answer.statusCode !== 401) return answer;
			// n8n 1.x makes no exception of the 401. Sent again as a request that may fail, it renews the
			// token. HelloAsso has refused the first, so that no write is carried out twice.
			return await this.gate.renew(
				async () => await this.attempt(options, false, facts),
				patienceMs,
				renewals,
			);
		}, patienceMs);
	}

	private async attempt(
		options: IHttpRequestOptions,
		ignoreHttpStatusErrors: IHttpRequestOptions['ignoreHttpStatusErrors'],
		facts: ReadFacts,
	): Promise<IN8nHttpFullResponse> {
		try {
			return await this.sendWithToken({ ...options, ignoreHttpStatusErrors });
		} catch (error) {
			const explained =
				ignoreHttpStatusErrors === false
					? explainFailure(readFailure(error, 'api'), await facts())
					: explain(error, await facts());
			if (isRefusedToken(explained)) this.refusal = explained;
			throw explained;
		}
	}

	private async sendWithToken(
		...request: Parameters<SendWithToken>
	): Promise<IN8nHttpFullResponse> {
		try {
			return await this.sendRequest(...request);
		} finally {
			this.forget();
		}
	}

	private async readToken(): Promise<TokenState> {
		const credential = await this.credential();
		const { value, expiresAt } = storedToken(credential);
		return {
			value,
			expiresAt,
			owner: [apiOrigin(credential), credential.clientId, credential.grantType].join(' '),
			usable: !isOfOtherGrant(credential) && (value !== undefined || !isPartner(credential)),
			credential: JSON.stringify(credential),
		};
	}

	/** A key's own token can be had at once, an association's takes its consent. */
	private async replaceToken(): Promise<void> {
		const credential = await this.credential();
		if (isPartner(credential)) throw explainUnconnected(this.name());
		const options: IHttpRequestOptions = {
			url: `${apiOrigin(credential)}${API_BASE_PATH}${OWN_ORGANIZATIONS}`,
			disableFollowRedirect: true,
		};
		await this.sendWithToken(options, NO_TOKEN).catch(async (error: unknown) => {
			const failure = readFailure(error, 'api');
			// The request itself is meant to be refused.
			if (failure.source !== 'token') return;
			throw explainFailure(failure, {
				...NOTHING_ASKED,
				origin: apiOrigin(credential),
				...(await this.facts()),
			});
		});
	}

	private name(): string {
		return this.reference()?.name ?? 'HelloAsso';
	}

	private reference() {
		return this.context.getNode().credentials?.[CREDENTIAL_TYPE];
	}

	private async read(): Promise<ICredentialDataDecryptedObject> {
		return await this.context.getCredentials(CREDENTIAL_TYPE);
	}
}

const NOTHING_ASKED = { parameters: [], isRetryable: true, timeoutMs: 0 };
