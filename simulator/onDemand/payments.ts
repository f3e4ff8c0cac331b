import { parisDate } from '../dates';
import type { Order, Payment } from '../model';
import { orderCreated, paymentChanged } from '../notifications/events';
import type { Simulation } from '../simulation';

/** What becomes of the money where the state says so. */
const CASH_OUT: Record<string, string> = {
	Refunding: 'Refunding',
	Refunded: 'Refunded',
	Contested: 'Contested',
};

/** States in which the money has not come yet (seen with SEPA: the item waits with its payment). */
const WAITING = ['WaitingBankValidation', 'WaitingBankWithdraw', 'WaitingAuthentication'];
const FAILED: Record<string, string> = {
	Refused: 'Refused',
	Error: 'Refused',
	Abandoned: 'Abandoned',
	Canceled: 'Canceled',
};

/** The state of an item that is paid at once by a payment in this state. */
export function itemState(state: string): string {
	if (state === 'Registered') return 'Registered';
	return WAITING.includes(state) ? 'Waiting' : 'Processed';
}

export function existingPayment({ store }: Simulation, paymentId: number): Payment {
	const payment = store.payment(paymentId);
	if (!payment) throw new Error(`There is no payment ${paymentId}`);
	return payment;
}

/** Something became of a payment: whether its dates tell, and those of its order, is not known. */
export function touch(
	{ store, readings }: Simulation,
	payment: Payment,
	at: number,
	isRefund = false,
): void {
	if (isRefund && !readings.refundTouches) return;
	const updatedAt = parisDate(at);
	payment.meta = { ...payment.meta, updatedAt };
	const order = store.order(payment.orderId);
	if (order && readings.paymentTouchesOrder) order.meta = { ...order.meta, updatedAt };
}

/** Items that waited for the money are valid once it is there, and are not when it does not come. */
function itemsFollow(simulation: Simulation, { orderId, state }: Payment): void {
	const { store, readings } = simulation;
	const waiting = store.itemsOf(orderId).filter((item) => item.state === 'Waiting');
	if (waiting.length === 0 || WAITING.includes(state)) return;
	for (const item of waiting) item.state = FAILED[state] ?? itemState(state);
	if (readings.notifiesItemChange) orderCreated(simulation, store.order(orderId) as Order);
}

/**
 * A payment gets another state: refunded, contested, a SEPA payment that came through.
 *
 * @param at simulated clock, ms; default now
 */
export function changePayment(
	simulation: Simulation,
	paymentId: number,
	state: string,
	{ notify = true, at = simulation.clock.now() }: { notify?: boolean; at?: number } = {},
): Payment {
	const payment = existingPayment(simulation, paymentId);
	payment.state = state;
	payment.cashOutState = CASH_OUT[state] ?? payment.cashOutState;
	touch(simulation, payment, at, state.startsWith('Refund'));
	if (notify) paymentChanged(simulation, payment);
	itemsFollow(simulation, payment);
	return payment;
}

/** A payment that was planned becomes due. */
export function payInstallment(
	simulation: Simulation,
	paymentId: number,
	state = 'Authorized',
	options?: { notify?: boolean; at?: number },
): Payment {
	const payment = existingPayment(simulation, paymentId);
	if (payment.state !== 'Pending') throw new Error(`The payment ${paymentId} is ${payment.state}`);
	simulation.store.planned = simulation.store.planned.filter(
		(plan) => plan.paymentId !== paymentId,
	);
	return changePayment(simulation, paymentId, state, options);
}

export function payOut(simulation: Simulation, paymentIds: readonly number[]): number {
	const { store, clock, readings } = simulation;
	const payments = paymentIds.map((id) => existingPayment(simulation, id));
	const idCashOut = store.newId();
	for (const payment of payments) {
		Object.assign(payment, {
			idCashOut,
			cashOutState: 'CashedOut',
			cashOutDate: parisDate(clock.now()),
		});
		touch(simulation, payment, clock.now());
		if (readings.notifiesPayout) paymentChanged(simulation, payment);
	}
	return idCashOut;
}
