import { secretsIn, takeMisplaced } from '../../simulator/secrets';

/**
 * Nothing that n8n stores, prints or throws may hold a token or a client's secret. The signature keys of a
 * partner are no part of it: HelloAsso gives them to whoever asks for the partner's account.
 */
let found: string[] = [];

/** Looks for secrets in a value and all it holds; gives the value back. */
export function watch<T>(what: string, value: T): T {
	const texts: string[] = [];
	collect(value, texts, new Set());
	for (const kind of secretsIn(texts.join('\n'))) found.push(`${kind} in ${what}`);
	return value;
}

/** The same for what a call gives back or throws. */
export async function watchCall<T>(what: string, call: Promise<T>): Promise<T> {
	return await call.then(
		(value) => watch(what, value),
		async (error: unknown) => await Promise.reject(watch(`an error of ${what}`, error)),
	);
}

/** What was found in values and on the wire since the last call. */
export function takeFindings(): string[] {
	const taken = [...found, ...takeMisplaced()];
	found = [];
	return taken;
}

/** All texts in a value: also those that are not enumerable, such as an error's message, stack and cause. */
function collect(value: unknown, texts: string[], seen: Set<unknown>): void {
	if (typeof value === 'string') texts.push(value);
	if (value === null || typeof value !== 'object' || seen.has(value)) return;
	seen.add(value);
	if (value instanceof Uint8Array) {
		texts.push(Buffer.from(value).toString('latin1'));
		return;
	}
	for (const key of Reflect.ownKeys(value)) {
		const held: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
		texts.push(String(key));
		collect(held, texts, seen);
		// A file, which n8n holds in memory as text.
		if (key === 'data' && 'mimeType' in value && typeof held === 'string')
			texts.push(Buffer.from(held, 'base64').toString('latin1'));
	}
}
