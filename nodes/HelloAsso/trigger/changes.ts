import type { IDataObject } from 'n8n-workflow';

import { objects } from '../simplify/values';
import { refundsOf, wordOf } from '../simplify';

export { wordOf } from '../simplify';

/**
 * What is a change, for both triggers: a record counts as changed when its condition is another one, and as the
 * same when its condition is the same, however often HelloAsso touches it or tells of it.
 *
 * | Record | Its condition |
 * |---|---|
 * | Payment | its state, its refunds until it is refunded entirely (which, and whether each is done), whether it was paid out |
 * | Order | its items with their states; what becomes of its payments are changes of the payments |
 * | Item, form, and anything else | none: it comes once, when it first fits |
 *
 * A refund of a part goes through `Refunding` and ends in `Authorized` again, so the state alone does not tell.
 */
export interface PaymentCondition {
	state: string;
	/** `<number>` of a refund that is done, `<number>?` of one under way; those that failed do not count. */
	refunds: readonly string[];
	isPaidOut: boolean;
}

/** What became of a payment, in one word; `other` for a state that HelloAsso has introduced since. */
export const CHANGES = [
	'canceled',
	'contested',
	'other',
	'paid',
	'paidOut',
	'partlyRefunded',
	'planned',
	'refunded',
	'refundFailed',
	'refunding',
	'refused',
	'waiting',
] as const;
export type Change = (typeof CHANGES)[number];

export function paymentCondition(payment: IDataObject): PaymentCondition {
	const { state, idCashOut, cashOutState } = payment;
	// One that is refunded entirely has no more to tell of its refunds, which may lag behind its state.
	const told = state === 'Refunded' ? [] : refundsOf(payment);
	const refunds = told.map(({ id, isDone }) => `${String(id)}${isDone ? '' : '?'}`);
	return {
		state: String(state),
		refunds: refunds.sort(),
		isPaidOut: cashOutState === 'CashedOut' || (idCashOut ?? null) !== null,
	};
}

/** A condition as a text, which is the same for the same condition and short for what most payments are in. */
export function conditionOf(kind: string, record: IDataObject): string {
	if (kind === 'Payment') return paymentText(paymentCondition(record));
	if (kind !== 'Order') return '';
	const items = objects(record.items).map(({ id, state }) => `${String(id)} ${String(state)}`);
	return items.sort().join();
}

function paymentText({ state, refunds, isPaidOut }: PaymentCondition): string {
	const parts = [state, ...(isPaidOut ? ['out'] : []), ...refunds];
	return parts.join(' ');
}

/** What {@link conditionOf} wrote of a payment. */
export function readPaymentCondition(text: string): PaymentCondition {
	const [state, ...parts] = text.split(' ');
	const isPaidOut = parts[0] === 'out';
	return { state, isPaidOut, refunds: isPaidOut ? parts.slice(1) : parts };
}

/** @param before undefined where it is not known, as of a payment that is seen for the first time */
export function changeOf(before: PaymentCondition | undefined, after: PaymentCondition): Change {
	const word = wordOf(after.state);
	const earlier = before && wordOf(before.state);
	if (word === 'paid') {
		const done = after.refunds.filter((refund) => !refund.endsWith('?'));
		if (done.some((refund) => !before?.refunds.includes(refund))) return 'partlyRefunded';
		if (after.refunds.length > done.length) return 'refunding';
		const wasUnderWay = before?.refunds.some((refund) => refund.endsWith('?'));
		if (earlier === 'refunding' || wasUnderWay) return 'refundFailed';
	}
	const isSame = word === earlier && after.state === before?.state;
	return isSame && after.isPaidOut && !before.isPaidOut ? 'paidOut' : word;
}
