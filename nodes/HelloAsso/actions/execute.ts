import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { addFormNames } from '../enrich/forms';
import { isObject, PARALLEL_DEFAULT, PARALLEL_MAX } from '../parameters';
import { withCustomFields } from '../simplify';
import { asObject, pick } from '../simplify/values';
import * as transport from '../transport';
import { toFile } from './files';
import { RESOURCES } from './index';
import { chosenEndpoint, readInputs, type Inputs } from './inputs';
import { runItems, runWrites } from './itemLoop';
import { isCustom, onlyReads } from './operation';
import type { Endpoint, EndpointOperation, Operation, OperationContext } from './operation';
import { Notes } from './notes';
import { readList } from './readList';

export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(this);
	if (!operation) throw transport.toNodeError(this.getNode(), unknownOperation(this));
	const parallel = parallelism(this);
	const client = new transport.HelloAssoClient(this, parallel);
	const notes = new Notes();
	const itemCount = this.getInputData().length;
	const work = async (itemIndex: number) => {
		const context = { execute: this, client, itemIndex, notes };
		const { writeCount } = client;
		const run = isCustom(operation) ? operation.execute(context) : runEndpoint(operation, context);
		return await run.catch(async (error: unknown) => {
			const isCarriedOut = client.writeCount > writeCount;
			return await Promise.reject(isCarriedOut ? carriedOutInVain(error) : error);
		});
	};
	if (!isReadOnly(this, operation, itemCount)) return [await runWrites(this, work)];
	const items = await runItems(this, parallel, work);
	const hints = notes.messages.map((message) => ({ message, location: 'outputPane' as const }));
	if (hints.length > 0) this.addExecutionHints(...hints);
	return [items];
}

/** HelloAsso has answered with success, and what came after that failed: it must not be sent again. */
function carriedOutInVain(error: unknown): transport.HelloAssoError {
	if (error instanceof transport.HelloAssoError && error.details.outcomeUnknown) return error;
	const message = `HelloAsso has carried the request out, but its answer was lost: ${(error as Error).message}`;
	const description = 'Do not run it again for this item.';
	return new transport.HelloAssoError('invalidResponse', message, {
		description,
		outcomeUnknown: true,
	});
}

function chosenOperation(execute: IExecuteFunctions): Operation | undefined {
	const resource = execute.getNodeParameter('resource', 0);
	const value = execute.getNodeParameter('operation', 0);
	return RESOURCES.find((candidate) => candidate.value === resource)?.operations.find(
		(candidate) => candidate.value === value,
	);
}

function unknownOperation(execute: IExecuteFunctions): transport.HelloAssoError {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		String(execute.getNodeParameter(name, 0)),
	);
	return transport.invalidParameter(
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

/** How many requests that only read may be in flight. */
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
	const endpoint = chosenEndpoint(operation, context);
	const inputs = await readInputs(operation, endpoint, context);
	const { request, output, limit, narrowing } = inputs;
	if (output !== 'json') return [await toFile(request, output, context)];
	const items = await readItems(operation, endpoint, inputs, context);
	const isList = ['many', 'array', 'whole'].includes(operation.returns);
	if (isList && items.length === 0)
		context.notes.nothingFound(narrowing, 'formSlug' in endpoint.path, operation.whenEmpty);
	// Of a single input item the editor says so itself.
	const isOneOfSeveral = context.execute.getInputData().length > 1;
	if (isList && isOneOfSeveral && items.length === limit) context.notes.limitReached(limit);
	return items;
}

async function readItems(
	operation: EndpointOperation,
	endpoint: Endpoint,
	inputs: Inputs,
	context: OperationContext,
): Promise<INodeExecutionData[]> {
	const { client } = context;
	const { request, limit = Infinity } = inputs;
	const toOutput = outputOf(operation, inputs);
	const enrich = async (page: IDataObject[]) => {
		const records = operation.enrich ? await operation.enrich(page, context, inputs.own) : page;
		return inputs.simplify && operation.namesForm ? await addFormNames(records, client) : records;
	};
	if (operation.answer) {
		const records = (await operation.answer(inputs, context)).slice(0, limit);
		return (await enrich(records)).map((record) => ({ json: toOutput(record) }));
	}
	if (operation.returns !== 'many') {
		const { body } = await client.request(request);
		const records = await enrich(toRecords(operation, body));
		return records.slice(0, limit).map((record) => ({ json: toOutput(record) }));
	}
	const toItems = async (page: IDataObject[]) =>
		(await enrich(page)).map((record) => ({ json: toOutput(record) }));
	const isCut = endpoint.isByDate && inputs.limit === undefined && transport.isByDate(request);
	if (isCut && client.parallel > 1) {
		const pages = transport.readByDate(client, request, { ...inputs, toItems });
		return await readList(pages, (items) => items, inputs);
	}
	const paging = operation.enrich ? { pageSize: inputs.pageSize } : inputs;
	const pages = operation.feed
		? transport.readFeed(client, request, inputs)
		: transport.readPages(client, request, paging);
	return await readList(pages, toItems, inputs);
}

function outputOf({ simplify }: EndpointOperation, { fields, own, ...inputs }: Inputs) {
	if (!inputs.simplify || !simplify) return (record: IDataObject) => record;
	const flat = withCustomFields(simplify, own.customFields);
	return fields ? (record: IDataObject) => pick(flat(record), fields) : flat;
}

function toRecords(operation: EndpointOperation, body: unknown): IDataObject[] {
	const { returns } = operation;
	if (returns === 'done') return [{ success: true }];
	if (returns === 'deleted') return [{ deleted: true }];
	const record = asObject(body);
	if (returns === 'one' && record) return [record];
	// Some lists of the API hold bare words (the form types): an item needs a name for them.
	if (returns === 'array' && Array.isArray(body))
		return body.map(
			(entry: unknown) => (isObject(entry) ? entry : { value: entry }) as IDataObject,
		);
	const message = 'HelloAsso answered without the expected data';
	throw new transport.HelloAssoError('invalidResponse', message, {
		description: onlyReads(operation) ? 'Try again later.' : transport.OUTCOME_UNKNOWN,
		outcomeUnknown: !onlyReads(operation),
	});
}
