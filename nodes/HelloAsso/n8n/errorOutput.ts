import type { INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

/**
 * Sends an item to the error output. n8n (1.123, 2.41) takes `error` for that, then copies the item and
 * replaces the whole `json` of a copy that still has it; not being enumerable, it stays behind.
 */
export function markForErrorOutput(
	item: INodeExecutionData,
	error: NodeApiError | NodeOperationError,
): void {
	Object.defineProperty(item, 'error', { value: error, enumerable: false });
}
