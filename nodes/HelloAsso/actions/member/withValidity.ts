import type { IDataObject } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
import { readField, validOn } from '../../parameters';
import { day } from '../../simplify/values';
import { leaveOutUnpaid } from '../leaveOutUnpaid';
import type { OperationContext } from '../operation';

/** Memberships with their validity. Those of which it is unknown are not taken for valid on a wanted day. */
export async function withValidity(
	items: IDataObject[],
	context: OperationContext,
): Promise<IDataObject[]> {
	const { client, execute, itemIndex } = context;
	const { validOn: entered } = execute.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const wanted = await readField(validOn, 'validOn', entered, context);
	const completed = await addValidity(await leaveOutUnpaid(items, context), client);
	return wanted === undefined
		? completed
		: completed.filter(({ validity }) => isValidOn(validity as IDataObject, wanted));
}

/** By days, as they are shown: a membership is valid on the whole of its last day. */
function isValidOn({ type, from, until }: IDataObject, wanted: string): boolean {
	if (type === 'Unknown') return false;
	const dayOf = (moment: unknown, none: string) =>
		typeof moment === 'string' ? String(day(moment)) : none;
	const on = dayOf(wanted, '');
	return dayOf(from, '0000') <= on && on <= dayOf(until, '9999');
}
