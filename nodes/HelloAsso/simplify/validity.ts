import type { IDataObject } from 'n8n-workflow';

import { day } from './values';

/** The first and the last day of a membership, `2026-08-31`; compared as texts. */
export interface ValidDays {
	from: string;
	until: string;
}

const NO_BEGINNING = '0000-01-01';
/** The last day of a membership that does not end. */
export const NO_END = '9999-12-31';

/** The days of a `validity`; undefined where it is not known when the membership ends. */
export function validDays({ type, from, until }: IDataObject): ValidDays | undefined {
	if (type === 'Unknown') return undefined;
	// Of a purchase without a date, no year can be counted.
	if (type === 'MovingYear' && typeof until !== 'string') return undefined;
	return {
		from: typeof from === 'string' ? String(day(from)) : NO_BEGINNING,
		until: typeof until === 'string' ? String(day(until)) : NO_END,
	};
}

/** By days, as they are shown: a membership is valid on the whole of its last day. */
export function isValidOn(days: ValidDays | undefined, on: string): boolean {
	return days !== undefined && days.from <= on && on <= days.until;
}
