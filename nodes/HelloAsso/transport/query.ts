/** A value of the query string; arrays become repeated keys. */
export type QueryValue = string | number | boolean | ReadonlyArray<string | number>;
export type Query = Record<string, QueryValue | undefined>;

/**
 * `{ formTypes: ['Event', 'Shop'] }` becomes `formTypes=Event&formTypes=Shop`: the API reads repeated
 * keys only (the default of OpenAPI, which its specification leaves untouched). Empty values are left
 * out, so that the API's own defaults apply.
 */
export function queryString(query: Query): string {
	const pairs = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		const values = Array.isArray(value) ? value : [value];
		for (const single of values) {
			if (single !== undefined && single !== null && single !== '')
				pairs.append(name, String(single));
		}
	}
	return pairs.toString();
}

/** The reverse, for a query that a user wrote into a path. */
export function parseQuery(text: string): Query {
	return collect(new URLSearchParams(text));
}

/** Name and value pairs as a query; a name that stands several times keeps all its values. */
export function collect(pairs: Iterable<[string, string]>): Query {
	const values = new Map<string, string[]>();
	for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
	return Object.fromEntries(values);
}
