import type { INodeProperties } from 'n8n-workflow';

import type { BodyFields } from './field';

export type CollectionName = 'Additional Fields' | 'Filters' | 'Options';

const PLACEHOLDERS: Record<CollectionName, string> = {
	'Additional Fields': 'Add Field',
	Filters: 'Add filter',
	Options: 'Add option',
};

/** Fields that the editor shows only once they are added. */
export function collection(displayName: CollectionName, fields: BodyFields): INodeProperties {
	const [first, ...rest] = displayName.split(' ');
	return {
		displayName,
		name: first.toLowerCase() + rest.join(''),
		type: 'collection',
		placeholder: PLACEHOLDERS[displayName],
		default: {},
		options: sorted(named(fields)),
	};
}

export function named(fields: BodyFields): INodeProperties[] {
	return Object.entries(fields).map(([name, { property }]) => ({ ...property, name }));
}

export function sorted(properties: INodeProperties[]): INodeProperties[] {
	return properties.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}
