import type { IDataObject } from 'n8n-workflow';

import type { Period } from '../parameters';
import { moneyOf } from '../simplify';
import { cents, day, joined, moment, plain } from '../simplify/values';
import type { ApiRequest, HelloAssoClient } from '../transport';
import { dateOf, identityOf, PaymentsByDate, timeOf } from './paymentsByDate';
import { isPaidOut, withoutTip } from './shares';

const DAY_MS = 24 * 60 * 60 * 1000;

interface PayoutsOptions {
	period: Period;
	/** Payouts wanted at the most, the newest ones; undefined for all of them. */
	limit?: number;
	/** How long before the oldest payment of a payout others may have waited for theirs, in months. */
	longestWait: number;
}

/**
 * The payouts of a period, newest first, put together from payments: HelloAsso has no list of them.
 *
 * Payments can be asked for by their own date only, and nothing limits how long one waits: HelloAsso transfers
 * each month what came in during the last one, but keeps the money of an association whose papers are missing.
 * So payments are read from the end of the period backwards, until there is none of its payouts for
 * `longestWait` before its first day and before the oldest payment that is in one of them.
 */
export async function readPayouts(
	client: HelloAssoClient,
	request: ApiRequest,
	{ period, limit = Infinity, longestWait }: PayoutsOptions,
): Promise<IDataObject[]> {
	const payments = new PaymentsByDate(client, request);
	const payouts = new Payouts(period, limit);
	const { from, to } = period;
	// No payment comes after its payout; the day is for a payout that is dated at midnight.
	let upper = to + DAY_MS;
	let lower = monthsBefore(limit < Infinity ? Math.min(to, Date.now()) : from, longestWait);
	for (;;) {
		for await (const page of payments.read(lower, upper)) {
			for (const payment of page) payouts.add(payment);
		}
		const reach = monthsBefore(payouts.oldest(), longestWait);
		if (lower <= reach) return payouts.found().map(toRecord);
		[lower, upper] = [reach, lower];
	}
}

/** One transfer to the association's bank account, so far as its payments were read. Cents, milliseconds. */
interface Payout {
	id: unknown;
	/** The latest `cashOutDate` of its payments, as HelloAsso wrote it. */
	date: unknown;
	time: number;
	amount: number;
	refunded: number;
	contested: number;
	tip: number;
	firstPayment: number;
	firstPaymentDate: unknown;
	lastPayment: number;
	lastPaymentDate: unknown;
	states: Set<unknown>;
	payments: Set<unknown>;
}

class Payouts {
	private readonly payouts = new Map<unknown, Payout>();

	constructor(
		private readonly period: Period,
		private readonly limit: number,
	) {}

	add(read: IDataObject): void {
		const payment = withoutTip(read);
		const { idCashOut, cashOutDate, cashOutState } = payment;
		const identity = identityOf(read);
		if (!isPaidOut(payment)) return;
		const payout = this.payout(idCashOut, cashOutDate);
		if (payout.payments.has(identity)) return;
		payout.payments.add(identity);
		payout.states.add(cashOutState);
		const { refunded, contested } = moneyOf(payment);
		payout.amount += cents(payment.amount);
		payout.refunded += refunded;
		payout.contested += contested;
		payout.tip += cents(payment.amountTip);
		const paid = timeOf(payment);
		if (paid < payout.firstPayment)
			Object.assign(payout, { firstPayment: paid, firstPaymentDate: dateOf(payment) });
		if (paid > payout.lastPayment)
			Object.assign(payout, { lastPayment: paid, lastPaymentDate: dateOf(payment) });
		const time = Date.parse(String(cashOutDate));
		if (time > payout.time) Object.assign(payout, { time, date: cashOutDate });
	}

	/** Those of the period, the newest ones, newest first. A whole payout belongs to it or does not. */
	found(): Payout[] {
		const { from, to } = this.period;
		return [...this.payouts.values()]
			.filter((payout) => dayOf(payout) >= from && dayOf(payout) < to)
			.sort((one, other) => dayOf(other) - dayOf(one) || Number(other.id) - Number(one.id))
			.slice(0, this.limit);
	}

	/** When the oldest payment was made that may still be to come: -Infinity where nothing tells. */
	oldest(): number {
		const found = this.found();
		const first = Math.min(...found.map(({ firstPayment }) => firstPayment));
		return found.length < this.limit ? Math.min(this.period.from, first) : first;
	}

	private payout(id: unknown, date: unknown): Payout {
		const key = id ?? date;
		const payout = this.payouts.get(key) ?? {
			id,
			date: undefined,
			time: -Infinity,
			amount: 0,
			refunded: 0,
			contested: 0,
			tip: 0,
			firstPayment: Infinity,
			firstPaymentDate: undefined,
			lastPayment: -Infinity,
			lastPaymentDate: undefined,
			states: new Set(),
			payments: new Set(),
		};
		this.payouts.set(key, payout);
		return payout;
	}
}

/** A payout without date counts on the day of its last payment. */
function dayOf({ time, lastPayment }: Payout): number {
	return time > -Infinity ? time : lastPayment;
}

function toRecord(payout: Payout): IDataObject {
	const { id, date, amount, refunded, contested, tip, firstPaymentDate, lastPaymentDate } = payout;
	return {
		cashOutId: plain(id),
		date: day(date),
		amountEuros: amount / 100,
		paymentCount: payout.payments.size,
		refundedEuros: refunded / 100,
		contestedEuros: contested / 100,
		tipEuros: tip / 100,
		firstPaymentDate: moment(firstPaymentDate),
		lastPaymentDate: moment(lastPaymentDate),
		cashOutState: joined([...payout.states]),
	};
}

/** The same day of an earlier month, or where it has none, a day before its end: the day of Paris may be another. */
function monthsBefore(time: number, months: number): number {
	if (!Number.isFinite(time)) return time;
	const date = new Date(time);
	const day = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() - months);
	return date.getUTCDate() === day ? date.getTime() : date.setUTCDate(-1);
}
