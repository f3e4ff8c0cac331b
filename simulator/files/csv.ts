import type { FileTable } from '../table';

/** Excel reads UTF-8 only behind this mark, and HelloAsso sends it (observed by an integrator). */
const BYTE_ORDER_MARK = '\uFEFF';

const cell = (value: unknown) => {
	const text = String(value ?? '');
	return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The separator is not documented; French spreadsheets take a semicolon. */
export function csv({ columns, rows }: FileTable): Buffer {
	const lines = [columns, ...rows].map((row) => row.map(cell).join(';'));
	return Buffer.from(`${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`);
}
