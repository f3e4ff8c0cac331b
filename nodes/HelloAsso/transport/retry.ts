import { sleep } from 'n8n-workflow';

import { HelloAssoError, type ErrorType } from './errors/helloAssoError';

/** Failures that pass by themselves. Only reads are repeated: a write could be carried out twice. */
const TRANSIENT: ReadonlySet<ErrorType> = new Set([
	'connection',
	'timeout',
	'rateLimited',
	'serverError',
]);
const WAITS_MS = [500, 2_000];
/** A refusal says that HelloAsso works, only not so fast: of a long list, many a page is refused once. */
const RATE_LIMITED_WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];
/** The most that is added to a pause, as a part of it. */
const JITTER = 0.5;
/** A wait that HelloAsso asks for is kept up to here; beyond, the user decides. */
const LONGEST_WAIT_MS = 30_000;
const STEP_MS = 250;

/** Whether it may be over when the same is tried again later. */
export function isTransient({ type }: HelloAssoError): boolean {
	return TRANSIENT.has(type);
}

/** Repeats a read that failed for a passing reason: twice at most, and five times when there were too many. */
export async function withRetry<T>(read: () => Promise<T>, abortSignal?: AbortSignal): Promise<T> {
	const waitsMs = WAITS_MS.values();
	const rateLimitedWaitsMs = RATE_LIMITED_WAITS_MS.values();
	for (;;) {
		try {
			return await read();
		} catch (error) {
			const isRateLimited = error instanceof HelloAssoError && error.type === 'rateLimited';
			const { value: waitMs } = (isRateLimited ? rateLimitedWaitsMs : waitsMs).next();
			const pause = waitMs === undefined ? undefined : pauseBefore(error, waitMs);
			if (pause === undefined) return await Promise.reject(error);
			await wait(pause, abortSignal);
			if (abortSignal?.aborted) return await Promise.reject(error);
		}
	}
}

/** In short steps, so that a pressed Stop is heard. */
async function wait(ms: number, abortSignal?: AbortSignal): Promise<void> {
	for (let left = ms; left > 0 && !abortSignal?.aborted; left -= STEP_MS) {
		await sleep(Math.min(left, STEP_MS));
	}
}

function pauseBefore(error: unknown, waitMs: number): number | undefined {
	if (!(error instanceof HelloAssoError) || !isTransient(error)) return undefined;
	// The token endpoint counts every call, and locks the key out for longer.
	if (error.details.fromTokenEndpoint || error.details.final) return undefined;
	const asked = (error.details.retryAfterSeconds ?? 0) * 1000;
	if (asked > LONGEST_WAIT_MS) return undefined;
	// Never earlier than asked, and jittered: what failed together would come back together.
	return Math.max(asked, waitMs) + Math.random() * waitMs * JITTER;
}
