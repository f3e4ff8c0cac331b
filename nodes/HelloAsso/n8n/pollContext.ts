import type { IPollFunctions } from 'n8n-workflow';

/** Why n8n activates a workflow when nobody asked for it. */
const BY_ITSELF = new Set(['init', 'leadershipChange']);
/** Longer than any poll that will still end: n8n 1.123 waits for an access token without limit. */
const ABANDONED_AFTER_MS = 15 * 60 * 1000;

/** n8n (1.123, 2.41) polls with the same context from the activation of a workflow on. */
const polled = new WeakSet<IPollFunctions>();
const runningSince = new WeakMap<IPollFunctions, number>();

/**
 * Whether this is the poll with which n8n activates a workflow as it starts itself. n8n 2.41 gives a
 * trigger up for good when that fails five times, so that it must not fail because HelloAsso is down.
 */
export function isPollAtStartup(context: IPollFunctions): boolean {
	const isFirst = !polled.has(context);
	polled.add(context);
	return isFirst && BY_ITSELF.has(context.getActivationMode());
}

/** n8n (1.123, 2.41) polls again while an earlier poll still runs: null for that one. */
export async function skipWhileRunning<T>(
	context: IPollFunctions,
	poll: () => Promise<T>,
): Promise<T | null> {
	const startedMs = Date.now();
	if (startedMs - (runningSince.get(context) ?? 0) < ABANDONED_AFTER_MS) return null;
	runningSince.set(context, startedMs);
	try {
		return await poll();
	} finally {
		if (runningSince.get(context) === startedMs) runningSince.delete(context);
	}
}
