import type { INodeProperties } from 'n8n-workflow';

import { isCustom, isOurs } from '../../nodes/HelloAsso/actions/operation';
import type {
	Endpoint,
	EndpointOperation,
	Resource,
} from '../../nodes/HelloAsso/actions/operation';
import type { BodyFields } from '../../nodes/HelloAsso/parameters';
import type { Place } from './document';

/** One input of an operation of ours, under the name by which it is sent. */
export interface Input {
	readonly name: string;
	readonly place: Place | 'body';
	readonly property: INodeProperties;
	/** Stands by itself in the editor, so that it can be relied on. Entries of a collection may be absent. */
	readonly alone: boolean;
}

/** One endpoint of our table. */
export interface TableEndpoint {
	readonly route: string;
	/** `item/getAll` */
	readonly title: string;
	readonly inputs: readonly Input[];
	/** What the operation always sends in the query: names and values. */
	readonly fixed: ReadonlyMap<string, readonly string[]>;
	readonly paged: boolean;
	readonly privilege?: string;
	readonly files: boolean;
}

/** What the machinery of lists sends. `pageIndex` is what continuation tokens make needless. */
export const PAGING: readonly string[] = ['pageIndex', 'pageSize', 'continuationToken'];

/** The endpoints of the table. An operation that sends its own requests, or puts several together, has none to compare. */
export function tableEndpoints(resources: readonly Resource[]): TableEndpoint[] {
	return resources.flatMap(({ value: resource, operations }) =>
		operations.flatMap((operation) =>
			isCustom(operation) || isOurs(operation)
				? []
				: Object.values(operation.endpoints).map((endpoint) =>
						toTableEndpoint(`${resource}/${operation.value}`, operation, endpoint),
					),
		),
	);
}

function toTableEndpoint(
	title: string,
	{ returns, privilege }: EndpointOperation,
	endpoint: Endpoint,
): TableEndpoint {
	const {
		route,
		path,
		query,
		body,
		additionalFields,
		filters,
		options,
		sort,
		fixedQuery = {},
	} = endpoint;
	const narrowing = route.startsWith('GET ') ? 'query' : 'body';
	return {
		route,
		title,
		inputs: [
			...inputs(path, 'path', true),
			...inputs(query, 'query', true),
			...inputs(body, 'body', true),
			...inputs(additionalFields, 'body', false),
			...inputs(filters, narrowing, false),
			...inputs(options, 'query', false),
			...inputs(sort, 'query', false),
			// Under another name than the API's, an input chooses between what is always sent and nothing.
		].filter(({ name, property }) => property.name === name || !(name in fixedQuery)),
		fixed: new Map(
			Object.entries(fixedQuery).map(([name, value]) => [name, [value].flat().map(String)]),
		),
		paged: returns === 'many',
		privilege,
		files: endpoint.files ?? false,
	};
}

function inputs(fields: BodyFields | undefined, place: Input['place'], alone: boolean): Input[] {
	return Object.entries(fields ?? {}).flatMap(
		([key, { apiName: name = key, in: elsewhere, property }]) => {
			if (elsewhere === 'node' || elsewhere === 'nowhere') return [];
			const input = { property: { ...property, name: key }, alone };
			// Names of headers are the same in any case.
			if (elsewhere === 'header') {
				return [{ ...input, name: name.toLowerCase(), place: elsewhere }];
			}
			return [{ ...input, name, place }];
		},
	);
}

/** The members of a group of fields, as the editor shows them; undefined for anything else. */
export function membersOf({ type, options }: INodeProperties): INodeProperties[] | undefined {
	if (type === 'collection') return (options ?? []) as INodeProperties[];
	if (type !== 'fixedCollection') return undefined;
	return (options ?? []).flatMap((group) => ('values' in group ? group.values : []));
}

/** The values that a list of the editor offers. */
export function offeredValues({ type, options }: INodeProperties): string[] {
	if (type !== 'options' && type !== 'multiOptions') return [];
	return (options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));
}
