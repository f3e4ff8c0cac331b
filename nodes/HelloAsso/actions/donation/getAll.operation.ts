import { customFields, from, payment, sold, to, userSearchKey } from '../../parameters';
import { DONATION_TYPES, simplifyDonation } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';
import { donationsOrPayments, oneItemPer } from './perPayment';

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many donations',
	description:
		'Retrieve the donations to an organization or on one form, also those given beside a membership or ticket: donor with address, what was paid, custom fields. What was refused, refunded or contested is left out.',
	endpoints: salesEndpoints('items', {
		filters: { from, to, userSearchKey, payment },
		options: { customFields, oneItemPer },
		fixedQuery: sold(DONATION_TYPES),
	}),
	enrich: donationsOrPayments,
	returns: 'many',
	simplify: simplifyDonation,
	namesForm: true,
};
