/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { readFile } from 'node:fs/promises';

import { UnreadableDocument } from './shape';

/** HelloAsso's own, of the API that answers now. */
export const LIVE_DOCUMENT = 'https://api.helloasso.com/v5/swagger/public/swagger.json';

const TIMEOUT_MS = 30_000;

/** Reads an OpenAPI document from a file or, without any token, from an https address. */
export async function loadDocument(source: string): Promise<unknown> {
	const text = await (/^[a-z][a-z\d+.-]*:\/\//i.test(source)
		? download(source)
		: readLocal(source));
	try {
		return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
	} catch {
		return unreadable(
			`${source} is not JSON: it begins with '${text
				.slice(0, 60)
				.replace(/[\s\p{Cc}]+/gu, ' ')
				.trim()}'`,
		);
	}
}

async function readLocal(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		return unreadable(`${file} cannot be read (${reasonOf(error)})`);
	}
}

async function download(address: string): Promise<string> {
	if (!/^https:/i.test(address)) return unreadable(`${address} is not an https address`);
	try {
		const response = await fetch(address, {
			headers: { accept: 'application/json' },
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		if (!/^https:/i.test(response.url)) throw new Error('it leads to an address without https');
		if (!response.ok) throw new Error(`HTTP ${response.status}`);
		return await response.text();
	} catch (error) {
		return unreadable(`${address} cannot be downloaded (${reasonOf(error)})`);
	}
}

function unreadable(message: string): never {
	throw new UnreadableDocument(message);
}

/** `fetch failed` says nothing: what failed is the cause. */
function reasonOf(error: unknown): string {
	const { cause = error } = error as { cause?: unknown };
	const { code, message = String(cause) } = cause as { code?: string; message?: string };
	return typeof code === 'string' && message === '' ? code : message || String(cause);
}
