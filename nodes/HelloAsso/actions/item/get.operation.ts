import { customFields, id, withDetails } from '../../parameters';
import { simplifyItem } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get sold item',
	description: 'Retrieve one item of an order: a membership, ticket, donation or product',
	route: 'GET /items/{itemId}',
	path: { itemId: id('Item ID', 'The number of the item') },
	options: { withDetails, customFields },
	returns: 'one',
	simplify: simplifyItem,
});
