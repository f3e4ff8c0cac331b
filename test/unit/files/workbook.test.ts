/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import * as zlib from 'node:zlib';

import { workbook } from '../../../nodes/HelloAsso/files/workbook';
import { crc32, zip } from '../../../nodes/HelloAsso/files/zip';
import { readSheet, unzip } from './unzip';

describe('zip', () => {
	test.each(['', 'a', '123456789', 'é🚲\n'.repeat(10_000)])(
		'the checksum is that of zlib',
		(text) => {
			const bytes = Buffer.from(text);
			expect(crc32(bytes)).toBe(zlib.crc32(bytes));
			expect(crc32(bytes.subarray(3), crc32(bytes.subarray(0, 3)))).toBe(zlib.crc32(bytes));
		},
	);

	test('files come out as they went in, empty ones and large ones too', async () => {
		const pieces = Array.from(
			{ length: 300 },
			(_value, index) => `${index}: é🚲 ${'x'.repeat(5_000)}\n`,
		);
		const entries = [
			{ name: 'a.txt', texts: ['é', '🚲'] },
			{ name: 'b/empty.txt', texts: [] },
			{ name: 'b/large.txt', texts: pieces },
		];
		const archive = await zip(entries);
		expect(unzip(archive)).toEqual({
			'a.txt': 'é🚲',
			'b/empty.txt': '',
			'b/large.txt': pieces.join(''),
		});
		expect(archive.length).toBeLessThan(50_000);
		expect(await zip(entries)).toEqual(archive);
	});

	test('pieces are asked for one after the other', async () => {
		let open = 0;
		function* pieces() {
			for (let index = 0; index < 50; index++) {
				open++;
				yield 'x'.repeat(100_000);
				open--;
			}
		}
		const archive = await zip([{ name: 'a', texts: pieces() }]);
		expect(open).toBe(0);
		expect(unzip(archive).a).toHaveLength(5_000_000);
	});
});

describe('workbook', () => {
	test('has the parts that Excel asks for', async () => {
		const parts = unzip(await workbook('payments', [[['id']]]));
		expect(Object.keys(parts)).toEqual([
			'[Content_Types].xml',
			'_rels/.rels',
			'xl/_rels/workbook.xml.rels',
			'xl/workbook.xml',
			'xl/worksheets/sheet1.xml',
		]);
		expect(parts['xl/workbook.xml']).toContain('<sheet name="payments" sheetId="1" r:id="rId1"/>');
		expect(parts['xl/worksheets/sheet1.xml']).toBe(
			'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
				'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
				'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">id</t></is></c></row>' +
				'</sheetData></worksheet>',
		);
	});

	test('rows of all pages are counted on, empty cells left out', async () => {
		const wide = Array.from({ length: 703 }, (_value, index) =>
			index % 26 === 0 || index > 700 ? 'x' : '',
		);
		const sheet = readSheet(
			await workbook('items', [
				[['id', 'a']],
				[
					['1', ''],
					['', 'b'],
				],
				[wide],
			]),
		);
		expect(sheet.slice(0, 3)).toEqual([{ A1: 'id', B1: 'a' }, { A2: 1 }, { B3: 'b' }]);
		expect(Object.keys(sheet[3])).toEqual([
			'A4',
			...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}A4`),
			'ZZ4',
			'AAA4',
		]);
	});

	test.each<[string, string | number]>([
		['0', 0],
		['-12', -12],
		['12.5', 12.5],
		['12,50', 12.5],
		['-0,05', -0.05],
		['123456789012345', 123456789012345],
		['1234567890123456', '1234567890123456'],
		['0.1234567890123456', '0.1234567890123456'],
		['01000', '01000'],
		['0612345678', '0612345678'],
		['+33612345678', '+33612345678'],
		['1,5', '1,5'],
		['1,500', '1,500'],
		['1 500', '1 500'],
		['1e5', '1e5'],
		['.5', '.5'],
		['5.', '5.'],
		['--1', '--1'],
		['1\n', '1\n'],
		['Infinity', 'Infinity'],
		['2026-11-23', '2026-11-23'],
		['=1+1', '=1+1'],
		['@SUM(A1)', '@SUM(A1)'],
		[' é & <b> "x" 🚲 ', ' é & <b> "x" 🚲 '],
		['a\r\nb\rc\td', 'a\nb\nc\td'],
		['a\u0000b\u0007c\u001Bd\u0085e\uFFFEf\uD800g', 'abcdefg'],
		[']]>', ']]>'],
		['x'.repeat(40_000), 'x'.repeat(32_767)],
	])('%j', async (value, cell) => {
		expect(readSheet(await workbook('items', [[[value]]]))).toEqual([{ A1: cell }]);
	});
});
