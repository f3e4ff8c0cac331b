import * as fields from '../../parameters';
import { simplifyPayment } from '../../simplify';
import { defineScopedOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

const { from, to, userSearchKey, paymentStates, sortOrder, sortField } = fields;

export const getAll = defineScopedOperation({
	value: 'getAll',
	action: 'Get many payments',
	description: 'Retrieve a list of payments of an organization or of one form',
	endpoints: salesEndpoints('payments', {
		filters: { from, to, userSearchKey, states: paymentStates },
		options: { sortOrder, sortField },
	}),
	returns: 'many',
	simplify: simplifyPayment,
});
