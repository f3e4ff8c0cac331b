import type { INodeProperties } from 'n8n-workflow';

import * as enums from './enums';
import { shownAs, type Field } from './field';
import { choice, choices, dateTime, flag, text, textThat } from './fields';

export const from = dateTime('From', 'Only records from this moment on');

/** The API excludes the upper bound itself. */
export const to = dateTime('To', 'Only records before this moment, which is itself excluded');

export const userSearchKey = text(
	'Search for Person',
	'Only records whose participant or payer has this in first name, last name or email',
	'e.g. martin@example.org',
);

export const formTypes = choices('Form Types', enums.FORM_TYPES, 'Only these types of form');

export const formStates = choices('States', enums.FORM_STATES, 'Only forms in these states');

export const tierTypes = choices('Types', enums.TIER_TYPES, 'Only these types of item');

export const itemStates = choices('States', enums.ITEM_STATES, 'Only items in these states');

export const paymentStates = choices(
	'States',
	enums.PAYMENT_STATES,
	'Only payments in these states',
);

export const withDetails = flag(
	'With Details',
	'Whether to include the answers to custom fields (and the options of items). Of orders, only the raw data have them (Simplify off).',
);

/** Ours: in which form simplified records have the answers to custom fields. HelloAsso is not told. */
export const customFields: Field<string> = {
	...choice(
		'Custom Fields',
		[
			{
				name: 'As Columns',
				value: 'columns',
				description: "Each answer in a field of its own, e.g. 'customField: T-shirt size'",
			},
			{
				name: 'As One Object',
				value: 'object',
				description: "All answers in the field 'customFields', by their label",
			},
		],
		'object',
		'In which form to return the answers to custom fields, with Simplify on. Columns suit tables and spreadsheets.',
	),
	in: 'node',
	read: textThat(
		(form) => form === 'columns' || form === 'object',
		'is',
		'Choose one of: columns, object.',
	),
};

export const sortOrder = choice(
	'Sort Order',
	enums.optionsOf('Desc Asc', { Desc: 'Newest First', Asc: 'Oldest First' }),
	'Desc',
	'In which order to return the records',
);

export const sortField = choice(
	'Sort By',
	enums.optionsOf('Date UpdateDate'),
	'Date',
	'Which date to sort by',
);

/**
 * Shown in 'Options' where a workflow stores it there, as it did while 'Sort' was no collection of its own:
 * n8n drops what it does not show.
 */
export function whereStored<Value>(field: Field<Value>, name: string): Field<Value> {
	const show = { [name]: [{ _cnd: { exists: true as const } }] };
	return { ...field, property: { ...field.property, displayOptions: { show } } };
}

export const simplifySwitch = shownAs(
	'boolean',
	'Simplify',
	'Whether to return a simplified version of the response instead of the raw data',
	{ name: 'simplify', default: true },
);

export const withFailedRefundOperation = flag(
	'With Failed Refunds',
	'Whether to list refunds too that were aborted, canceled or refused, or that failed',
);

/** Only where the API gives files, chosen there by the Accept header: of lists, n8n's Convert to File makes them. */
export const output = shownAs('options', 'Output', 'In which form to return the records', {
	name: 'output',
	options: [
		{
			name: 'CSV File',
			value: 'csv',
			description: "HelloAsso's own text file for a spreadsheet",
		},
		{ name: 'Excel File', value: 'xlsx', description: "HelloAsso's own Excel workbook" },
		{ name: 'Items', value: 'json', description: 'One n8n item for each record' },
	],
	default: 'json',
});

export const binaryPropertyName: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	displayOptions: { show: { output: ['csv', 'xlsx'] } },
	hint: 'The name of the output binary field to put the file in',
};

/** For lists of changes. */
export const continuationToken = text(
	'Continuation Token',
	"Where an earlier run ended: the field 'continuationToken' of its last item. Only what changed since then is returned.",
);

export const tierName = text('Tier Name', 'Only items of the tier (price) with this name');

/** Ours: HelloAsso cannot filter by it, the node looks at each membership's validity itself. */
export const validOn: Field<string> = {
	...dateTime('Valid On', 'Only memberships that are valid on this day'),
	in: 'node',
};

/** A form type that the operation fixes: the editor does not show it, the search for forms reads it. */
function fixedFormType(type: string): Field<string> {
	return {
		property: { displayName: 'Form Type', name: 'formType', type: 'hidden', default: type },
		readsEmpty: true,
		read: () => type,
	};
}

export const membershipFormType = fixedFormType('Membership');
export const eventFormType = fixedFormType('Event');

/** ISO 3166 with three letters, as the API wants it. */
const readCode = textThat(
	(code) => /^[A-Z]{3}$/.test(code),
	'must have three letters, not',
	'Use the ISO alpha-3 code, e.g. FRA for France, BEL for Belgium.',
);
const country: Field<string> = {
	...text('Country', 'Three letters (ISO alpha-3)', 'e.g. FRA'),
	read: (value, context, parameter) => readCode(String(value).toUpperCase(), context, parameter),
};

/** Of a payer, and of the place of an event. */
export const addressFields = {
	address: text('Address', 'Street and number'),
	city: text('City', 'Town or city'),
	country,
	zipCode: text('Zip Code', 'Postal code'),
};
