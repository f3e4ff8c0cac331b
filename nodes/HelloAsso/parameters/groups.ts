import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { shownAs, type BodyFields, type Field, type Parameter } from './field';
import { memberContext, readMembers } from './reader';

/** The collections: fields that the editor shows only once they are added. */
export interface Collection extends Parameter {
	/** What the button says. */
	adds: string;
}
export const ADDITIONAL_FIELDS: Collection = {
	label: 'Additional Fields',
	name: 'additionalFields',
	adds: 'Add Field',
};
export const FILTERS: Collection = { label: 'Filters', name: 'filters', adds: 'Add filter' };
export const OPTIONS: Collection = { label: 'Options', name: 'options', adds: 'Add option' };
export const SORT: Collection = { label: 'Sort', name: 'sort', adds: 'Add Sort Rule' };

export function collection({ label, name, adds }: Collection, fields: BodyFields): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'collection',
		placeholder: adds,
		default: {},
		options: sorted(named(fields)),
	};
}

/** A group of fields under one name, e.g. a place or a person. Left out when nothing in it is filled in. */
export function group(label: string, description: string, fields: BodyFields): Field<IDataObject> {
	return {
		property: shownAs('fixedCollection', label, description, {
			default: {},
			placeholder: `Add ${label}`,
			options: [{ displayName: label, name: 'fields', values: sorted(named(fields)) }],
		}),
		async read(value, context) {
			const { fields: entered } = value as { fields?: IDataObject };
			const filled = await readMembers(fields, entered, memberContext(context, 'fields'));
			return Object.keys(filled).length > 0 ? filled : undefined;
		},
	};
}

/** Several groups of the same fields, e.g. the tiers of an event. `member` is the stored name of one. */
export function list(
	label: string,
	member: string,
	description: string,
	fields: BodyFields,
): Field<IDataObject[]> {
	return {
		property: shownAs('fixedCollection', label, description, {
			typeOptions: { multipleValues: true, sortable: true },
			default: {},
			placeholder: `Add ${member[0].toUpperCase()}${member.slice(1)}`,
			options: [{ displayName: label, name: member, values: sorted(named(fields)) }],
		}),
		async read(value, context) {
			const { [member]: entered } = value as Record<string, IDataObject[] | null | undefined>;
			const within = memberContext(context, member);
			const entries: IDataObject[] = [];
			for (const [index, entry] of (entered ?? []).entries())
				entries.push(await readMembers(fields, entry, memberContext(within, index)));
			return entries.length > 0 ? entries : undefined;
		},
	};
}

export function named(fields: BodyFields): INodeProperties[] {
	return Object.entries(fields).map(([name, { property }]) => ({ ...property, name }));
}

export function sorted(properties: INodeProperties[]): INodeProperties[] {
	return properties.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}
