import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import * as shared from '../../parameters';
import { EVENTS, type PolledEvent, type Scope } from './events';

const ofOneForm = [shared.formType.property, shared.formSlug.property];
const ofForms = EVENTS.filter(({ lists }) => lists.form).map(({ value }) => value);

const event: INodeProperties = {
	displayName: 'Trigger On',
	name: 'event',
	type: 'options',
	required: true,
	noDataExpression: true,
	options: EVENTS.map(({ name, value, action, description }) => {
		return { name, value, action, description };
	}),
	default: 'newItem',
};

const whatToWatch = 'Whether to watch the whole organization or one of its forms';
const scope = shared.shownAs('options', 'Scope', whatToWatch, {
	name: 'scope',
	options: shared.optionsOf('organization form'),
	default: 'organization',
});

export function pollingProperties(): INodeProperties[] {
	return [
		event,
		shared.organizationSlug.property,
		...updateDisplayOptions({ show: { event: ofForms } }, [scope]),
		...updateDisplayOptions({ show: { event: ofForms, scope: ['form'] } }, ofOneForm),
		...EVENTS.flatMap(filtersOf),
		shared.simplifySwitch,
		...EVENTS.map(({ value, options }) => forEvent(value, shared.OPTIONS, options)),
	];
}

/** One collection for both scopes where they take the same. */
function filtersOf({ value, lists: { organization, form } }: PolledEvent): INodeProperties[] {
	if (!form || form.filters === organization.filters)
		return [forEvent(value, shared.FILTERS, organization.filters)];
	return [
		forEvent(value, shared.FILTERS, organization.filters, 'organization'),
		forEvent(value, shared.FILTERS, form.filters, 'form'),
	];
}

function forEvent(
	value: string,
	parameter: shared.Collection,
	fields: shared.Fields,
	only?: Scope,
): INodeProperties {
	const show = { event: [value], ...(only && { scope: [only] }) };
	return updateDisplayOptions({ show }, [shared.collection(parameter, fields)])[0];
}
