import type { IDataObject } from 'n8n-workflow';

import { readPeriod, type Period } from '../../parameters';
import { moment } from './check.fields';

const PERIOD_DAYS = 30;
const DAY_MS = 86_400_000;

export const periodFields = {
	from: moment('From', 'Only memberships that end from this moment on; empty means now'),
	to: moment(
		'To',
		`Only memberships that end before this moment, which is itself excluded; empty means ${PERIOD_DAYS} days after 'From'`,
	),
};

/** The next thirty days where nothing was entered. */
export function endingPeriod({ from, to }: IDataObject): Period {
	const begins = from ?? new Date().toISOString();
	const end = Date.parse(String(begins)) + PERIOD_DAYS * DAY_MS;
	return readPeriod({ from: begins, to: to ?? new Date(end).toISOString() });
}
