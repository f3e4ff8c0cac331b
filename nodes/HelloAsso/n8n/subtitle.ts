/**
 * An expression for the line under a node's name. By itself n8n takes the stored values, or of several parameters
 * `operation` the names of the first only (1.123 and 2.41).
 *
 * @param texts what is shown for each value of the key
 * @param key an expression such as `$parameter["event"]`; what it gives is shown where there is no text for it
 */
export function subtitleOf(texts: Readonly<Record<string, string>>, key: string): string {
	return `={{ (${JSON.stringify(texts)})[${key}] ?? (${key}) }}`;
}

/** The same for a list of values. */
export function subtitleOfAll(texts: Readonly<Record<string, string>>, key: string): string {
	return `={{ ${key}.map((one) => (${JSON.stringify(texts)})[one] ?? one).join(", ") }}`;
}
