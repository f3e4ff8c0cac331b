import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { apiOrigin } from './environments';
import { HelloAssoError, invalidParameter } from './errors';
import { explain, type RequestFacts } from './explain';
import type { PathValue } from './path';
import { queryString, type Query } from './query';
import { withRetry } from './retry';
import { TokenGate, tokenExpiry } from './tokenGate';

export const CREDENTIAL_TYPE = 'helloAssoOAuth2Api';
const TIMEOUT_DEFAULT_MS = 30_000;
/** HelloAsso's CDN refuses requests without a User-Agent. */
const USER_AGENT = 'n8n-nodes-helloasso';

export type HelloAssoContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Starts with `/v5/`, from `buildPath` or `freePath`. */
	path: string;
	query?: Query;
	/** Sent as JSON, or form-encoded as URLSearchParams. */
	body?: IDataObject | IDataObject[] | URLSearchParams;
	headers?: Record<string, string>;
	/** What comes back: parsed JSON (default), the text as it is, or the bytes. */
	responseType?: 'json' | 'text' | 'bytes';
	/** False sends the request without access token. */
	authenticated?: boolean;
	timeoutMs?: number;
	/** True for a request that only reads: it may be sent again. Default: GET and HEAD. */
	repeatable?: boolean;
	/** For the error text: the inputs in the path, and the privilege the operation needs. */
	parameters?: readonly PathValue[];
	privilege?: string;
}

export interface ApiResponse<Body = unknown> {
	statusCode: number;
	headers: IDataObject;
	/** undefined when HelloAsso answered with an empty body, as several of its writes do. */
	body: Body | undefined;
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
	private apiAddress: Promise<string> | undefined;

	constructor(private readonly context: HelloAssoContext) {}

	/** The only host that requests go to, e.g. `https://api.helloasso.com`. */
	async origin(): Promise<string> {
		this.apiAddress ??= this.readCredential().then(apiOrigin);
		return await this.apiAddress;
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
		this.organization ??= this.findOrganization();
		return await this.organization;
	}

	private async findOrganization(): Promise<string> {
		const { grantType, oauthTokenData } = await this.readCredential();
		const connected = (oauthTokenData as IDataObject | undefined)?.organization_slug;
		if (grantType === 'pkce' && typeof connected === 'string' && connected) return connected;
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
			headers: { Accept: 'application/json', 'User-Agent': USER_AGENT, ...request.headers },
			body: request.body,
			timeout: request.timeoutMs ?? TIMEOUT_DEFAULT_MS,
			// A redirect could carry the access token to another host; the API documents none.
			disableFollowRedirect: true,
			returnFullResponse: true,
			// Read as text, so that an answer that is not JSON can be told from one that is.
			encoding: request.responseType === 'bytes' ? 'arraybuffer' : 'text',
		};
		const { helpers } = this.context;
		try {
			const answer: IN8nHttpFullResponse =
				request.authenticated === false
					? await helpers.httpRequest(options)
					: await this.gate.pass(
							async () =>
								await helpers.httpRequestWithAuthentication.call(
									this.context,
									CREDENTIAL_TYPE,
									options,
								),
						);
			return {
				statusCode: answer.statusCode,
				headers: answer.headers as IDataObject,
				body: readBody(answer.body, request.responseType) as Body | undefined,
			};
		} catch (error) {
			throw explain(error, await this.facts(request, repeatable, origin));
		}
	}

	private async facts(
		request: ApiRequest,
		repeatable: boolean,
		origin: string,
	): Promise<RequestFacts> {
		const credential = await this.readCredential();
		const token = credential.oauthTokenData as IDataObject | undefined;
		return {
			origin,
			repeatable,
			parameters: request.parameters ?? [],
			privilege: request.privilege,
			timeoutMs: request.timeoutMs ?? TIMEOUT_DEFAULT_MS,
			credentialName: this.context.getNode().credentials?.[CREDENTIAL_TYPE]?.name ?? 'HelloAsso',
			secrets: [credential.clientSecret, token?.access_token, token?.refresh_token].filter(
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

function readBody(body: unknown, responseType: ApiRequest['responseType']): unknown {
	if (responseType === 'bytes') return Buffer.from(body as ArrayBuffer);
	const text = typeof body === 'string' ? body : '';
	if (responseType === 'text') return text;
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		throw notJson(text);
	}
}

function notJson(text: string): HelloAssoError {
	return new HelloAssoError('invalidResponse', 'HelloAsso answered something that is not JSON', {
		description: `The answer starts with '${text.replace(/\s+/g, ' ').trim().slice(0, 60)}'. A page of a proxy or of maintenance looks like this: check 'Environment' in the credential and try again later.`,
	});
}
