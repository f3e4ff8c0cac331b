import type { IDataObject } from 'n8n-workflow';

import { limitField, pageSize, parallelRequests, timeout } from '../parameters';
import type { BodyFields, BodyValue, Field, FieldContext, Fields } from '../parameters';
import { buildPath, invalidParameter } from '../transport';
import type { ApiRequest, PathValue, Query } from '../transport';
import { onlyReads } from './operation';
import type { Endpoint, EndpointOperation } from './operation';

/** What the parameters of one item ask for. */
export interface Inputs {
	request: ApiRequest;
	/** undefined for all records. */
	limit?: number;
	pageSize?: number;
	/** `json` for items, else the kind of file. */
	output: 'json' | 'csv' | 'xlsx';
}

/** The endpoint that the parameter `scope` chooses. */
export function chosenEndpoint(operation: EndpointOperation, context: FieldContext): Endpoint {
	const scopes = Object.keys(operation.endpoints);
	if (scopes.length === 1) return operation.endpoints[scopes[0]];
	const scope = String(context.execute.getNodeParameter('scope', context.itemIndex, scopes[0]));
	if (scopes.includes(scope)) return operation.endpoints[scope];
	throw invalidParameter(
		{ label: 'Scope', name: 'scope' },
		`is '${scope.slice(0, 100)}'`,
		`Choose one of: ${scopes.join(', ')}.`,
	);
}

/**
 * Reads and checks every parameter of one item before the first request leaves. The path comes last,
 * and from its end, because an empty 'Organization' may cost a request.
 */
export async function readInputs(
	operation: EndpointOperation,
	endpoint: Endpoint,
	context: FieldContext,
): Promise<Inputs> {
	const [method, template] = endpoint.route.split(' ') as [ApiRequest['method'], string];
	const output = readOutput(endpoint, context);
	const limit = output === 'json' ? await readLimit(operation, context) : undefined;
	const reader = new InputReader(context);
	const options = reader.collection('options');
	await parallelRequests.read(options.parallelRequests, context);
	const timeoutMs = await timeout.read(options.timeout, context);
	const size = await pageSize.read(options.pageSize, context);

	const query: IDataObject = { ...endpoint.fixedQuery };
	const body: IDataObject = {};
	await reader.single(endpoint.query, query);
	await reader.single(endpoint.body, body);
	await reader.fromCollection('additionalFields', endpoint.additionalFields, body);
	await reader.fromCollection('filters', endpoint.filters, method === 'GET' ? query : body);
	await reader.fromCollection('options', endpoint.options, query);
	const hasBody =
		method !== 'GET' && (endpoint.body ?? endpoint.additionalFields ?? endpoint.filters);

	const sentBody = hasBody ? (operation.toBody?.(body, context) ?? body) : undefined;
	const parameters = await readPath(endpoint, context);
	return {
		limit,
		pageSize: size,
		output,
		request: {
			method,
			path: buildPath(template, parameters),
			query: query as Query,
			body: sentBody,
			headers: reader.headers,
			timeoutMs,
			parameters,
			privilege: operation.privilege,
			onlyReads: onlyReads(operation),
		},
	};
}

/** Reads fields and puts each value where its field says. */
class InputReader {
	readonly headers: Record<string, string> = {};

	constructor(private readonly context: FieldContext) {}

	collection(name: string): IDataObject {
		const { execute, itemIndex } = this.context;
		return (execute.getNodeParameter(name, itemIndex, {}) ?? {}) as IDataObject;
	}

	/** Fields that are parameters of their own. */
	async single(fields: Fields | BodyFields | undefined, target: IDataObject): Promise<void> {
		const { execute, itemIndex } = this.context;
		for (const [name, field] of Object.entries(fields ?? {})) {
			await this.place(name, field, execute.getNodeParameter(name, itemIndex, ''), target);
		}
	}

	async fromCollection(
		name: string,
		fields: Fields | BodyFields | undefined,
		target: IDataObject,
	): Promise<void> {
		const values = this.collection(name);
		for (const [key, field] of Object.entries(fields ?? {})) {
			await this.place(key, field, values[key], target);
		}
	}

	private async place(
		name: string,
		field: Field<BodyValue>,
		raw: unknown,
		target: IDataObject,
	): Promise<void> {
		const value = await field.read(raw, this.context);
		if (value === undefined || field.in === 'nowhere') return;
		const key = field.apiName ?? name;
		if (field.in === 'header') this.headers[key] = String(value);
		else target[key] = value as IDataObject[string];
	}
}

function readOutput(endpoint: Endpoint, { execute, itemIndex }: FieldContext): Inputs['output'] {
	if (!endpoint.files) return 'json';
	const output = execute.getNodeParameter('output', itemIndex, 'json');
	if (output === 'json' || output === 'csv' || output === 'xlsx') return output;
	throw invalidParameter(
		{ label: 'Output', name: 'output' },
		`is '${String(output).slice(0, 100)}'`,
		'Choose one of: json, csv, xlsx.',
	);
}

function readLimit(operation: EndpointOperation, context: FieldContext) {
	if (operation.returns !== 'many' && operation.returns !== 'array') return undefined;
	const { execute, itemIndex } = context;
	if (execute.getNodeParameter('returnAll', itemIndex, false)) return undefined;
	return limitField.read(execute.getNodeParameter('limit', itemIndex, 50), context);
}

async function readPath({ path }: Endpoint, context: FieldContext): Promise<PathValue[]> {
	const values: PathValue[] = [];
	for (const [name, field] of Object.entries(path).reverse()) {
		const raw = context.execute.getNodeParameter(name, context.itemIndex, '');
		const value = (await field.read(raw, context)) ?? '';
		values.unshift({ label: field.property.displayName, name, value });
	}
	return values;
}
