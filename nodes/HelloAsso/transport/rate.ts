const SECOND_MS = 1_000;
/** For so long it is remembered what was let through. */
const MEMORY_MS = 10 * SECOND_MS;
/** A little below the rate that was let through, because the limit is somewhere near it. */
const CAUTION = 0.9;
/** With each second. A limit that is met again every ten seconds refuses one or two requests in a hundred. */
const GROWTH = 1.01;
const MIN_PER_SECOND = 0.5;
/** Of fewer, a single refusal does not tell whether more would have been let through; a second one soon after does. */
const ACCEPTED_MIN = { single: 20, repeated: 5 };
/** Beyond, there is no need to pace. */
const MAX_PER_SECOND = 500;

/** Requests per second, learned from refusals (429). Unknown, and no reason to wait, until the first one. */
export class Rate {
	private perSecond: number | undefined;
	private updatedAtMs = 0;
	private nextAtMs = 0;
	private refusedAtMs = -Infinity;
	private acceptedAtMs: number[] = [];
	/** Since the last refusal. */
	private hasAccepted = false;

	/** How long the next request has to wait. */
	delayMs(): number {
		const perSecond = this.current();
		if (perSecond === undefined) return 0;
		// Never more than from one request to the next, also when the clock is put back.
		return Math.min(Math.max(0, this.nextAtMs - Date.now()), SECOND_MS / perSecond);
	}

	sent(): void {
		const perSecond = this.current();
		if (perSecond === undefined) return;
		const intervalMs = SECOND_MS / perSecond;
		const now = Date.now();
		// Counted from when it was due, so that timers that are late do not add up.
		this.nextAtMs = Math.max(Math.min(this.nextAtMs, now) + intervalMs, now);
	}

	accepted(): void {
		const now = Date.now();
		this.hasAccepted = true;
		this.acceptedAtMs.push(now);
		// In pieces, because moving the rest has its price.
		const [first] = this.acceptedAtMs;
		// Later than now where the clock was put back.
		if (first < now - 2 * MEMORY_MS || first > now) this.forget(now);
	}

	refused(): void {
		// Of a time when everything is refused, only its end is of interest: that is what pauses are for.
		if (!this.hasAccepted) return;
		this.hasAccepted = false;
		const now = Date.now();
		this.forget(now);
		const isSingle = !(now - this.refusedAtMs < MEMORY_MS);
		// What was let through before the last refusal is no measure: a limit may have come into force since.
		const accepted = this.acceptedAtMs.filter((at) => isSingle || at >= this.refusedAtMs);
		this.refusedAtMs = now;
		if (accepted.length < ACCEPTED_MIN[isSingle ? 'single' : 'repeated']) return;
		const seconds = Math.max(1, (now - (accepted[0] ?? now)) / SECOND_MS);
		const seen = accepted.length / seconds;
		const known = this.current() ?? Infinity;
		this.perSecond = Math.max(MIN_PER_SECOND, Math.min(known, seen * CAUTION));
		this.updatedAtMs = now;
		this.nextAtMs = now;
	}

	private forget(now: number): void {
		this.acceptedAtMs = this.acceptedAtMs.filter((at) => at > now - MEMORY_MS && at <= now);
	}

	private current(): number | undefined {
		if (this.perSecond === undefined) return undefined;
		const now = Date.now();
		this.perSecond *= GROWTH ** (Math.max(0, now - this.updatedAtMs) / SECOND_MS);
		this.updatedAtMs = now;
		if (this.perSecond > MAX_PER_SECOND) this.perSecond = undefined;
		return this.perSecond;
	}
}
