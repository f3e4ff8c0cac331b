import type { INodeExecutionData } from 'n8n-workflow';

import { HelloAssoError, type ApiRequest } from '../transport';
import type { OperationContext } from './operation';
import { countRows, isWholeWorkbook, isZip } from './wholeFile';

type FileKind = 'csv' | 'xlsx';

const MIME_TYPES: Record<FileKind, string> = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const FILE_WORDS: Record<FileKind, string> = { csv: 'CSV', xlsx: 'Excel' };

/**
 * The answer as a file, which HelloAsso writes when the Accept header says so, byte for byte. It is read
 * only to see that it is whole.
 *
 * @returns e.g. `{ json: { fileName, mimeType, rowCount }, binary: { data } }`; `rowCount` of CSV only
 * @throws {HelloAssoError} `invalidResponse` for a file that was cut off, and for anything else
 */
export async function toFile(
	request: ApiRequest,
	kind: FileKind,
	{ execute, client, itemIndex }: OperationContext,
): Promise<INodeExecutionData> {
	const field = String(execute.getNodeParameter('binaryPropertyName', itemIndex, '') ?? '').trim();
	const mimeType = MIME_TYPES[kind];
	const { body, headers } = await client.request<Buffer>({
		...request,
		headers: { ...request.headers, Accept: mimeType },
		responseType: 'bytes',
	});
	const bytes = body ?? Buffer.alloc(0);
	const rowCount = kind === 'csv' ? countRows(bytes) : undefined;
	const isWhole = kind === 'csv' ? rowCount !== undefined : isWholeWorkbook(bytes);
	const other = describeOther(bytes, kind, String(headers['content-type']));
	if (other !== undefined || !isWhole) throw notWhole(kind, other ?? 'cut off or damaged');
	const fileName = `${baseName(request.path)}-${today(execute.getTimezone())}.${kind}`;
	return {
		json: { fileName, mimeType, ...(rowCount !== undefined && { rowCount }) },
		binary: {
			[field || 'data']: await execute.helpers.prepareBinaryData(bytes, fileName, mimeType),
		},
	};
}

function notWhole(kind: FileKind, what: string): HelloAssoError {
	const message = `HelloAsso did not answer with a whole ${FILE_WORDS[kind]} file`;
	const description = `What came is ${what}. No file was made. Try again later; if it stays so, choose 'Items' under 'Output'.`;
	return new HelloAssoError('invalidResponse', message, { description });
}

/** What came instead of the file, in the user's words rather than with what stands in it. */
function describeOther(bytes: Buffer, kind: FileKind, contentType: string): string | undefined {
	const start = bytes.toString('utf8', 0, 1000).replace('\uFEFF', '').trim();
	if (start === '') return 'empty';
	if (isZip(bytes)) return kind === 'xlsx' ? undefined : 'an Excel file';
	if (start.startsWith('<') || /html/i.test(contentType)) return 'a web page';
	if (/^[{[]/.test(start) || /json/i.test(contentType)) return 'JSON';
	return undefined;
}

/** `/v5/organizations/my-association/cash-out/123/export` makes `my-association-cash-out-123`. */
function baseName(path: string): string {
	const name = path.replace(/^\/v5\/organizations\//, '').replace(/\/export$/, '');
	return decodeURIComponent(name).replace(/[^\p{L}\p{N}._~-]+/gu, '-');
}

/** e.g. `2026-11-23`, in the time zone of the workflow. Sweden writes dates as ISO does. */
function today(timeZone: string): string {
	return new Date().toLocaleDateString('sv-SE', { timeZone });
}
