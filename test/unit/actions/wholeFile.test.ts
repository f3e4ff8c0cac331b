import { countRows, isWholeWorkbook } from '../../../nodes/HelloAsso/actions/wholeFile';
import { csv } from '../../../simulator/files/csv';
import { xlsx } from '../../../simulator/files/xlsx';

const rowsOf = (text: string) => countRows(Buffer.from(text));

describe('countRows', () => {
	it.each<[string, string, number]>([
		['semicolons', 'id;label\r\n1;é\r\n2;\r\n', 2],
		['commas', 'id,label\n1,a\n', 1],
		['tabulators', 'id\tlabel\n1\ta;b,c\n', 1],
		['a byte order mark', '\uFEFFid;label\r\n1;a\r\n', 1],
		['a byte order mark before a quote', '\uFEFF"i;d";label\r\n1;a\r\n', 1],
		['no line break at the end', 'id;label\n1;a\n2;b', 2],
		['an empty last cell without line break', 'id;label\n1;', 1],
		['old line breaks', 'a;b\rc;d\r', 1],
		['blank lines', '\r\na;b\r\n\r\n\r\n1;2\r\n\r\n', 1],
		['a line of empty cells', 'a;b\r\n;\r\n', 1],
		['delimiters and line breaks in quotes', '"a;b\r\nc";"d\ne"\r\n1;"2\n;3"', 1],
		['doubled quotes', 'a;b\r\n"a ""b;"" c";""""\r\n', 1],
		['a quote inside of a cell', 'écran 5";b\r\nc;d"\r\n', 1],
		['commas within the cells', 'id;Quoi, où\n1;12,50\n', 1],
		['quoted commas in the header', '"id";"Quoi, où, quand"\n"1";"a, b, c"\n', 1],
		['a header alone', 'id;label\r\n', 0],
		['another width in the middle', 'a;b\n1;2;3\n1;2\n', 2],
	])('%s: is whole', (_name, text, count) => {
		expect(rowsOf(text)).toBe(count);
	});

	it.each([
		['a last line that is too short', 'id;label;amount\r\n1;a;1250\r\n2;b'],
		['with a line break too', 'id;label;amount\r\n1;a;1250\r\n2;b\r\n'],
		['a last line that is too long', 'id;label\r\n1;a;b\r\n'],
		['a quote that is not closed', 'id;label\r\n1;a\r\n2;"cut o'],
		['a quote that is not closed, with commas', 'id,label\n1,a\n2,"cut, o'],
		['a line that another delimiter would make whole', 'id;Quoi, où;c\n1;a;2\n2,50'],
		['a header that stops', 'id;lab'],
		['a text', 'Maintenance\n'],
		['nothing', ''],
		['a byte order mark alone', '\uFEFF'],
	])('%s: is not whole', (_name, text) => {
		expect(rowsOf(text)).toBeUndefined();
	});

	it('finds a cut anywhere but where a cell of the last column may end', () => {
		const columns = ['id', 'Libellé', 'Montant'];
		const rows = Array.from({ length: 4 }, (_row, index) => [
			index,
			`"a;b"\r\n\n,${index}`,
			`x${index}`,
		]);
		const whole = csv({ name: 'a', columns, rows });
		const starts = [...whole.toString('latin1').matchAll(/;x\d\r\n/g)].map(({ index }) => index);
		expect(starts).toHaveLength(4);
		const accepted = Array.from({ length: whole.length }, (_byte, size) => size).filter(
			(size) => countRows(whole.subarray(0, size)) !== undefined,
		);
		const header = whole.indexOf('\n') + 1;
		// Within `;x1\r\n`, from the delimiter on.
		const undetected = starts.flatMap((start) => [1, 2, 3, 4, 5].map((more) => start + more));
		expect(accepted).toEqual(
			[header - 1, header, ...undetected].filter((size) => size < whole.length),
		);
		expect(countRows(whole)).toBe(4);
	});

	it('reads two million characters in one cell', () => {
		expect(rowsOf(`x;y\n1;"${'a""\n'.repeat(500_000)}"\n`)).toBe(1);
	});
});

describe('isWholeWorkbook', () => {
	const whole = xlsx({ name: 'a', columns: ['id', 'label'], rows: [[1, 'é']] });

	it('takes a whole archive, also with a comment at its end', () => {
		expect(isWholeWorkbook(whole)).toBe(true);
		const comment = Buffer.from('PK\x05 comment');
		const commented = Buffer.concat([whole, comment]);
		commented.writeUInt16LE(comment.length, whole.length - 2);
		expect(isWholeWorkbook(commented)).toBe(true);
	});

	it('refuses an archive that is cut anywhere, or goes on after its end', () => {
		const accepted = Array.from({ length: whole.length }, (_byte, size) => size).filter((size) =>
			isWholeWorkbook(whole.subarray(0, size)),
		);
		expect(accepted).toEqual([]);
		expect(isWholeWorkbook(Buffer.concat([whole, Buffer.from('x')]))).toBe(false);
	});

	it.each(['', '<html>', 'PK\x05\x06', `x${whole.toString('latin1')}`])('refuses %j', (text) => {
		expect(isWholeWorkbook(Buffer.from(text, 'latin1'))).toBe(false);
	});
});
