import type { IDataObject } from 'n8n-workflow';

import type { FieldContext } from '../../descriptions';
import { collect, invalidParameter } from '../../transport';
import type { ApiRequest, Query } from '../../transport';

const HEADERS = { label: 'Headers', name: 'headerParameters' };
/** Headers that decide where a request goes or how it is framed: they belong to the HTTP client. */
const RESERVED_HEADERS = new Set([
	'connection',
	'content-length',
	'cookie',
	'host',
	'proxy-authorization',
	'transfer-encoding',
	'upgrade',
]);

export function readQuery(collection: unknown): Query {
	return collect(pairs(collection));
}

export function readHeaders(collection: unknown, authenticated: boolean): Record<string, string> {
	const headers = new Map<string, string>();
	for (const [name, value] of pairs(collection)) {
		const key = name.toLowerCase();
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[\r\n\0]/.test(value)) {
			throw invalidParameter(HEADERS, `hold a name or value that HTTP does not allow: '${name.slice(0, 100)}'`, 'Remove line breaks and special characters.');
		}
		if (RESERVED_HEADERS.has(key)) {
			throw invalidParameter(HEADERS, `must not set '${name}'`, 'Remove this header: n8n sets it by itself.');
		}
		if (authenticated && key === 'authorization') {
			throw invalidParameter(
				HEADERS,
				"must not set 'Authorization' beside the access token of the credential",
				"Remove this header, or switch off 'Send Access Token' under 'Options'.",
			);
		}
		// The usual headers come in this spelling; another one would be sent beside them.
		headers.set(USUAL_HEADERS.get(key) ?? name, value);
	}
	return Object.fromEntries(headers);
}

const USUAL_HEADERS = new Map([
	['accept', 'Accept'],
	['user-agent', 'User-Agent'],
]);

export function readBody({ execute, itemIndex }: FieldContext): ApiRequest['body'] {
	if (execute.getNodeParameter('bodyContentType', itemIndex, 'json') === 'form') {
		return new URLSearchParams(pairs(execute.getNodeParameter('bodyParameters', itemIndex, {})));
	}
	const value = execute.getNodeParameter('body', itemIndex, '');
	if (value === '' || value === undefined || value === null) return undefined;
	if (typeof value === 'object') return value as IDataObject;
	try {
		const parsed: unknown = JSON.parse(String(value));
		if (parsed !== null && typeof parsed === 'object') return parsed as IDataObject;
	} catch {
		// Said below, in the same words as for a text or number.
	}
	throw invalidParameter(
		{ label: 'Body', name: 'body' },
		'is not a JSON object',
		'Write it as JSON, e.g. {"state": "Public"}, and check quotes, commas and brackets.',
	);
}

function pairs(collection: unknown): Array<[string, string]> {
	const list = (collection as { parameters?: Array<{ name?: unknown; value?: unknown }> })?.parameters;
	return (Array.isArray(list) ? list : [])
		.map(({ name, value }): [string, string] => [String(name ?? '').trim(), String(value ?? '')])
		.filter(([name]) => name !== '');
}
