/** A copy of a record without some of its fields. */
export function omit<T extends object, K extends keyof T>(record: T, ...fields: K[]): Omit<T, K> {
	const left = { ...record };
	for (const field of fields) delete left[field];
	return left;
}
