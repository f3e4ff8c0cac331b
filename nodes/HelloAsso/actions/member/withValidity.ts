import type { IDataObject } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
import { isValidOn, validDays } from '../../simplify';
import { day, object } from '../../simplify/values';
import { leaveOutUnpaid } from '../leaveOutUnpaid';
import type { OperationContext } from '../operation';

/** Memberships with their validity. Those of which it is unknown are not taken for valid on a wanted day. */
export async function withValidity(
	items: IDataObject[],
	context: OperationContext,
	{ validOn }: IDataObject,
): Promise<IDataObject[]> {
	const completed = await addValidity(await leaveOutUnpaid(items, context), context.client);
	if (validOn === undefined) return completed;
	const isUnknown = ({ validity }: IDataObject) => validDays(object(validity)) === undefined;
	context.notes.leaveOut('validity', completed.filter(isUnknown).length);
	return completed.filter(({ validity }) =>
		isValidOn(validDays(object(validity)), String(day(validOn))),
	);
}
