import type { FastifyReply } from 'fastify';
import { FILE_TYPES } from '../checks';
import type { FileTable } from '../table';
import { csv } from './csv';
import { xlsx } from './xlsx';

/** The first type of Accept that the operation offers; weights are ignored. */
function wanted(accept = ''): 'csv' | 'xlsx' | 'json' {
	for (const range of accept.split(',')) {
		const type = range.split(';', 1)[0].trim().toLowerCase();
		if (type === FILE_TYPES.csv) return 'csv';
		if (type === FILE_TYPES.xlsx) return 'xlsx';
		if (/json$|^\*\/\*$|^application\/\*$/.test(type)) return 'json';
	}
	return 'json';
}

/**
 * Sends the answer as CSV or XLSX when Accept asks for it; false: JSON is wanted. A file holds the
 * page that the query asks for, as the JSON would (inferred: the query parameters are the same).
 */
export function sendFile(
	toTable: (answer: unknown) => FileTable,
	answer: unknown,
	accept: string | undefined,
	reply: FastifyReply,
): boolean {
	const format = wanted(accept);
	if (format === 'json') return false;
	const table = toTable(answer);
	const charset = format === 'csv' ? '; charset=utf-8' : '';
	reply
		.type(`${FILE_TYPES[format]}${charset}`)
		.header('content-disposition', `attachment; filename="${table.name}.${format}"`)
		.send(format === 'csv' ? csv(table) : xlsx(table));
	return true;
}
