/** Rows of a CSV text as spreadsheets write it: quotes around cells that need them, doubled inside. */
export function parseCsv(text: string, delimiter = ','): string[][] {
	const rows: string[][] = [[]];
	const clean = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
	const cell = new RegExp(
		`(?:"((?:[^"]|"")*)"|([^"\\r\\n${delimiter}]*))(${delimiter}|\\r?\\n|$)`,
		'y',
	);
	while (cell.lastIndex < clean.length) {
		const found = cell.exec(clean);
		if (!found) throw new Error(`Not a CSV text:\n${text.slice(0, 200)}`);
		const [, quoted, bare, end] = found;
		rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end.endsWith('\n')) rows.push([]);
		// An empty last cell has nothing for the pattern to stand on.
		else if (end === delimiter && cell.lastIndex === clean.length) rows.at(-1)?.push('');
	}
	return rows;
}
