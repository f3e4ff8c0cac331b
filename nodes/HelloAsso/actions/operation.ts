import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { Field, FieldContext, Fields } from '../descriptions';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** `GET /orders/{orderId}`: method and path after `/v5`, as HelloAsso's specification writes it. */
export type Route = `${Method} /${string}`;

/** The names in braces of a route. */
type PathNames<R extends string> = R extends `${string}{${infer Name}}${infer Rest}`
	? Name | PathNames<Rest>
	: never;

/** One endpoint of the API and the inputs that go into its path and query. */
export interface Endpoint {
	readonly route: Route;
	readonly path: Readonly<Record<string, Field<string | number>>>;
	/** The collection 'Filters': query parameters that narrow a list. */
	readonly filters?: Fields;
	/** Additional entries of the collection 'Options': query parameters that shape the answer. */
	readonly options?: Fields;
}

/**
 * What an operation puts out: one record; the records of a list that comes in pages; those of a bare
 * array; or only the fact that it is done, after an empty answer.
 */
export type Returns = 'one' | 'many' | 'array' | 'done' | 'deleted';

interface OperationTexts {
	/** What the user reads in the list of operations. */
	readonly name: string;
	/** Stored in workflows: never changes. */
	readonly value: string;
	/** Verb first, no article, e.g. "Get many forms"; also what an AI agent chooses by. */
	readonly action: string;
	readonly description: string;
}

export interface EndpointOperation extends OperationTexts {
	/** The endpoint, or several among which the parameter `scope` chooses. */
	readonly endpoints: Readonly<Record<string, Endpoint>>;
	readonly returns: Returns;
	/** Makes the flat record of the switch 'Simplify'; without it there is no such switch. */
	readonly simplify?: (record: IDataObject) => IDataObject;
	/** Privilege that the key needs and an association's key does not have by itself. */
	readonly privilege?: string;
}

/** An operation that does not fit the table: it names its own properties and sends its own requests. */
export interface CustomOperation extends OperationTexts {
	readonly properties: readonly INodeProperties[];
	/** Whether the request of this item only reads, so that items may be worked on side by side. */
	readonly onlyReads: (execute: IExecuteFunctions, itemIndex: number) => boolean;
	/** Shared entries of the collection 'Options' that it understands, besides its own. */
	readonly options: Fields;
	readonly execute: (context: FieldContext) => Promise<INodeExecutionData[]>;
}

export type Operation = EndpointOperation | CustomOperation;

export interface Resource {
	readonly name: string;
	readonly value: string;
	readonly operations: readonly Operation[];
}

type PathOf<R extends string> = Readonly<Record<PathNames<R>, Field<string | number>>>;

type TypedEndpoint<R extends Route> = Omit<Endpoint, 'route' | 'path'> & { readonly route: R } & ([
		PathNames<R>,
	] extends [never]
		? { readonly path?: undefined }
		: { readonly path: PathOf<R> });

type SingleEndpointOperation<R extends Route> = Omit<EndpointOperation, 'endpoints'> &
	TypedEndpoint<R>;

/** The endpoint of one scope. A `{name}` in the route without a field in `path` does not compile. */
export function defineEndpoint<R extends Route>(endpoint: TypedEndpoint<R>): Endpoint {
	return { ...endpoint, path: endpoint.path ?? {} };
}

/** The scope of an operation that has only one endpoint. */
export const ONLY_SCOPE = '';

/** An operation with one endpoint. A `{name}` in the route without a field in `path` does not compile. */
export function defineOperation<R extends Route>(
	operation: SingleEndpointOperation<R>,
): EndpointOperation {
	const { route, path, filters, options, ...rest } = operation;
	return { ...rest, endpoints: { [ONLY_SCOPE]: { route, path: path ?? {}, filters, options } } };
}

/** An operation whose parameter `scope` chooses the endpoint, e.g. `organization` or `form`. */
export function defineScopedOperation(operation: EndpointOperation): EndpointOperation {
	return operation;
}

export function isCustom(operation: Operation): operation is CustomOperation {
	return 'execute' in operation;
}
