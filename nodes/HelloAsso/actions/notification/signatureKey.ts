import type { IDataObject } from 'n8n-workflow';

import { flag, type Field } from '../../parameters';
import type { OperationContext } from '../operation';

/**
 * Where answers hold secrets, which n8n is to hide on the screen from everybody, while the next nodes get them.
 * 2.41.1 has the code for it, but does not call it yet. `body` is that of a full response of API Call.
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
		"Whether to return the key in the field 'shownSignatureKey' too, for copying it by hand: versions of n8n that hide secrets show no 'signatureKey', and only the next nodes get it. Delete the execution once you have copied the key.",
	),
	in: 'node',
};

export async function withShownKey(
	records: IDataObject[],
	_context: OperationContext,
	own: IDataObject,
): Promise<IDataObject[]> {
	if (own.showSignatureKey !== true) return records;
	return records.map((record) => ({ ...record, shownSignatureKey: record.signatureKey }));
}
