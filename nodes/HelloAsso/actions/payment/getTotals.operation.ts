import { readTotals, type Group } from '../../answers/totals';
import { accountsZone, organizationSlug, readPeriod, timeZone } from '../../parameters';
import type { Kind } from '../../answers/shares';
import { defineOperation } from '../operation';
import { from, groupBy, kinds, to } from './getTotals.fields';

export const getTotals = defineOperation({
	value: 'getTotals',
	action: 'Get totals of payments',
	description:
		'Sum up what came in and went out in a period: received, recorded by hand, refunded, contested, planned, tips, each in a field of its own. Each payment counts on its own day.',
	route: 'GET /organizations/{organizationSlug}/payments',
	path: { organizationSlug },
	query: { from, to, groupBy },
	filters: { kinds },
	options: { timeZone },
	returns: 'whole',
	answer: async ({ request, own }, context) =>
		await readTotals(context.client, request, {
			period: readPeriod(own),
			groupBy: (own.groupBy ?? []) as Group[],
			kinds: own.kinds as Kind[] | undefined,
			timeZone: accountsZone(context),
		}),
});
