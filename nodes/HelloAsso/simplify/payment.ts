import type { GenericValue, IDataObject } from 'n8n-workflow';

import { euros, moment, object, objects, payerFields, pick, plain } from './values';

/** Refunds count from the moment they are asked for, except where they failed. */
const FAILED_REFUNDS = new Set(['error', 'internalerror', 'refused', 'aborted', 'canceled']);

/** All types of item that are a gift, those that the association records itself included. */
export const DONATION_TYPES = ['Donation', 'MonthlyDonation', 'OfflineDonation'];

/**
 * One transfer of money: a single payment or one instalment. `donationEuros` is what of it is given, as
 * beside a membership. `amountTipEuros` is the payer's voluntary contribution to HelloAsso. `idCashOut`
 * names the payout that brought the money to the association.
 */
export function simplifyPayment(payment: IDataObject): IDataObject {
	const order = object(payment.order);
	return {
		id: plain(payment.id),
		orderId: plain(order.id),
		date: moment(payment.date),
		...pick(payment, ['state', 'type']),
		paymentMeans: means(payment),
		amountEuros: euros(payment.amount),
		donationEuros: donated(payment),
		amountTipEuros: euros(payment.amountTip),
		refundedEuros: refunded(payment),
		...payerFields(payment.payer),
		...pick(order, ['formType', 'formSlug']),
		idCashOut: plain(payment.idCashOut),
	};
}

/** Of a sale that was entered by hand the means stand elsewhere, and `paymentMeans` is `None` or missing. */
function means({ paymentMeans, paymentOffLineMean }: IDataObject): GenericValue {
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
	// Name and spelling vary: `status` in the specification, `state` too was seen; PROCESSED, Processed.
	const refunds = objects(payment.refundOperations).filter(
		({ status, state }) => !FAILED_REFUNDS.has(String(status ?? state ?? '').toLowerCase()),
	);
	return sum(refunds.map(({ amount }) => amount)) / 100;
}

function sum(amounts: unknown[]): number {
	return amounts.reduce<number>(
		(total, amount) => total + (typeof amount === 'number' ? amount : 0),
		0,
	);
}
