import { cellValue, findDelimiter, parseCsv } from './csv';
import { GrowingBytes } from './growingBytes';
import { crc32 } from './zip';

const BYTE_ORDER_MARK = '\uFEFF';
/** HelloAsso does not document the names of its columns; in JSON a record's number is `id`. */
const ID_COLUMN = /^(item|payment)?[ _]?id$/i;

/** The rows of one page among the bytes of all. */
interface Chunk {
	start: number;
	end: number;
	rowCount: number;
	/** How many columns were known when the rows were written. */
	width: number;
}

/**
 * One table out of the pages of a list in CSV: byte order mark and header once, each row once.
 *
 * Pages may differ in their columns, because the answers to custom fields have one each: a cell goes
 * below the column of its name, and new columns come last.
 *
 * What is held: the file as bytes (outside of JavaScript's heap), once, and with an id column a short
 * text for each row. {@link toCsv} and {@link takePages} end the table.
 */
export class CsvTable {
	rowCount = 0;
	private mark = '';
	private delimiter = '';
	private lineBreak = '\r\n';
	/** Header cells as they are written. */
	private columns: string[] = [];
	/** Their names; the second column of one name is another one. */
	private names: string[] = [];
	private readonly bytes = new GrowingBytes();
	private chunks: Chunk[] = [];
	private readonly seen = new Set<string>();

	/**
	 * @param page with its header, e.g. `\uFEFFid;state\r\n1;Processed\r\n`
	 * @returns how many rows the page has below its header; undefined when it is no page of this table:
	 * cut off, without a header, or with one that has no column in common with the pages before
	 */
	addPage(page: string): number | undefined {
		const isFirst = this.columns.length === 0;
		const plain = page.startsWith(BYTE_ORDER_MARK) ? page.slice(1) : page;
		if (isFirst) {
			this.mark = page.slice(0, page.length - plain.length);
			this.delimiter = findDelimiter(plain);
			this.lineBreak = /\r?\n/.exec(plain)?.[0] ?? this.lineBreak;
		}
		const [header, ...rows] = parseCsv(plain, this.delimiter) ?? [];
		if (!header) return undefined;
		const names = countedNames(header);
		if (!isFirst && !names.some((name) => this.names.includes(name))) return undefined;
		const places = header.map((cell, index) => this.place(cell, names[index]));
		const fresh = this.unseen(rows.map((row) => this.arrange(row, places)));
		this.rowCount += fresh.length;
		if (isFirst) this.bytes.append(this.header());
		const start = this.bytes.size;
		this.bytes.append(fresh.map((row) => row.join(this.delimiter) + this.lineBreak).join(''));
		this.chunks.push({
			start,
			end: this.bytes.size,
			rowCount: fresh.length,
			width: this.columns.length,
		});
		return rows.length;
	}

	/**
	 * The whole file. Where columns came later, all that was written before is moved and filled up in its
	 * place: from the end, so that nothing is written over that was not read.
	 */
	toCsv(): Buffer {
		const header = this.header();
		const missing = this.chunks.reduce((sum, chunk) => sum + this.missing(chunk), 0);
		const headerEnd = Buffer.byteLength(header);
		const [{ start: firstRow } = { start: headerEnd }] = this.chunks;
		let end = this.bytes.size + headerEnd - firstRow + missing;
		if (end === this.bytes.size) return this.bytes.view();
		this.bytes.grow(end - this.bytes.size);
		for (let chunk = this.chunks.pop(); chunk; chunk = this.chunks.pop()) {
			end -= chunk.end - chunk.start + this.missing(chunk);
			if (this.missing(chunk) > 0) this.bytes.write(this.widened(chunk), end);
			else this.bytes.copy(end, chunk.start, chunk.end);
		}
		this.bytes.write(header, 0);
		return this.bytes.view();
	}

	/** The values of the header, then those of the rows of each page. */
	*takePages(): Generator<string[][], void> {
		yield [this.columns.map(cellValue)];
		for (let chunk = this.chunks.shift(); chunk; chunk = this.chunks.shift()) {
			yield this.read(chunk).map((row) => row.map(cellValue));
		}
	}

	private header(): string {
		return this.columns.length > 0
			? this.mark + this.columns.join(this.delimiter) + this.lineBreak
			: '';
	}

	/** Where the column of this name stands; a new one comes last. */
	private place(cell: string, name: string): number {
		const known = this.names.indexOf(name);
		if (known !== -1) return known;
		this.names.push(name);
		return this.columns.push(cell) - 1;
	}

	private arrange(row: readonly string[], places: readonly number[]): string[] {
		const cells = this.columns.map(() => '');
		row.forEach((cell, index) => {
			// A row that is longer than its header keeps what it has.
			cells[places[index] ?? cells.length] = cell;
		});
		return cells;
	}

	/**
	 * Leaves out rows of earlier pages: what is sold meanwhile pushes the last rows of a page onto the
	 * next. Only where there is an id, because without one two equal rows may be two sales; and only
	 * rows that are equal in all, because we do not know that no other row has the same id.
	 */
	private unseen(rows: string[][]): string[][] {
		const id = this.names.findIndex((name) => ID_COLUMN.test(name));
		if (id === -1) return rows;
		const marks = rows.map((row) => `${row[id]} ${checksum(row)}`);
		const fresh = rows.filter((_row, index) => !this.seen.has(marks[index]));
		for (const mark of marks) this.seen.add(mark);
		return fresh;
	}

	/** How many bytes the rows lack that were written before the last columns were known. */
	private missing({ rowCount, width }: Chunk): number {
		return rowCount * (this.columns.length - width) * this.delimiter.length;
	}

	private widened(chunk: Chunk): string {
		const end = this.delimiter.repeat(this.columns.length - chunk.width) + this.lineBreak;
		return this.read(chunk)
			.map((row) => row.join(this.delimiter) + end)
			.join('');
	}

	private read({ start, end }: Chunk): string[][] {
		return parseCsv(this.bytes.view(start, end).toString(), this.delimiter) ?? [];
	}
}

/** The same for a row that was read before further columns were known. */
function checksum(row: readonly string[]): number {
	let length = row.length;
	while (length > 0 && row[length - 1] === '') length--;
	return crc32(Buffer.from(JSON.stringify(row.slice(0, length))));
}

/** Two custom fields may have one name: their columns stay apart. */
function countedNames(header: readonly string[]): string[] {
	const counts = new Map<string, number>();
	return header.map((cell) => {
		const name = cellValue(cell).trim();
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return count === 1 ? name : `${name}\u0000${count}`;
	});
}
