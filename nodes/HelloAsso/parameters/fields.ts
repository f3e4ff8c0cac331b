import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { invalidParameter, isLoopbackHttp } from '../transport';
import { inWords, isObject, shownAs, type Field, type FieldContext, type Parameter } from './field';
import { refuseEmpty, toBoolean, toWords } from './reader';

/** Ids are int32 in HelloAsso's paths. */
const ID_MAX = 2_147_483_647;

/** A record's number. A number or its digits as text; anything else is refused before it is sent. */
export function id(label: string, description: string): Field<number> {
	return {
		property: shownAs('string', label, description, { required: true, placeholder: 'e.g. 123456' }),
		read(value, _context, parameter) {
			const digits = String(value).trim();
			const number = Number(digits);
			if (/^\d+$/.test(digits) && number > 0 && number <= ID_MAX) return number;
			throw invalidParameter(
				parameter,
				`must be a whole number above 0, not '${digits.slice(0, 100)}'`,
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
 * documented; a value without offset is read in the time zone, by default the workflow's. Only ISO dates are taken:
 * 01/05/2024 is the first of May in France and the fifth of January to a computer.
 */
export function dateTime(
	label: string,
	description: string,
	timeZone = ({ execute }: FieldContext) => execute.getTimezone(),
): Field<string> {
	return {
		property: shownAs('dateTime', label, description),
		read: (value, context, parameter) =>
			parseDate(value, timeZone(context), parameter).toISO() ?? undefined,
	};
}

/**
 * A day, for what has no time: a date of birth, an instalment. A value with an offset is the day that it
 * is in the workflow's time zone. The API wants a date-time: noon UTC is that day in Paris, in UTC, and
 * from Martinique to Réunion.
 */
export function day(label: string, description: string): Field<string> {
	return {
		property: shownAs('dateTime', label, description),
		read(value, { execute }, parameter) {
			const timeZone = execute.getTimezone();
			return `${parseDate(value, timeZone, parameter).setZone(timeZone).toISODate()}T12:00:00Z`;
		},
	};
}

function parseDate(value: unknown, timeZone: string, parameter: Parameter) {
	const moment = typeof value === 'number' && value >= EARLIEST_MS ? new Date(value) : value;
	const text =
		moment instanceof Date && !Number.isNaN(moment.getTime())
			? moment.toISOString()
			: String(moment).trim().replace(' ', 'T');
	try {
		const parsed = tryToParseDateTime(text, timeZone);
		// n8n's parser makes 1 March of 30 February: such a day is none.
		if (ISO_DATE.test(text) && parsed.toISO()?.startsWith(text.slice(0, 10))) return parsed;
	} catch {
		// n8n's parser says no by throwing: the error below names the parameter.
	}
	throw invalidParameter(
		parameter,
		`is ambiguous or no date: '${String(value).slice(0, 100)}'`,
		'Pick a date, write it as 2026-05-31, or make it with an expression such as {{ $today.minus({ days: 1 }) }}.',
	);
}

export function text(label: string, description: string, placeholder?: string): Field<string> {
	return {
		property: shownAs('string', label, description, { placeholder }),
		read: (value) => String(value).trim(),
	};
}

/** Reads a text that has a certain form. The error ends with what was entered. */
export function textThat(
	isValid: (entered: string) => boolean,
	problem: string,
	nextStep: string,
): Field<string>['read'] {
	return (value, _context, parameter) => {
		const entered = String(value).trim();
		if (isValid(entered)) return entered;
		throw invalidParameter(parameter, `${problem} '${entered.slice(0, 100)}'`, nextStep);
	};
}

/** A text that the API requires, within its length. */
export function requiredText(
	label: string,
	description: string,
	{ placeholder, max = Infinity }: { placeholder?: string; max?: number } = {},
): Field<string> {
	return {
		property: shownAs('string', label, description, { required: true, placeholder }),
		read(value, _context, parameter) {
			const entered = String(value).trim();
			if (entered.length <= max) return entered;
			throw invalidParameter(parameter, `is longer than ${max} characters`, 'Shorten it.');
		},
	};
}

/** An address that HelloAsso sends people or notifications to: https only, but for a simulator on this machine. */
export function httpsUrl(label: string, description: string, page = 'thanks'): Field<string> {
	const placeholder = `e.g. https://www.example.org/${page}`;
	return {
		property: shownAs('string', label, description, { required: true, placeholder }),
		read: textThat(
			(address) =>
				/^https:\/\/[^\s/@]+(?:\/\S*)?$/i.test(address)
					? URL.canParse(address)
					: isLoopbackHttp(address) && !/\s/.test(address),
			'is not an https address:',
			'HelloAsso accepts addresses that begin with https:// only.',
		),
	};
}

/** Words separated by commas, or a list from an expression. */
export function words(label: string, description: string, placeholder?: string): Field<string[]> {
	const withCommas = `${description}; several are separated by commas`;
	return { ...text(label, withCommas, placeholder), read: listOrNothing };
}

/** Several of a list. An expression may give an array or a text with commas. */
export function choices(
	label: string,
	options: INodePropertyOptions[],
	description: string,
): Field<string[]> {
	return {
		property: shownAs('multiOptions', label, description, { options, default: [] }),
		read: listOrNothing,
	};
}

/** A text of commas only is as empty as a blank one. */
function listOrNothing(value: unknown, context: FieldContext, parameter: Parameter) {
	const list = toWords(value);
	if (list.length > 0) return list;
	refuseEmpty(parameter, context);
	return undefined;
}

/** One of a list. An expression may give one that is new. */
export function choice(
	label: string,
	options: INodePropertyOptions[],
	defaultValue: string,
	description: string,
	more?: Partial<INodeProperties>,
): Field<string> {
	return {
		property: shownAs('options', label, description, { options, default: defaultValue, ...more }),
		read: (value) => String(value),
	};
}

/** One of a list that the API requires. */
export function requiredChoice(...shown: Parameters<typeof choice>): Field<string> {
	const field = choice(...shown);
	return {
		property: { ...field.property, required: true },
		// A value that HelloAsso adds later passes; the API itself says which it knows.
		read: textThat(
			(chosen) => /^[A-Za-z]+$/.test(chosen),
			'does not exist:',
			'Choose one of the list.',
		),
	};
}

/** A yes or no that is sent both ways, since the API's own default is not documented. */
export function yesNo(label: string, description: string, defaultValue = false): Field<boolean> {
	return {
		property: shownAs('boolean', label, description, { default: defaultValue }),
		read: (value, _context, parameter) => toBoolean(value, parameter),
	};
}

/** A switch that is off by default, as at the API: off is not sent. */
export function flag(label: string, description: string): Field<boolean> {
	return {
		...yesNo(label, description),
		read: (value, _context, parameter) => toBoolean(value, parameter) || undefined,
	};
}

/** Free JSON of the user's own. */
export function json(label: string, description: string): Field<IDataObject> {
	return {
		property: shownAs('json', label, description, { default: '{}' }),
		read(value, _context, parameter) {
			const parsed = parseJson(value);
			if (isObject(parsed) && !Array.isArray(parsed))
				return Object.keys(parsed).length > 0 ? (parsed as IDataObject) : undefined;
			throw invalidParameter(
				parameter,
				'is not a JSON object',
				'Write it as JSON, e.g. {"reference": "A-12"}, and check quotes, commas and brackets.',
			);
		},
	};
}

/** What a JSON text holds; undefined for another text. An expression may give the object itself. */
export function parseJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		// Not JSON: the caller says so, naming the parameter.
		return undefined;
	}
}

/** Several fields of one kind, each labelled with the words of its name. */
export function labelled<Name extends string, Value>(
	kind: (label: string, description: string) => Field<Value>,
	descriptions: Record<Name, string>,
): Record<Name, Field<Value>> {
	const fields = Object.entries<string>(descriptions).map(([name, description]) => [
		name,
		kind(inWords(name), description),
	]);
	return Object.fromEntries(fields) as Record<Name, Field<Value>>;
}
