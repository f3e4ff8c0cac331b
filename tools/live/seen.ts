import { isObject } from '../openapi/shape';

/** What values at one place of many answers look like. */
export interface Seen {
	/** How many were there, null not counted. */
	count: number;
	readonly types: Set<string>;
	readonly fields: Map<string, Seen>;
	items?: Seen;
	/** Texts that look like an enum's: one word with a capital letter. */
	readonly words: Map<string, number>;
	/** How many texts do not. */
	texts: number;
}

const WORD = /^[A-Z][A-Za-z0-9]*$/;
/** Their keys are the user's own. */
const FREE_OBJECTS = new Set(['metadata']);

const nothing = (): Seen => ({
	count: 0,
	types: new Set(),
	fields: new Map(),
	words: new Map(),
	texts: 0,
});

/** Adds a value to what was seen. */
function add(seen: Seen, value: unknown): void {
	if (value === null || value === undefined) return;
	seen.count++;
	if (Array.isArray(value)) {
		seen.types.add('array');
		seen.items ??= nothing();
		for (const one of value) add(seen.items, one);
	} else if (isObject(value)) {
		seen.types.add('object');
		for (const [name, inner] of Object.entries(value)) {
			const field = seen.fields.get(name) ?? nothing();
			seen.fields.set(name, field);
			add(field, FREE_OBJECTS.has(name) && isObject(inner) ? {} : inner);
		}
	} else {
		seen.types.add(typeof value);
		if (typeof value !== 'string') return;
		if (WORD.test(value)) seen.words.set(value, (seen.words.get(value) ?? 0) + 1);
		else seen.texts++;
	}
}

export function lookAt(values: readonly unknown[]): Seen {
	const seen = nothing();
	for (const value of values) add(seen, value);
	return seen;
}

/** The words of all fields, by the name of the field. */
export function wordsByField(
	{ fields, items, words }: Seen,
	name = '',
	all = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
	if (words.size > 0) all.set(name, new Set([...(all.get(name) ?? []), ...words.keys()]));
	if (items) wordsByField(items, name, all);
	fields.forEach((field, key) => wordsByField(field, key, all));
	return all;
}
