import type { IDataObject } from 'n8n-workflow';

import { DONATION_TYPES, lessTip, sum } from '../simplify';
import { cents, objects } from '../simplify/values';

/** What was sold, as accounts tell it apart; in the order in which columns and rows stand. */
export const KINDS = [
	'membership',
	'ticket',
	'donation',
	'product',
	'crowdfunding',
	'payment',
	'other',
] as const;
export type Kind = (typeof KINDS)[number];

/** HelloAsso's types of item. `payment` is what payment forms and checkouts sell. */
const KIND_OF: ReadonlyMap<string, Kind> = new Map<string, Kind>([
	...DONATION_TYPES.map((type): [string, Kind] => [type, 'donation']),
	['Membership', 'membership'],
	['Registration', 'ticket'],
	['Product', 'product'],
	['Contribution', 'crowdfunding'],
	['Bonus', 'crowdfunding'],
	['Payment', 'payment'],
	['MonthlyPayment', 'payment'],
]);

/** What of one payment is for which kind. */
export interface Share {
	kind: Kind;
	/** Cents of the payment for it: the weight by which refunds and tips are split too. */
	cents: number;
}

/** A payment as the association has it: its amount without the tip to HelloAsso. */
export function withoutTip(payment: IDataObject): IDataObject {
	return lessTip(payment, sum(objects(payment.items).map(({ shareAmount }) => shareAmount)));
}

/** The kinds of a payment, each once. What no item of it accounts for is `other`. */
export function sharesOf(payment: IDataObject): Share[] {
	const items = objects(payment.items);
	const shared = sum(items.map(({ shareAmount }) => shareAmount));
	const rest = cents(payment.amount) - shared;
	const untold = items.filter(({ shareAmount }) => typeof shareAmount !== 'number');
	const only = untold.length === 1 ? untold[0] : undefined;
	const weightOf = (item: IDataObject) =>
		cents(shared > 0 || only ? item.shareAmount : item.amount) + (item === only ? rest : 0);
	const shares = new Map<Kind, number>();
	for (const item of items) {
		const kind = KIND_OF.get(String(item.type)) ?? 'other';
		const weight = Math.max(0, weightOf(item));
		if (weight > 0) shares.set(kind, (shares.get(kind) ?? 0) + weight);
	}
	const isUnexplained = shares.size === 0 || (shared > 0 && rest > 0 && !only);
	if (isUnexplained) shares.set('other', (shares.get('other') ?? 0) + rest);
	return Array.from(shares, ([kind, weight]) => ({ kind, cents: weight }));
}

/** Splits whole cents by weights. The parts add up: cents that are left go to the largest remainders. */
export function split(total: number, weights: readonly number[]): number[] {
	const all = sum([...weights]);
	if (all === 0) return weights.map((_weight, index) => (index === 0 ? total : 0));
	const exact = weights.map((weight) => (total * weight) / all);
	const parts = exact.map(Math.floor);
	const byRemainder = exact
		.map((part, index) => ({ index, remainder: part - parts[index] }))
		.sort((one, other) => other.remainder - one.remainder);
	const left = total - sum(parts);
	for (const { index } of byRemainder.slice(0, left)) parts[index] += 1;
	return parts;
}

/** Whether the payment is in a payout, of which at times only the date may be there. */
export function isPaidOut({ idCashOut, cashOutDate }: IDataObject): boolean {
	return Boolean(idCashOut ?? cashOutDate);
}
