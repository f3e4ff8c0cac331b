import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { allowIncomplete, inWords, pageSize, parallelRequests, timeout } from '../parameters';
import type { BodyFields, Field, FieldContext, Fields } from '../parameters';
import type { ApiRequest, HelloAssoClient, Query } from '../transport';
import type { Notes } from './notes';

/** `GET /orders/{orderId}`: method and path after `/v5`, as HelloAsso's specification writes it. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

/** The names in braces of a route. */
type PathNames<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
	? Name | PathNames<Rest>
	: never;

type PathField = Field<string | number>;

/** Where an operation runs: a field's context in an execution of the node. */
export interface OperationContext extends FieldContext {
	execute: IExecuteFunctions;
	client: HelloAssoClient;
	notes: Notes;
}

/** One endpoint of the API and its inputs, by the place where the API reads them. */
export interface Endpoint {
	readonly route: Route;
	readonly path: Readonly<Record<string, PathField>>;
	/** Inputs of query and body that stand by themselves in the editor. */
	readonly query?: Fields;
	readonly body?: BodyFields;
	/** The collection 'Additional Fields': further inputs of the body. */
	readonly additionalFields?: BodyFields;
	/** The collection 'Filters', which narrows a list: in the query, of a list that is read by POST in the body. */
	readonly filters?: Fields;
	/** Further entries of the collection 'Options': query parameters that shape the answer. */
	readonly options?: Fields;
	/** The collection 'Sort': in which order a list comes. */
	readonly sort?: Fields;
	/** What is always sent in the query. */
	readonly fixedQuery?: Query;
	/** True where the API gives CSV and Excel too. */
	readonly files?: boolean;
	/** True for a list that is sorted by the date that `from` and `to` filter, so that it can be read in parts. */
	readonly isByDate?: boolean;
}

/**
 * What an operation puts out: one record; the records of a list that comes in pages; those of a bare
 * array; all of them always, since a part of a sum is none; or only the fact that it is done, after an
 * empty answer.
 */
export type Returns = 'one' | 'many' | 'array' | 'whole' | 'done' | 'deleted';

interface OperationTexts {
	/** Stored in workflows: never changes. Its words are the operation's name. */
	readonly value: string;
	/** Verb first, no article, e.g. "Get many forms"; also what an AI agent chooses by. */
	readonly action: string;
	readonly description: string;
}

export interface EndpointOperation extends OperationTexts {
	/** The endpoint, or several among which the parameter `scope` chooses, e.g. `organization` and `form`. */
	readonly endpoints: Readonly<Record<string, Endpoint>>;
	readonly returns: Returns;
	/** Makes the flat record of the switch 'Simplify'; without it there is no such switch. */
	readonly simplify?: (record: IDataObject) => IDataObject;
	/** True where the simplified record has `formName`: it is read where HelloAsso leaves it out. */
	readonly namesForm?: boolean;
	/** Privilege that the key needs and an association's key does not have by itself. */
	readonly privilege?: string;
	/** True for a POST that only reads: it may be sent again. */
	readonly onlyReads?: boolean;
	/** What is said under an empty output, where nothing narrows the list. */
	readonly whenEmpty?: string;
	/** True where a part of the list would mislead: 'Return All' is on by default. */
	readonly listsAll?: boolean;
	/** True for a list of changes, which a later run may go on reading where this one ended. */
	readonly feed?: boolean;
	/** Checks the inputs of the body together and brings them into the API's form. */
	readonly toBody?: (inputs: IDataObject, context: FieldContext) => IDataObject;
	/** Adds to the records of a page what the API keeps elsewhere, or drops some; `own`: see {@link AnswerInputs}. */
	readonly enrich?: (
		records: IDataObject[],
		context: OperationContext,
		own: IDataObject,
	) => Promise<IDataObject[]>;
	/** Of an operation of ours: makes its own records of what the endpoint and others say. */
	readonly answer?: (inputs: AnswerInputs, context: OperationContext) => Promise<IDataObject[]>;
}

/** What an answer is made of: the request of its endpoint, and the values of fields for the node itself. */
export interface AnswerInputs {
	readonly request: ApiRequest;
	readonly own: IDataObject;
	/** undefined for all records. */
	readonly limit?: number;
}

/** An operation that does not fit the table: it names its own properties and sends its own requests. */
export interface CustomOperation extends OperationTexts {
	readonly properties: readonly INodeProperties[];
	/** Whether the request of this item only reads, so that items may be worked on side by side. */
	readonly onlyReads: (execute: IExecuteFunctions, itemIndex: number) => boolean;
	/** Shared entries of the collection 'Options' that it understands, besides its own. */
	readonly options: Fields;
	readonly execute: (context: OperationContext) => Promise<INodeExecutionData[]>;
}

export type Operation = EndpointOperation | CustomOperation;

export interface Resource {
	readonly name: string;
	readonly value: string;
	readonly operations: readonly Operation[];
}

/** The path that a route needs: a field for each of its names. */
type PathFor<R extends Route> = [PathNames<R>] extends [never]
	? { readonly path?: undefined }
	: { readonly path: Readonly<Record<PathNames<R>, PathField>> };

type TypedEndpoint<R extends Route> = Omit<Endpoint, 'route' | 'path'> &
	PathFor<R> & { readonly route: R };

/** The endpoint of one scope. A `{name}` in the route without a field in `path` does not compile. */
export function defineEndpoint<R extends Route>(endpoint: TypedEndpoint<R>): Endpoint {
	return { ...endpoint, path: endpoint.path ?? {} };
}

/** The scope of an operation that has only one endpoint. */
export const ONLY_SCOPE = '';

/** An operation with one endpoint. A `{name}` in the route without a field in `path` does not compile. */
export function defineOperation<R extends Route>(
	operation: Omit<EndpointOperation, 'endpoints'> & TypedEndpoint<R>,
): EndpointOperation {
	const { route, path = {}, query, body, additionalFields, filters, options, ...rest } = operation;
	const { sort, fixedQuery, files, isByDate, ...texts } = rest;
	const collections = { additionalFields, filters, options, sort };
	const inputs = { query, body, ...collections, fixedQuery, files, isByDate };
	return { ...texts, endpoints: { [ONLY_SCOPE]: { route, path, ...inputs } } };
}

/** What the user reads in the list of operations. The list of many records has n8n's name for it. */
export function operationName({ value }: Operation): string {
	return value === 'getAll' ? 'Get Many' : inWords(value);
}

/** Whether the operation changes nothing at HelloAsso, so that it may be repeated and run side by side. */
export function onlyReads({ onlyReads: declared, endpoints }: EndpointOperation): boolean {
	return declared ?? Object.values(endpoints).every(({ route }) => route.startsWith('GET '));
}

/** Options of ours that operations understand without naming them. */
export function commonOptions(operation: EndpointOperation): Fields {
	return {
		...(operation.returns === 'many' && { allowIncomplete, pageSize }),
		...(onlyReads(operation) && { parallelRequests }),
		timeout,
	};
}

/** Whether it is none of HelloAsso's API, but made of them. */
export function isOurs(operation: EndpointOperation): boolean {
	return operation.answer !== undefined;
}

export function isCustom(operation: Operation): operation is CustomOperation {
	return 'execute' in operation;
}
