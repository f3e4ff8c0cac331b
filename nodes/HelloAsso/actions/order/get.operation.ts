import { flag, id, labelled } from '../../parameters';
import { simplifyOrder } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get order',
	description:
		'Retrieve one order. The raw data hold its items, payments and answers to custom fields.',
	route: 'GET /orders/{orderId}',
	path: { orderId: id('Order ID', 'The number of the order') },
	options: labelled(flag, {
		withFormData: 'Whether to include data of the form the order was made on',
	}),
	returns: 'one',
	simplify: simplifyOrder,
});
