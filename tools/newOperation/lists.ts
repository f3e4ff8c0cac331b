/** Puts what is new into the lists that are there; the files themselves are TypeScript, changed as text. */

/** Adds an import of another module of the folder, and an entry to the list that stands after `opening`. */
export function addToList(
	text: string,
	opening: string,
	{ entry, module, entries }: { entry: string; module: string; entries: readonly string[] },
): string {
	const start = text.indexOf(opening);
	const end = text.indexOf(']', start);
	if (start === -1 || end === -1) throw new Error(`There is no list '${opening}'`);
	const list = `${text.slice(0, start)}${opening}${entries.join(', ')}${text.slice(end)}`;
	return addImport(list, `import { ${entry} } from './${module}';`);
}

/** Behind the last import, or before everything; nothing where the same is there. */
export function addImport(text: string, line: string): string {
	if (text.includes(line)) return text;
	const last = [...text.matchAll(/^import .*;\n|^\} from .*;\n/gm)].at(-1);
	const at = last ? last.index + last[0].length : 0;
	return text.slice(0, at) + line + (last ? '\n' : '\n\n') + text.slice(at);
}

/** Puts an entry at the end of the array that begins with `opening`, one entry on its own lines. */
export function appendEntry(text: string, opening: string, entry: string): string {
	const start = text.indexOf(opening);
	const end = text.indexOf('\n];', start);
	if (start === -1 || end === -1) throw new Error(`There is no list '${opening}'`);
	return `${text.slice(0, end)}\n${entry},${text.slice(end)}`;
}
