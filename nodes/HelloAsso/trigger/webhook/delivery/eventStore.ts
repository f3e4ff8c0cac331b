import { createHash } from 'node:crypto';

/** A record in one condition, which is what a notification tells of. */
export interface Occurrence {
	/** Which record, as a text of any length. */
	record: string;
	/** What makes a change of it: see `changes.ts`. */
	condition: string;
}

/** How many occurrences are stored. As text, as n8n keeps it, that is 190 kB. */
export const OCCURRENCES_MAX = 10_000;
/** Base64 characters of a hash, six bits each: two of 10,000 records collide in one of some million workflows. */
const RECORD_LENGTH = 8;
/** Conditions meet only those of the same record: one change in 16 million is taken for a repeat. */
const CONDITION_LENGTH = 4;
const ID_LENGTH = RECORD_LENGTH + CONDITION_LENGTH;
/** The time in seconds since 1970, in base 36; good until the year 2038. */
const TIME_LENGTH = 6;
const HANDED_ON = '+';
const TOLD = '-';
const ENTRY_LENGTH = ID_LENGTH + HANDED_ON.length + TIME_LENGTH;
const FORMAT = '2:';

interface Entry {
	seconds: number;
	isHandedOn: boolean;
}

/**
 * What one trigger knows of: occurrences that it has handed on, and others that it was only told of or that are
 * over. In the workflow's static data it is one text, since n8n wraps each entry of an object there, which is
 * slow for many.
 */
export class EventStore {
	/** In the order of their time: the first is the first to be forgotten. */
	private readonly entries = new Map<string, Entry>();
	private readonly idsByRecord = new Map<string, Set<string>>();

	/** @param stored what {@link toString} gave; anything else makes an empty store */
	constructor(stored?: unknown) {
		if (typeof stored !== 'string' || !stored.startsWith(FORMAT)) return;
		for (let start = FORMAT.length; start + ENTRY_LENGTH <= stored.length; start += ENTRY_LENGTH) {
			const flag = start + ID_LENGTH;
			this.set(stored.slice(start, flag), {
				isHandedOn: stored.startsWith(HANDED_ON, flag),
				seconds: parseInt(stored.slice(flag + 1, start + ENTRY_LENGTH), 36),
			});
		}
	}

	get size(): number {
		return this.entries.size;
	}

	/** The time (ms, to the second) of what was handed on; undefined for what was not. */
	handedOnAt(occurrence: Occurrence): number | undefined {
		const entry = this.entries.get(idOf(occurrence));
		return entry?.isHandedOn ? entry.seconds * 1000 : undefined;
	}

	has(occurrence: Occurrence): boolean {
		return this.entries.has(idOf(occurrence));
	}

	/** Ids of everything that was handed on of the same record. */
	handedOnOf({ record }: Occurrence): string[] {
		const ids = [...(this.idsByRecord.get(hash(record, RECORD_LENGTH)) ?? [])];
		return ids.filter((id) => this.entries.get(id)?.isHandedOn);
	}

	add(occurrence: Occurrence, timeMs: number, isHandedOn = true): void {
		this.set(idOf(occurrence), { ...at(timeMs), isHandedOn });
	}

	/** What was handed on is over: if it comes about again, it counts anew. */
	end(id: string, timeMs: number): void {
		if (this.entries.has(id)) this.set(id, { ...at(timeMs), isHandedOn: false });
	}

	delete(occurrence: Occurrence): void {
		this.remove(idOf(occurrence));
	}

	/** Adds what another store has; of the same occurrence, the later entry counts. */
	addAll({ entries }: EventStore): void {
		for (const [id, entry] of entries) {
			const own = this.entries.get(id);
			if (!own || entry.seconds > own.seconds) this.set(id, entry);
		}
	}

	/** Forgets what is older, the oldest first, as long as more than `keep` are stored. */
	forgetBefore(timeMs: number, keep: number): void {
		for (const [id, { seconds }] of this.entries) {
			if (this.entries.size <= keep || seconds * 1000 >= timeMs) return;
			this.remove(id);
		}
	}

	/** @param without ids that are left out */
	toString(without: ReadonlySet<string> = new Set()): string {
		let text = FORMAT;
		for (const [id, { seconds, isHandedOn }] of this.entries) {
			if (without.has(id)) continue;
			const time = seconds.toString(36).padStart(TIME_LENGTH, '0');
			text += id + (isHandedOn ? HANDED_ON : TOLD) + time;
		}
		return text;
	}

	private set(id: string, entry: Entry): void {
		this.remove(id);
		this.entries.set(id, entry);
		const record = id.slice(0, RECORD_LENGTH);
		const ids = this.idsByRecord.get(record) ?? new Set();
		this.idsByRecord.set(record, ids.add(id));
		this.forgetBefore(Infinity, OCCURRENCES_MAX);
	}

	private remove(id: string): void {
		this.entries.delete(id);
		const record = id.slice(0, RECORD_LENGTH);
		const ids = this.idsByRecord.get(record);
		ids?.delete(id);
		if (ids?.size === 0) this.idsByRecord.delete(record);
	}
}

function at(timeMs: number): Pick<Entry, 'seconds'> {
	return { seconds: Math.max(0, Math.floor(timeMs / 1000)) };
}

export function idOf({ record, condition }: Occurrence): string {
	return hash(record, RECORD_LENGTH) + hash(condition, CONDITION_LENGTH);
}

function hash(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
