import { addTransfers } from '../../answers/payout';
import { readPayouts } from '../../answers/payouts';
import { bound, organizationSlug, readPeriod, timeZone } from '../../parameters';
import { defineOperation } from '../operation';
import { compareWithExport, LONGEST_WAIT_MONTHS, longestWait } from './getAll.fields';

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
	options: { compareWithExport, longestWait, timeZone },
	returns: 'array',
	async answer({ request, own, limit }, { client }) {
		const payouts = await readPayouts(client, request, {
			period: readPeriod(own),
			limit,
			longestWait: Number(own.longestWait ?? LONGEST_WAIT_MONTHS),
		});
		return own.compareWithExport ? await addTransfers(client, request, payouts) : payouts;
	},
});
