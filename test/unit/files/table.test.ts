/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { CsvTable } from '../../../nodes/HelloAsso/files/table';

function tableOf(...pages: string[]): CsvTable {
	const table = new CsvTable();
	for (const page of pages) expect(table.addPage(page)).toBeDefined();
	return table;
}

const csv = (...pages: string[]) =>
	tableOf(...pages)
		.toCsv()
		.toString();

describe('the CSV file', () => {
	test('mark and header stand once, everything else as it was written', () => {
		const first = '\uFEFFid;"Prénom";label\r\n1;"Zoé";"a;""b""\r\nc"\r\n2;"";\r\n';
		expect(csv(first)).toBe(first);
		expect(csv(first, '\uFEFFid;"Prénom";label\r\n3;Ève;=1+1\r\n')).toBe(`${first}3;Ève;=1+1\r\n`);
	});

	test('without mark, with commas and plain line breaks', () => {
		expect(csv('id,a\n1,x\n', 'id,a\n2,y')).toBe('id,a\n1,x\n2,y\n');
	});

	test('the header alone', () => {
		const table = new CsvTable();
		expect(table.addPage('\uFEFFid;a\r\n')).toBe(0);
		expect(table.toCsv().toString()).toBe('\uFEFFid;a\r\n');
		expect(table.rowCount).toBe(0);
		expect(new CsvTable().toCsv().toString()).toBe('');
	});

	test('cells go below the column of their name, new columns come last', () => {
		expect(
			csv(
				'id;a;Taille\n1;x;"L\nXL"\n',
				'id;a\n2;y\n',
				'id;Club;"a"\n3;VC, Lyon;z\n',
				'id;a;Taille\n4;w;S\n',
			),
		).toBe('id;a;Taille;Club\n1;x;"L\nXL";\n2;y;;\n3;z;;VC, Lyon\n4;w;S;\n');
	});

	test('later columns among accents and many pages, byte for byte', () => {
		const page = (start: number, column: string) =>
			`id;nom;${column}\r\n${Array.from({ length: 50 }, (_value, index) => `${start + index};Zoé 🚲;"à;b"`).join('\r\n')}\r\n`;
		const rows = (start: number, before: string, after: string) =>
			Array.from(
				{ length: 50 },
				(_value, index) => `${start + index};Zoé 🚲;${before}"à;b"${after}\r\n`,
			).join('');
		expect(csv(page(1, 'é'), page(51, 'ü'), page(101, 'é'), page(151, 'ñ'))).toBe(
			`id;nom;é;ü;ñ\r\n${rows(1, '', ';;')}${rows(51, ';', ';')}${rows(101, '', ';;')}${rows(151, ';;', '')}`,
		);
	});

	test('columns of one name stay apart', () => {
		expect(csv('id;Nom;Nom\n1;a;b\n', 'id;Nom\n2;c\n', 'Nom;Nom;Nom;id\nd;e;f;3\n')).toBe(
			'id;Nom;Nom;Nom\n1;a;b;\n2;c;;\n3;d;e;f\n',
		);
	});

	test('a row shorter or longer than the header keeps its cells', () => {
		expect(csv('a;b\n1\n1;2;3\n')).toBe('a;b\n1;\n1;2;3\n');
	});
});

describe('each row once', () => {
	test('a row that comes again on a later page', () => {
		const table = tableOf('id;a\n1;x\n2;y\n', 'id;a\n2;y\n3;z\n');
		expect(table.rowCount).toBe(3);
		expect(table.toCsv().toString()).toBe('id;a\n1;x\n2;y\n3;z\n');
	});

	test('also when its page has another column', () => {
		expect(csv('id;a\n1;x\n2;\n', 'id;Club;a\n2;;\n3;VC;z\n')).toBe(
			'id;a;Club\n1;x;\n2;;\n3;z;VC\n',
		);
	});

	test.each(['ID', 'itemId', 'payment_id', 'Item id'])("'%s' is an id", (name) => {
		expect(tableOf(`${name};a\n1;x\n`, `${name};a\n1;x\n`).rowCount).toBe(1);
	});

	test('rows of one page, rows without id and rows that differ are all kept', () => {
		expect(tableOf('id;a\n1;x\n1;x\n').rowCount).toBe(2);
		expect(tableOf('orderId;a\n1;x\n', 'orderId;a\n1;x\n').rowCount).toBe(2);
		expect(tableOf('id;a\n1;x\n', 'id;a\n1;y\n').rowCount).toBe(2);
	});
});

describe('what is no page', () => {
	test.each([
		['cut off in a quoted cell', 'id;a\n2;"y'],
		['another text', 'Service unavailable'],
		['no header', '2;y\n3;z\n'],
		['empty', ''],
	])('%s', (_name, page) => {
		const table = tableOf('id;a\n1;x\n');
		expect(table.addPage(page)).toBeUndefined();
		expect(table.toCsv().toString()).toBe('id;a\n1;x\n');
	});

	test('an empty first page', () => {
		expect(new CsvTable().addPage('\uFEFF')).toBeUndefined();
	});
});

test('the values, page by page', () => {
	const table = tableOf('\uFEFF"id";a\r\n1;"x ""y""\r\nz"\r\n', 'id;b\r\n2;é\r\n');
	expect([...table.takePages()]).toEqual([
		[['id', 'a', 'b']],
		[['1', 'x "y"\r\nz']],
		[['2', '', 'é']],
	]);
	expect([...table.takePages()]).toEqual([[['id', 'a', 'b']]]);
});

test('the bytes of a long table are held once: the file is where its rows were written', () => {
	const table = new CsvTable();
	const fill = 'x'.repeat(1_000_000);
	for (let number = 0; number < 50; number++) table.addPage(`id;a\n${number};${fill}\n`);
	const { external } = process.memoryUsage();
	const file = table.toCsv();
	expect(file.length).toBeGreaterThan(50_000_000);
	expect(process.memoryUsage().external - external).toBeLessThan(1_000_000);
	expect(file.buffer).toBe(table.toCsv().buffer);
});

test('100,000 rows stay apart', () => {
	const table = new CsvTable();
	for (let page = 0; page < 1000; page++) {
		const rows = Array.from(
			{ length: 100 },
			(_value, index) => `${page * 100 + index};2026-01-01;Zoé;12.50`,
		);
		table.addPage(`id;date;name;amount\r\n${rows.join('\r\n')}\r\n`);
	}
	expect(table.rowCount).toBe(100_000);
});
