import * as fields from '../../parameters';
import { simplifyPayment } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

const { from, to, userSearchKey, paymentStates, sortOrder, sortField } = fields;

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many payments',
	description: 'Retrieve a list of payments of an organization or of one form',
	endpoints: salesEndpoints('payments', {
		filters: { from, to, userSearchKey, states: paymentStates },
		sort: { sortOrder, sortField },
	}),
	returns: 'many',
	simplify: simplifyPayment,
};
