const KEYS_MAX = 1_000;

/** The value of a key, made when there is none. The least recently used of too many is dropped. */
export function recent<T>(cache: Map<string, T>, key: string, create: () => T, max = KEYS_MAX): T {
	const value = cache.get(key) ?? create();
	cache.delete(key);
	cache.set(key, value);
	const [oldest] = cache.keys();
	if (cache.size > max) cache.delete(oldest);
	return value;
}
