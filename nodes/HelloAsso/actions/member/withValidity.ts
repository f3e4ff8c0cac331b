import type { IDataObject } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
import { readField, validOn } from '../../parameters';
import { isValidOn, validDays } from '../../simplify';
import { day, object } from '../../simplify/values';
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
	if (wanted === undefined) return completed;
	const isUnknown = ({ validity }: IDataObject) => validDays(object(validity)) === undefined;
	context.notes.leaveOut('validity', completed.filter(isUnknown).length);
	return completed.filter(({ validity }) =>
		isValidOn(validDays(object(validity)), String(day(wanted))),
	);
}
