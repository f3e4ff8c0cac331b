import { parisDate } from '../dates';
import type { Order, Payment } from '../model';
import { paymentChanged } from '../notifications/events';
import type { Simulation } from '../simulation';

/** What becomes of the money where the state says so. */
const CASH_OUT: Record<string, string> = {
	Refunding: 'Refunding',
	Refunded: 'Refunded',
	Contested: 'Contested',
};

/** A payment gets another state: refunded, contested, a SEPA payment that came through. */
export function changePayment(
	simulation: Simulation,
	paymentId: number,
	state: string,
	{ notify = true } = {},
): Payment {
	const { store, clock } = simulation;
	const payment = store.payment(paymentId);
	if (!payment) throw new Error(`There is no payment ${paymentId}`);
	const order = store.order(payment.orderId) as Order;
	const updatedAt = parisDate(clock.now());
	payment.state = state;
	payment.cashOutState = CASH_OUT[state] ?? payment.cashOutState;
	payment.meta = { ...payment.meta, updatedAt };
	order.meta = { ...order.meta, updatedAt };
	if (notify) paymentChanged(simulation, payment);
	return payment;
}
