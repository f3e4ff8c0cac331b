import { cellValue, findDelimiter, parseCsv } from '../../../nodes/HelloAsso/files/csv';

describe('parseCsv', () => {
	test.each<[string, string, string[][] | undefined]>([
		[
			'rows and cells',
			'id;label\r\n1;é\r\n',
			[
				['id', 'label'],
				['1', 'é'],
			],
		],
		[
			'without a line break at the end',
			'id;label\n1;',
			[
				['id', 'label'],
				['1', ''],
			],
		],
		[
			'old line breaks',
			'a;b\rc;d\r',
			[
				['a', 'b'],
				['c', 'd'],
			],
		],
		[
			'blank lines',
			'\r\na;b\r\n\r\n\r\n1;2\r\n\r\n',
			[
				['a', 'b'],
				['1', '2'],
			],
		],
		[
			'empty cells are no blank line',
			'a;b\r\n;\r\n',
			[
				['a', 'b'],
				['', ''],
			],
		],
		[
			'quoted delimiter and line breaks',
			'"a;b\r\nc";"d\ne"\r\n1;2',
			[
				['"a;b\r\nc"', '"d\ne"'],
				['1', '2'],
			],
		],
		['doubled quotes', '"a ""b"" c";""""\r\n', [['"a ""b"" c"', '""""']]],
		[
			'a quote inside of a cell',
			'écran 5";b\r\nc;d',
			[
				['écran 5"', 'b'],
				['c', 'd'],
			],
		],
		['a quote that is not closed', 'a;b\r\n1;"cut o', undefined],
		['nothing', '', []],
	])('%s', (_name, text, rows) => {
		expect(parseCsv(text, ';')).toEqual(rows);
	});

	test('a row put together again is the same text', () => {
		const text = '"a;b";c""d;"e\r\n"""";f";';
		expect(parseCsv(text, ';')?.map((row) => row.join(';'))).toEqual([text]);
	});

	test('a text of two million characters in one cell', () => {
		const cell = `"${'a""\n'.repeat(500_000)}"`;
		expect(parseCsv(`x\n${cell}\n`, ';')).toEqual([['x'], [cell]]);
	});
});

test.each([
	['plain', 'plain'],
	['"a;b"', 'a;b'],
	['"a ""b"""', 'a "b"'],
	['""""', '"'],
	['""', ''],
	['"', '"'],
	['5"', '5"'],
])('the cell %s says %s', (cell, value) => {
	expect(cellValue(cell)).toBe(value);
});

test.each([
	[';', 'id;label\n1;a,b\n'],
	[',', 'id,label\n1,a\n'],
	[',', 'id,label\n1,"a;b;c"\n'],
	['\t', 'id\tlabel\n1\ta;b\n'],
	[';', 'id;Taille (S, M, L, XL)\n1;L\n'],
	[';', '"id";"Quoi, où, quand"\n"1";"a, b, c"\n'],
	[',', 'id,label,note\n1,a\n2,b,c\n'],
	[';', 'id\n1\n'],
	[';', 'id;label\n1;"cut o'],
	[',', 'id,label\n1,"cut o'],
	[';', ''],
])('finds %j in %j', (delimiter, text) => {
	expect(findDelimiter(text)).toBe(delimiter);
});
