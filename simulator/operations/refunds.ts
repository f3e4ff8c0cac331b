import { parisDate, MINUTE } from '../dates';
import { businessError, notFound } from '../errors';
import type { Payment } from '../model';
import { paymentChanged } from '../notifications/events';
import type { Simulation } from '../simulation';
import type { Store } from '../store';
import { operation, type Context } from '../table';
import { bool, int32, text, withDefault } from '../validation';

/** How long a refund takes here: it is asynchronous, Refunding first, Refunded later (HelloAsso docs). */
const REFUND_MS = MINUTE;

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

const GONE = ['Processed', 'Init', 'Processing'];
const refundable = ({ amount, refundOperations }: Payment) =>
	refundOperations
		.filter(({ status }) => GONE.includes(status))
		.reduce((left, operation) => left - operation.amount, amount);

/** Refunds whose time has come. */
export function settleRefunds(simulation: Simulation): void {
	const { store, clock } = simulation;
	for (const refund of store.refunds) {
		if (refund.state !== 'Init' || clock.now() < refund.at + REFUND_MS) continue;
		const payment = store.payment(refund.paymentId);
		refund.state = 'Processed';
		if (!payment) continue;
		const operation = payment.refundOperations.find(({ id }) => id === refund.id);
		if (operation) operation.status = 'Processed';
		payment.state = refundable(payment) === 0 ? 'Refunded' : 'Authorized';
		payment.meta.updatedAt = parisDate(refund.at + REFUND_MS);
		paymentChanged(simulation, payment);
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
			const creationDate = parisDate(clock.now());
			const meta = { createdAt: creationDate, updatedAt: creationDate };
			const refund = {
				id: store.newId(),
				amount,
				cancelOrder: query.cancelOrder,
				creationDate,
				state: 'Init',
				sendRefundMail: query.sendRefundMail,
				paymentId: payment.id,
			};
			store.refunds.push({ ...refund, comment: query.comment ?? null, at: clock.now() });
			payment.refundOperations.push({ id: refund.id, amount, amountTip: 0, status: 'Init', meta });
			payment.state = 'Refunding';
			payment.meta.updatedAt = creationDate;
			if (query.cancelOrder) {
				cancelFuture(store, payment.orderId, clock.now());
				for (const item of store.itemsOf(payment.orderId)) item.state = 'Canceled';
			}
			return refund;
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
