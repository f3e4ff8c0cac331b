import * as fields from '../../parameters';
import { simplifyOrder } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

const { from, to, userSearchKey, formTypes, withDetails, sortOrder } = fields;

const filters = { from, to, userSearchKey };
const inputs = { filters, options: { withDetails }, sort: { sortOrder } };
const { organization, form } = salesEndpoints('orders', inputs);

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many orders',
	description: 'Retrieve a list of orders (purchases) of an organization or of one form',
	endpoints: { organization: { ...organization, filters: { ...filters, formTypes } }, form },
	returns: 'many',
	simplify: simplifyOrder,
};
