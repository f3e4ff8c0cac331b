import type { IDataObject } from 'n8n-workflow';

import * as shared from '../parameters';
import type { FieldContext } from '../parameters';
import { buildPath, type ApiRequest, type Query } from '../transport';
import { commonOptions, onlyReads, type Endpoint, type EndpointOperation } from './operation';

const OUTPUT = { label: 'Output', name: 'output' };
const OUTPUTS = ['json', 'csv', 'xlsx'] as const;

export interface Inputs {
	request: ApiRequest;
	/** undefined for all records. */
	limit?: number;
	pageSize?: number;
	allowIncomplete: boolean;
	/** `json` for items, else the kind of file. */
	output: (typeof OUTPUTS)[number];
	simplify: boolean;
	/** Names of the fields that come out of flat records; undefined for all. */
	fields?: string[];
	/** Labels of what was filled in to narrow a list. */
	narrowing: string[];
	/** What the node itself reads, by name: the form of custom fields, the period of an answer. */
	own: IDataObject;
}

/** The endpoint that the parameter `scope` chooses. */
export function chosenEndpoint(operation: EndpointOperation, context: FieldContext): Endpoint {
	const scopes = Object.keys(operation.endpoints);
	if (scopes.length === 1) return operation.endpoints[scopes[0]];
	return operation.endpoints[shared.readOneOf({ label: 'Scope', name: 'scope' }, scopes, context)];
}

/**
 * Reads and checks every parameter of one item before the first request leaves. An expression that gives
 * nothing is refused in whatever writes and in filters: without them, everything would be read or written.
 * The path comes last, because an empty 'Organization' may cost a request.
 */
export async function readInputs(
	operation: EndpointOperation,
	endpoint: Endpoint,
	itemContext: FieldContext,
): Promise<Inputs> {
	const [method, template] = endpoint.route.split(' ') as [ApiRequest['method'], string];
	const isRead = onlyReads(operation);
	const isList = operation.returns === 'many' || operation.returns === 'array';
	const headers: Record<string, string> = {};
	const empty = isRead ? 'leaveOut' : 'refuseExpression';
	const own: IDataObject = {};
	const context: FieldContext = { ...itemContext, empty, headers, own };
	const output = endpoint.files ? shared.readOneOf(OUTPUT, OUTPUTS, context) : 'json';
	const limit = isList && output === 'json' ? await shared.readLimit(context) : undefined;
	const simplified = operation.simplify
		? await shared.readSimplified(context)
		: { simplify: false };
	const options = { ...endpoint.options, ...commonOptions(operation) };
	const chosen = await shared.readCollection(shared.OPTIONS, options, context);
	const { timeout, pageSize, allowIncomplete, ...shaping } = chosen;
	Object.assign(shaping, await shared.readCollection(shared.SORT, endpoint.sort, context));
	const query = await shared.readParameters(endpoint.query, context);
	const body = {
		...(await shared.readParameters(endpoint.body, context)),
		...(await shared.readCollection(shared.ADDITIONAL_FIELDS, endpoint.additionalFields, context)),
	};
	const filterContext: FieldContext = { ...context, empty: 'refuse' };
	const narrowing = await shared.readCollection(shared.FILTERS, endpoint.filters, filterContext);
	Object.assign(method === 'GET' ? query : body, narrowing);
	const bodyFields = endpoint.body ?? endpoint.additionalFields ?? endpoint.filters;
	const hasBody = method !== 'GET' && bodyFields !== undefined;
	const sentBody = hasBody ? (operation.toBody?.(body, context) ?? body) : undefined;
	const parameters = await shared.readPath(endpoint.path, context);
	return {
		limit,
		pageSize: pageSize as number | undefined,
		allowIncomplete: allowIncomplete === true,
		output,
		...simplified,
		narrowing: narrowingOf(endpoint, { ...query, ...own }, context),
		own,
		request: {
			method,
			path: buildPath(template, parameters),
			query: { ...endpoint.fixedQuery, ...query, ...shaping } as Query,
			body: sentBody,
			headers,
			timeoutMs: timeout as number | undefined,
			parameters,
			privilege: operation.privilege,
			action: operation.action,
			onlyReads: isRead,
		},
	};
}

function narrowingOf(
	{ query = {}, filters = {} }: Endpoint,
	read: IDataObject,
	{ execute, itemIndex }: FieldContext,
): string[] {
	const added = execute.getNodeParameter(shared.FILTERS.name, itemIndex, {}) as IDataObject;
	return [
		...Object.entries(query).filter(([name, { apiName = name }]) => read[apiName] !== undefined),
		...Object.entries(filters).filter(([name]) => added?.[name] !== undefined),
	].map(([, { property }]) => property.displayName);
}
