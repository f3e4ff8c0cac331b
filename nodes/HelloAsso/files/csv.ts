/** In the order of preference: French spreadsheets take a semicolon. HelloAsso documents none. */
const DELIMITERS = [';', ',', '\t'];

/**
 * Cuts CSV text into rows of cells. The cells stay as they are written, quotes included, so that a
 * row put together again is the same text; {@link cellValue} reads them.
 *
 * @param text without byte order mark
 * @returns e.g. `[['id', 'label'], ['1', '"a;b"']]`, blank lines left out; undefined when a quote is
 * not closed, as in a text that was cut off
 */
export function parseCsv(text: string, delimiter: string): string[][] | undefined {
	const rows: string[][] = [];
	let row: string[] = [];
	let start = 0;
	let quoted = false;
	for (let at = 0; at <= text.length; at++) {
		const character = text.charAt(at);
		// A doubled quote closes and opens again; one inside of a cell that is not quoted is only a quote.
		if (character === '"' && text[start] === '"') quoted = !quoted;
		const endsRow = character === '' || (!quoted && (character === '\n' || character === '\r'));
		if (!endsRow && (quoted || character !== delimiter)) continue;
		row.push(text.slice(start, at));
		start = at + 1;
		if (!endsRow) continue;
		// Also what stands between the two characters of a line break.
		if (row.length > 1 || row[0] !== '') rows.push(row);
		row = [];
	}
	return quoted ? undefined : rows;
}

/** What a cell says: `"a ""b"""` says `a "b"`. */
export function cellValue(cell: string): string {
	const isQuoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"');
	return isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

/**
 * The delimiter by which the text is a table: most columns, and all rows as wide as the first. Names
 * of columns are the questions an association asks, which may be full of commas.
 */
export function findDelimiter(text: string): string {
	const rated = DELIMITERS.map((delimiter) => {
		// What is cut off is rated by its first line, lest another delimiter be found that makes it whole.
		const [header = [], ...rows] = parseCsv(text, delimiter) ?? [
			text.split('\n', 1)[0].split(delimiter),
		];
		const isTable =
			rows.length > 0 && header.length > 1 && rows.every(({ length }) => length === header.length);
		return { delimiter, rating: [Number(isTable), header.length] };
	});
	const [best] = rated.sort(
		({ rating: one }, { rating: other }) => other[0] - one[0] || other[1] - one[1],
	);
	return best.delimiter;
}
