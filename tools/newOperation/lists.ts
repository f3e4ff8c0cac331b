/** Puts what is new into the lists that are there; the files themselves are TypeScript, changed as text. */

/** Behind the last import, or before everything; nothing where the same is there. */
export function addImport(text: string, line: string): string {
	if (text.includes(line)) return text;
	const last = [...text.matchAll(/^import .*;\n|^\} from .*;\n/gm)].at(-1);
	const at = last ? last.index + last[0].length : 0;
	return text.slice(0, at) + line + (last ? '\n' : '\n\n') + text.slice(at);
}

/**
 * Puts an entry into the array that begins with `opening`, one entry on its own lines: before the one that
 * begins with `next`, or at the end.
 */
export function addEntry(text: string, opening: string, entry: string, next?: string): string {
	const start = text.indexOf(opening);
	const end = next === undefined ? text.indexOf('\n];', start) + 1 : text.indexOf(next, start);
	if (start === -1 || end < 1) throw new Error(`There is no list '${opening}'`);
	return `${text.slice(0, end)}${entry},\n${text.slice(end)}`;
}
