import { HelloAssoError } from '../errors/helloAssoError';
import { recent } from '../recent';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** HelloAsso's limits for one key (docs: getting started). Calls that it refuses count as well. */
const LIMITS = [
	{ calls: 10, windowMs: 10 * SECOND_MS },
	{ calls: 20, windowMs: 10 * MINUTE_MS },
	{ calls: 50, windowMs: HOUR_MS },
];
/** When this process called the token endpoint in the last hour, by host and key. */
const callsByKey = new Map<string, number[]>();

/**
 * Counts a token call, before it is made.
 * @returns takes the call back, for one that never reached HelloAsso
 * @throws {HelloAssoError} `rateLimited`, when it would exceed a limit
 */
export function countTokenCall(key: string): () => void {
	const now = Date.now();
	const calls = recent<number[]>(callsByKey, key, () => []);
	calls.splice(0, calls.length, ...calls.filter((at) => at > now - HOUR_MS));
	const waitMs = Math.max(
		...LIMITS.map((limit) => (calls.at(-limit.calls) ?? -Infinity) + limit.windowMs - now),
	);
	if (waitMs > 0) throw limitReached(waitMs);
	calls.push(now);
	return () => void calls.splice(calls.lastIndexOf(now), 1);
}

function limitReached(waitMs: number): HelloAssoError {
	const wait =
		waitMs > MINUTE_MS
			? `${Math.ceil(waitMs / MINUTE_MS)} minutes`
			: `${Math.ceil(waitMs / SECOND_MS)} seconds`;
	return new HelloAssoError('rateLimited', 'Too many access tokens were asked for with this key', {
		description: `Try again in ${wait}: HelloAsso allows a key 10 token requests in 10 seconds, 20 in 10 minutes and 50 an hour, refused ones included, and locks a key that exceeds them. Correct a credential that HelloAsso refuses, and do not create several with the same key.`,
		retryAfterSeconds: Math.ceil(waitMs / SECOND_MS),
		fromTokenEndpoint: true,
	});
}
