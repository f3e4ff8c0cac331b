import { id, text, yesNo } from '../../parameters';
import { simplifyRefund } from '../../simplify';
import { defineOperation } from '../operation';
import { mfaToken, refundAmount, refundType } from './refund.fields';

/** All inputs go into the query: the API ignores a body here. */
export const refund = defineOperation({
	value: 'refund',
	action: 'Refund payment',
	description:
		'Refund a payment, whole or in part. It is sent once, whatever the network does. Needs the RefundManagement privilege, on request at HelloAsso.',
	route: 'POST /payments/{paymentId}/refund',
	path: { paymentId: id('Payment ID', 'The number of the payment') },
	query: { refundType, refundAmount },
	options: {
		cancelOrder: yesNo(
			'Cancel Order',
			'Whether to cancel the future payments and the items too; for a whole refund only',
		),
		comment: text('Comment', 'A note on the refund'),
		sendRefundMail: yesNo('Send Refund Mail', 'Whether HelloAsso tells the payer by e-mail', true),
		mfaAccessToken: mfaToken('MFA Access Token', 'x-mfa-access-authorization'),
		mfaPasswordToken: mfaToken('MFA Password Token', 'x-mfa-password-authorization'),
		mfaSmsToken: mfaToken('MFA SMS Token', 'x-mfa-sms-access-authorization'),
	},
	privilege: 'RefundManagement',
	returns: 'one',
	simplify: simplifyRefund,
});
