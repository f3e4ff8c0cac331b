import type { INodeProperties } from 'n8n-workflow';

import type { BodyFields, Parameter } from './field';
import { named, sorted } from './fields';

/** The collections: fields that the editor shows only once they are added. */
export const ADDITIONAL_FIELDS = { label: 'Additional Fields', name: 'additionalFields' };
export const FILTERS = { label: 'Filters', name: 'filters' };
export const OPTIONS = { label: 'Options', name: 'options' };

export function collection({ label, name }: Parameter, fields: BodyFields): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'collection',
		placeholder: label === 'Additional Fields' ? 'Add Field' : `Add ${name.slice(0, -1)}`,
		default: {},
		options: sorted(named(fields)),
	};
}
