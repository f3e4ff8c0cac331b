import { sleep } from 'n8n-workflow';

import { HelloAssoError } from '../errors/helloAssoError';
import { recent } from '../recent';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** A lock held longer is treated as abandoned; n8n 1.x sets no timeout on the token endpoint. */
const LOCK_MAX_MS = MINUTE_MS;
const POLL_MS = 500;
/** How long a rejected credential is not retried, doubled with each further refusal. */
const REFUSAL_MIN_MS = 10 * SECOND_MS;
const REFUSAL_MAX_MS = 15 * MINUTE_MS;
/** HelloAsso may ask for as much after a 429, but n8n does not pass `Retry-After` on. */
const RATE_LIMITED_S = 10 * 60;
/** No answer closes a key for longer: HelloAsso's own longest limit is an hour. */
const ASKED_MAX_MS = 60 * MINUTE_MS;
/** A refusal is no longer a repetition of one that was over for so long. */
const REPETITION_MS = 60 * MINUTE_MS;
const OWNERS_MAX = 10;

const cache = new Map<string, TokenLock>();

/** What all executions in this process that use one credential share: a lock, and what is known of its tokens. */
export class TokenLock {
	private lock: { released: Promise<void>; sinceMs: number } | undefined;
	private tick: Promise<void> | undefined;
	private readonly tokens = new Map<string, { owner: string; expiresAt: number | undefined }>();
	private refusal:
		| { credential: string; error: HelloAssoError; untilMs: number; waitMs: number }
		| undefined;

	/** A credential that was never saved has no id, and shares nothing. */
	static of(credentialId: string | null | undefined): TokenLock {
		return credentialId ? recent(cache, credentialId, () => new TokenLock()) : new TokenLock();
	}

	get isLocked(): boolean {
		return this.lock !== undefined && Date.now() < this.lock.sinceMs + LOCK_MAX_MS;
	}

	/** The caller, who has found it unlocked, leads: it has a token stored while the others wait. */
	async withLock<T>(task: () => Promise<T>): Promise<T> {
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		const lock = { released, sinceMs: Date.now() };
		this.lock = lock;
		return await task().finally(() => {
			// An abandoned lock may be another leader's by now.
			if (this.lock === lock) this.lock = undefined;
			release();
		});
	}

	/** Waits for the lock, or a moment of that. @throws {HelloAssoError} `timeout`, after the deadline */
	async lockReleased(deadlineMs: number): Promise<void> {
		if (Date.now() >= deadlineMs) {
			throw new HelloAssoError('timeout', 'HelloAsso gave no access token in time', {
				description: 'The request itself has not left. Try again later.',
			});
		}
		// One timer for all that wait, because sleep() cannot be cancelled.
		this.tick ??= sleep(POLL_MS).finally(() => (this.tick = undefined));
		await Promise.race([this.lock?.released, this.tick]);
	}

	/** Notes whose token this is, and when it ends. What was noted before stands. */
	note(value: string, owner: string, expiresAt: number | undefined): void {
		recent(this.tokens, value, () => ({ owner, expiresAt }), OWNERS_MAX);
	}

	/** n8n keeps the stored token when another key or environment is entered in the credential. */
	isOfOtherOwner(value = '', owner: string): boolean {
		return (this.tokens.get(value)?.owner ?? owner) !== owner;
	}

	/** True as well for a token that tells no end: the API will. */
	isCurrent(value: string, expiresAt = Infinity): boolean {
		return Date.now() < Math.max(this.tokens.get(value)?.expiresAt ?? 0, expiresAt);
	}

	/** Asking again with a credential that was just refused would only count against it. */
	refuse(credential: string, error: HelloAssoError): HelloAssoError {
		const { refusal } = this;
		const now = Date.now();
		if (this.refusalOf(credential)) return error;
		const isRepetition = refusal !== undefined && now < refusal.untilMs + REPETITION_MS;
		const waitMs = isRepetition ? Math.min(refusal.waitMs * 2, REFUSAL_MAX_MS) : REFUSAL_MIN_MS;
		const limitedS = error.type === 'rateLimited' ? RATE_LIMITED_S : 0;
		const askedMs = (error.details.retryAfterSeconds ?? limitedS) * SECOND_MS;
		this.refusal = {
			credential,
			error,
			waitMs,
			untilMs: now + Math.max(waitMs, Math.min(askedMs, ASKED_MAX_MS)),
		};
		return error;
	}

	refusalOf(credential: string): HelloAssoError | undefined {
		const { refusal } = this;
		return refusal?.credential === credential && Date.now() < refusal.untilMs
			? refusal.error
			: undefined;
	}
}
