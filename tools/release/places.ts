/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** Owner, author and addresses that nobody has yet: a person decides, and they are put in everywhere. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const PLACES_FILE = 'docs/maintainers/places.json';

export interface Place {
	what: string;
	/** What stands in the files until `becomes` is known. */
	invented: string;
	/** What a person decided; null as long as nobody has. */
	becomes: string | null;
	/** Where it stands, written by `npm run generate`. */
	files: string[];
}

/** Those of the files that hold a text. The list itself names it, and is none of them. */
export function filesWith(root: string, tracked: readonly string[], text: string): string[] {
	return tracked
		.filter(
			(file) => file !== PLACES_FILE && /\.(c?[jt]s|mjs|json|md|ya?ml|svg)$|LICENSE$/.test(file),
		)
		.filter((file) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile())
		.filter((file) => readFileSync(path.join(root, file), 'utf8').includes(text))
		.sort();
}

export function readPlaces(root: string): Place[] {
	return JSON.parse(readFileSync(path.join(root, PLACES_FILE), 'utf8')) as Place[];
}

/** What nobody has decided yet. */
export const undecided = (places: readonly Place[]) =>
	places.filter(({ becomes }) => becomes === null);

/** Puts in what a person has decided. @returns the files that were changed */
export function putIn(
	root: string,
	tracked: readonly string[],
	places: readonly Place[],
): string[] {
	const changed = places.flatMap(({ invented, becomes }) => {
		if (becomes === null) return [];
		const files = filesWith(root, tracked, invented);
		for (const file of files) {
			const place = path.join(root, file);
			writeFileSync(place, readFileSync(place, 'utf8').replaceAll(invented, becomes));
		}
		return files;
	});
	return [...new Set(changed)].sort();
}
