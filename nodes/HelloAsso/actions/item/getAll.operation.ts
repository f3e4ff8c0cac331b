import * as fields from '../../parameters';
import { simplifyItem } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

const { from, to, userSearchKey, tierTypes, itemStates, tierName } = fields;
const { withDetails, customFields, sortOrder, sortField } = fields;

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many sold items',
	description:
		'Retrieve a list of items sold (memberships, tickets, donations, products) of an organization or of one form',
	endpoints: salesEndpoints('items', {
		filters: { from, to, userSearchKey, tierTypes, itemStates, tierName },
		options: { withDetails, customFields },
		sort: { sortOrder, sortField },
	}),
	returns: 'many',
	simplify: simplifyItem,
};
