import type { IDataObject } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
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
	return wanted === undefined
		? completed
		: completed.filter(({ validity }) => isValidOn(validity as IDataObject, wanted));
}

function isValidOn({ type, from, until }: IDataObject, wanted: string): boolean {
	if (type === 'Unknown') return false;
	const moment = Date.parse(wanted);
	const begins = typeof from === 'string' ? Date.parse(from) : -Infinity;
	const ends = typeof until === 'string' ? Date.parse(until) : Infinity;
	return begins <= moment && moment <= ends;
}
