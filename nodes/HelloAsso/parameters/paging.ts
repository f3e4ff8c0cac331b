import type { INodeProperties } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import { shownAs, type Field, type FieldContext } from './field';
import { flag } from './fields';
import { readParameter, readSwitch } from './reader';

export const returnAll = shownAs(
	'boolean',
	'Return All',
	'Whether to return all results or only up to a given limit',
	{ name: 'returnAll', default: false },
);

/** A whole number of at least 1 (and at most `max`). */
export function wholeNumber(
	label: string,
	defaultValue: number,
	description: string,
	max?: number,
): Field<number> {
	return {
		property: shownAs('number', label, description, {
			typeOptions: { minValue: 1, ...(max !== undefined && { maxValue: max }) },
			default: defaultValue,
		}),
		read(value, _context, parameter) {
			const number = /^(number|string)$/.test(typeof value) ? Number(value) : Number.NaN;
			if (Number.isInteger(number) && number >= 1 && number <= (max ?? Infinity)) return number;
			throw invalidParameter(
				parameter,
				`must be a whole number from 1${max === undefined ? ' up' : ` to ${max}`}, not '${String(value).slice(0, 100)}'`,
				'Correct the number, or the expression that makes it.',
			);
		},
	};
}

const limitField = wholeNumber('Limit', 50, 'Max number of results to return');

export const limit: INodeProperties = {
	...limitField.property,
	name: 'limit',
	displayOptions: { show: { returnAll: [false] } },
};

/** undefined for all records. An empty limit is refused: "no limit" is what 'Return All' is for. */
export async function readLimit(context: FieldContext): Promise<number | undefined> {
	if (readSwitch(returnAll, context)) return undefined;
	const wanted = await readParameter(limitField, limit.name, context);
	if (wanted !== undefined) return wanted;
	throw invalidParameter(
		{ label: limit.displayName, name: limit.name },
		'is empty',
		"Enter a number, or switch 'Return All' on.",
	);
}

export const allowIncomplete = flag(
	'Allow Incomplete List',
	'Whether to return what was read of a list whose end could not be reached, with a last item that says so, instead of an error',
);

export const pageSize = wholeNumber(
	'Page Size',
	100,
	'How many records to ask for in one request. HelloAsso gives 100 at the most.',
	100,
);

export const timeout = wholeNumber(
	'Timeout',
	30_000,
	'How long to wait for one answer, in milliseconds; an hour at the most',
	3_600_000,
);

/**
 * HelloAsso documents no limit of its API, and the few clients that limit themselves do so at 5 requests a
 * second. So this is only the ceiling: an execution begins with four requests at a time and gets more as long as
 * HelloAsso answers as fast as before (see `transport/concurrency.ts`). Sixteen keep a long list from being
 * slowed down by the way to HelloAsso and back: docs/benchmark.md has what comes of it.
 */
export const PARALLEL_DEFAULT = 16;
export const PARALLEL_MAX = 32;

export const parallelRequests: Field<number> = {
	...wholeNumber(
		'Parallel Requests',
		PARALLEL_DEFAULT,
		'How many requests may be on their way at the same time, at the most: for several input items, and for the parts of a long list of items, orders or payments. It begins with four and follows what HelloAsso keeps up with, over all executions together. 1 reads in turn. Results keep their order.',
		PARALLEL_MAX,
	),
	in: 'nowhere',
};
