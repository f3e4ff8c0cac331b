import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import * as shared from '../parameters';
import type { BodyFields, BodyValue, Field } from '../parameters';
import { mergeProperties } from './mergeProperties';
import { commonOptions, isCustom, onlyReads, operationName } from './operation';
import type { Endpoint, EndpointOperation, Operation, Resource } from './operation';

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
		...mergeProperties(
			resources.flatMap(({ value: resource, operations }) =>
				operations.map((operation) => ({
					resource,
					operation: operation.value,
					properties: operationProperties(operation),
				})),
			),
		),
	];
}

function operationChoice({ value, operations }: Resource): INodeProperties {
	const preselected = harmless(operations).value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => ({
			name: operationName(operation),
			value: operation.value,
			action: operation.action,
			description: operation.description,
		})),
		default: preselected,
	};
}

/** What stands there before anybody has chosen must not cancel or create anything. */
function harmless(operations: readonly Operation[]): Operation {
	const reads = operations.filter((operation) => isCustom(operation) || onlyReads(operation));
	const candidates = reads.length > 0 ? reads : operations;
	return candidates.find(({ value }) => value === 'getAll') ?? candidates[candidates.length - 1];
}

/** Required inputs first, from broad to narrow; then the rest in collections. */
export function operationProperties(operation: Operation): INodeProperties[] {
	if (isCustom(operation))
		return [...operation.properties, shared.collection(shared.OPTIONS, operation.options)];
	const scopes = Object.entries(operation.endpoints);
	const isList = operation.returns === 'many' || operation.returns === 'array';
	const returnAll = { ...shared.returnAll, default: operation.listsAll === true };
	const hasFiles = scopes.some(([, { files }]) => files);
	const onlyForItems = (property: INodeProperties) => (hasFiles ? unlessFile(property) : property);
	return [
		...(scopes.length > 1 ? [scopeChoice(operation)] : []),
		...parameters(scopes, 'path'),
		...parameters(scopes, 'query'),
		...parameters(scopes, 'body'),
		...(hasFiles ? [shared.output, shared.binaryPropertyName] : []),
		...(isList ? [returnAll, shared.limit].map(onlyForItems) : []),
		...collections(shared.ADDITIONAL_FIELDS, scopes, 'additionalFields'),
		...collections(shared.FILTERS, scopes, 'filters'),
		...(operation.simplify ? shared.simplifyProperties.map(onlyForItems) : []),
		...collections(shared.OPTIONS, scopes, 'options', commonOptions(operation)),
		...collections(shared.SORT, scopes, 'sort'),
	];
}

function scopeChoice({ endpoints }: EndpointOperation): INodeProperties {
	const scopes = Object.keys(endpoints);
	return shared.shownAs('options', 'Scope', 'What the operation applies to', {
		name: 'scope',
		options: shared.optionsOf(scopes.join(' ')),
		default: scopes[0],
	});
}

function unlessFile(property: INodeProperties): INodeProperties {
	return updateDisplayOptions({ hide: { output: ['csv', 'xlsx'] } }, [property])[0];
}

type Scopes = Array<[string, Endpoint]>;

/** An input that several scopes share is one property, so that its value stays when the scope changes. */
function parameters(scopes: Scopes, place: 'path' | 'query' | 'body'): INodeProperties[] {
	const fields = new Map<string, { field: Field<BodyValue>; users: string[] }>();
	for (const [scope, { [place]: ofScope = {} }] of scopes) {
		for (const [name, field] of Object.entries<Field<BodyValue>>(ofScope)) {
			const users = fields.get(name)?.users ?? [];
			fields.set(name, { field, users: [...users, scope] });
		}
	}
	return [...fields].flatMap(([name, { field, users }]) =>
		[field.property, ...(field.whenHidden ? [field.whenHidden] : [])].map((property) =>
			forScopes(users, scopes, { ...property, name }),
		),
	);
}

function forScopes(shown: string[], all: Scopes, property: INodeProperties): INodeProperties {
	if (shown.length === all.length) return property;
	return updateDisplayOptions({ show: { scope: shown } }, [property])[0];
}

/** One collection for all scopes that have the same fields in it, besides those common to all scopes. */
function collections(
	parameter: shared.Collection,
	scopes: Scopes,
	place: 'additionalFields' | 'filters' | 'options' | 'sort',
	common?: BodyFields,
): INodeProperties[] {
	const usersOf = new Map<BodyFields, string[]>();
	// One object, by which the scopes that have none of their own share the collection.
	const none = common && {};
	for (const [scope, { [place]: fields = none }] of scopes) {
		if (fields) usersOf.set(fields, [...(usersOf.get(fields) ?? []), scope]);
	}
	return [...usersOf].map(([fields, users]) =>
		forScopes(users, scopes, shared.collection(parameter, { ...fields, ...common })),
	);
}
