import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { withAbortSignal } from '../n8n/abortSignal';
import { withCredential } from '../n8n/oauth2';
import { Authorization, CREDENTIAL_TYPE } from './auth/authorization';
import { Concurrency } from './concurrency';
import { isErrorBody } from './errors/errorBody';
import { HelloAssoError, invalidParameter } from './errors/helloAssoError';
import { explain, explainFailure, explainUnreadable } from './errors/explain';
import type { RequestFacts } from './errors/texts';
import { answerFailure } from './errors/failure';
import { buildPath, OWN_ORGANIZATIONS } from './path';
import { queryString } from './query';
import type { ApiRequest, ApiResponse, HelloAssoContext } from './request';
import { withRetry } from './retry';

const TIMEOUT_DEFAULT_MS = 30_000;
/** Of what is no execution of a node: a poll, a search in the editor. */
const PARALLEL_DEFAULT = 4;
/** HelloAsso's CDN refuses requests without a User-Agent. */
const USER_AGENT = 'n8n-nodes-helloasso';

/**
 * All HTTP of the package. One client serves one execution of a node, with the key and environment
 * that the credential had at first.
 */
export class HelloAssoClient {
	private readonly authorization: Authorization;
	private organization: Promise<string> | undefined;
	/** Of the host, known from the first request on. */
	private concurrency: Concurrency | undefined;
	/** How many writes HelloAsso has answered with success. */
	writeCount = 0;

	/** @param parallel the most that this execution has in flight at a time */
	constructor(
		private readonly context: HelloAssoContext,
		readonly parallel = PARALLEL_DEFAULT,
	) {
		this.authorization = new Authorization(context);
	}

	/** How many reads may be in flight now; one, while that is not known. */
	get readsAtOnce(): number {
		return Math.min(this.parallel, this.concurrency?.limit ?? 1);
	}

	/** The fields of the credential, its secrets included. */
	async credential(): Promise<ICredentialDataDecryptedObject> {
		return (await this.authorization.read()).credential;
	}

	/** The only host that requests go to, e.g. `https://api.helloasso.com`. */
	async origin(): Promise<string> {
		return (await this.authorization.read()).origin;
	}

	/** @throws {HelloAssoError} of the kind that fits the failure, never with a token in it */
	async request<Body = unknown>(request: ApiRequest): Promise<ApiResponse<Body>> {
		const isWrite = !(request.onlyReads ?? ['GET', 'HEAD'].includes(request.method));
		if (isWrite) await this.requireWriteAccess(request);
		const send = async () => await this.send<Body>(request, isWrite);
		const isRetryable = request.isRetryable ?? !isWrite;
		return isRetryable ? await withRetry(send, this.stopSignal()) : await send();
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

	/** @throws {HelloAssoError} `forbidden`, when the credential may only read */
	private async requireWriteAccess({ action, method, path }: ApiRequest): Promise<void> {
		const { access = 'readWrite' } = await this.credential();
		if (access === 'readWrite') return;
		const message = `The credential '${this.authorization.name()}' is read-only: '${action ?? `${method} ${path}`}' was not sent`;
		const description =
			"It would change something at HelloAsso. Choose a credential whose 'Access' is 'Read and Write', if that is meant.";
		throw new HelloAssoError('forbidden', message, { description });
	}

	private async send<Body>(request: ApiRequest, isWrite: boolean): Promise<ApiResponse<Body>> {
		const { timeoutMs = TIMEOUT_DEFAULT_MS } = request;
		const query = queryString(request.query ?? {});
		const stopSignal = this.stopSignal();
		// Held until the end: Node 20 lets go of a timeout that nothing else refers to.
		const timeouts = new Set<AbortSignal>();
		const timeUp = () => {
			const signal = AbortSignal.timeout(timeoutMs);
			timeouts.add(signal);
			return signal;
		};
		const optionsFor = (origin: string): IHttpRequestOptions => ({
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
			timeout: timeoutMs,
			// n8n's timeout ends with silence only: an answer that drips would go on for ever.
			abortSignal: AbortSignal.any([timeUp(), stopSignal ?? []].flat()),
			// A redirect could carry the access token to another host; the API documents none.
			disableFollowRedirect: true,
			// A refusal comes as an answer with its body, of which n8n 1.x leaves nothing in an error.
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			// Read as text, so that an answer that is not JSON can be told from one that is.
			encoding: request.responseType === 'bytes' ? 'arraybuffer' : 'text',
		});
		const { parallel: ceiling } = this;
		const sender = { owner: this, ceiling, kind: kindOf(request), isWrite, stopSignal };
		const transmit = async (origin: string, credential?: ICredentialDataDecryptedObject) =>
			await (this.concurrency = Concurrency.of(origin)).run(
				sender,
				async (): Promise<IN8nHttpFullResponse> => {
					// Made now, because its time begins when its turn has come.
					const options = optionsFor(origin);
					if (!credential) return await this.context.helpers.httpRequest(options);
					const own = withAbortSignal(
						withCredential(this.context, credential),
						options.abortSignal,
					);
					return await own.helpers.httpRequestWithAuthentication.call(
						own,
						CREDENTIAL_TYPE,
						options,
					);
				},
			);
		const facts = async (): Promise<RequestFacts> => ({
			...(await this.authorization.facts()),
			isWrite,
			parameters: request.parameters ?? [],
			privilege: request.privilege,
			timeoutMs,
		});
		try {
			const answer =
				request.authenticated === false
					? await transmit(await this.origin())
					: await this.authorization.send(transmit, timeoutMs);
			if (answer.statusCode >= 300) throw explainFailure(answerFailure(answer), await facts());
			if (isWrite) this.writeCount++;
			return {
				statusCode: answer.statusCode,
				headers: answer.headers,
				body: (await readBody(answer, request.responseType, facts)) as Body | undefined,
			};
		} catch (error) {
			throw explain(error, await facts());
		} finally {
			timeouts.clear();
		}
	}

	private stopSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context
			? this.context.getExecutionCancelSignal()
			: undefined;
	}
}

/** Requests that take about as long as each other: one path, whatever the id, with pages of one size. */
function kindOf({ method, path, query }: ApiRequest): string {
	return `${method} ${path.replace(/\d+/g, '0')} ${String(query?.pageSize)}`;
}

function isJson(body: ApiRequest['body']): body is IDataObject | IDataObject[] {
	return body !== undefined && !(body instanceof URLSearchParams);
}

async function readBody(
	answer: IN8nHttpFullResponse,
	responseType: ApiRequest['responseType'],
	facts: () => Promise<RequestFacts>,
): Promise<unknown> {
	if (responseType === 'bytes') return Buffer.from(answer.body as unknown as ArrayBuffer);
	const text = typeof answer.body === 'string' ? answer.body : '';
	if (responseType === 'text') return text;
	if (text.trim() === '') return undefined;
	const body = jsonParse<unknown>(text.replace(/^\uFEFF/, ''), { fallbackValue: () => undefined });
	if (body === undefined) throw explainUnreadable(text, await facts());
	if (isErrorBody(body)) throw explainFailure(answerFailure(answer), await facts());
	return body;
}
