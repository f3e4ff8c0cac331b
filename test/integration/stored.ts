/** What workflows store of our nodes, by which a later version has to load and run them as before. */
import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeParameters,
	INodeProperties,
	INodeTypeDescription,
} from 'n8n-workflow';

import { HelloAssoOAuth2Api } from '../../credentials/HelloAssoOAuth2Api.credentials';
import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { operationProperties } from '../../nodes/HelloAsso/actions/properties';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node.ts';
import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node.ts';
import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node.ts';
import type { Case } from './operations';

/** In a saved request, for what differs in each run. */
export const ANYTHING = '<anything>';

/** One run of an operation as a workflow stores it: all that HelloAsso gets, and the fields that come out. */
export interface SavedRun extends Pick<Case, 'name' | 'key' | 'requests'> {
	parameters: IDataObject;
	fields: string[];
}

/** One of our nodes in a saved workflow. */
export interface SavedNode {
	from: string;
	type: string;
	typeVersion: number;
	parameters: IDataObject;
}

/** `test/fixtures/saved/<version>.json`. */
export interface Saved {
	/** By operation, trigger or credential: paths of parameters, with the values of a choice behind `=`. */
	stored: Record<string, string[]>;
	nodes: SavedNode[];
	runs: SavedRun[];
}

const DESCRIPTIONS: Record<string, INodeTypeDescription> = Object.fromEntries(
	[new HelloAsso(), new HelloAssoPollingTrigger(), new HelloAssoTrigger()].map(
		({ description }) => [`n8n-nodes-helloasso.${description.name}`, description],
	),
);

/** n8n makes the tool of an AI agent of a node, and tells it by the end of its name. */
export function descriptionOf(type: string): INodeTypeDescription {
	const own = DESCRIPTIONS[type];
	if (own) return own;
	const node = DESCRIPTIONS[type.replace(/Tool$/, '')];
	return { ...node, name: `${node.name}Tool` };
}

/** What n8n keeps of parameters: it drops what the description does not have or show, and saves no default. */
export function kept(
	{ type, typeVersion, parameters }: Omit<SavedNode, 'from'>,
	withDefaults: boolean,
): IDataObject {
	const description = descriptionOf(type);
	return NodeHelpers.getNodeParameters(
		description.properties,
		parameters as INodeParameters,
		withDefaults,
		false,
		{ type, typeVersion } as INode,
		description,
	) as IDataObject;
}

/** The node with the operations, as a workflow has it. */
export const asNode = (parameters: IDataObject) => ({
	type: 'n8n-nodes-helloasso.helloAsso',
	typeVersion: 1,
	parameters,
});

function pathsOf(properties: readonly INodeProperties[], path = ''): string[] {
	return properties.flatMap(({ name, type, options = [] }) => {
		const own = `${path}${name}`;
		if (type === 'notice') return [];
		const members = options.flatMap((entry) => {
			if ('values' in entry) return pathsOf(entry.values, `${own}.${entry.name}.`);
			if ('type' in entry) return pathsOf([entry as INodeProperties], `${own}.`);
			return [`${own}=${String((entry as { value: unknown }).value)}`];
		});
		return [own, ...members];
	});
}

const paths = (properties: readonly INodeProperties[]) => [...new Set(pathsOf(properties))].sort();

/** Everything that a workflow or a credential can store by today's code. */
export function storedToday(): Saved['stored'] {
	const operations = RESOURCES.flatMap(({ value: resource, operations: own }) =>
		own.map((operation) => [
			`${resource}/${operation.value}`,
			paths(operationProperties(operation)),
		]),
	);
	const triggers = Object.values(DESCRIPTIONS)
		.filter(({ group }) => group.includes('trigger'))
		.map(({ name, properties }) => [name, paths(properties)]);
	const credential = new HelloAssoOAuth2Api();
	return Object.fromEntries([
		...operations,
		...triggers,
		[credential.name, paths(credential.properties)],
	]) as Saved['stored'];
}
