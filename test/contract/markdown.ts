/** What a test looks at in a Markdown file. */
export interface Table {
	/** The nearest heading above it. */
	below: string;
	head: string[];
	rows: string[][];
}

export interface Heading {
	level: number;
	text: string;
}

/** Without blocks of code, in which `#` and `|` mean something else. */
const prose = (text: string) => text.replace(/^```[^]*?^```$/gm, '');

/** What a cell says, without the backticks around all of it. */
export const plain = (cell: string) => cell.replace(/^`([^`]+)`$/, '$1');

/** `\|` is no end of a cell. */
const cellsOf = (line: string) =>
	line
		.replace(/^\||\|$/g, '')
		.split(/(?<!\\)\|/)
		.map((cell) => cell.trim());

export function headingsOf(text: string): Heading[] {
	return [...prose(text).matchAll(/^(#+) (.+)$/gm)].map(([, marks, heading]) => ({
		level: marks.length,
		text: heading,
	}));
}

export function tablesOf(text: string): Table[] {
	const tables: Table[] = [];
	let below = '';
	let isInside = false;
	for (const line of prose(text).split('\n')) {
		const heading = /^#+ (.+)$/.exec(line);
		if (heading) below = heading[1];
		if (!line.startsWith('|')) {
			isInside = false;
		} else if (!isInside) {
			tables.push({ below, head: cellsOf(line), rows: [] });
			isInside = true;
		} else if (!/^\|[\s|:-]+\|$/.test(line)) {
			tables[tables.length - 1].rows.push(cellsOf(line));
		}
	}
	return tables;
}
