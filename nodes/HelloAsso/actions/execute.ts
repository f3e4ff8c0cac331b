import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { limitField, pageSize, PARALLEL_DEFAULT, PARALLEL_MAX, parallelRequests, timeout } from '../descriptions';
import type { FieldContext, Fields } from '../descriptions';
import { buildPath, HelloAssoClient, HelloAssoError, invalidParameter, readPages, toNodeError } from '../transport';
import type { ApiRequest, PathValue, Query } from '../transport';
import { RESOURCES } from './index';
import { runItems } from './itemLoop';
import { isCustom } from './operation';
import type { Endpoint, EndpointOperation, Operation } from './operation';


/** Runs the chosen operation for every input item. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(this);
	if (!operation) throw toNodeError(this.getNode(), unknownOperation(this));
	const client = new HelloAssoClient(this);
	const itemCount = this.getInputData().length;
	const items = await runItems(this, parallelism(this, operation, itemCount), async (itemIndex) => {
		const context = { execute: this, client, itemIndex };
		return isCustom(operation)
			? await operation.execute(context)
			: (await runEndpoint(operation, context)).map((json) => ({ json }));
	});
	return [items];
}

function chosenOperation(execute: IExecuteFunctions): Operation | undefined {
	const resource = execute.getNodeParameter('resource', 0);
	const value = execute.getNodeParameter('operation', 0);
	return RESOURCES.find((candidate) => candidate.value === resource)?.operations.find(
		(candidate) => candidate.value === value,
	);
}

function unknownOperation(execute: IExecuteFunctions): HelloAssoError {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		String(execute.getNodeParameter(name, 0)),
	);
	return invalidParameter(
		{ label: 'Operation', name: 'operation' },
		`'${operation}' does not exist for the resource '${resource}'`,
		"Choose 'Resource' and 'Operation' again.",
	);
}

/** Reads run side by side; as soon as one item writes, one after the other. */
function parallelism(execute: IExecuteFunctions, operation: Operation, itemCount: number): number {
	const reads = isCustom(operation)
		? Array.from({ length: itemCount }).every((_, index) => operation.onlyReads(execute, index))
		: Object.values(operation.endpoints).every(({ route }) => route.startsWith('GET '));
	if (!reads) return 1;
	const options = execute.getNodeParameter('options', 0, {}) as IDataObject;
	const chosen = Number(options.parallelRequests);
	// A wrong number is refused with the item; until then the default does.
	return Number.isInteger(chosen) && chosen >= 1 && chosen <= PARALLEL_MAX ? chosen : PARALLEL_DEFAULT;
}

async function runEndpoint(
	operation: EndpointOperation,
	context: FieldContext,
): Promise<IDataObject[]> {
	const { execute, itemIndex, client } = context;
	const endpoint = chosenEndpoint(operation, context);
	const [method, template] = endpoint.route.split(' ') as [ApiRequest['method'], string];
	// Everything is checked before the first request leaves; an empty 'Organization' may cost one,
	// so the path is read last, and from its end.
	const limit = await readLimit(operation, context);
	const options = execute.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const query: Query = {
		...(await readCollection(endpoint.filters, 'filters', context)),
		...(await readCollection(endpoint.options, 'options', context)),
	};
	await parallelRequests.read(options.parallelRequests, context);
	const timeoutMs = await timeout.read(options.timeout, context);
	const size = await pageSize.read(options.pageSize, context);
	const parameters = await readPath(endpoint, context);
	const request: ApiRequest = {
		method,
		path: buildPath(template, parameters),
		query,
		timeoutMs,
		parameters,
		privilege: operation.privilege,
	};
	const wantsSimple = execute.getNodeParameter('simplify', itemIndex, true) === true;
	const toOutput = (wantsSimple && operation.simplify) || ((record: IDataObject) => record);
	if (operation.returns !== 'many') {
		const { body } = await client.request(request);
		return toRecords(operation, body).slice(0, limit).map(toOutput);
	}
	// Made flat page by page: of a long list, the large raw records of one page only are held.
	const records: IDataObject[] = [];
	for await (const page of readPages(client, request, { limit, pageSize: size })) {
		for (const record of page) records.push(toOutput(record));
	}
	return records;
}

function chosenEndpoint(operation: EndpointOperation, context: FieldContext): Endpoint {
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

function readLimit(operation: EndpointOperation, context: FieldContext) {
	if (operation.returns !== 'many' && operation.returns !== 'array') return undefined;
	const { execute, itemIndex } = context;
	if (execute.getNodeParameter('returnAll', itemIndex, false)) return undefined;
	return limitField.read(execute.getNodeParameter('limit', itemIndex, 50), context);
}

async function readCollection(
	fields: Fields | undefined,
	name: 'filters' | 'options',
	context: FieldContext,
): Promise<Query> {
	const values = context.execute.getNodeParameter(name, context.itemIndex, {}) as IDataObject;
	const query: Query = {};
	for (const [key, field] of Object.entries(fields ?? {})) {
		query[key] = await field.read(values[key], context);
	}
	return query;
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

function toRecords({ returns }: EndpointOperation, body: unknown): IDataObject[] {
	if (returns === 'done') return [{ success: true }];
	if (returns === 'deleted') return [{ deleted: true }];
	if (returns === 'one' && body !== undefined) return [body as IDataObject];
	if (Array.isArray(body)) return body as IDataObject[];
	throw new HelloAssoError('invalidResponse', 'HelloAsso answered without the expected data', {
		description: 'Try again later; if it stays so, tell HelloAsso.',
	});
}
