import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { limitField } from '../../descriptions';
import type { FieldContext } from '../../descriptions';
import { followPages, freePath, invalidParameter, isPage, parseQuery, PATH_PARAMETER } from '../../transport';
import type { ApiRequest, ApiResponse, Query } from '../../transport';
import type { CustomOperation } from '../operation';
import { readBody, readHeaders, readQuery } from './call.inputs';
import { options, properties } from './call.properties';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Largest page of HelloAsso's lists, asked for when all of a list is wanted. */
const PAGE_SIZE = 100;
/** The API's lists that come in pages. Others have no page size, and new ones are read with their own. */
export const PAGED_PATH =
	/^\/v5\/(organizations\/[^/]+\/(forms|(forms\/[^/]+\/[^/]+\/)?(items|orders|payments))|directory\/(forms|organizations)|partners\/me\/organizations)$/;

/** Any request to the API: for what has no preset, for what is new, and for what is special. */
export const call: CustomOperation = {
	name: 'Call',
	value: 'call',
	action: 'Call API',
	description: 'Send any request to the HelloAsso API, for what no other operation offers',
	properties,
	options,
	onlyReads: (execute, itemIndex) => execute.getNodeParameter('method', itemIndex, 'GET') === 'GET',
	async execute(context) {
		const { client } = context;
		const request = await readRequest(context);
		const settings = context.execute.getNodeParameter('options', context.itemIndex, {}) as IDataObject;
		const limit = await readLimit(context);
		const response = await client.request(request);
		if (request.responseType === 'bytes') return [await toFile(context, response, settings)];
		if (settings.fullResponse === true) return [{ json: { ...response } as IDataObject }];
		if (request.responseType === 'text') return [{ json: { data: response.body as string } }];
		const { body } = response;
		if (!request.repeatable || !isPage(body)) return toItems(body).slice(0, limit);
		const items: INodeExecutionData[] = [];
		for await (const page of followPages(client, request, body, limit)) {
			for (const json of page) items.push({ json });
		}
		return items;
	},
};

async function readRequest(context: FieldContext): Promise<ApiRequest> {
	const { execute, client, itemIndex } = context;
	const parameter = (name: string) => execute.getNodeParameter(name, itemIndex, '');
	const settings = execute.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const method = String(parameter('method')).toUpperCase() as ApiRequest['method'];
	if (!METHODS.has(method)) {
		throw invalidParameter({ label: 'Method', name: 'method' }, `is '${method}'`, 'Choose one of the list.');
	}
	const { path, query: queryInPath } = freePath(parameter('path'), await client.origin());
	const query: Query = {
		...parseQuery(queryInPath),
		...readQuery(parameter('queryParameters')),
	};
	// HelloAsso's directory lists are read by POST; every other POST writes and is sent only once.
	const repeatable = method === 'GET' || (method === 'POST' && path.startsWith('/v5/directory/'));
	if (parameter('returnAll') === true && PAGED_PATH.test(path)) query.pageSize ??= PAGE_SIZE;
	const authenticated = options.sendAccessToken.read(settings.sendAccessToken);
	return {
		method,
		path,
		query,
		repeatable,
		authenticated,
		headers: readHeaders(parameter('headerParameters'), authenticated),
		body: method === 'GET' ? undefined : readBody(context),
		responseType: RESPONSE_TYPES.get(String(settings.responseFormat)) ?? 'json',
		timeoutMs: await options.timeout.read(settings.timeout, context),
		parameters: [{ ...PATH_PARAMETER, value: path }],
	};
}

const RESPONSE_TYPES = new Map<string, ApiRequest['responseType']>([
	['file', 'bytes'],
	['text', 'text'],
]);

function readLimit(context: FieldContext) {
	const { execute, itemIndex } = context;
	if (execute.getNodeParameter('returnAll', itemIndex, false)) return undefined;
	return limitField.read(execute.getNodeParameter('limit', itemIndex, 50), context);
}

function toItems(body: unknown): INodeExecutionData[] {
	if (body === undefined || body === null) return [{ json: { success: true } }];
	const records = Array.isArray(body) ? body : [body];
	return records.map((record) => ({
		json: record !== null && typeof record === 'object' ? (record as IDataObject) : { value: record },
	}));
}

async function toFile(
	{ execute }: FieldContext,
	{ body, headers, statusCode }: ApiResponse,
	settings: IDataObject,
): Promise<INodeExecutionData> {
	const mimeType = String(headers['content-type'] ?? '').split(';')[0] || undefined;
	const fileName = /filename="?([^";]+)/i.exec(String(headers['content-disposition'] ?? ''))?.[1];
	const file = await execute.helpers.prepareBinaryData(body as Buffer, fileName, mimeType);
	const field = String(settings.binaryPropertyName ?? '').trim() || 'data';
	return {
		json: settings.fullResponse === true ? { statusCode, headers } : {},
		binary: { [field]: file },
	};
}
