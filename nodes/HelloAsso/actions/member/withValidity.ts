import type { IDataObject } from 'n8n-workflow';

import { addValidity, isValidAt } from '../../enrich/validity';
import { readField, validOn } from '../../parameters';
import type { OperationContext } from '../operation';

/** Memberships with their validity. Those of which it is unknown are not taken for valid on a wanted day. */
export async function withValidity(
	items: IDataObject[],
	context: OperationContext,
): Promise<IDataObject[]> {
	const { client, execute, itemIndex } = context;
	const { validOn: entered } = execute.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const wanted = await readField(validOn, 'validOn', entered, context);
	const completed = await addValidity(items, client);
	if (wanted === undefined) return completed;
	return completed.filter(({ validity }) => isValidAt(validity as IDataObject, Date.parse(wanted)));
}
