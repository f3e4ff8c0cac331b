import { customFields, from, sold, to, userSearchKey } from '../../parameters';
import { DONATION_TYPES, simplifyDonation } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many donations',
	description:
		'Retrieve the donations to an organization or on one form, also those given beside a membership or ticket: donor, amount, custom fields',
	endpoints: salesEndpoints('items', {
		filters: { from, to, userSearchKey },
		options: { customFields },
		fixedQuery: sold(DONATION_TYPES),
	}),
	returns: 'many',
	simplify: simplifyDonation,
};
