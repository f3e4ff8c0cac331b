import { id } from '../../parameters';
import { defineOperation } from '../operation';

export const cancel = defineOperation({
	value: 'cancel',
	action: 'Cancel future payments of order',
	description:
		'Stop the future payments of an order (instalments, monthly donations); refunds nothing. Needs the RefundManagement privilege, on request at HelloAsso.',
	route: 'POST /orders/{orderId}/cancel',
	path: { orderId: id('Order ID', 'The number of the order') },
	privilege: 'RefundManagement',
	returns: 'done',
});
