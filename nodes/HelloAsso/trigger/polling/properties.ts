import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import {
	collection,
	FILTERS,
	formSlug,
	formType,
	OPTIONS,
	organizationSlug,
	simplifySwitch,
} from '../../parameters';
import type { Fields, Parameter } from '../../parameters';
import { EVENTS, type PolledEvent, type Scope } from './events';

const ofForms = EVENTS.filter(({ lists }) => lists.form).map(({ value }) => value);

const event: INodeProperties = {
	displayName: 'Trigger On',
	name: 'event',
	type: 'options',
	required: true,
	noDataExpression: true,
	options: EVENTS.map(({ name, value, description }) => ({ name, value, description })),
	default: 'newItem',
};

const scope: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	options: [
		{ name: 'Organization', value: 'organization' },
		{ name: 'Form', value: 'form' },
	],
	default: 'organization',
	description: 'Whether to watch the whole organization or one of its forms',
};

/** Everything the editor shows of the polling trigger, made from the table of events. */
export function pollingProperties(): INodeProperties[] {
	return [
		event,
		organizationSlug.property,
		...updateDisplayOptions({ show: { event: ofForms } }, [scope]),
		...updateDisplayOptions({ show: { event: ofForms, scope: ['form'] } }, [
			formType.property,
			formSlug.property,
		]),
		...EVENTS.flatMap(filtersOf),
		simplifySwitch,
		...EVENTS.map(({ value, options }) => forEvent(value, OPTIONS, options)),
	];
}

/** One collection for both scopes where they take the same. */
function filtersOf({ value, lists: { organization, form } }: PolledEvent): INodeProperties[] {
	if (!form || form.filters === organization.filters)
		return [forEvent(value, FILTERS, organization.filters)];
	return [
		forEvent(value, FILTERS, organization.filters, 'organization'),
		forEvent(value, FILTERS, form.filters, 'form'),
	];
}

function forEvent(
	value: string,
	parameter: Parameter,
	fields: Fields,
	only?: Scope,
): INodeProperties {
	const show = { event: [value], ...(only && { scope: [only] }) };
	return updateDisplayOptions({ show }, [collection(parameter, fields)])[0];
}
