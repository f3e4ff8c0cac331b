/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import * as http from 'node:http';
import * as https from 'node:https';

export interface Answer {
	/** 0: no answer. */
	status: number;
	body: string;
}

/** Undefined leaves out what would be sent otherwise. */
export type Headers = Record<string, string | undefined>;

const OWN_HEADERS: Headers = {
	'content-type': 'application/json; charset=utf-8',
	// HelloAsso's own is not known.
	'user-agent': 'HelloAsso-Notifications/1.0 (simulator)',
};

function merged(headers: Headers): Record<string, string> {
	const all = { ...OWN_HEADERS };
	for (const [name, value] of Object.entries(headers)) all[name.toLowerCase()] = value;
	const given = Object.entries(all).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given) as Record<string, string>;
}

/**
 * POST requests with exactly the headers that they are given: `fetch` would add some of its own,
 * and refuse to forge others. Connections are kept, redirects are not followed.
 */
export class Poster {
	private readonly plain = new http.Agent({ keepAlive: true });
	private readonly secure = new https.Agent({ keepAlive: true });
	private readonly running = new Set<http.ClientRequest>();

	async post(
		url: string,
		body: string | Uint8Array,
		headers: Headers,
		timeoutMs: number,
	): Promise<Answer> {
		try {
			return await this.request(new URL(url), body, merged(headers), timeoutMs);
		} catch {
			return { status: 0, body: '' };
		}
	}

	close(): void {
		for (const request of this.running) request.destroy();
		this.plain.destroy();
		this.secure.destroy();
	}

	private request(
		url: URL,
		body: string | Uint8Array,
		headers: Record<string, string>,
		timeoutMs: number,
	): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const isSecure = url.protocol === 'https:';
			const request = (isSecure ? https : http).request(url, {
				method: 'POST',
				agent: isSecure ? this.secure : this.plain,
				headers,
			});
			this.running.add(request);
			const timer = setTimeout(() => request.destroy(new Error('No answer in time')), timeoutMs);
			request.on('close', () => {
				clearTimeout(timer);
				this.running.delete(request);
				// After an answer this says nothing new; without one it is the end of it.
				reject(new Error('No answer'));
			});
			request.on('error', reject);
			request.on('response', (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString();
					resolve({ status: response.statusCode ?? 0, body: text });
				});
			});
			request.end(body);
		});
	}
}
