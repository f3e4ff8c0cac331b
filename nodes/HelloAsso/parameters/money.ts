import { invalidParameter } from '../transport';
import { shownAs, type Field, type Parameter } from './field';

/** Amounts are int32 cents at the API. */
const CENTS_MAX = 2_147_483_647;
/** How far a computed amount may be from whole cents: `33.3 * 3` is 99.89999999999999. */
const NOISE_CENTS = 1e-9;

/** In euros, sent in cents. More than two decimals are refused, save what binary fractions add to a computed amount. */
export function euroAmount(label: string, description: string): Field<number> {
	return {
		property: shownAs('number', label, description, {
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			hint: 'In euros',
		}),
		read: (value, _context, parameter) => eurosToCents(value, parameter),
	};
}

/** Several amounts in euros, sent in cents: `7,50; 20`, or a list from an expression. */
export function euroAmounts(label: string, description: string): Field<number[]> {
	return {
		property: shownAs('string', label, `${description}; several are separated by semicolons`, {
			placeholder: 'e.g. 7,50; 20',
			hint: 'In euros',
		}),
		read: (value, _context, parameter) =>
			splitAmounts(value, parameter).map((amount) => eurosToCents(amount, parameter)),
	};
}

/** Exact cents of an amount in euros: `19.99` or `"19,99"` make 1999. */
export function eurosToCents(value: unknown, parameter: Parameter): number {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	const exact = Number(/^\d{1,9}(?:[.,]\d+)?$/.test(text) ? text.replace(',', '.') : NaN) * 100;
	const cents = Math.round(exact);
	// Of large amounts, the last binary digit alone is worth more than that.
	const noise = Math.max(NOISE_CENTS, exact * 4 * Number.EPSILON);
	// `1,000` is one euro to some and a thousand to others.
	const isAmbiguous = typeof value === 'string' && /[.,]\d{3}$/.test(text);
	if (!isAmbiguous && Math.abs(exact - cents) <= noise && cents <= CENTS_MAX) return cents;
	throw invalidParameter(
		parameter,
		`is not an amount in euros: '${String(value).slice(0, 100)}'`,
		'Enter euros with at most two decimals, e.g. 12.50, without sign, currency or spaces.',
	);
}

/** A comma between two digits is a decimal comma beside semicolons, and could be either without. */
function splitAmounts(value: unknown, parameter: Parameter): unknown[] {
	if (Array.isArray(value)) return value;
	const text = String(value).trim();
	if (text.includes(';')) return text.replace(/;$/, '').split(';');
	if (typeof value === 'number' || !/\d,\d/.test(text)) return text.split(/,\s+/);
	throw invalidParameter(
		parameter,
		`is ambiguous: '${text.slice(0, 100)}'`,
		'Separate the amounts by semicolons, e.g. 7,50; 20. One amount alone ends with a semicolon: 7,50;',
	);
}
