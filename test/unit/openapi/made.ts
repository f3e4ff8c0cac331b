import { defineOperation } from '../../../nodes/HelloAsso/actions/operation';
import type { EndpointOperation, Resource } from '../../../nodes/HelloAsso/actions/operation';
import {
	choice,
	choices,
	flag,
	group,
	id,
	list,
	requiredText,
	text,
} from '../../../nodes/HelloAsso/parameters';
import { compare } from '../../../tools/openapi/compare';
import type { SimulatorRow } from '../../../tools/openapi/compareSimulator';
import type { Exceptions } from '../../../tools/openapi/exceptions';
import { toLines } from '../../../tools/openapi/findings';
import { enumeration, nullableText, object } from '../../../simulator/bodies';
import {
	bool,
	listOf,
	oneOf,
	pageIndex,
	pageSize,
	text as anyText,
	withDefault,
} from '../../../simulator/validation';

/** A small API of two operations: its document, our table and our simulator agree until a test changes one. */

const sizes = ['Small', 'Large'];
const reference = (name: string) => ({ $ref: `#/components/schemas/Some.Name.Space.${name}` });
const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const described = (privilege: string, ...roles: string[]) =>
	`Sells.<br/><br/><b>Your token must have one of these roles : </b><br/>${roles.join('<br/>')}<br/>` +
	`If you are an <b>association</b>, you can.<br/><b>Your clientId must be allowed all of those privileges : </b> <br/> ${privilege}<br/><br/>`;

/** Loosely typed where tests add to it. */
export function madeDocument() {
	const listParameters: object[] = [
		query('pageIndex', { type: 'integer', default: 1 }),
		query('pageSize', { type: 'integer', default: 20 }),
		query('continuationToken', { type: 'string' }),
		query('sizes', { type: 'array', items: reference('Size') }),
		query('withPrice', { type: 'boolean', default: false }),
	];
	const hatBody: { type: string; required: string[]; properties: Record<string, object> } = {
		type: 'object',
		required: ['label'],
		properties: {
			label: { type: 'string' },
			size: reference('Size'),
			owner: { type: 'object', properties: { name: { type: 'string', nullable: true } } },
		},
	};
	return {
		openapi: '3.0.1',
		paths: {
			'/hats': {
				get: {
					summary: 'List of hats',
					description: described('AccessTransactions', 'OrganizationAdmin'),
					parameters: listParameters,
					responses: {
						200: { content: { 'application/json': {} as object } } as {
							content: Record<string, object>;
						},
					},
				},
			},
			'/hats/{hatId}/sell': {
				post: {
					summary: 'Sell a hat',
					description: described('RefundManagement', 'FormAdmin', 'OrganizationAdmin'),
					parameters: [
						{ name: 'hatId', in: 'path', required: true, schema: { type: 'integer' } },
						{ name: 'x-hat', in: 'header', schema: { type: 'string' } },
					] as object[],
					requestBody: { content: { 'application/json': { schema: reference('HatBody') } } },
				},
			},
		} as Record<
			string,
			Record<string, { description?: string; parameters?: object[] } & Record<string, unknown>>
		>,
		components: {
			schemas: {
				'Some.Name.Space.Size': { type: 'string', enum: [...sizes] },
				'Some.Name.Space.HatBody': hatBody,
			},
		},
	};
}

const options = sizes.map((value) => ({ name: value, value }));

const texts = { action: 'X', description: 'X' };
export const listHats = defineOperation({
	...texts,
	value: 'getAll',
	route: 'GET /hats',
	filters: { sizes: choices('Sizes', options, '') },
	options: { withPrice: flag('With Price', '') },
	returns: 'many',
});
export const sellHat = defineOperation({
	...texts,
	value: 'sell',
	route: 'POST /hats/{hatId}/sell',
	path: { hatId: id('Hat', '') },
	body: { label: requiredText('Label', '') },
	additionalFields: {
		size: choice('Size', options, 'Small', ''),
		owner: group('Owner', '', { name: text('Name', '') }),
	},
	options: { token: { ...text('Token', ''), apiName: 'X-Hat', in: 'header' } },
	privilege: 'RefundManagement',
	returns: 'done',
});
/** The same inputs with a list where the document has one object. */
export const listOfOwners = list('Owner', 'owner', '', { name: text('Name', '') });

export const resourceOf = (...operations: EndpointOperation[]): Resource[] => [
	{ name: 'Hat', value: 'hat', operations },
];

export const rows: SimulatorRow[] = [
	{
		route: 'GET /hats',
		privilege: 'AccessTransactions',
		role: 'OrganizationAdmin',
		query: {
			pageIndex,
			pageSize,
			continuationToken: anyText,
			sizes: listOf(oneOf(sizes)),
			withPrice: withDefault(bool, false),
		},
	},
	{
		route: 'POST /hats/{hatId}/sell',
		privilege: 'RefundManagement',
		role: 'FormAdmin',
		headers: ['x-hat'],
		body: object(
			{
				label: { type: 'string' },
				size: enumeration(sizes),
				owner: object({ name: nullableText }),
			},
			['label'],
		),
	},
];

export const noExceptions: Exceptions = { routes: {}, ownValues: {}, notOffered: {}, computed: {} };

export const agreeing = {
	resources: resourceOf(listHats, sellHat),
	simulator: rows,
	exceptions: noExceptions,
};

/** The lines of a comparison, of one side or of both. */
export function linesOf(
	document: unknown,
	ours: Partial<typeof agreeing> = {},
	side?: 'table' | 'simulator',
): string[] {
	const lines = toLines(compare(document, { ...agreeing, ...ours }).findings);
	if (!side) return lines;
	return lines.filter((line) => line.includes(': simulator ') === (side === 'simulator'));
}

/** The lines about the table after one of the two operations was changed. */
export const withOperation = (operation: EndpointOperation) =>
	linesOf(
		madeDocument(),
		{
			resources:
				operation.value === 'sell'
					? resourceOf(listHats, operation)
					: resourceOf(operation, sellHat),
		},
		'table',
	);
export const changed = (operation: EndpointOperation, endpoint: object): EndpointOperation => ({
	...operation,
	endpoints: { '': { ...operation.endpoints[''], ...endpoint } },
});
