import type { GenericValue, IDataObject } from 'n8n-workflow';

import * as values from './values';

const { cents, day, euros, formFields, joined, moment, object, objects, payerFields, pick, plain } =
	values;

/** As HelloAsso's states of an operation are spelled, in small letters. */
const FAILED_REFUNDS = new Set(['error', 'internalerror', 'refused', 'aborted', 'canceled']);

/** HelloAsso's states of a payment in one word each; `other` for one that was introduced since. */
export type PaymentWord =
	| 'canceled'
	| 'contested'
	| 'other'
	| 'paid'
	| 'planned'
	| 'refunded'
	| 'refunding'
	| 'refused'
	| 'waiting';

/** What integrations count as paid, still to come or failed; HelloAsso does not document it. */
const WORDS: ReadonlyMap<string, PaymentWord> = new Map(
	Object.entries<string>({
		paid: 'Authorized AuthorizedPreprod Corrected Registered',
		planned: 'Init Pending',
		waiting: 'Unknown Waiting WaitingAuthentication WaitingBankValidation WaitingBankWithdraw',
		refused: 'Error RecoveryExpired Refused',
		canceled: 'Abandoned Canceled Deleted Inconsistent NoDonation',
		refunding: 'Refunding',
		refunded: 'Refunded',
		contested: 'Contested',
	}).flatMap(([word, states]) => states.split(' ').map((state) => [state, word as PaymentWord])),
);

export function wordOf(state: unknown): PaymentWord {
	return WORDS.get(String(state)) ?? 'other';
}

interface Refund {
	id: unknown;
	amount: unknown;
	isDone: boolean;
}

/** All types of item that are a gift, those that the association records itself included. */
export const DONATION_TYPES = ['Donation', 'MonthlyDonation', 'OfflineDonation'];

/**
 * One transfer of money: a single payment or one instalment. `donationEuros` is what of it is given, as
 * beside a membership. `tipEuros` is the payer's voluntary contribution to HelloAsso. `cashOutId` and
 * `cashOutDate` name the payout that brought the money to the association.
 */
export function simplifyPayment(payment: IDataObject): IDataObject {
	const order = object(payment.order);
	return {
		id: plain(payment.id),
		orderId: plain(order.id),
		date: moment(payment.date),
		...pick(payment, ['state', 'type']),
		paymentMeans: meansOf(payment),
		installmentNumber: plain(payment.installmentNumber),
		amountEuros: euros(payment.amount),
		donationEuros: donated(payment),
		tipEuros: euros(payment.amountTip),
		refundedEuros: refunded(payment) / 100,
		...payerFields(payment.payer),
		itemNames: joined(objects(payment.items).map(({ name, type }) => name ?? type)),
		...formFields(order),
		cashOutId: plain(payment.idCashOut),
		cashOutDate: day(payment.cashOutDate),
		...pick(payment, ['paymentReceiptUrl', 'fiscalReceiptUrl']),
	};
}

/** Of a sale that was entered by hand the means stand elsewhere, and `paymentMeans` is `None` or missing. */
export function meansOf({ paymentMeans, paymentOffLineMean }: IDataObject): GenericValue {
	const isNone = paymentMeans === 'None' || paymentMeans === undefined || paymentMeans === null;
	return plain((isNone ? paymentOffLineMean : undefined) ?? paymentMeans);
}

/** An item's `amount` is that of all its instalments, its `shareAmount` what this payment brings. */
function donated({ items }: IDataObject): number | null {
	if (!Array.isArray(items)) return null;
	const donations = objects(items).filter(({ type }) => DONATION_TYPES.includes(String(type)));
	return sum(donations.map(({ shareAmount }) => shareAmount)) / 100;
}

function refunded(payment: IDataObject): number {
	const { amount } = payment;
	if (typeof amount === 'number') return refundedOf(payment, amount);
	return sum(refundsOf(payment).map((refund) => refund.amount));
}

/**
 * Cents of a share of a payment that were given back, from the moment it is asked for, except where that failed.
 * A part of a payment is divided in proportion.
 */
export function refundedOf(payment: IDataObject, share: number): number {
	const amount = cents(payment.amount) || share;
	const refunds = refundsOf(payment);
	const word = wordOf(payment.state);
	const refunded = sum(refunds.map((refund) => refund.amount));
	// The refunds of a list may lag behind the state of their payment; an amount of 0 asks for all of it.
	if (word === 'refunded' || (word === 'refunding' && refunded === 0)) return share;
	if (refunded === 0) return 0;
	return refunded >= amount ? share : Math.round((share * refunded) / amount);
}

/**
 * A payment without the tip to HelloAsso. Its `amount` is understood to be without it; where it is larger than what
 * was sold by just the tip, it is not, and neither are its refunds.
 *
 * @param sold cents of the payment for all that was bought with it
 */
export function lessTip(payment: IDataObject, sold: unknown): IDataObject {
	const [amount, tip] = [cents(payment.amount), cents(payment.amountTip)];
	if (tip === 0 || amount - tip !== sold) return payment;
	const refundOperations = objects(payment.refundOperations).map((refund) => ({
		...refund,
		amount: cents(refund.amount) - cents(refund.amountTip),
	}));
	return { ...payment, amount: sold, refundOperations };
}

/** The refunds of a payment, also those still under way, without those that failed; `amount` in cents. */
export function refundsOf({ refundOperations }: IDataObject): Refund[] {
	return objects(refundOperations).flatMap(({ id, amount, status, state }) => {
		// Name and spelling vary: `status` in the specification, `state` too was seen; PROCESSED, Processed.
		const stage = String(status ?? state ?? '').toLowerCase();
		return FAILED_REFUNDS.has(stage) ? [] : [{ id, amount, isDone: stage === 'processed' }];
	});
}

export function sum(amounts: unknown[]): number {
	return amounts.reduce<number>(
		(total, amount) => total + (typeof amount === 'number' ? amount : 0),
		0,
	);
}
