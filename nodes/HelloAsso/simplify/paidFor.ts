import type { IDataObject } from 'n8n-workflow';

import { lessTip, refundedOf, sum, wordOf, type PaymentWord } from './payment';
import { cents, objects } from './values';

/**
 * What has become of the money for one item (a membership, ticket, donation …), in one word. The `payments` of
 * the item decide: the item itself stays `Processed` when its payment is refused, refunded or contested.
 *
 * | Word | Meaning |
 * |---|---|
 * | `paid` | All of it has come in, or it costs nothing. Also when a part was given back later, and of a monthly donation of which no month failed |
 * | `offline` | The same, and all of it was recorded by hand: cash, cheque, transfer |
 * | `partlyPaid` | Some has come in and is still there; the rest is to come, was refused, cancelled or contested |
 * | `planned` | Nothing has come in that is still there, and something is to come: instalments, a direct debit under way |
 * | `contested` | All that came in is gone, and the bank took some of it back (chargeback) |
 * | `refunded` | All that came in was given back, or is being given back |
 * | `refused` | Nothing came in, and nothing is to come: refused, abandoned, cancelled |
 */
export type PaymentState =
	| 'contested'
	| 'offline'
	| 'paid'
	| 'partlyPaid'
	| 'planned'
	| 'refunded'
	| 'refused';

/** Of people who have an item for good, as far as is known: not refused, refunded or contested. */
const STANDING: readonly PaymentState[] = ['offline', 'paid', 'partlyPaid', 'planned'];

/** Cents. Whatever came in stays in `online` and `offline`, also when it is refunded or contested later. */
export interface Money {
	online: number;
	/** Recorded by hand. */
	offline: number;
	/** Given back, from the moment it is asked for. */
	refunded: number;
	/** Taken back by the bank, without what was refunded before. */
	contested: number;
	/** Still to come. */
	planned: number;
}

const CAME_IN: readonly PaymentWord[] = ['paid', 'refunding', 'refunded', 'contested'];
const TO_COME: readonly PaymentWord[] = ['planned', 'waiting', 'other'];

/** What is not there of an item of which something is. */
const MISSING: readonly PaymentWord[] = [...TO_COME, 'refused', 'canceled', 'contested'];

/** Items without a total: each of their payments stands for a month of its own. */
const MONTHLY = ['MonthlyDonation', 'MonthlyPayment'];
const MISSING_MONTH: readonly PaymentWord[] = ['refused', 'contested'];

/**
 * The money of one payment, or the part of it that one item has.
 *
 * A refund of a part of a payment for several items counts for each in proportion, rounded to cents: HelloAsso
 * does not say for which of them it was.
 *
 * @param share cents that the payment brings to an item (`shareAmount`); all of the payment by default
 */
export function moneyOf(payment: IDataObject, share = cents(payment.amount)): Money {
	const word = wordOf(payment.state);
	const cameIn = CAME_IN.includes(word) ? share : 0;
	const refunded = cameIn && refundedOf(payment, share);
	return {
		online: isOffline(payment) ? 0 : cameIn,
		offline: isOffline(payment) ? cameIn : 0,
		refunded,
		contested: word === 'contested' ? share - refunded : 0,
		planned: TO_COME.includes(word) ? share : 0,
	};
}

/**
 * The payments that bring something to an item, each with its `shareAmount`. One that is for other items only says
 * nothing of this: the later instalments beside a donation that came with the first, a payment beside what is free.
 */
export function paymentsOf(item: IDataObject): IDataObject[] {
	const all = objects(item.payments).map((payment) => {
		const shareAmount = payment.shareAmount ?? shareAtMost(payment, item);
		// Of several items, nothing tells what the others brought.
		return { ...lessTip(payment, shareAmount), shareAmount };
	});
	const own = all.filter(({ shareAmount }) => shareAmount !== 0);
	return own.length > 0 || item.amount === 0 ? own : all;
}

/** Of a payment that does not tell it: no more than the item costs, and no more than the payment brings. */
function shareAtMost({ amount }: IDataObject, item: IDataObject): number | null {
	const known = [amount, item.amount].filter((value) => typeof value === 'number');
	return known.length > 0 ? Math.min(...known) : null;
}

/** What was paid for an item as HelloAsso's lists have it: with `payments`, each with its `shareAmount`. */
export function paidFor(item: IDataObject): Money {
	const shares = paymentsOf(item).map((one) => moneyOf(one, cents(one.shareAmount)));
	const total = (part: keyof Money) => sum(shares.map((money) => money[part]));
	return {
		online: total('online'),
		offline: total('offline'),
		refunded: total('refunded'),
		contested: total('contested'),
		planned: total('planned'),
	};
}

/**
 * The same as fields. `paidEuros` is all that came in, by hand too, also what was refunded or contested later. Null
 * where HelloAsso names no payment of what is not free, and yet counts it as sold.
 */
export function paidFields(item: IDataObject): IDataObject {
	const { online, offline, refunded } = paidFor(item);
	const isListed = Array.isArray(item.payments);
	const isFree = item.amount === 0;
	const state = isListed || isFree || typeof item.state === 'string' ? paymentStateOf(item) : null;
	const isSold = state === 'paid' || state === 'offline';
	const payments = paymentsOf(item);
	const isKnown =
		isFree || (isListed && (payments.length > 0 || !isSold) && payments.every(hasShare));
	return {
		paidEuros: isKnown ? (online + offline) / 100 : null,
		refundedEuros: isKnown ? refunded / 100 : null,
		paymentState: state,
	};
}

function hasShare({ shareAmount }: IDataObject): boolean {
	return typeof shareAmount === 'number';
}

/** @see PaymentState @param item as HelloAsso's lists have it */
export function paymentStateOf(item: IDataObject): PaymentState {
	const payments = paymentsOf(item);
	// What costs nothing has none.
	if (payments.length === 0) return stateWithoutPayments(item.state);
	const standing = withoutVainTries(payments, item);
	const words = standing.map(wordNow);
	const has = (wanted: readonly PaymentWord[]) => words.some((word) => wanted.includes(word));
	if (has(['paid'])) {
		if (has(isMonthly(item) ? MISSING_MONTH : MISSING)) return 'partlyPaid';
		return standing.every((one) => wordNow(one) !== 'paid' || isOffline(one)) ? 'offline' : 'paid';
	}
	if (has(['contested'])) return 'contested';
	if (has(TO_COME)) return 'planned';
	return has(['refunded']) ? 'refunded' : 'refused';
}

/**
 * `2 of 3`: how many instalments have come in and are still there. Null for what is paid at once, and for monthly
 * payments, which have no number.
 */
export function instalmentOf(item: IDataObject): string | null {
	const isFirstOf = (payment: IDataObject, index: number, list: IDataObject[]) =>
		!list.slice(0, index).some((earlier) => isSameInstalment(earlier, payment));
	const all = withoutVainTries(paymentsOf(item), item);
	const count = all.filter(isFirstOf).length;
	if (count < 2 || isMonthly(item)) return null;
	const paid = all.filter((payment) => wordNow(payment) === 'paid').filter(isFirstOf);
	return `${paid.length} of ${count}`;
}

/**
 * Payments without those that were made good at another try, which is a payment of its own: with the same number, or
 * where there are no numbers, if all that the item costs is there.
 */
function withoutVainTries(payments: IDataObject[], item: IDataObject): IDataObject[] {
	const kept = payments.filter((payment) => wordNow(payment) === 'paid');
	const price = priceOf(item);
	const paid = sum(kept.map(({ shareAmount }) => shareAmount));
	const isWhole = paid > 0 && price !== undefined && paid >= price;
	return payments.filter((payment) => {
		if (!MISSING.includes(wordNow(payment))) return true;
		if (typeof payment.installmentNumber !== 'number') return !isWhole;
		return !kept.some((other) => isSameInstalment(other, payment));
	});
}

/** With its options, of which lists without details say nothing; undefined where it is not known. */
function priceOf({ type, amount, options }: IDataObject): number | undefined {
	const isKnown = typeof amount === 'number' && options !== undefined && !isMonthly({ type });
	return isKnown ? amount + sum(objects(options).map((option) => option.amount)) : undefined;
}

function isMonthly({ type }: IDataObject): boolean {
	return MONTHLY.includes(String(type));
}

/** Whether the item counts by default: as far as is known, it was not refused, refunded or contested. */
export function isStanding(item: IDataObject): boolean {
	return STANDING.includes(paymentStateOf(item));
}

/** `paid` also where a part is being given back, `refunded` where nothing is left. */
function wordNow(payment: IDataObject): PaymentWord {
	const word = wordOf(payment.state);
	if (word !== 'paid' && word !== 'refunding') return word;
	const amount = cents(payment.amount);
	return amount > 0 && refundedOf(payment, amount) >= amount ? 'refunded' : 'paid';
}

function stateWithoutPayments(state: unknown): PaymentState {
	if (state === 'Registered') return 'offline';
	if (state === 'Waiting' || state === 'Unknown') return 'planned';
	return state === 'Processed' || state === undefined ? 'paid' : 'refused';
}

function isSameInstalment(one: IDataObject, { installmentNumber }: IDataObject): boolean {
	return typeof installmentNumber === 'number' && one.installmentNumber === installmentNumber;
}

function isOffline({ state, type }: IDataObject): boolean {
	return state === 'Registered' || type === 'Offline';
}
