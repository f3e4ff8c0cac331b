/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on a developer's machine, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';
import { LiveCheckError, type Key } from './settings';

/** One answer. Its values stay in memory: what is printed of it goes through `Words`. */
export interface Answer {
	readonly status: number;
	/** In small letters; those of the connection are left out. */
	readonly headers: ReadonlyMap<string, string>;
	readonly text: string;
	/** Of JSON; else undefined. */
	readonly body: unknown;
}

export interface Request {
	readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
	readonly query?: Record<string, string | number>;
	readonly body?: object;
	readonly accept?: string;
	/** In place of the access token; '' sends none. */
	readonly token?: string;
}

/** They tell of the way, not of HelloAsso. */
const OF_CONNECTION = /^(connection|keep-alive|transfer-encoding|content-length|content-encoding)$/;
const TIMEOUT_MS = 60_000;
const TOO_MANY = 429;
/** HelloAsso's shortest window is ten seconds. */
const WAIT_MS = 10_000;
const WAIT_MAX_MS = 60_000;

export const mediaType = ({ headers }: Answer) =>
	(headers.get('content-type') ?? 'none').split(';')[0].trim().toLowerCase();

/** HelloAsso, as one key sees it. One request at a time. */
export class Api {
	/** How many requests were sent. */
	count = 0;
	/** Answers 429, which were waited for. */
	readonly limited: Answer[] = [];

	private constructor(
		private readonly url: string,
		private token: string,
		readonly tokenAnswer: Answer | undefined,
	) {}

	/** @throws LiveCheckError without the key's words in it */
	static async open(url: string, { clientId, clientSecret }: Key): Promise<Api> {
		const closed = new Api(url, '', undefined);
		const answer = await closed.tokenRequest({
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
		});
		const { access_token: token } = (answer.body ?? {}) as { access_token?: unknown };
		if (answer.status !== 200 || typeof token !== 'string')
			throw new LiveCheckError(
				`HelloAsso answered ${answer.status} to the key: is it one of this host?`,
			);
		const api = new Api(url, token, answer);
		api.count = closed.count;
		return api;
	}

	/** The token endpoint is not below /v5, and takes a form. */
	async tokenRequest(fields: Record<string, string>): Promise<Answer> {
		return await this.fetch(`${this.url}/oauth2/token`, {
			method: 'POST',
			headers: { accept: 'application/json' },
			body: new URLSearchParams(fields),
		});
	}

	/** @param path after /v5 */
	async send(path: string, { query = {}, body, ...more }: Request = {}): Promise<Answer> {
		const { method = 'GET', accept = 'application/json', token = this.token } = more;
		const url = new URL(`${this.url}/v5${path}`);
		for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
		const request = {
			method,
			headers: {
				accept,
				...(token && { authorization: `Bearer ${token}` }),
				...(body && { 'content-type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		};
		const answer = await this.fetch(url.href, request);
		if (answer.status !== TOO_MANY) return answer;
		this.limited.push(answer);
		const seconds = Number(answer.headers.get('retry-after'));
		await wait(Math.min(seconds > 0 ? seconds * 1_000 : WAIT_MS, WAIT_MAX_MS));
		return await this.fetch(url.href, request);
	}

	private async fetch(url: string, init: RequestInit): Promise<Answer> {
		this.count++;
		const headers = { 'user-agent': 'n8n-nodes-helloasso live check', ...init.headers };
		const signal = AbortSignal.timeout(TIMEOUT_MS);
		try {
			return await answerOf(await fetch(url, { ...init, headers, redirect: 'manual', signal }));
		} catch (error) {
			const { name, cause } = error as Error;
			const { code } = (cause ?? {}) as { code?: unknown };
			const why = typeof code === 'string' ? code : name;
			throw new LiveCheckError(`HelloAsso did not answer (${why})`);
		}
	}
}

async function answerOf(response: Response): Promise<Answer> {
	const text = await response.text();
	const seen = [...response.headers].filter(([name]) => !OF_CONNECTION.test(name));
	return { status: response.status, headers: new Map(seen), text, body: parsed(text) };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
