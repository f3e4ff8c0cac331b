import type { IDataObject } from 'n8n-workflow';

import { limitField } from '../../parameters';
import type { FieldContext } from '../../parameters';
import {
	collect,
	freePath,
	invalidParameter,
	PAGE_SIZE_MAX,
	parseQuery,
	PATH_PARAMETER,
} from '../../transport';
import type { ApiRequest, Query } from '../../transport';
import type { OperationContext } from '../operation';
import { options } from './call.properties';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** The API's lists that come in pages. Others have no page size, and new ones are read with their own. */
export const PAGED_PATH =
	/^\/v5\/(organizations\/[^/]+\/(forms|(forms\/[^/]+\/[^/]+\/)?(items|orders|payments))|directory\/(forms|organizations)|partners\/me\/organizations)$/;
const RESPONSE_TYPES = new Map<string, ApiRequest['responseType']>([
	['file', 'bytes'],
	['text', 'text'],
]);
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

export async function readRequest(context: OperationContext): Promise<ApiRequest> {
	const { execute, client, itemIndex } = context;
	const parameter = (name: string) => execute.getNodeParameter(name, itemIndex, '');
	const settings = execute.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const method = String(parameter('method')).toUpperCase() as ApiRequest['method'];
	if (!METHODS.has(method)) {
		throw invalidParameter(
			{ label: 'Method', name: 'method' },
			`is '${method}'`,
			'Choose one of the list.',
		);
	}
	const { path, query: queryInPath } = freePath(parameter('path'), await client.origin());
	const query: Query = { ...parseQuery(queryInPath), ...readQuery(parameter('queryParameters')) };
	if (parameter('returnAll') === true && PAGED_PATH.test(path)) query.pageSize ??= PAGE_SIZE_MAX;
	const authenticated = options.sendAccessToken.read(settings.sendAccessToken);
	return {
		method,
		path,
		query,
		// HelloAsso's directory lists are read by POST; every other POST writes and is sent only once.
		onlyReads: method === 'GET' || (method === 'POST' && path.startsWith('/v5/directory/')),
		authenticated,
		headers: readHeaders(parameter('headerParameters'), authenticated),
		body: method === 'GET' ? undefined : readBody(context),
		responseType: RESPONSE_TYPES.get(String(settings.responseFormat)) ?? 'json',
		timeoutMs: await options.timeout.read(settings.timeout, context),
		parameters: [{ ...PATH_PARAMETER, value: path }],
	};
}

/** undefined for all records. */
export function readLimit(context: FieldContext) {
	const { execute, itemIndex } = context;
	if (execute.getNodeParameter('returnAll', itemIndex, false)) return undefined;
	return limitField.read(execute.getNodeParameter('limit', itemIndex, 50), context);
}

export function readQuery(collection: unknown): Query {
	return collect(pairs(collection));
}

export function readHeaders(collection: unknown, authenticated: boolean): Record<string, string> {
	const headers = new Map<string, string>();
	for (const [name, value] of pairs(collection)) {
		const key = name.toLowerCase();
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
			throw invalidParameter(
				HEADERS,
				`hold a name or value that HTTP does not allow: '${name.slice(0, 100)}'`,
				'Remove line breaks and special characters.',
			);
		}
		if (RESERVED_HEADERS.has(key)) {
			throw invalidParameter(
				HEADERS,
				`must not set '${name}'`,
				'Remove this header: n8n sets it by itself.',
			);
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
	const list = (collection as { parameters?: Array<{ name?: unknown; value?: unknown }> })
		?.parameters;
	return (Array.isArray(list) ? list : [])
		.map(({ name, value }): [string, string] => [String(name ?? '').trim(), String(value ?? '')])
		.filter(([name]) => name !== '');
}
