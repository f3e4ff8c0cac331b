import type { IDataObject } from 'n8n-workflow';

import type { EndingPeriod } from '../../answers/ending';
import { readPeriod } from '../../parameters';
import { invalidParameter } from '../../transport';
import { moment } from './check.fields';

const PERIOD_DAYS = 30;
const DAY_MS = 86_400_000;

export const periodFields = {
	from: moment('From', 'Only memberships that end from this moment on', 'Empty means now'),
	to: moment(
		'To',
		'Only memberships that end before this moment, which is itself excluded',
		`Empty means ${PERIOD_DAYS} days after 'From'`,
	),
};

/** HelloAsso writes its days by the clock of Paris. */
const PARIS = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Paris',
	dateStyle: 'short',
	timeStyle: 'medium',
});

/**
 * The next thirty days where nothing was entered.
 *
 * @throws `invalidParameter` for a period that ends before it begins
 */
export function endingPeriod(entered: IDataObject): EndingPeriod {
	const now = new Date().toISOString();
	const from = String(entered.from ?? now);
	const end = Date.parse(from) + PERIOD_DAYS * DAY_MS;
	const to = String(entered.to ?? new Date(end).toISOString());
	if (entered.from === undefined && Date.parse(to) <= Date.parse(now)) {
		throw invalidParameter(
			{ label: 'To', name: 'to' },
			"is in the past, and an empty 'From' means now",
			"For memberships that have ended, enter under 'From' since when; for those that will end, a later day under 'To'.",
		);
	}
	readPeriod({ from, to });
	return { from: asWritten(from), to: asWritten(to) };
}

/** What a clock shows: that of the moment's own offset, of one in UTC that of Paris. */
function asWritten(moment: string): string {
	if (!/(?:Z|[+-]00:?00)$/i.test(moment)) return moment.slice(0, '2026-08-31T09:30:00.000'.length);
	return `${PARIS.format(Date.parse(moment)).replace(' ', 'T')}.000`;
}
