import type { IDataObject } from 'n8n-workflow';

import { choice, textThat, type Field } from '../../parameters';
import { paymentsOf } from '../../simplify';
import { leaveOutUnpaid } from '../leaveOutUnpaid';
import type { OperationContext } from '../operation';

/** Ours: whether a donation that is paid monthly or in instalments is one item, or one for each payment. */
export const oneItemPer: Field<string> = {
	...choice(
		'One Item Per',
		[
			{
				name: 'Donation',
				value: 'donation',
				description: 'A monthly donation is one item, with all that was paid for it so far',
			},
			{
				name: 'Payment',
				value: 'payment',
				description: 'A monthly donation is an item for each month, with the date of its payment',
			},
		],
		'donation',
		"What to count. Payments suit sums by month; 'From' and 'To' still mean the day on which a donation began.",
	),
	in: 'node',
	read: textThat(
		(value) => value === 'donation' || value === 'payment',
		'is',
		'Choose one of: donation, payment.',
	),
};

/** Donations, or each of their payments as a donation of its own, of which `amount` is its share. */
export async function donationsOrPayments(
	items: IDataObject[],
	context: OperationContext,
	own: IDataObject,
): Promise<IDataObject[]> {
	const counted = own.oneItemPer === 'payment' ? items.flatMap(byPayment) : items;
	return await leaveOutUnpaid(counted, context);
}

function byPayment(item: IDataObject): IDataObject[] {
	const payments = paymentsOf(item);
	// What was added by hand may have none.
	if (payments.length === 0) return [item];
	return payments.map((payment) => ({ ...item, payments: [payment], amount: payment.shareAmount }));
}
