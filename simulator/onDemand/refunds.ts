import { MINUTE, parisDate } from '../dates';
import type { Payment } from '../model';
import { paymentChanged } from '../notifications/events';
import type { Simulation } from '../simulation';
import type { Refund } from '../traces';
import { existingPayment, touch } from './payments';

/** How long a refund takes here: it is asynchronous, Refunding first, Refunded later (HelloAsso docs). */
export const REFUND_MS = MINUTE;

const GONE = ['Processed', 'Init', 'Processing'];

/** Cents that were not refunded yet. */
export const refundable = ({ amount, refundOperations }: Payment): number =>
	refundOperations
		.filter(({ status }) => GONE.includes(status))
		.reduce((left, operation) => left - operation.amount, amount);

type RefundInput = Pick<Refund, 'amount' | 'cancelOrder' | 'sendRefundMail' | 'comment'> &
	Pick<PartRefundOptions, 'outcome' | 'notify'>;

/** Of an `amount` that was checked: the money is on its way back. */
export function beginRefund(simulation: Simulation, payment: Payment, input: RefundInput): Refund {
	const { store, clock, readings } = simulation;
	const creationDate = parisDate(clock.now());
	const meta = { createdAt: creationDate, updatedAt: creationDate };
	const refund: Refund = {
		id: store.newId(),
		creationDate,
		state: 'Init',
		paymentId: payment.id,
		at: clock.now(),
		...input,
	};
	const { id, amount } = refund;
	store.refunds.push(refund);
	payment.refundOperations.push({ id, amount, amountTip: 0, status: 'Init', meta });
	payment.state = 'Refunding';
	touch(simulation, payment, clock.now(), true);
	if (readings.notifiesRefunding && input.notify !== false) paymentChanged(simulation, payment);
	return refund;
}

/** Refunds whose time has come. */
export function settleRefunds(simulation: Simulation): void {
	const { store, clock } = simulation;
	for (const refund of store.refunds) {
		if (refund.state !== 'Init' || clock.now() < refund.at + REFUND_MS) continue;
		const payment = store.payment(refund.paymentId);
		refund.state = refund.outcome ?? 'Processed';
		if (!payment) continue;
		const operation = payment.refundOperations.find(({ id }) => id === refund.id);
		if (operation) operation.status = refund.state;
		payment.state = refundable(payment) === 0 ? 'Refunded' : 'Authorized';
		touch(simulation, payment, refund.at + REFUND_MS, true);
		if (refund.notify !== false) paymentChanged(simulation, payment);
	}
}

export interface PartRefundOptions {
	/** How it ends: Processed, or Refused and the like. */
	outcome?: string;
	/** Default true. */
	notify?: boolean;
}

/** What is left of the payment is refunded as a whole: then it is Refunded in the end, else Authorized again. */
export function partRefund(
	simulation: Simulation,
	paymentId: number,
	amount: number,
	{ outcome, notify }: PartRefundOptions = {},
): Payment {
	const payment = existingPayment(simulation, paymentId);
	if (payment.state !== 'Authorized')
		throw new Error(`The payment ${paymentId} is ${payment.state}`);
	const left = refundable(payment);
	if (!Number.isInteger(amount) || amount <= 0 || amount > left)
		throw new Error(`Of the payment ${paymentId}, 1 to ${left} cents can be refunded`);
	const how = { cancelOrder: false, sendRefundMail: true, comment: null };
	beginRefund(simulation, payment, { amount, ...how, outcome, notify });
	return payment;
}
