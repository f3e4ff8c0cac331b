import { invalidParameter } from '../transport';
import type { Field } from './field';

/** Amounts are int32 cents at the API. */
const CENTS_MAX = 2_147_483_647;

/**
 * An amount in euros, sent in cents. The digits are read as they are written, so that no cent is lost
 * or won by binary fractions; more than two decimals are refused rather than rounded.
 */
export function euroAmount(label: string, name: string, description: string): Field<number> {
	return {
		property: {
			displayName: label,
			name,
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description,
			hint: 'In euros',
		},
		read: (value) => (isEmpty(value) ? undefined : eurosToCents(value, { label, name })),
	};
}

/** Exact cents of an amount in euros: `19.99` or `"19,99"` make 1999. */
export function eurosToCents(value: unknown, parameter: { label: string; name: string }): number {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	const [, euros, decimals = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
	const cents = Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
	if (euros !== undefined && cents <= CENTS_MAX) return cents;
	throw invalidParameter(
		parameter,
		`is not an amount in euros: '${String(value).slice(0, 100)}'`,
		'Enter euros with at most two decimals, e.g. 12.50, without sign, currency or spaces.',
	);
}

function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
