/** A copy of a record without some of its fields. */
export function omit<T extends object, K extends keyof T>(record: T, ...fields: K[]): Omit<T, K> {
	const left = { ...record };
	for (const field of fields) delete left[field];
	return left;
}

/** A copy of what is rendered without these fields, wherever in it they are. */
export function without(value: unknown, names: readonly string[]): unknown {
	if (names.length === 0) return value;
	const json = JSON.stringify(value, (name, inner: unknown) =>
		names.includes(name) ? undefined : inner,
	);
	return JSON.parse(json) as unknown;
}
