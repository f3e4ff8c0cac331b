import type { INodeProperties } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import {
	FORM_STATES,
	FORM_TYPES,
	ITEM_STATES,
	PAYMENT_STATES,
	SORT_FIELDS,
	SORT_ORDERS,
	TIER_TYPES,
} from './enums';
import type { Field } from './field';
import { choice, choices, dateTime, flag, text } from './fields';

export const from = dateTime('From', 'Only records from this moment on');

/** The API excludes the upper bound itself. */
export const to = dateTime('To', 'Only records before this moment, which is itself excluded');

export const userSearchKey = text(
	'Search for Person',
	'Only records whose participant or payer has this in first name, last name or email',
	'e.g. martin@example.org',
);

export const formTypes = choices('Form Types', FORM_TYPES, 'Only these types of form');

export const formStates = choices('States', FORM_STATES, 'Only forms in these states');

export const tierTypes = choices('Types', TIER_TYPES, 'Only these types of item');

export const itemStates = choices('States', ITEM_STATES, 'Only items in these states');

export const paymentStates = choices('States', PAYMENT_STATES, 'Only payments in these states');

export const withDetails = flag(
	'With Details',
	'Whether to include the answers to custom fields (and the options of items). Of orders, only the raw data have them (Simplify off).',
);

const CUSTOM_FIELD_FORMS = ['columns', 'object'];

const customFieldsChoice: Field<string> = {
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
	read(value, _context, parameter) {
		const form = String(value).trim();
		if (CUSTOM_FIELD_FORMS.includes(form)) return form;
		throw invalidParameter(
			parameter,
			`is '${form.slice(0, 100)}'`,
			`Choose one of: ${CUSTOM_FIELD_FORMS.join(', ')}.`,
		);
	},
};

/** Ours: in which form simplified records have the answers to custom fields. HelloAsso is not told. */
export const customFields: Field<string> = { ...customFieldsChoice, in: 'nowhere' };

/** To read it by: `readCollection(OPTIONS, customFieldsForm, context)`. */
export const customFieldsForm = { customFields: customFieldsChoice };

export const sortOrder = choice(
	'Sort Order',
	SORT_ORDERS,
	'Desc',
	'In which order to return the records',
);

export const sortField = choice('Sort By', SORT_FIELDS, 'Date', 'Which date to sort by');

export const simplifySwitch: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const withFailedRefundOperation = flag(
	'With Failed Refunds',
	'Whether to list refunds too that were aborted, canceled or refused, or that failed',
);

/** Only where the API gives files, chosen there by the Accept header: of lists, n8n's Convert to File makes them. */
export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
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
	description: 'In which form to return the records',
};

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
	...dateTime('Valid On', 'Only memberships that are valid at this moment'),
	in: 'nowhere',
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
const country: Field<string> = {
	...text('Country', 'Three letters (ISO alpha-3)', 'e.g. FRA'),
	read(value, _context, parameter) {
		const code = String(value).trim().toUpperCase();
		if (/^[A-Z]{3}$/.test(code)) return code;
		throw invalidParameter(
			parameter,
			`must have three letters, not '${code.slice(0, 100)}'`,
			'Use the ISO alpha-3 code, e.g. FRA for France, BEL for Belgium.',
		);
	},
};

/** Of a payer, and of the place of an event. */
export const addressFields = {
	address: text('Address', 'Street and number'),
	city: text('City', 'Town or city'),
	country,
	zipCode: text('Zip Code', 'Postal code'),
};
