import type { Simulation } from '../simulation';
import { payInstallment } from './payments';
import { settleRefunds } from './refunds';

/** All that was begun earlier and is due by now: refunds that are through, instalments on their day. */
export function settle(simulation: Simulation): void {
	const { store, clock } = simulation;
	settleRefunds(simulation);
	const due = store.planned.filter(({ at }) => at <= clock.now());
	if (due.length === 0) return;
	store.planned = store.planned.filter((plan) => !due.includes(plan));
	for (const { paymentId, state, at, notify } of due.sort((a, b) => a.at - b.at)) {
		// One whose order was cancelled meanwhile is not due any more.
		if (store.payment(paymentId)?.state !== 'Pending') continue;
		payInstallment(simulation, paymentId, state, { notify, at });
	}
}
