import { readPayouts } from '../../answers/payouts';
import { bound, organizationSlug, readPeriod, timeZone, wholeNumber } from '../../parameters';
import { defineOperation } from '../operation';

const LONGEST_WAIT = 12;

const longestWait = {
	...wholeNumber(
		'Longest Wait',
		LONGEST_WAIT,
		'How many months a payment may have waited for its payout: payments so far back are read too. Less reads less.',
		120,
	),
	in: 'node' as const,
};

export const getAll = defineOperation({
	value: 'getAll',
	action: 'Get many payouts',
	description:
		'Retrieve the payouts (cash-outs) to the bank account, newest first: date, amount, number of payments. HelloAsso has no list of them: they are put together from the payments, so choose a period.',
	route: 'GET /organizations/{organizationSlug}/payments',
	path: { organizationSlug },
	filters: {
		from: bound('From', 'Only payouts from this day on; their payments are older'),
		to: bound('To', 'Only payouts before this day, which is itself excluded'),
	},
	options: { longestWait, timeZone },
	returns: 'array',
	answer: async ({ request, own, limit }, { client }) =>
		await readPayouts(client, request, {
			period: readPeriod(own),
			limit,
			longestWait: Number(own.longestWait ?? LONGEST_WAIT),
		}),
});
