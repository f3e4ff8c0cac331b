import { cellValue, findDelimiter, parseCsv } from './csv';
import { crc32 } from './zip';

const BYTE_ORDER_MARK = '\uFEFF';
/** HelloAsso does not document the names of its columns; in JSON a record's number is `id`. */
const ID_COLUMN = /^(item|payment)?[ _]?id$/i;

interface Chunk {
	rows: Buffer;
	/** How many columns were known when the rows were written. */
	width: number;
}

/**
 * One table out of the pages of a list in CSV: byte order mark and header once, each row once.
 *
 * Pages may differ in their columns, because the answers to custom fields have one each: a cell goes
 * below the column of its name, and new columns come last.
 *
 * What is held: the rows as bytes (outside of JavaScript's heap), page by page, and with an id column
 * a short text for each row. {@link toCsv} and {@link takePages} empty the table.
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
		const text = fresh.map((row) => row.join(this.delimiter) + this.lineBreak).join('');
		this.chunks.push({ rows: Buffer.from(text), width: this.columns.length });
		return rows.length;
	}

	/** The whole file. For the moment of putting it together the bytes are held twice. */
	toCsv(): Buffer {
		const header = this.columns.length > 0 ? this.columns.join(this.delimiter) + this.lineBreak : '';
		const parts = [Buffer.from(this.mark + header), ...this.chunks.map((chunk) => this.widened(chunk))];
		this.chunks = [];
		return Buffer.concat(parts);
	}

	/** The values of the header, then those of the rows of each page, which is let go when it was read. */
	*takePages(): Generator<string[][], void> {
		yield [this.columns.map(cellValue)];
		for (let chunk = this.chunks.shift(); chunk; chunk = this.chunks.shift()) {
			yield this.read(chunk).map((row) => row.map(cellValue));
		}
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

	/** Fills rows up that were written before the last columns were known. */
	private widened(chunk: Chunk): Buffer {
		const missing = this.columns.length - chunk.width;
		if (missing === 0) return chunk.rows;
		const end = this.delimiter.repeat(missing) + this.lineBreak;
		return Buffer.from(this.read(chunk).map((row) => row.join(this.delimiter) + end).join(''));
	}

	private read({ rows }: Chunk): string[][] {
		return parseCsv(rows.toString(), this.delimiter) ?? [];
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
