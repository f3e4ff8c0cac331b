import { zip } from './zip';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = 'http://schemas.openxmlformats.org';
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const RELATIONS = `${FORMATS}/officeDocument/2006/relationships`;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A number that cannot be meant otherwise: `01000` is a postal code, and `1,500` may be one and a half
 * or fifteen hundred, but `12,50` is an amount.
 */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+|,\d\d)?$/;
/** Beyond, Excel changes the last digits. */
const DIGITS_MAX = 15;
/** Excel opens no sheet with a longer text in a cell. */
const CELL_LENGTH_MAX = 32_767;
/** Control characters, halves of characters and non-characters: XML has no place for them. */
const NOT_IN_XML = /(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/**
 * An Excel workbook with one sheet, without styles.
 *
 * Texts are written in the cell itself and as text, so that one that begins with `=` is no formula.
 *
 * @param name of the sheet, e.g. `payments`: up to 31 characters, none of `[]:*?/\`
 * @param pages the rows in pieces, the header first, e.g. `[[['id', 'state']], [['1', 'Processed']]]`
 */
export async function workbook(name: string, pages: Iterable<string[][]>): Promise<Buffer> {
	return await zip([
		{ name: '[Content_Types].xml', texts: [contentTypes()] },
		{ name: '_rels/.rels', texts: [relation('officeDocument', 'xl/workbook.xml')] },
		{ name: 'xl/_rels/workbook.xml.rels', texts: [relation('worksheet', 'worksheets/sheet1.xml')] },
		{
			name: 'xl/workbook.xml',
			texts: [
				`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
					`<sheet name="${escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			],
		},
		{ name: 'xl/worksheets/sheet1.xml', texts: sheet(pages) },
	]);
}

function* sheet(pages: Iterable<string[][]>): Generator<string, void> {
	yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
	let rowNumber = 0;
	for (const page of pages) {
		yield page.map((row) => rowXml(row, ++rowNumber)).join('');
	}
	yield '</sheetData></worksheet>';
}

function rowXml(row: readonly string[], rowNumber: number): string {
	const cells = row.map((value, index) => cellXml(value, `${columnLetters(index)}${rowNumber}`));
	return `<row r="${rowNumber}">${cells.join('')}</row>`;
}

function cellXml(value: string, place: string): string {
	if (value === '') return '';
	if (NUMBER.test(value) && value.replace(/\D/g, '').length <= DIGITS_MAX) {
		return `<c r="${place}"><v>${value.replace(',', '.')}</v></c>`;
	}
	const text = escape(value.slice(0, CELL_LENGTH_MAX));
	return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** 0 is `A`, 25 `Z`, 26 `AA`. */
function columnLetters(index: number): string {
	const before = index < 26 ? '' : columnLetters(Math.floor(index / 26) - 1);
	return before + String.fromCharCode('A'.charCodeAt(0) + (index % 26));
}

function escape(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(NOT_IN_XML, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

function relation(type: string, target: string): string {
	return (
		`${HEAD}<Relationships xmlns="${FORMATS}/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="${RELATIONS}/${type}" Target="${target}"/></Relationships>`
	);
}

function contentTypes(): string {
	const part = (name: string, type: string) =>
		`<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`;
	return (
		`${HEAD}<Types xmlns="${FORMATS}/package/2006/content-types">` +
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
		'<Default Extension="xml" ContentType="application/xml"/>' +
		`${part('xl/workbook.xml', 'sheet.main')}${part('xl/worksheets/sheet1.xml', 'worksheet')}</Types>`
	);
}
