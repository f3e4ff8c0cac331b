import { parisDate } from '../dates';
import { businessError, notFound } from '../errors';
import type { Order, Payment } from '../model';
import { orderCreated } from '../notifications/events';
import { beginRefund, refundable } from '../onDemand/refunds';
import type { Store } from '../store';
import { operation, type Context } from '../table';
import { bool, int32, text, withDefault } from '../validation';

/** Codes and their meaning from the reference page of the refund operation. */
const refundError = (number: number, message: string) =>
	businessError(409, `Code : [${number}] - [${message}]`);

const MFA_HEADERS: Record<string, string> = {
	'AuthorizationErrors.MFA.AccessTokenRequired': 'x-mfa-access-authorization',
	'AuthorizationErrors.MFA.AccessOtpSmsRequired': 'x-mfa-sms-access-authorization',
	'AuthorizationErrors.MFA.AccessPasswordTokenRequired': 'x-mfa-password-authorization',
};

/** A user without a second factor at all (`AuthorizationErrors.UserNotEnrolled`) has no header to send. */
function checkMfa({ simulation, headers }: Pick<Context, 'simulation' | 'headers'>): void {
	const code = simulation.store.refundMfa;
	const header = MFA_HEADERS[code ?? ''];
	if (code && !(header && headers[header])) {
		throw businessError(409, 'Une authentification supplémentaire est requise.', code);
	}
}

function cancelFuture(store: Store, orderId: number, now: number): void {
	for (const payment of store.paymentsOf(orderId)) {
		if (payment.state !== 'Pending') continue;
		payment.state = 'Canceled';
		payment.meta.updatedAt = parisDate(now);
	}
}

function ownPayment({ path, caller, simulation: { store } }: Context<'{paymentId}'>): Payment {
	const payment = store.payment(path.paymentId);
	const order = payment && store.order(payment.orderId);
	if (!order) throw notFound('Le paiement demandé');
	caller.mustAdminister(order.organizationSlug);
	return payment;
}

export const refunds = [
	operation()({
		route: 'POST /payments/{paymentId}/refund',
		privilege: 'RefundManagement',
		role: 'FormAdmin',
		// Everything is in the query; a body would be ignored (OpenAPI document).
		query: {
			comment: text,
			cancelOrder: withDefault(bool, false),
			sendRefundMail: withDefault(bool, true),
			amount: withDefault(int32, 0),
		},
		headers: Object.values(MFA_HEADERS),
		handle(context) {
			const payment = ownPayment(context as unknown as Context<'{paymentId}'>);
			const { query, simulation } = context;
			const { store, clock } = simulation;
			checkMfa(context);
			if (payment.state === 'Refunding') throw refundError(112, 'Same operation in progress');
			if (payment.state !== 'Authorized') throw refundError(119, 'Bad state');
			const left = refundable(payment);
			const amount = query.amount === 0 ? left : query.amount;
			if (amount < 0 || amount > left) throw refundError(107, 'Amount mismatch');
			const partial = amount < payment.amount;
			if (partial && payment.provider !== 'Stripe') throw refundError(111, 'Not implemented');
			if (partial && query.cancelOrder) throw refundError(107, 'Amount mismatch');
			const { cancelOrder, sendRefundMail, comment = null } = query;
			const input = { amount, cancelOrder, sendRefundMail, comment };
			const { id, creationDate, state } = beginRefund(simulation, payment, input);
			if (query.cancelOrder) {
				cancelFuture(store, payment.orderId, clock.now());
				for (const item of store.itemsOf(payment.orderId)) item.state = 'Canceled';
				if (simulation.readings.notifiesItemChange)
					orderCreated(simulation, store.order(payment.orderId) as Order);
			}
			return {
				id,
				amount,
				cancelOrder,
				creationDate,
				state,
				sendRefundMail,
				paymentId: payment.id,
			};
		},
	}),
	operation()({
		route: 'POST /orders/{orderId}/cancel',
		privilege: 'RefundManagement',
		role: 'FormAdmin',
		handle({ path, caller, simulation: { store, clock } }) {
			const order = store.order(path.orderId);
			if (!order) throw notFound('La commande demandée');
			caller.mustAdminister(order.organizationSlug);
			// Stops what is still to come; refunds nothing and leaves the items alone (HelloAsso docs, inferred).
			cancelFuture(store, order.id, clock.now());
			store.cancellations.push(order.id);
		},
	}),
];
