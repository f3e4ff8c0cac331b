import type { INodePropertyOptions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { invalidParameter } from '../transport';
import type { Field } from './field';

/** Ids are int32 in HelloAsso's paths. */
const ID_MAX = 2_147_483_647;

/** `name` is given by the key under which an operation uses the field. */
const UNNAMED = '';

/** A record's number. A number or its digits as text; anything else is refused before it is sent. */
export function id(label: string, name: string, description: string): Field<number> {
	return {
		property: {
			displayName: label,
			name,
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 123456',
			description,
		},
		read(value) {
			const text = String(value ?? '').trim();
			const number = Number(text);
			if (/^\d+$/.test(text) && number > 0 && number <= ID_MAX) return number;
			throw invalidParameter(
				{ label, name },
				text === '' ? 'is empty' : `must be a whole number above 0, not '${text.slice(0, 100)}'`,
				'Enter the number that HelloAsso gave, or check the expression that makes it.',
			);
		},
	};
}

/** A number counts milliseconds since 1970. A smaller one is most likely in seconds: 1973 at the latest. */
const EARLIEST_MS = 100_000_000_000;
const ISO_DATE =
	/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-][01]\d:?[0-5]\d)?)?$/;

/**
 * A moment. The API is always sent an offset, since what it makes of a time without one is not
 * documented; a value without offset is read in the workflow's time zone. Only ISO dates are taken:
 * 01/05/2024 is the first of May in France and the fifth of January to a computer.
 */
export function dateTime(label: string, name: string, description: string): Field<string> {
	return {
		property: { displayName: label, name, type: 'dateTime', default: '', description },
		read(value, { execute }) {
			if (value === '' || value === undefined || value === null) return undefined;
			const iso = isoWithOffset(value, execute.getTimezone());
			if (iso !== undefined) return iso;
			throw invalidParameter(
				{ label, name },
				`is not a date that is clear: '${String(value).slice(0, 100)}'`,
				'Pick a date, write it as 2026-05-31, or make it with an expression such as {{ $today.minus({ days: 1 }) }}.',
			);
		},
	};
}

function isoWithOffset(value: unknown, timeZone: string): string | undefined {
	if (typeof value === 'number' && value < EARLIEST_MS) return undefined;
	const moment = typeof value === 'number' ? new Date(value) : value;
	const text =
		moment instanceof Date && !Number.isNaN(moment.getTime())
			? moment.toISOString()
			: String(moment).trim().replace(' ', 'T');
	if (!ISO_DATE.test(text)) return undefined;
	try {
		const iso = tryToParseDateTime(text, timeZone).toISO() ?? '';
		// n8n's parser makes 1 March of 30 February: such a day is none.
		return iso.startsWith(text.slice(0, 'YYYY-MM-DD'.length)) ? iso : undefined;
	} catch {
		// n8n's parser says no by throwing; the caller names the parameter.
		return undefined;
	}
}

export function text(label: string, description: string, placeholder?: string): Field<string> {
	return {
		property: {
			displayName: label,
			name: UNNAMED,
			type: 'string',
			default: '',
			description,
			placeholder,
		},
		read(value) {
			const trimmed = String(value ?? '').trim();
			return trimmed === '' ? undefined : trimmed;
		},
	};
}

/** A switch that is off by default, as at the API: off is not sent. */
export function flag(label: string, description: string): Field<boolean> {
	return {
		property: { displayName: label, name: UNNAMED, type: 'boolean', default: false, description },
		read: (value) => (value === true || value === 'true' ? true : undefined),
	};
}

export function choice(
	label: string,
	options: INodePropertyOptions[],
	defaultValue: string,
	description: string,
): Field<string> {
	return {
		property: {
			displayName: label,
			name: UNNAMED,
			type: 'options',
			options,
			default: defaultValue,
			description,
		},
		read: (value) =>
			value === '' || value === undefined || value === null ? undefined : String(value),
	};
}

/** Several of a list. An expression may give an array or a text with commas. */
export function choices(
	label: string,
	options: INodePropertyOptions[],
	description: string,
): Field<string[]> {
	return {
		property: {
			displayName: label,
			name: UNNAMED,
			type: 'multiOptions',
			options,
			default: [],
			description,
		},
		read(value) {
			const list = Array.isArray(value) ? value : String(value ?? '').split(',');
			const chosen = list.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
			return chosen.length > 0 ? chosen : undefined;
		},
	};
}
