import type { Item, Order, Payment, Share } from './model';
import { timeOf } from './render';
import type { Simulation } from './simulation';

/** One line of the export of a payout. Cents. */
export interface PayoutLine {
	payment: Payment;
	order: Order;
	/** What the line is for; of several things, the first. */
	item?: Item;
	operationType: string;
	credit: number | null;
	debit: number | null;
}

export interface Payout {
	id: number;
	/** As the payments have it. */
	date: string;
	time: number;
	lines: PayoutLine[];
}

const DONATIONS = ['Donation', 'MonthlyDonation'];

/**
 * The payouts of an organization, oldest first: the payments in them, and the refunds that were taken off. A
 * refund is taken off the first payout that comes after it and not before that of its payment.
 */
export function payoutsOf(simulation: Simulation, organizationSlug: string): Payout[] {
	const { store } = simulation;
	const payouts = new Map<number, Payout>();
	const paid: Array<{ payment: Payment; order: Order }> = [];
	for (const payment of store.payments) {
		const order = store.order(payment.orderId);
		if (!payment.idCashOut || order?.organizationSlug !== organizationSlug) continue;
		paid.push({ payment, order });
		const { idCashOut: id, cashOutDate } = payment;
		const date = String(cashOutDate);
		payouts.set(id, payouts.get(id) ?? { id, date, time: timeOf(date), lines: [] });
	}
	const sorted = [...payouts.values()].sort((one, other) => one.time - other.time);
	for (const { payment, order } of paid) {
		const own = payouts.get(Number(payment.idCashOut)) as Payout;
		const refunds = refundsIn(payment, sorted, own);
		own.lines.push(...credits(simulation, payment, order, refunds.get(own) ?? 0));
		for (const [payout, debit] of refunds) {
			if (payout === own && simulation.readings.exportNetsRefunds) continue;
			payout.lines.push({ payment, order, operationType: 'Debit', credit: null, debit });
		}
	}
	return sorted;
}

/** Cents of the refunds of a payment, by the payout off which they were taken. */
function refundsIn(
	{ refundOperations }: Payment,
	sorted: Payout[],
	own: Payout,
): Map<Payout, number> {
	const refunds = new Map<Payout, number>();
	for (const { amount, status, meta } of refundOperations) {
		const payout = sorted.find(({ time }) => time >= own.time && time > timeOf(meta.createdAt));
		if (status !== 'Processed' || !payout) continue;
		refunds.set(payout, (refunds.get(payout) ?? 0) + amount);
	}
	return refunds;
}

function credits(
	{ store, readings }: Simulation,
	payment: Payment,
	order: Order,
	refunded: number,
): PayoutLine[] {
	const net = readings.exportNetsRefunds ? refunded : 0;
	const isDonation = ({ id }: Share) => DONATIONS.includes(String(store.item(id)?.type));
	const line = (operationType: string, credit: number, [share]: Share[]): PayoutLine => ({
		payment,
		order,
		item: store.item(share?.id ?? order.id),
		operationType,
		credit,
		debit: null,
	});
	const gifts = payment.shares.filter(isDonation);
	const others = payment.shares.filter((share) => !isDonation(share));
	if (gifts.length > 0 && others.length === 0) {
		const isMonthly = gifts.some(({ id }) => store.item(id)?.type === 'MonthlyDonation');
		const type = isMonthly ? 'MonthlyDonation' : 'OneTimeDonation';
		return [line(type, payment.amount - net, gifts)];
	}
	const several = store.paymentsOf(order.id).length > 1;
	const type = several ? 'MultipleInstalmentPayment' : 'OneTimePayment';
	const given = gifts.reduce((sum, { shareAmount }) => sum + shareAmount, 0);
	if (given === 0 || !readings.exportSplitsDonations)
		return [line(type, payment.amount - net, payment.shares)];
	return [
		line(type, payment.amount - net - given, others),
		line('AdditionalDonation', given, gifts),
	];
}
