import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { limit, pageSize, parallelRequests, returnAll, simplifySwitch, timeout } from '../descriptions';
import type { Fields } from '../descriptions';
import { isCustom } from './operation';
import type { Endpoint, EndpointOperation, Operation, Resource } from './operation';

const SCOPES: Record<string, INodePropertyOptions> = {
	organization: { name: 'Organization', value: 'organization' },
	form: { name: 'Form', value: 'form' },
};

/** Everything the editor shows of the HelloAsso node, made from the table of operations. */
export function buildProperties(resources: readonly Resource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: 'order',
		},
		...resources.map(operationChoice),
		...resources.flatMap(({ value: resource, operations }) =>
			operations.flatMap((operation) =>
				updateDisplayOptions(
					{ show: { resource: [resource], operation: [operation.value] } },
					operationProperties(operation),
				),
			),
		),
	];
}

function operationChoice({ value, operations }: Resource): INodeProperties {
	const first = operations[0].value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => ({
			name: operation.name,
			value: operation.value,
			action: operation.action,
			description: operation.description,
		})),
		default: first,
	};
}

/** Required inputs first, from broad to narrow; then the rest in collections. */
function operationProperties(operation: Operation): INodeProperties[] {
	if (isCustom(operation)) return [...operation.properties, collection('Options', operation.options)];
	const scopes = Object.entries(operation.endpoints);
	const isList = operation.returns === 'many' || operation.returns === 'array';
	return [
		...(scopes.length > 1 ? [scopeChoice(operation)] : []),
		...pathProperties(scopes),
		...(isList ? [returnAll, limit] : []),
		...collections('Filters', scopes, ({ filters }) => filters),
		...(operation.simplify ? [simplifySwitch] : []),
		...collections('Options', scopes, ({ options = NONE }) => options).map((options) => ({
			...options,
			options: sorted([
				...(options.options as INodeProperties[]),
				...named({ ...(operation.returns === 'many' && { pageSize }), parallelRequests, timeout }),
			]),
		})),
	];
}

const NONE: Fields = {};

function scopeChoice({ endpoints }: EndpointOperation): INodeProperties {
	const [first] = Object.keys(endpoints);
	return {
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: Object.keys(endpoints).map((scope) => SCOPES[scope]),
		default: first,
		description: 'Where to look: in all of the organization or in one form',
	};
}

type Scopes = Array<[string, Endpoint]>;

/** An input that several scopes share is one property, so that its value stays when the scope changes. */
function pathProperties(scopes: Scopes): INodeProperties[] {
	const names = new Set(scopes.flatMap(([, { path }]) => Object.keys(path)));
	return [...names].map((name) => {
		const users = scopes.filter(([, { path }]) => name in path);
		const [, { path }] = users[0];
		return forScopes(users.map(([scope]) => scope), scopes, { ...path[name].property, name });
	});
}

function forScopes(shown: string[], all: Scopes, property: INodeProperties): INodeProperties {
	if (shown.length === all.length) return property;
	const displayOptions: IDisplayOptions = { show: { scope: shown } };
	return updateDisplayOptions(displayOptions, [property])[0];
}

/** One collection for all scopes that have the same fields in it. */
function collections(
	displayName: 'Filters' | 'Options',
	scopes: Scopes,
	pick: (endpoint: Endpoint) => Fields | undefined,
): INodeProperties[] {
	const usersOf = new Map<Fields, string[]>();
	for (const [scope, endpoint] of scopes) {
		const fields = pick(endpoint);
		if (fields) usersOf.set(fields, [...(usersOf.get(fields) ?? []), scope]);
	}
	return [...usersOf].map(([fields, users]) =>
		forScopes(users, scopes, collection(displayName, fields)),
	);
}

function collection(displayName: 'Filters' | 'Options', fields: Fields): INodeProperties {
	return {
		displayName,
		name: displayName.toLowerCase(),
		type: 'collection',
		placeholder: displayName === 'Filters' ? 'Add filter' : 'Add option',
		default: {},
		options: sorted(named(fields)),
	};
}

function named(fields: Fields): INodeProperties[] {
	return Object.entries(fields).map(([name, { property }]) => ({ ...property, name }));
}

function sorted(properties: INodeProperties[]): INodeProperties[] {
	return properties.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}
