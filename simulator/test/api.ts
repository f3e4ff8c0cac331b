/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { request } from 'node:http';
import type { ApiKey, Simulator } from '../index';

export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
	/** Parsed, where it is JSON. */
	json: unknown;
}

interface Init {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
}

/** A request exactly as given: no header is added, no path is tidied up. */
export function send(sim: Simulator, path: string, init: Init = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const { hostname, port } = new URL(sim.url);
		const { method = 'GET', headers = {}, body } = init;
		const outgoing = request(
			{ hostname, port, path, method, headers, agent: false },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('error', reject);
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					let json: unknown;
					try {
						json = JSON.parse(text);
					} catch {
						json = undefined;
					}
					resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
				});
			},
		);
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

const AGENT = { 'user-agent': 'simulator-tests' };

export function postToken(sim: Simulator, fields: Record<string, string>): Promise<Answer> {
	return send(sim, '/oauth2/token', {
		method: 'POST',
		headers: { ...AGENT, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams(fields).toString(),
	});
}

export interface TokenAnswer {
	access_token: string;
	refresh_token: string;
	token_type: string;
	expires_in: number;
}

export async function getToken(
	sim: Simulator,
	{ clientId, clientSecret }: ApiKey,
): Promise<TokenAnswer> {
	const fields = {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
	};
	const answer = await postToken(sim, fields);
	if (answer.status !== 200) throw new Error(`No token: ${answer.status} ${answer.text}`);
	return answer.json as TokenAnswer;
}

export interface Page<T = Record<string, unknown>> {
	data: T[];
	pagination: {
		pageSize: number;
		totalCount: number;
		pageIndex: number;
		totalPages: number;
		continuationToken: string;
	};
}

/** A caller with one access token, and headers as a decent client sends them. */
export class Api {
	constructor(
		private readonly sim: Simulator,
		readonly token: string,
	) {}

	static async as(sim: Simulator, key: ApiKey): Promise<Api> {
		return new Api(sim, (await getToken(sim, key)).access_token);
	}

	call(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		const json: Record<string, string> =
			body === undefined ? {} : { 'content-type': 'application/json' };
		return send(this.sim, `/v5${path}`, {
			method,
			headers: {
				...AGENT,
				accept: 'application/json',
				authorization: `Bearer ${this.token}`,
				...json,
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
	}

	get(path: string, headers?: Record<string, string>): Promise<Answer> {
		return this.call('GET', path, undefined, headers);
	}

	async page<T = Record<string, unknown>>(path: string): Promise<Page<T>> {
		const answer = await this.get(path);
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
		return answer.json as Page<T>;
	}

	/** Follows the tokens until the empty page; more than `limit` pages is an error. */
	async all<T = Record<string, unknown>>(path: string, limit = 30): Promise<Page<T>[]> {
		const pages: Page<T>[] = [];
		const separator = path.includes('?') ? '&' : '?';
		for (let next = path; pages.length < limit; ) {
			const page = await this.page<T>(next);
			pages.push(page);
			if (page.data.length === 0) return pages;
			next = `${path}${separator}continuationToken=${page.pagination.continuationToken}`;
		}
		throw new Error(`No empty page after ${limit} pages of ${path}`);
	}
}

export const validationErrors = (answer: Answer) => (answer.json as { errors: unknown }).errors;

/** Midday, so that no test depends on the hour it runs at. */
export const NOW = '2026-03-18T12:00:00+01:00';
