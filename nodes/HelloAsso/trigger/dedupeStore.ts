import { createHash } from 'node:crypto';

/** How many keys are stored. As text, as n8n keeps it, that is 160 kB. */
export const KEYS_MAX = 10_000;
/** Base64 characters of a key's hash: two of 10,000 keys collide in one of some million workflows. */
const HASH_LENGTH = 8;
/** Of a state's hash: all states that HelloAsso has today differ. */
const STATE_LENGTH = 2;
/** The time in seconds since 1970, in base 36; good until the year 2038. */
const TIME_LENGTH = 6;
const ENTRY_LENGTH = HASH_LENGTH + STATE_LENGTH + TIME_LENGTH;

interface Entry {
	seconds: number;
	state: string;
}

/**
 * What a trigger has handed on: a key for each event, with its time and, where that matters, the state it
 * was in. Only the last 10,000 are kept. In the workflow's static data it is one text, since n8n wraps each
 * entry of an object there, which is slow for many.
 */
export class DedupeStore {
	private readonly entries = new Map<string, Entry>();
	private forgottenUntil: number;

	/** @param stored what {@link toString} gave; anything else makes an empty store */
	constructor(stored?: unknown) {
		const [head = '', body = ''] = typeof stored === 'string' ? stored.split(':') : [];
		for (let at = 0; at + ENTRY_LENGTH <= body.length; at += ENTRY_LENGTH) {
			const state = at + HASH_LENGTH;
			const time = state + STATE_LENGTH;
			this.entries.set(body.slice(at, state), {
				state: body.slice(state, time),
				seconds: parseInt(body.slice(time, at + ENTRY_LENGTH), 36),
			});
		}
		this.forgottenUntil = parseInt(head, 36) || 0;
	}

	get size(): number {
		return this.entries.size;
	}

	/** The latest time (ms) of a key that had to be forgotten; 0 when none was. */
	get forgottenUntilMs(): number {
		return this.forgottenUntil * 1000;
	}

	has(key: string): boolean {
		return this.entries.has(hash(key, HASH_LENGTH));
	}

	/** Whether the key is stored, and last in this state. */
	isIn(key: string, state: string): boolean {
		return this.entries.get(hash(key, HASH_LENGTH))?.state === hash(state, STATE_LENGTH);
	}

	/** The time (ms, to the second) that came with the key; undefined for one that is not stored. */
	timeOf(key: string): number | undefined {
		const seconds = this.entries.get(hash(key, HASH_LENGTH))?.seconds;
		return seconds === undefined ? undefined : seconds * 1000;
	}

	add(key: string, timeMs: number, state = ''): void {
		const seconds = Math.max(0, Math.floor(timeMs / 1000));
		this.set(hash(key, HASH_LENGTH), { seconds, state: hash(state, STATE_LENGTH) });
	}

	private set(id: string, entry: Entry): void {
		// Deleted first, to be the last in the order: the first is the first to be forgotten.
		this.entries.delete(id);
		this.entries.set(id, entry);
		this.forgetBefore(Infinity, KEYS_MAX);
	}

	/** Adds the keys of another store; the later time of a key counts. */
	addAll({ entries, forgottenUntil }: DedupeStore): void {
		this.forgottenUntil = Math.max(this.forgottenUntil, forgottenUntil);
		for (const [id, entry] of entries) {
			const seconds = Math.max(entry.seconds, this.entries.get(id)?.seconds ?? 0);
			this.set(id, { ...entry, seconds });
		}
	}

	/** Forgets keys of before that time, the oldest first, as long as more than `keep` are stored. */
	forgetBefore(timeMs: number, keep: number): void {
		for (const [id, entry] of this.entries) {
			if (this.entries.size <= keep || entry.seconds * 1000 >= timeMs) return;
			this.entries.delete(id);
			this.forgottenUntil = Math.max(this.forgottenUntil, entry.seconds);
		}
	}

	delete(key: string): void {
		this.entries.delete(hash(key, HASH_LENGTH));
	}

	toString(): string {
		let text = `${this.forgottenUntil.toString(36)}:`;
		for (const [id, { state, seconds }] of this.entries) {
			text += id + state + seconds.toString(36).padStart(TIME_LENGTH, '0');
		}
		return text;
	}
}

function hash(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
