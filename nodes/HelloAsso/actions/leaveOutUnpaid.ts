import type { IDataObject } from 'n8n-workflow';

import { payment, readField } from '../parameters';
import { isStanding } from '../simplify';
import type { OperationContext } from './operation';

/** Items without those that were refused, refunded or contested, unless the filter 'Payment' takes all. */
export async function leaveOutUnpaid(
	items: IDataObject[],
	context: OperationContext,
): Promise<IDataObject[]> {
	const filters = context.execute.getNodeParameter('filters', context.itemIndex, {}) as IDataObject;
	const takesAll = await readField(payment, 'payment', filters.payment, context);
	if (takesAll) return items;
	const standing = items.filter(isStanding);
	context.notes.leaveOut('payment', items.length - standing.length);
	return standing;
}
