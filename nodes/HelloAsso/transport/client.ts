import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { apiOrigin } from './environments';
import { type ErrorType, type HelloAssoError, invalidParameter } from './errors';
import { explain, explainFailure, explainUnconnected, explainUnreadable, type RequestFacts } from './explain';
import { answerFailure, readFailure } from './failure';
import { queryString } from './query';
import type { ApiRequest, ApiResponse, HelloAssoContext } from './request';
import { withRetry } from './retry';
import { TokenGate, tokenExpiry } from './tokenGate';

export const CREDENTIAL_TYPE = 'helloAssoOAuth2Api';
const TIMEOUT_DEFAULT_MS = 30_000;
/**
 * A refusal comes as an answer with its body, of which n8n 1.x leaves nothing in an error. The 401 is
 * left to n8n, which then renews the token.
 */
const STATUS_AS_ANSWER: IHttpRequestOptions['ignoreHttpStatusErrors'] = { ignore: true, except: [401] };
const TOKEN_REFUSALS: ReadonlySet<ErrorType> = new Set(['unauthorized', 'forbidden', 'rateLimited']);
/** HelloAsso's CDN refuses requests without a User-Agent. */
const USER_AGENT = 'n8n-nodes-helloasso';

interface Connection {
	origin: string;
	/** A partner's credential that no association was connected to yet. */
	unconnected: boolean;
}

/**
 * All HTTP of the package. One client serves one execution of a node: it remembers the environment,
 * the association of the credential, and whether the stored token is good.
 */
export class HelloAssoClient {
	private readonly gate = new TokenGate(async () =>
		tokenExpiry((await this.readCredential()).oauthTokenData),
	);
	private organization: Promise<string> | undefined;
	private connection: Promise<Connection> | undefined;
	/** A key that was refused is not tried again for the next item: HelloAsso counts, and locks it out. */
	private tokenFailure: HelloAssoError | undefined;

	constructor(private readonly context: HelloAssoContext) {}

	/** The only host that requests go to, e.g. `https://api.helloasso.com`. */
	async origin(): Promise<string> {
		return (await this.connect()).origin;
	}

	private async connect(): Promise<Connection> {
		this.connection ??= this.readCredential().then((credential) => ({
			origin: apiOrigin(credential),
			unconnected: credential.grantType === 'pkce' && !storedToken(credential).access_token,
		}));
		return await this.connection;
	}

	/**
	 * Sends one request.
	 * @throws {HelloAssoError} of the kind that fits the failure, never with a token in it
	 */
	async request<Body = unknown>(request: ApiRequest): Promise<ApiResponse<Body>> {
		const repeatable = request.repeatable ?? ['GET', 'HEAD'].includes(request.method);
		const send = async () => await this.send<Body>(request, repeatable);
		return repeatable ? await withRetry(send, this.abortSignal()) : await send();
	}

	/**
	 * The association that an empty 'Organization' stands for: the one that came with the token of a
	 * connected association (PKCE), else the only one the key has rights on.
	 */
	async defaultOrganization(): Promise<string> {
		this.organization ??= this.findOrganization().catch(async (error: unknown) => {
			// A fault that passes must not decide over the items that follow.
			this.organization = undefined;
			return await Promise.reject(error);
		});
		return await this.organization;
	}

	private async findOrganization(): Promise<string> {
		const credential = await this.readCredential();
		const connected = storedToken(credential).organization_slug;
		if (credential.grantType === 'pkce' && typeof connected === 'string' && connected) return connected;
		const { body } = await this.request<Array<{ organizationSlug?: string; name?: string }>>({
			method: 'GET',
			path: '/v5/users/me/organizations',
		});
		const slugs = (Array.isArray(body) ? body : []).flatMap((entry) => entry.organizationSlug ?? []);
		if (slugs.length === 1) return slugs[0];
		throw invalidParameter(
			{ label: 'Organization', name: 'organizationSlug' },
			slugs.length === 0
				? "is empty, and the key of this credential has no organization of its own"
				: `is empty, but the key of this credential has several: ${slugs.join(', ')}`,
			"Choose one under 'Organization'.",
		);
	}

	private async send<Body>(request: ApiRequest, repeatable: boolean): Promise<ApiResponse<Body>> {
		const origin = await this.origin();
		const query = queryString(request.query ?? {});
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${origin}${request.path}${query ? `?${query}` : ''}`,
			headers: {
				Accept: 'application/json',
				'User-Agent': USER_AGENT,
				...(isJson(request.body) && { 'Content-Type': 'application/json' }),
				...request.headers,
			},
			// As text, because n8n leaves an empty object out, which for a directory means "no filter".
			body: isJson(request.body) ? JSON.stringify(request.body) : request.body,
			timeout: request.timeoutMs ?? TIMEOUT_DEFAULT_MS,
			// A redirect could carry the access token to another host; the API documents none.
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: request.authenticated === false || STATUS_AS_ANSWER,
			// Read as text, so that an answer that is not JSON can be told from one that is.
			encoding: request.responseType === 'bytes' ? 'arraybuffer' : 'text',
		};
		const sendOnce = async (): Promise<ApiResponse<Body>> => {
			const facts = async () => await this.facts(request, repeatable, origin);
			try {
				const answer =
					request.authenticated === false
						? await this.context.helpers.httpRequest(options)
						: await this.sendWithToken(options, facts);
				if (answer.statusCode >= 300) {
					throw explainFailure(answerFailure(answer), await facts());
				}
				return {
					statusCode: answer.statusCode,
					headers: answer.headers,
					body: readBody(answer.body, request.responseType) as Body | undefined,
				};
			} catch (error) {
				if (error instanceof UnreadableBody) throw explainUnreadable(error.text, await facts());
				const explained = explain(error, await facts());
				if (isRefusedToken(explained)) this.tokenFailure = explained;
				throw explained;
			}
		};
		return request.authenticated === false ? await sendOnce() : await this.gate.pass(sendOnce);
	}

	private async sendWithToken(
		options: IHttpRequestOptions,
		facts: () => Promise<RequestFacts>,
	): Promise<IN8nHttpFullResponse> {
		if (this.tokenFailure) throw this.tokenFailure;
		if ((await this.connect()).unconnected) throw explainUnconnected(this.credentialName());
		const answer = await this.authorized(options);
		if (answer.statusCode !== 401) return answer;
		// n8n 1.x makes no exception of the 401. Sent again as a request that may fail, it renews the
		// token. HelloAsso has refused the first, so that no write is carried out twice.
		try {
			return await this.authorized({ ...options, ignoreHttpStatusErrors: false });
		} catch (error) {
			throw explainFailure(readFailure(error, 'api'), await facts());
		}
	}

	private async authorized(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const { helpers } = this.context;
		// A copy, because n8n writes the token into the headers.
		const copy = { ...options, headers: { ...options.headers } };
		return await helpers.httpRequestWithAuthentication.call(this.context, CREDENTIAL_TYPE, copy);
	}

	private credentialName(): string {
		return this.context.getNode().credentials?.[CREDENTIAL_TYPE]?.name ?? 'HelloAsso';
	}

	private async facts(
		request: ApiRequest,
		repeatable: boolean,
		origin: string,
	): Promise<RequestFacts> {
		const credential = await this.readCredential();
		const token = storedToken(credential);
		return {
			origin,
			repeatable,
			parameters: request.parameters ?? [],
			privilege: request.privilege,
			timeoutMs: request.timeoutMs ?? TIMEOUT_DEFAULT_MS,
			credentialName: this.credentialName(),
			connected: credential.grantType === 'pkce',
			secrets: [credential.clientSecret, token.access_token, token.refresh_token].filter(
				(secret): secret is string => typeof secret === 'string',
			),
		};
	}

	/** Read anew each time: n8n stores a renewed token in it while we run. */
	private async readCredential(): Promise<ICredentialDataDecryptedObject> {
		return await this.context.getCredentials(CREDENTIAL_TYPE);
	}

	private abortSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: undefined;
	}
}

/** The token answer as n8n keeps it: all fields that HelloAsso sent, `organization_slug` among them. */
function storedToken({ oauthTokenData }: ICredentialDataDecryptedObject): IDataObject {
	return (oauthTokenData as IDataObject | undefined) ?? {};
}

/** What another request would only meet again, unlike a token endpoint that was out of reach. */
function isRefusedToken({ type, details }: HelloAssoError): boolean {
	return details.fromTokenEndpoint === true && TOKEN_REFUSALS.has(type);
}

function isJson(body: ApiRequest['body']): body is IDataObject | IDataObject[] {
	return body !== undefined && !(body instanceof URLSearchParams);
}

function readBody(body: unknown, responseType: ApiRequest['responseType']): unknown {
	if (responseType === 'bytes') return Buffer.from(body as ArrayBuffer);
	const text = typeof body === 'string' ? body : '';
	if (responseType === 'text') return text;
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw unreadable(text);
	}
}

/** Carries the text to where the request is known. */
class UnreadableBody extends Error {
	constructor(readonly text: string) {
		super('not JSON');
	}
}

function unreadable(text: string): UnreadableBody {
	return new UnreadableBody(text);
}
