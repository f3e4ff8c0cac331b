import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import { shownAs, type FieldContext } from './field';
import { words } from './fields';
import { readOneOf, readParameter, readSwitch } from './reader';
import { simplifySwitch } from './shared';

const OUTPUT = { label: 'Output', name: 'toolOutput' };
const OUTPUTS = ['simplified', 'raw', 'selectedFields'] as const;

const output = shownAs('options', OUTPUT.label, 'What the AI agent is given of each record', {
	name: OUTPUT.name,
	options: [
		{ name: 'Raw', value: 'raw', description: 'Everything that HelloAsso answers' },
		{
			name: 'Selected Fields',
			value: 'selectedFields',
			description:
				'Some fields of the simplified version: the fewer, the less an agent has to read',
		},
		{ name: 'Simplified', value: 'simplified', description: 'The useful fields, flat, in euros' },
	],
	default: 'simplified',
});

const FIELDS = { label: 'Fields', name: 'toolFields' };
const fieldNames = words(
	FIELDS.label,
	'Names of fields of the simplified version',
	'e.g. firstName, lastName, validUntil',
);

/** A switch for people; for AI agents a choice, as n8n's guidelines want it. */
export const simplifyProperties: INodeProperties[] = [
	...updateDisplayOptions({ hide: { '@tool': [true] } }, [simplifySwitch]),
	...updateDisplayOptions({ show: { '@tool': [true] } }, [
		output,
		{
			...fieldNames.property,
			name: FIELDS.name,
			required: true,
			displayOptions: { show: { [OUTPUT.name]: ['selectedFields'] } },
		},
	]),
];

/** Whether records are made flat, and which of their fields come out: undefined for all. */
export interface Simplified {
	simplify: boolean;
	fields?: string[];
}

export async function readSimplified(context: FieldContext): Promise<Simplified> {
	// Of the two, n8n has only the value of the one that is shown.
	const chosen = readOneOf(OUTPUT, OUTPUTS, context);
	if (chosen === 'raw') return { simplify: false };
	if (chosen === 'simplified') return { simplify: readSwitch(simplifySwitch, context) };
	const fields = await readParameter(fieldNames, FIELDS.name, context);
	if (fields !== undefined) return { simplify: true, fields };
	throw invalidParameter(
		FIELDS,
		'is empty',
		"Enter the names of the fields that are wanted, or choose another 'Output'.",
	);
}
