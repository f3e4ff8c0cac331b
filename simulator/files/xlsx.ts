import type { FileTable } from '../table';
import { zip } from './zip';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = 'http://schemas.openxmlformats.org';
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const RELATIONS = `${FORMATS}/officeDocument/2006/relationships`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escape = (text: string) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		// Control characters have no place in XML.
		.replace(/(?![\t\n\r])\p{Cc}/gu, '');

function cell(value: unknown): string {
	if (value === null || value === undefined) return '<c/>';
	if (typeof value === 'number') return `<c><v>${value}</v></c>`;
	return `<c t="inlineStr"><is><t xml:space="preserve">${escape(String(value))}</t></is></c>`;
}

const relation = (id: number, type: string, target: string) =>
	`<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
const relations = (content: string) =>
	`${HEAD}<Relationships xmlns="${FORMATS}/package/2006/relationships">${content}</Relationships>`;
const part = (name: string, type: string) =>
	`<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`;

/** The smallest workbook that Excel, LibreOffice and n8n open: one sheet, no styles. */
export function xlsx({ name, columns, rows }: FileTable): Buffer {
	const lines = [columns, ...rows].map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
	return zip({
		'[Content_Types].xml':
			`${HEAD}<Types xmlns="${FORMATS}/package/2006/content-types">` +
			'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
			'<Default Extension="xml" ContentType="application/xml"/>' +
			`${part('xl/workbook.xml', 'sheet.main')}${part('xl/worksheets/sheet1.xml', 'worksheet')}</Types>`,
		'_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
		'xl/_rels/workbook.xml.rels': relations(relation(1, 'worksheet', 'worksheets/sheet1.xml')),
		'xl/workbook.xml':
			`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
			`<sheet name="${escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines}</sheetData></worksheet>`,
	});
}
