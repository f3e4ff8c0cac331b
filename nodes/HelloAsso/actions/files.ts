import type { INodeExecutionData } from 'n8n-workflow';

import { CsvTable } from '../files/table';
import { workbook } from '../files/workbook';
import { HelloAssoError, isPage, PAGE_SIZE_MAX } from '../transport';
import type { ApiRequest, HelloAssoClient } from '../transport';
import type { Inputs } from './inputs';
import type { EndpointOperation, OperationContext } from './operation';

type FileKind = 'csv' | 'xlsx';

interface FileContent {
	bytes: Buffer;
	/** Records in the file, where we had to read it. */
	rowCount?: number;
}

const MIME_TYPES: Record<FileKind, string> = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const FILE_WORDS: Record<FileKind, string> = { csv: 'a CSV file', xlsx: 'an Excel file' };
/** Every Excel file is a zip archive and begins like one. */
const ZIP_START = 'PK\x03\x04';

/**
 * The records an operation asks for as one file, which HelloAsso writes when the Accept header says so.
 *
 * @returns one item, e.g. `{ json: { fileName, mimeType, rowCount }, binary: { data } }`; `rowCount` is
 * missing where HelloAsso's own workbook is handed on unread
 */
export async function toFile(
	{ returns }: EndpointOperation,
	{ request, pageSize }: Pick<Inputs, 'request' | 'pageSize'>,
	output: FileKind,
	{ execute, client, itemIndex }: OperationContext,
): Promise<INodeExecutionData> {
	const field = String(execute.getNodeParameter('binaryPropertyName', itemIndex, '') ?? '').trim();
	const { bytes, rowCount } =
		returns === 'many'
			? await readList(client, request, output, pageSize)
			: await readSingle(client, request, output);
	const mimeType = MIME_TYPES[output];
	const fileName = `${baseName(request.path)}-${today(execute.getTimezone())}.${output}`;
	return {
		json: { fileName, mimeType, ...(rowCount !== undefined && { rowCount }) },
		binary: {
			[field || 'data']: await execute.helpers.prepareBinaryData(bytes, fileName, mimeType),
		},
	};
}

/** What is not paged is handed on byte for byte; a CSV file is read only to see that it is whole. */
async function readSingle(
	client: HelloAssoClient,
	request: ApiRequest,
	output: FileKind,
): Promise<FileContent> {
	const bytes = await readFile(client, request, output);
	if (output === 'xlsx') return { bytes };
	const text = bytes.toString('utf8');
	const rowCount = new CsvTable().addPage(text);
	if (rowCount === undefined) throw unexpected('csv', text);
	return { bytes, rowCount };
}

/**
 * A list of which the API writes one page into a file. HelloAsso's own workbook can be handed on only
 * when all fits in it; else ours is made of the CSV pages. Its workbook is asked for before the pages:
 * when these show afterwards that there is only one, it was not cut off then.
 */
async function readList(
	client: HelloAssoClient,
	request: ApiRequest,
	output: FileKind,
	pageSize = PAGE_SIZE_MAX,
): Promise<FileContent> {
	const query = { pageSize, ...request.query, pageIndex: 1 };
	const ownWorkbook =
		output === 'xlsx' ? await readFile(client, { ...request, query }, 'xlsx') : undefined;
	const { table, pageCount } = await readTable(client, { ...request, query });
	const { rowCount } = table;
	if (!ownWorkbook) return { bytes: table.toCsv(), rowCount };
	if (pageCount <= 1) return { bytes: ownWorkbook, rowCount };
	const [listName] = request.path.split('/').slice(-1);
	return { bytes: await workbook(listName, table.takePages()), rowCount };
}

/**
 * All pages of a list, until one has no row: a CSV file has no continuation token and no totals. The
 * same page twice shows that the API counts no (more) pages.
 */
async function readTable(client: HelloAssoClient, request: ApiRequest) {
	const table = new CsvTable();
	let previous: string | undefined;
	for (let pageIndex = 1; ; pageIndex++) {
		const pageRequest = { ...request, query: { ...request.query, pageIndex } };
		const page = (await readFile(client, pageRequest, 'csv')).toString('utf8');
		const isOver = page === previous || (isBlank(page) && (await isEmptyPage(client, pageRequest)));
		const rowCount = isOver ? 0 : table.addPage(page);
		if (rowCount === undefined) throw unexpected('csv', page);
		if (rowCount === 0) return { table, pageCount: pageIndex - 1 };
		previous = page;
	}
}

/** @throws {HelloAssoError} `invalidResponse` for an answer that is another kind of file, or a web page */
async function readFile(
	client: HelloAssoClient,
	request: ApiRequest,
	kind: FileKind,
): Promise<Buffer> {
	const { body, headers } = await client.request<Buffer>({
		...request,
		headers: { ...request.headers, Accept: MIME_TYPES[kind] },
		responseType: 'bytes',
	});
	const bytes = body ?? Buffer.alloc(0);
	const start = bytes.toString('utf8', 0, 1000);
	const isOther =
		kind === 'xlsx'
			? !start.startsWith(ZIP_START)
			: /json|html|xml/i.test(String(headers['content-type'])) || describe(start) !== undefined;
	if (isOther) throw unexpected(kind, start);
	return bytes;
}

function isBlank(text: string): boolean {
	return text.replace('\uFEFF', '').trim() === '';
}

/**
 * Whether a page without even a header is one beyond the end. Its JSON tells, so that an answer that
 * was lost on its way does not end the list.
 */
async function isEmptyPage(client: HelloAssoClient, request: ApiRequest): Promise<boolean> {
	const { body } = await client.request(request);
	return isPage(body) && body.data.length === 0;
}

function unexpected(kind: FileKind, text: string): HelloAssoError {
	return new HelloAssoError(
		'invalidResponse',
		`HelloAsso did not answer with ${FILE_WORDS[kind]}`,
		{
			description: `What came is ${describe(text) ?? (isBlank(text) ? 'empty' : 'not a whole table')}. No file was made. Try again later; if it stays so, choose 'Items' under 'Output'.`,
		},
	);
}

/** What a text is that is no CSV, in the user's words rather than with what stands in it. */
function describe(text: string): string | undefined {
	const start = text.replace('\uFEFF', '').trimStart();
	if (start.startsWith('<')) return 'a web page';
	if (/^[{[]/.test(start)) return 'JSON';
	return start.startsWith(ZIP_START) ? 'an Excel file' : undefined;
}

/** `/v5/organizations/my-association/payments` makes `my-association-payments`. */
function baseName(path: string): string {
	const name = path
		.replace(/^\/v5\/organizations\//, '')
		.replace(/^([^/]+)\/forms\//, '$1/')
		.replace(/\/export$/, '');
	return decodeURIComponent(name).replace(/[^\p{L}\p{N}._~-]+/gu, '-');
}

/** e.g. `2026-11-23`, in the time zone of the workflow. Sweden writes dates as ISO does. */
function today(timeZone: string): string {
	return new Date().toLocaleDateString('sv-SE', { timeZone });
}
