import { readPayout } from '../../answers/payout';
import { organizationSlug } from '../../parameters';
import { defineOperation } from '../operation';
import { cashOutId } from './cashOutId';

export const get = defineOperation({
	value: 'get',
	action: 'Get payout line by line',
	description:
		"Retrieve one payout (cash-out), an item for each payment in it: amount, tip, refund, form, kind, payer. HelloAsso's export and the payments are compared: 'check' and 'payoutCheck' say whether they agree.",
	route: 'GET /organizations/{organizationSlug}/cash-out/{cashOutId}/export',
	path: { organizationSlug, cashOutId },
	returns: 'whole',
	answer: async ({ request }, { client }) => await readPayout(client, request),
});
