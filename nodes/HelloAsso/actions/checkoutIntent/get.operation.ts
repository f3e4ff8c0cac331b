import { id, organizationSlug, withFailedRefundOperation } from '../../parameters';
import { simplifyCheckoutIntent } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get checkout intent',
	description: 'Retrieve one checkout intent; it has an order only once it is paid',
	route: 'GET /organizations/{organizationSlug}/checkout-intents/{checkoutIntentId}',
	path: {
		organizationSlug,
		checkoutIntentId: id('Checkout Intent ID', 'The number of the checkout intent'),
	},
	options: { withFailedRefundOperation },
	returns: 'one',
	simplify: simplifyCheckoutIntent,
});
