const SECOND_MS = 1_000;
/** What is counted, at the most, of what was let through before a refusal. */
const MEMORY_MS = 10 * SECOND_MS;
/** A little below the rate that was let through, because the limit lies somewhere near it. */
const CAUTION = 0.9;
/** With each second. A limit that is found again every ten seconds refuses one request in fifty. */
const GROWTH = 1.01;
const MOMENT_S = 3;
const MIN_PER_SECOND = 0.2;
/** Beyond, there is no need to pace. */
const MAX_PER_SECOND = 500;

/** Requests per second, learned from refusals (429). Unknown, and no reason to wait, until the first one. */
export class Rate {
	private perSecond: number | undefined;
	private acceptedAtMs: number[] = [];
	private countedFromMs: number | undefined;
	private updatedAtMs = 0;
	private nextAtMs = 0;

	/** How long the next request has to wait. */
	delayMs(): number {
		return this.current() === undefined ? 0 : Math.max(0, this.nextAtMs - Date.now());
	}

	sent(): void {
		const perSecond = this.current();
		const now = Date.now();
		this.countedFromMs ??= now;
		if (perSecond === undefined) return;
		// By its own clock where that is later, so that what a timer is late does not slow the whole down.
		this.nextAtMs = Math.max(now - SECOND_MS / perSecond, this.nextAtMs) + SECOND_MS / perSecond;
	}

	accepted(now: number): void {
		this.acceptedAtMs.push(now);
		if (this.acceptedAtMs.length > 1_000) this.trim(now);
	}

	refused(now: number): void {
		this.trim(now);
		const sinceMs = Math.max(this.countedFromMs ?? now, now - MEMORY_MS);
		const seconds = Math.max(1, (now - sinceMs) / SECOND_MS);
		const seen = this.acceptedAtMs.length / seconds;
		const known = this.current();
		// What is known counts more than what was let through in a moment, unless that was nothing.
		const isMoment = known !== undefined && seconds < MOMENT_S && seen > 0;
		const rate = isMoment ? known : Math.min(seen, known ?? Infinity);
		this.perSecond = Math.max(MIN_PER_SECOND, rate * CAUTION);
		this.updatedAtMs = now;
		this.nextAtMs = now;
		this.acceptedAtMs = [];
		this.countedFromMs = undefined;
	}

	private trim(now: number): void {
		this.acceptedAtMs = this.acceptedAtMs.filter((at) => at > now - MEMORY_MS);
	}

	private current(): number | undefined {
		if (this.perSecond === undefined) return undefined;
		const now = Date.now();
		this.perSecond *= GROWTH ** ((now - this.updatedAtMs) / SECOND_MS);
		this.updatedAtMs = now;
		if (this.perSecond > MAX_PER_SECOND) this.perSecond = undefined;
		return this.perSecond;
	}
}
