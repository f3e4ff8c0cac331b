import type { INodeProperties } from 'n8n-workflow';

import type { Field } from '../actions/operation';
import { invalidParameter } from '../transport';

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
			const number = Number(value);
			if (Number.isInteger(number) && number >= 1 && number <= (max ?? Infinity)) return number;
			throw invalidParameter(
				parameter,
				`must be a whole number from 1${max === undefined ? ' up' : ` to ${max}`}, not '${String(value).slice(0, 100)}'`,
				'Correct the number, or the expression that makes it.',
			);
		},
	};
}

export const limitField = wholeNumber({ label: 'Limit', name: 'limit' }, 50, '');

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

export const parallelRequests = wholeNumber(
	{ label: 'Parallel Requests', name: 'parallelRequests' },
	4,
	'How many input items to work on at the same time. Results keep the order of the items.',
	8,
);
