import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../../parameters';
import type { ApiResponse } from '../../transport';
import type { OperationContext } from '../operation';

/** One item for each record; for an empty answer the fact that it went well. */
export function toItems(body: unknown): INodeExecutionData[] {
	if (body === undefined || body === null) return [{ json: { success: true } }];
	const records = Array.isArray(body) ? body : [body];
	return records.map((record: unknown) => ({
		json: (isObject(record) ? record : { value: record }) as IDataObject,
	}));
}

/** The answer as binary data, named as HelloAsso names it. */
export async function toFile(
	{ execute }: OperationContext,
	{ body, headers, statusCode }: ApiResponse,
	settings: { fullResponse: boolean; binaryPropertyName: string },
): Promise<INodeExecutionData> {
	const mimeType = String(headers['content-type'] ?? '').split(';')[0] || undefined;
	const fileName = /filename="?([^";]+)/i.exec(String(headers['content-disposition'] ?? ''))?.[1];
	const file = await execute.helpers.prepareBinaryData(body as Buffer, fileName, mimeType);
	return {
		json: settings.fullResponse ? { statusCode, headers } : {},
		binary: { [settings.binaryPropertyName]: file },
	};
}
