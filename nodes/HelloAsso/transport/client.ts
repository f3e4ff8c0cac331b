import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { Authorization, CREDENTIAL_TYPE } from './auth/authorization';
import { invalidParameter } from './errors/helloAssoError';
import { explain, explainFailure, explainUnreadable, type RequestFacts } from './errors/texts';
import { answerFailure } from './errors/outcome';
import { buildPath } from './path';
import { queryString } from './query';
import type { ApiRequest, ApiResponse, HelloAssoContext } from './request';
import { withRetry } from './retry';
import { OWN_ORGANIZATIONS } from './routes';

const TIMEOUT_DEFAULT_MS = 30_000;
/** HelloAsso's CDN refuses requests without a User-Agent. */
const USER_AGENT = 'n8n-nodes-helloasso';

/**
 * All HTTP of the package. One client serves one execution of a node: it remembers the environment
 * and the association of the credential.
 */
export class HelloAssoClient {
	private readonly authorization: Authorization;
	private organization: Promise<string> | undefined;
	private apiOrigin: Promise<string> | undefined;

	constructor(private readonly context: HelloAssoContext) {
		this.authorization = new Authorization(context, async (options, instructions) => {
			// A copy, because n8n writes the token into the headers.
			const copy = { ...options, headers: { ...options.headers } };
			const { httpRequestWithAuthentication } = context.helpers;
			return await httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, copy, instructions);
		});
	}

	/** The fields of the credential, its secrets included. */
	async credential(): Promise<ICredentialDataDecryptedObject> {
		return await this.authorization.credential();
	}

	/** The only host that requests go to, e.g. `https://api.helloasso.com`. */
	async origin(): Promise<string> {
		this.apiOrigin ??= this.authorization.origin();
		return await this.apiOrigin;
	}

	/**
	 * Sends one request.
	 * @throws {HelloAssoError} of the kind that fits the failure, never with a token in it
	 */
	async request<Body = unknown>(request: ApiRequest): Promise<ApiResponse<Body>> {
		const isRetryable = request.isRetryable ?? ['GET', 'HEAD'].includes(request.method);
		const send = async () => await this.send<Body>(request, isRetryable);
		return isRetryable ? await withRetry(send, this.abortSignal()) : await send();
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

	/** Slugs of the organizations on which the key has rights, by their present names. */
	async organizationSlugs(
		how: Pick<ApiRequest, 'timeoutMs' | 'isRetryable'> = {},
	): Promise<string[]> {
		const { body } = await this.request<Array<{ organizationSlug?: string }>>({
			method: 'GET',
			path: buildPath(OWN_ORGANIZATIONS, []),
			...how,
		});
		return (Array.isArray(body) ? body : []).flatMap((entry) => entry.organizationSlug ?? []);
	}

	private async findOrganization(): Promise<string> {
		const connected = await this.authorization.connectedOrganization();
		if (connected !== undefined) return connected;
		const slugs = await this.organizationSlugs();
		if (slugs.length === 1) return slugs[0];
		throw invalidParameter(
			{ label: 'Organization', name: 'organizationSlug' },
			slugs.length === 0
				? 'is empty, and the key of this credential has no organization of its own'
				: `is empty, but the key of this credential has several: ${slugs.join(', ')}`,
			"Choose one under 'Organization'.",
		);
	}

	private async send<Body>(request: ApiRequest, isRetryable: boolean): Promise<ApiResponse<Body>> {
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
			// Read as text, so that an answer that is not JSON can be told from one that is.
			encoding: request.responseType === 'bytes' ? 'arraybuffer' : 'text',
		};
		const facts = async (): Promise<RequestFacts> => ({
			...(await this.authorization.facts()),
			origin,
			isRetryable,
			parameters: request.parameters ?? [],
			privilege: request.privilege,
			timeoutMs: request.timeoutMs ?? TIMEOUT_DEFAULT_MS,
		});
		try {
			const answer: IN8nHttpFullResponse =
				request.authenticated === false
					? await this.context.helpers.httpRequest({ ...options, ignoreHttpStatusErrors: true })
					: await this.authorization.send(options, facts);
			if (answer.statusCode >= 300) throw explainFailure(answerFailure(answer), await facts());
			return {
				statusCode: answer.statusCode,
				headers: answer.headers,
				body: readBody(answer.body, request.responseType) as Body | undefined,
			};
		} catch (error) {
			if (error instanceof UnreadableBody) throw explainUnreadable(error.text, await facts());
			throw explain(error, await facts());
		} finally {
			// Also of a request that did not leave, or went without a token: the next one may come much later.
			this.authorization.forget();
		}
	}

	private abortSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: undefined;
	}
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
