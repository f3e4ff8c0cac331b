import { HOUR, MINUTE } from './dates';

/** Limits of /oauth2/token: 10 calls in 10 s, 20 in 10 min, 50 in an hour (HelloAsso docs; widely observed). */
const TOKEN_LIMITS = [
	{ calls: 10, windowMs: 10_000 },
	{ calls: 20, windowMs: 10 * MINUTE },
	{ calls: 50, windowMs: HOUR },
];

/**
 * Counts token calls per client. Whether HelloAsso counts per client or per address is not known;
 * per client lets several test suites share a machine. A refused call is not counted, so that
 * `Retry-After` tells the truth.
 */
export class TokenLimits {
	enabled = true;
	private calls = new Map<string, number[]>();

	/** Seconds to wait, or 0 when the call is within the limits and has been counted. */
	take(clientId: string, now: number): number {
		if (!this.enabled) return 0;
		const recent = (this.calls.get(clientId) ?? []).filter((at) => at > now - HOUR);
		let waitMs = 0;
		for (const { calls, windowMs } of TOKEN_LIMITS) {
			const oldest = recent.filter((at) => at > now - windowMs).at(-calls);
			if (oldest !== undefined) waitMs = Math.max(waitMs, oldest + windowMs - now);
		}
		if (waitMs === 0) recent.push(now);
		this.calls.set(clientId, recent);
		return Math.ceil(waitMs / 1000);
	}

	reset(): void {
		this.calls.clear();
	}
}
