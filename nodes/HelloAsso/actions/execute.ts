import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { PARALLEL_DEFAULT, PARALLEL_MAX } from '../parameters';
import { withCustomFields } from '../simplify';
import {
	HelloAssoClient,
	HelloAssoError,
	invalidParameter,
	OUTCOME_UNKNOWN,
	readFeed,
	readPages,
	toNodeError,
} from '../transport';
import { toFile } from './files';
import { RESOURCES } from './index';
import { chosenEndpoint, readInputs } from './inputs';
import { runItems, runWrites } from './itemLoop';
import { isCustom, onlyReads } from './operation';
import type { EndpointOperation, Operation, OperationContext } from './operation';
import { readList } from './readList';

/** Runs the chosen operation for every input item. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(this);
	if (!operation) throw toNodeError(this.getNode(), unknownOperation(this));
	const client = new HelloAssoClient(this);
	const itemCount = this.getInputData().length;
	const work = async (itemIndex: number) => {
		const context = { execute: this, client, itemIndex };
		return isCustom(operation)
			? await operation.execute(context)
			: await runEndpoint(operation, context);
	};
	if (!isReadOnly(this, operation, itemCount)) return [await runWrites(this, work)];
	return [await runItems(this, parallelism(this), work)];
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

/** Whether no item changes anything at HelloAsso. */
function isReadOnly(execute: IExecuteFunctions, operation: Operation, itemCount: number): boolean {
	return isCustom(operation)
		? Array.from({ length: itemCount }).every((_, index) => operation.onlyReads(execute, index))
		: onlyReads(operation);
}

/** How many items that only read are worked on side by side. */
function parallelism(execute: IExecuteFunctions): number {
	const options = execute.getNodeParameter('options', 0, {}) as IDataObject;
	const chosen = Number(options.parallelRequests);
	// A wrong number is refused with the item; until then the default does.
	return Number.isInteger(chosen) && chosen >= 1 && chosen <= PARALLEL_MAX
		? chosen
		: PARALLEL_DEFAULT;
}

async function runEndpoint(
	operation: EndpointOperation,
	context: OperationContext,
): Promise<INodeExecutionData[]> {
	const { client } = context;
	const endpoint = chosenEndpoint(operation, context);
	const inputs = await readInputs(operation, endpoint, context);
	const { request, output, limit = Infinity } = inputs;
	if (output !== 'json') return [await toFile(request, output, context)];

	const toOutput =
		inputs.simplify && operation.simplify
			? withCustomFields(operation.simplify, inputs.customFields)
			: (record: IDataObject) => record;
	const enrich = operation.enrich ?? (async (page: IDataObject[]) => page);
	if (operation.returns !== 'many') {
		const { body } = await client.request(request);
		const records = await enrich(toRecords(operation, body), context);
		return records.slice(0, limit).map((record) => ({ json: toOutput(record) }));
	}
	const pages = operation.feed
		? readFeed(client, request, inputs)
		: readPages(client, request, operation.enrich ? { pageSize: inputs.pageSize } : inputs);
	const toItems = async (page: IDataObject[]) =>
		(await enrich(page, context)).map((record) => ({ json: toOutput(record) }));
	return await readList(pages, toItems, inputs);
}

function toRecords(operation: EndpointOperation, body: unknown): IDataObject[] {
	const { returns } = operation;
	if (returns === 'done') return [{ success: true }];
	if (returns === 'deleted') return [{ deleted: true }];
	if (returns === 'one' && body !== null && typeof body === 'object' && !Array.isArray(body)) {
		return [body as IDataObject];
	}
	if (returns === 'array' && Array.isArray(body)) return body.map(toRecord);
	throw new HelloAssoError('invalidResponse', 'HelloAsso answered without the expected data', {
		description: onlyReads(operation) ? 'Try again later.' : OUTCOME_UNKNOWN,
		outcomeUnknown: !onlyReads(operation),
	});
}

/** Some lists of the API hold bare words (the form types): an item needs a name for them. */
function toRecord(entry: unknown): IDataObject {
	return entry !== null && typeof entry === 'object'
		? (entry as IDataObject)
		: { value: entry as string };
}
