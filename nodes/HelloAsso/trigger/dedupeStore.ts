import { createHash } from 'node:crypto';

/** How many events are remembered. As text, as n8n stores it, that is 160 kB. */
export const REMEMBERED_MAX = 10_000;
/** Base64 characters of a key's hash: of 10,000 keys two are the same once in some million workflows. */
const HASH_LENGTH = 8;
/** Of a state's hash: all that HelloAsso has today differ. */
const STATE_LENGTH = 2;
/** The moment in seconds since 1970, in base 36; good until the year 2038. */
const TIME_LENGTH = 6;
const ENTRY_LENGTH = HASH_LENGTH + STATE_LENGTH + TIME_LENGTH;

interface Entry {
	seconds: number;
	state: string;
}

/**
 * Remembers what a trigger has handed on: a key for each event, with the moment it belongs to and, where
 * that matters, the state it was in. Only the last 10,000 are kept. A text holds them in the workflow's
 * static data, since n8n wraps each entry of an object there, which is slow for many.
 */
export class DedupeStore {
	private constructor(
		private readonly entries: Map<string, Entry>,
		private forgotten: number,
	) {}

	/** @param stored what {@link toString} gave; anything else counts as nothing seen yet */
	static read(stored: unknown): DedupeStore {
		const entries = new Map<string, Entry>();
		const [head = '', body = ''] = typeof stored === 'string' ? stored.split(':') : [];
		for (let at = 0; at + ENTRY_LENGTH <= body.length; at += ENTRY_LENGTH) {
			const state = at + HASH_LENGTH;
			const time = state + STATE_LENGTH;
			entries.set(body.slice(at, state), {
				state: body.slice(state, time),
				seconds: parseInt(body.slice(time, at + ENTRY_LENGTH), 36),
			});
		}
		return new DedupeStore(entries, parseInt(head, 36) || 0);
	}

	get size(): number {
		return this.entries.size;
	}

	/** The latest moment (ms) of a key that had to be forgotten; 0 when none was. */
	get forgottenUntilMs(): number {
		return this.forgotten * 1000;
	}

	has(key: string): boolean {
		return this.entries.has(hash(key, HASH_LENGTH));
	}

	/** Whether the key was seen, and last in this state. */
	isIn(key: string, state: string): boolean {
		return this.entries.get(hash(key, HASH_LENGTH))?.state === hash(state, STATE_LENGTH);
	}

	/** The moment (ms, to the second) that came with the key; undefined for one that was not seen. */
	momentOf(key: string): number | undefined {
		const seconds = this.entries.get(hash(key, HASH_LENGTH))?.seconds;
		return seconds === undefined ? undefined : seconds * 1000;
	}

	add(key: string, momentMs: number, state = ''): void {
		const seconds = Math.max(0, Math.floor(momentMs / 1000));
		this.set(hash(key, HASH_LENGTH), { seconds, state: hash(state, STATE_LENGTH) });
	}

	private set(id: string, entry: Entry): void {
		// Anew at the end: the first in the order is the first to be forgotten.
		this.entries.delete(id);
		this.entries.set(id, entry);
		while (this.entries.size > REMEMBERED_MAX) {
			this.drop(...(this.entries.entries().next().value as [string, Entry]));
		}
	}

	private drop(id: string, { seconds }: Entry): void {
		this.entries.delete(id);
		this.forgotten = Math.max(this.forgotten, seconds);
	}

	/** Adds what others remember; the later moment of a key counts. */
	addAll({ entries, forgotten }: DedupeStore): void {
		this.forgotten = Math.max(this.forgotten, forgotten);
		for (const [id, entry] of entries) {
			const seconds = Math.max(entry.seconds, this.entries.get(id)?.seconds ?? 0);
			this.set(id, { ...entry, seconds });
		}
	}

	/** Forgets keys of before that moment, the oldest first, as long as more than `keep` are remembered. */
	forgetBefore(momentMs: number, keep: number): void {
		for (const [id, entry] of this.entries) {
			if (this.entries.size <= keep || entry.seconds * 1000 >= momentMs) return;
			this.drop(id, entry);
		}
	}

	delete(key: string): void {
		this.entries.delete(hash(key, HASH_LENGTH));
	}

	toString(): string {
		let text = `${this.forgotten.toString(36)}:`;
		for (const [id, { state, seconds }] of this.entries) {
			text += id + state + seconds.toString(36).padStart(TIME_LENGTH, '0');
		}
		return text;
	}
}

function hash(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
