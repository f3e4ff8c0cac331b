import type { IDataObject } from 'n8n-workflow';

import { OPTIONS, readCollection, readOneOf, readParameter } from '../../parameters';
import type { FieldContext } from '../../parameters';
import * as transport from '../../transport';
import type { OperationContext } from '../operation';
import { body, options, pairs } from './call.properties';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** The API's lists that come in pages. Others have no page size, and new ones are read with their own. */
export const PAGED_PATH =
	/^\/v5\/(organizations\/[^/]+\/(forms|(forms\/[^/]+\/[^/]+\/)?(items|orders|payments))|directory\/(forms|organizations)|partners\/me\/organizations)$/;
const RESPONSE_TYPES = new Map<string, transport.ApiRequest['responseType']>([
	['file', 'bytes'],
	['text', 'text'],
]);
const QUERY = { label: 'Query Parameters', name: 'queryParameters' };
const HEADERS = { label: 'Headers', name: 'headerParameters' };
/** Headers that decide where a request goes or how it is framed: they belong to the HTTP client. */
const RESERVED_HEADER =
	/^(connection|content-length|cookie|host|proxy-authorization|transfer-encoding|upgrade|x-(http-)?method(-override)?)$/;
/** The usual headers come in this spelling; another one would be sent beside them. */
const USUAL_HEADERS = new Map([
	['accept', 'Accept'],
	['user-agent', 'User-Agent'],
]);

export interface Call {
	request: transport.ApiRequest;
	fullResponse: boolean;
	allowIncomplete: boolean;
	/** The field for an answer that is a file. */
	binaryPropertyName: string;
}

/** Reads and checks the parameters of one item. An expression that gives nothing is refused. */
export async function readCall(
	itemContext: OperationContext,
	limit: number | undefined,
): Promise<Call> {
	const { execute, client, itemIndex } = itemContext;
	const context: OperationContext = { ...itemContext, empty: 'refuseExpression' };
	const settings = await readCollection(OPTIONS, options, context);
	const method = readOneOf({ label: 'Method', name: 'method' }, METHODS, context);
	const { path, query: queryInPath } = transport.freePath(
		execute.getNodeParameter('path', itemIndex, ''),
		await client.origin(),
	);
	// HelloAsso's directory lists are read by POST; every other POST writes and is sent only once.
	const onlyReads = method === 'GET' || (method === 'POST' && path.startsWith('/v5/directory/'));
	const inPath = transport.parseQuery(queryInPath);
	const inPairs = transport.collect(await readPairs('queryParameters', context));
	requireValues(transport.PATH_PARAMETER, inPath);
	if (!onlyReads) requireValues(QUERY, inPairs);
	const query: transport.Query = { ...inPath, ...inPairs };
	if (limit === undefined && PAGED_PATH.test(path)) query.pageSize ??= transport.PAGE_SIZE_MAX;
	const authenticated = settings.sendAccessToken !== false;
	return {
		fullResponse: settings.fullResponse === true,
		allowIncomplete: settings.allowIncomplete === true,
		binaryPropertyName: String(settings.binaryPropertyName ?? 'data'),
		request: {
			method,
			path,
			query,
			onlyReads,
			authenticated,
			headers: toHeaders(await readPairs('headerParameters', context), authenticated),
			body: method === 'GET' ? undefined : await readBody(context),
			responseType: RESPONSE_TYPES.get(String(settings.responseFormat)) ?? 'json',
			timeoutMs: settings.timeout as number | undefined,
			parameters: [{ ...transport.PATH_PARAMETER, value: path }],
		},
	};
}

export async function readPairs(
	name: keyof typeof pairs,
	context: FieldContext,
): Promise<Array<[string, string]>> {
	const entries = (await readParameter(pairs[name], name, context)) ?? [];
	const texts = entries.map((entry) => [
		String(entry.name ?? '').trim(),
		String(entry.value ?? ''),
	]);
	const label = pairs[name].property.displayName;
	if (texts.some(([key, value]) => key === '' && value !== ''))
		throw transport.invalidParameter({ label, name }, 'hold a value without a name', 'Enter it.');
	return texts.filter(([key]) => key !== '') as Array<[string, string]>;
}

/** Without its value a parameter would be left out, and `?amount=` would refund everything. */
function requireValues(parameter: { label: string; name: string }, query: transport.Query): void {
	const empty = Object.keys(query).find((key) => [query[key]].flat().includes(''));
	if (empty === undefined) return;
	throw transport.invalidParameter(
		parameter,
		`has no value for '${empty.slice(0, 100)}'`,
		'Enter one, or check the expression that makes it: it gives nothing for this item.',
	);
}

export function toHeaders(
	entries: Array<[string, string]>,
	authenticated: boolean,
): Record<string, string> {
	const headers = new Map<string, string>();
	const refuse = (problem: string, nextStep: string) => {
		throw transport.invalidParameter(HEADERS, problem, nextStep);
	};
	for (const [name, value] of entries) {
		const key = name.toLowerCase();
		if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
			refuse(
				`hold a name or value that HTTP does not allow: '${name.slice(0, 100)}'`,
				'Remove line breaks and special characters.',
			);
		}
		if (RESERVED_HEADER.test(key))
			refuse(`must not set '${name}'`, 'Remove this header: n8n sets it by itself.');
		if (authenticated && key === 'authorization') {
			refuse(
				"must not set 'Authorization' beside the access token of the credential",
				"Remove this header, or switch off 'Send Access Token' under 'Options'.",
			);
		}
		headers.set(USUAL_HEADERS.get(key) ?? name, value);
	}
	return Object.fromEntries(headers);
}

export async function readBody(context: FieldContext): Promise<transport.ApiRequest['body']> {
	const type = { label: 'Body Content Type', name: 'bodyContentType' };
	return readOneOf(type, ['json', 'form'], context) === 'form'
		? new URLSearchParams(await readPairs('bodyParameters', context))
		: ((await readParameter(body, 'body', context)) as IDataObject | undefined);
}
