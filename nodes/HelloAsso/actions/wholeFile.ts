/** HelloAsso documents none; French spreadsheets take a semicolon. */
const DELIMITERS = [';', ',', '\t'];
const ZIP_START = 'PK\x03\x04';
const ZIP_END = 'PK\x05\x06';
/** Of the record that ends an archive, of which the last two bytes are the length of a comment. */
const ZIP_END_SIZE = 22;

/**
 * How many rows a CSV file has below its header; undefined when it does not end with a whole line, one as
 * wide as the header: it was cut off, or is no table. What is cut off between two lines cannot be told.
 *
 * @param file e.g. `\uFEFFid;name\r\n1;"a;b"` has one row
 */
export function countRows(file: Buffer): number | undefined {
	const text = file.toString('utf8').replace(/^\uFEFF/, '');
	// Chosen by the header alone, so that no delimiter is found by which a cut line is a whole one.
	const [widths] = DELIMITERS.map((delimiter) => lineWidths(text, delimiter)).sort(
		([one], [other]) => other - one,
	);
	const [width, ...rows] = widths;
	const isTable = width > 1 && (rows.length > 0 || /[\r\n]$/.test(text));
	return isTable && widths.at(-1) === width ? rows.length : undefined;
}

/**
 * How many cells each line has that is not blank. A line break between quotes belongs to its cell; the
 * last is NaN where a quote is not closed.
 */
function lineWidths(text: string, delimiter: string): number[] {
	const widths: number[] = [];
	let delimiters = 0;
	let cellStart = 0;
	let isQuoted = false;
	for (let at = 0; at <= text.length; at++) {
		const character = text.charAt(at);
		// A doubled quote closes and opens again; inside of a cell that does not begin with one, it is only text.
		if (character === '"' && text[cellStart] === '"') isQuoted = !isQuoted;
		if (character === '' || (!isQuoted && (character === '\n' || character === '\r'))) {
			// Blank is also what stands between the two characters of a line break.
			if (delimiters > 0 || at > cellStart) widths.push(isQuoted ? Number.NaN : delimiters + 1);
			delimiters = 0;
			cellStart = at + 1;
		} else if (!isQuoted && character === delimiter) {
			delimiters++;
			cellStart = at + 1;
		}
	}
	return widths;
}

/** Whether a workbook, which is a zip archive, is there from its start to the record that ends it. */
export function isWholeWorkbook(file: Buffer): boolean {
	const end = file.lastIndexOf(ZIP_END);
	return (
		isZip(file) &&
		end !== -1 &&
		end + ZIP_END_SIZE <= file.length &&
		end + ZIP_END_SIZE + file.readUInt16LE(end + ZIP_END_SIZE - 2) === file.length
	);
}

export function isZip(file: Buffer): boolean {
	return file.toString('latin1', 0, ZIP_START.length) === ZIP_START;
}
