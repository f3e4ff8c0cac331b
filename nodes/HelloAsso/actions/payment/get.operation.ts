import { id, withFailedRefundOperation } from '../../parameters';
import { simplifyPayment } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get payment',
	description:
		'Retrieve one payment: amount, state, payer, what was refunded. The raw data hold its order and items too.',
	route: 'GET /payments/{paymentId}',
	path: { paymentId: id('Payment ID', 'The number of the payment') },
	options: { withFailedRefundOperation },
	returns: 'one',
	simplify: simplifyPayment,
});
