import type { IDataObject } from 'n8n-workflow';

import { euros, moment, object, objects, payerFields, plain } from './values';

/** Refunds count from the moment they are asked for, except where they failed. */
const FAILED_REFUNDS = new Set(['error', 'internalerror', 'refused', 'aborted', 'canceled']);

/**
 * One transfer of money: a single payment or one instalment. `amountTipEuros` is the payer's voluntary
 * contribution to HelloAsso. `idCashOut` names the payout that brought the money to the association.
 */
export function simplifyPayment(payment: IDataObject): IDataObject {
	const order = object(payment.order);
	return {
		id: plain(payment.id),
		orderId: plain(order.id),
		date: moment(payment.date),
		state: plain(payment.state),
		paymentMeans: plain(payment.paymentMeans),
		amountEuros: euros(payment.amount),
		amountTipEuros: euros(payment.amountTip),
		refundedEuros: refunded(payment),
		...payerFields(payment.payer),
		formType: plain(order.formType),
		formSlug: plain(order.formSlug),
		idCashOut: plain(payment.idCashOut),
	};
}

function refunded(payment: IDataObject): number {
	// Name and spelling vary: `status` in the specification, `state` too was seen; PROCESSED, Processed.
	const cents = objects(payment.refundOperations)
		.filter(({ status, state }) => !FAILED_REFUNDS.has(String(status ?? state ?? '').toLowerCase()))
		.reduce((sum, { amount }) => sum + (typeof amount === 'number' ? amount : 0), 0);
	return cents / 100;
}
