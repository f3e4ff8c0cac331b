import type { IDataObject } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import type { Field, FieldContext } from './field';
import { choice, dateTime } from './fields';
import { OPTIONS } from './groups';
import { readOneOf } from './reader';

/** HelloAsso writes its dates by the clock of Paris. */
const PARIS = 'Europe/Paris';
const CLOCKS = ['paris', 'workflow'] as const;

/** Ours: by whose clock a day of the accounts begins. */
export const timeZone: Field<string> = {
	...choice(
		'Time Zone',
		[
			{
				name: 'HelloAsso (Paris)',
				value: 'paris',
				description: 'As HelloAsso writes its dates, wherever n8n runs',
			},
			{
				name: 'Workflow',
				value: 'workflow',
				description: "That of the workflow's settings, e.g. for an association overseas",
			},
		],
		'paris',
		"By whose clock days and months begin, also those of 'From' and 'To'",
	),
	in: 'node',
};

/** The zone that the option {@link timeZone} names, e.g. `Europe/Paris`. */
export function accountsZone(context: FieldContext): string {
	const parameter = { label: timeZone.property.displayName, name: `${OPTIONS.name}.timeZone` };
	const clock = readOneOf(parameter, CLOCKS, context);
	return clock === 'paris' ? PARIS : context.execute.getTimezone();
}

/** A bound of a period of the accounts. */
export function bound(label: string, description: string): Field<string> {
	return { ...dateTime(label, description, accountsZone), in: 'node' };
}

export interface Period {
	/** Milliseconds; -Infinity and Infinity where it is open. */
	from: number;
	/** Itself excluded. */
	to: number;
}

/** @throws `invalidParameter` for a period that ends before it begins */
export function readPeriod({ from, to }: IDataObject): Period {
	const read = {
		from: typeof from === 'string' ? Date.parse(from) : -Infinity,
		to: typeof to === 'string' ? Date.parse(to) : Infinity,
	};
	if (read.from < read.to) return read;
	throw invalidParameter(
		{ label: 'To', name: 'to' },
		"is not after 'From'",
		"'To' itself is not included: for all of March, enter 1 March under 'From' and 1 April under 'To'.",
	);
}
