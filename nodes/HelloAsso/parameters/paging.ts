import type { INodeProperties } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import type { Field } from './field';

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** A whole number of at least 1 (and at most `max`). */
export function wholeNumber(
	parameter: { label: string; name: string },
	defaultValue: number,
	description: string,
	max?: number,
): Field<number> {
	return {
		property: {
			displayName: parameter.label,
			name: parameter.name,
			type: 'number',
			typeOptions: { minValue: 1, ...(max !== undefined && { maxValue: max }) },
			default: defaultValue,
			description,
		},
		read(value) {
			if (value === undefined || value === null || value === '') return undefined;
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

const LIMIT = { label: 'Limit', name: 'limit' };
const anyLimit = wholeNumber(LIMIT, 50, '');

/** Reads 'Limit'. Empty is refused, because "no limit" is what 'Return All' is for. */
export const limitField: Pick<Field<number>, 'read'> = {
	read(value, context) {
		if (value === '' || value === null || value === undefined) {
			throw invalidParameter(LIMIT, 'is empty', "Enter a number, or switch 'Return All' on.");
		}
		return anyLimit.read(value, context);
	},
};

export const pageSize = wholeNumber(
	{ label: 'Page Size', name: 'pageSize' },
	100,
	'How many records to ask for in one request. HelloAsso gives 100 at the most.',
	100,
);

export const timeout = wholeNumber(
	{ label: 'Timeout', name: 'timeout' },
	30_000,
	'How long to wait for one answer, in milliseconds',
);

export const PARALLEL_DEFAULT = 4;
/** Below ten, the number of token calls in ten seconds at which HelloAsso locks a key out. */
export const PARALLEL_MAX = 8;

export const parallelRequests = wholeNumber(
	{ label: 'Parallel Requests', name: 'parallelRequests' },
	PARALLEL_DEFAULT,
	'How many input items to work on at the same time. Results keep the order of the items.',
	PARALLEL_MAX,
);
