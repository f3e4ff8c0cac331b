import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import type { BodyFields, Field, FieldContext } from './field';

interface Parameter {
	label: string;
	name: string;
}

/** A yes or no that is sent both ways, since the API's own default is not documented. */
export function yesNo(label: string, description: string): Field<boolean> {
	return {
		property: { displayName: label, name: '', type: 'boolean', default: false, description },
		read: (value) =>
			value === undefined || value === null || value === ''
				? undefined
				: value === true || value === 'true',
	};
}

/** The same, offered as a yes. */
export function yesFirst(label: string, description: string): Field<boolean> {
	const field = yesNo(label, description);
	return { ...field, property: { ...field.property, ...{ default: true } } };
}

/** A text that the API requires, within its length. */
export function requiredText(
	{ label, name }: Parameter,
	description: string,
	{ placeholder, max }: { placeholder?: string; max?: number } = {},
): Field<string> {
	return {
		property: {
			displayName: label,
			name,
			type: 'string',
			required: true,
			default: '',
			description,
			placeholder,
		},
		read(value) {
			const text = String(value ?? '').trim();
			if (text === '') throw invalidParameter({ label, name }, 'is empty', 'Enter a value.');
			if (max === undefined || text.length <= max) return text;
			throw invalidParameter({ label, name }, `is longer than ${max} characters`, 'Shorten it.');
		},
	};
}

/** An address that HelloAsso sends people or notifications to: https only. */
export function httpsUrl(label: string, name: string, description: string): Field<string> {
	return {
		property: {
			displayName: label,
			name,
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://www.example.org/thanks',
			description,
		},
		read(value) {
			const text = String(value ?? '').trim();
			if (/^https:\/\/[^\s/@]+(?:\/\S*)?$/i.test(text) && URL.canParse(text)) return text;
			throw invalidParameter(
				{ label, name },
				text === '' ? 'is empty' : `is not an https address: '${text.slice(0, 100)}'`,
				'HelloAsso accepts addresses that begin with https:// only.',
			);
		},
	};
}

/** Words separated by commas, or a list from an expression. */
export function words(label: string, description: string, placeholder?: string): Field<string[]> {
	const withCommas = `${description}; several are separated by commas`;
	return {
		property: {
			displayName: label,
			name: '',
			type: 'string',
			default: '',
			description: withCommas,
			placeholder,
		},
		read(value) {
			const list = Array.isArray(value) ? value : String(value ?? '').split(',');
			const chosen = list.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
			return chosen.length > 0 ? chosen : undefined;
		},
	};
}

/** A group of fields under one name, e.g. a place or a person. Left out when nothing in it is filled in. */
export function group(label: string, description: string, fields: BodyFields): Field<IDataObject> {
	return {
		property: {
			displayName: label,
			name: '',
			type: 'fixedCollection',
			default: {},
			placeholder: `Add ${label}`,
			description,
			options: [{ displayName: label, name: 'fields', values: members(fields) }],
		},
		async read(value, context) {
			const entered = (value as { fields?: IDataObject } | undefined)?.fields ?? {};
			const filled = await readMembers(fields, entered, context);
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
		property: {
			displayName: label,
			name: '',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			default: {},
			placeholder: `Add ${member[0].toUpperCase()}${member.slice(1)}`,
			description,
			options: [{ displayName: label, name: member, values: members(fields) }],
		},
		async read(value, context) {
			const entered = (value as Record<string, IDataObject[]> | undefined)?.[member] ?? [];
			const entries: IDataObject[] = [];
			for (const entry of entered) entries.push(await readMembers(fields, entry, context));
			return entries.length > 0 ? entries : undefined;
		},
	};
}

/** One of a list that the API requires. */
export function requiredChoice(
	{ label, name }: Parameter,
	options: INodePropertyOptions[],
	defaultValue: string,
	description: string,
): Field<string> {
	return {
		property: {
			displayName: label,
			name,
			type: 'options',
			required: true,
			options,
			default: defaultValue,
			description,
		},
		read(value) {
			const text = String(value ?? '').trim();
			if (/^[A-Za-z]+$/.test(text)) return text;
			throw invalidParameter({ label, name }, 'is empty', 'Choose one of the list.');
		},
	};
}

function members(fields: BodyFields) {
	return Object.entries(fields)
		.map(([name, { property }]) => ({ ...property, name }))
		.sort((one, other) => one.displayName.localeCompare(other.displayName, 'en'));
}

async function readMembers(
	fields: BodyFields,
	values: IDataObject,
	context: FieldContext,
): Promise<IDataObject> {
	const read: IDataObject = {};
	for (const [name, field] of Object.entries(fields)) {
		const value = await field.read(values[name], context);
		if (value !== undefined) read[field.apiName ?? name] = value as IDataObject[string];
	}
	return read;
}
