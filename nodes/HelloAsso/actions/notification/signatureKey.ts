import type { IDataObject } from 'n8n-workflow';

import { flag, type Field } from '../../parameters';
import type { OperationContext } from '../operation';

/**
 * Where answers hold secrets. n8n (2.41) hides these fields in the editor and in its list of executions,
 * from everybody and for ever; the next nodes get them. `body` is that of a full response of API Call.
 */
export const SENSITIVE_FIELDS = ['', 'body.'].flatMap((path) => [
	`${path}signatureKey`,
	`${path}urlNotificationList[*].signatureKey`,
	`${path}apiClient.secret`,
]);

/** Ours: for who has to copy the key by hand, since it cannot be read again. */
export const showSignatureKey: Field<boolean> = {
	...flag(
		'Show Signature Key',
		"Whether to return the key in the field 'shownSignatureKey' too. n8n hides 'signatureKey' in the editor, and hands it to the next nodes only. Whoever may see this workflow's executions sees the shown one: delete the execution once you have copied it.",
	),
	in: 'nowhere',
};

export async function withShownKey(
	records: IDataObject[],
	{ execute, itemIndex }: OperationContext,
): Promise<IDataObject[]> {
	const options = execute.getNodeParameter('options', itemIndex, {}) as IDataObject;
	if (String(options.showSignatureKey).toLowerCase() !== 'true') return records;
	return records.map((record) => ({ ...record, shownSignatureKey: record.signatureKey }));
}
