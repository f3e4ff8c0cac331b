import { organizationSlug } from '../../parameters';
import { simplifyCashOutRow } from '../../simplify';
import { defineOperation } from '../operation';
import { cashOutId } from './cashOutId';

export const exportCashOut = defineOperation({
	value: 'export',
	action: 'Export lines of payout',
	description:
		'Retrieve the lines of one payout (cash-out) to the bank account, as items or as a file. HelloAsso does not say whether credit and debit are in euros or cents: they are given as they come.',
	route: 'GET /organizations/{organizationSlug}/cash-out/{cashOutId}/export',
	path: { organizationSlug, cashOutId },
	files: true,
	returns: 'array',
	listsAll: true,
	simplify: simplifyCashOutRow,
});
