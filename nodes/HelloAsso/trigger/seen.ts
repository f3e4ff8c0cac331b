import { createHash } from 'node:crypto';

/** How many events are remembered. As text, as n8n stores it, that is 160 kB. */
export const REMEMBERED_MAX = 10_000;
/** Base64 characters of a key's hash: of 10,000 keys two are the same once in some billion workflows. */
const HASH_LENGTH = 10;
/** The moment in seconds since 1970, in base 36; good until the year 4000. */
const TIME_LENGTH = 6;
const ENTRY_LENGTH = HASH_LENGTH + TIME_LENGTH;

/**
 * Remembers what a trigger has handed on: a key for each event, with the moment it belongs to. Only the
 * last 10,000 are kept. A text holds them in the workflow's static data, since n8n wraps each entry of
 * an object there, which is slow for many.
 */
export class SeenKeys {
	private constructor(
		private readonly entries: Map<string, number>,
		private forgotten: number,
	) {}

	/** @param stored what {@link toString} gave; anything else counts as nothing seen yet */
	static read(stored: unknown): SeenKeys {
		const entries = new Map<string, number>();
		const [head = '', body = ''] = typeof stored === 'string' ? stored.split(':') : [];
		for (let at = 0; at + ENTRY_LENGTH <= body.length; at += ENTRY_LENGTH) {
			const hash = body.slice(at, at + HASH_LENGTH);
			entries.set(hash, parseInt(body.slice(at + HASH_LENGTH, at + ENTRY_LENGTH), 36));
		}
		return new SeenKeys(entries, parseInt(head, 36) || 0);
	}

	get size(): number {
		return this.entries.size;
	}

	/** The latest moment (ms) of a key that had to be forgotten; 0 when none was. */
	get forgottenUntilMs(): number {
		return this.forgotten * 1000;
	}

	has(key: string): boolean {
		return this.entries.has(hash(key));
	}

	/** The moment (ms, to the second) that came with the key; undefined for one that was not seen. */
	momentOf(key: string): number | undefined {
		const seconds = this.entries.get(hash(key));
		return seconds === undefined ? undefined : seconds * 1000;
	}

	add(key: string, momentMs: number): void {
		this.set(hash(key), Math.max(0, Math.floor(momentMs / 1000)));
	}

	private set(id: string, seconds: number): void {
		// Anew at the end: the first in the order is the first to be forgotten.
		this.entries.delete(id);
		this.entries.set(id, seconds);
		while (this.entries.size > REMEMBERED_MAX) {
			this.drop(...(this.entries.entries().next().value as [string, number]));
		}
	}

	private drop(id: string, seconds: number): void {
		this.entries.delete(id);
		this.forgotten = Math.max(this.forgotten, seconds);
	}

	/** Adds what others remember; the later moment of a key counts. */
	addAll({ entries, forgotten }: SeenKeys): void {
		this.forgotten = Math.max(this.forgotten, forgotten);
		for (const [id, seconds] of entries) this.set(id, Math.max(seconds, this.entries.get(id) ?? 0));
	}

	/** Forgets keys of before that moment, the oldest first, as long as more than `keep` are remembered. */
	forgetBefore(momentMs: number, keep: number): void {
		for (const [id, seconds] of this.entries) {
			if (this.entries.size <= keep || seconds * 1000 >= momentMs) return;
			this.drop(id, seconds);
		}
	}

	delete(key: string): void {
		this.entries.delete(hash(key));
	}

	toString(): string {
		let text = `${this.forgotten.toString(36)}:`;
		for (const [id, seconds] of this.entries) text += id + seconds.toString(36).padStart(TIME_LENGTH, '0');
		return text;
	}
}

function hash(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, HASH_LENGTH);
}
