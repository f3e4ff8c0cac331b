import { createHash } from 'node:crypto';

/** Above so many, a comparison of the whole list forgets, down to {@link NUMBERS_KEPT}. */
export const NUMBERS_MAX = 60_000;
export const NUMBERS_KEPT = 50_000;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Of the 6 bits of a character, 5 are digits; the highest says that another character follows. */
const BASE = 32;
/** Hashes of keys that are no numbers stand above it, numbers below: HelloAsso's are of 31 bits. */
const HASHES_FROM = 2 ** 52;

/** The number that stands for a key: its own, or 48 bits of its hash (a form has a slug, no number). */
export function numberOf(key: string): number {
	if (/^(0|[1-9]\d{0,14})$/.test(key)) return Number(key);
	const hash = createHash('sha256').update(key).digest('hex');
	return HASHES_FROM + parseInt(hash.slice(0, 12), 16);
}

export interface Dated {
	key: string;
	/** The latest of its own dates, in ms; NaN for none. */
	lastMs: number;
}

/**
 * Which records a trigger knows, by number, each with its condition. n8n copies static data into every
 * execution, so that it is kept as one short text: for each condition the differences of the sorted numbers,
 * 5 bits a character. 50,000 payments take some 130 kB.
 *
 * What is forgotten: where more than 60,000 are known and the whole list was read, those with the oldest dates
 * that are finished, until 50,000 are left. What can still change is kept, whatever its age. Of the forgotten,
 * the highest number and the latest date are kept. A record that is not known counts as forgotten where its
 * number is not above the one, and its date not after the other (or it has none): whatever was forgotten does,
 * so that nothing comes twice. What fits late (an instalment, a debit) has an old number, but a date after it.
 */
export class Memory {
	private readonly conditions = new Map<number, string>();
	private text: string | undefined;
	private forgottenNumber = -1;
	private forgottenMs = 0;
	private highestNumber = -1;

	/** @param stored what {@link toString} gave; anything else makes an empty memory */
	constructor(stored?: unknown) {
		if (typeof stored !== 'string') return;
		const [forgotten, ...groups] = stored.split(';');
		const [number, ms] = forgotten.split(':').map(Number);
		if (ms > 0) [this.forgottenNumber, this.forgottenMs] = [number, ms];
		for (const group of groups) {
			const [condition, numbers = ''] = group.split(':');
			const text = decodeURIComponent(condition);
			for (const one of decode(numbers)) this.put(one, text);
		}
		this.text = stored;
	}

	get size(): number {
		return this.conditions.size;
	}

	/** The highest number that was known, hashes aside. */
	get highest(): number {
		return this.highestNumber;
	}

	conditionOf(key: string): string | undefined {
		return this.conditions.get(numberOf(key));
	}

	set(key: string, condition: string): void {
		if (this.conditionOf(key) === condition) return;
		this.put(numberOf(key), condition);
		this.text = undefined;
	}

	private put(number: number, condition: string): void {
		this.conditions.set(number, condition);
		if (number < HASHES_FROM) this.highestNumber = Math.max(this.highestNumber, number);
	}

	delete(key: string): void {
		if (this.conditions.delete(numberOf(key))) this.text = undefined;
	}

	/** The keys' numbers that are in none of the records. */
	missingIn(records: readonly Dated[], condition: string): string[] {
		const there = new Set(records.map(({ key }) => numberOf(key)));
		const all = [...this.conditions].filter(([number, text]) => {
			return text === condition && number < HASHES_FROM && !there.has(number);
		});
		return all.map(([number]) => String(number));
	}

	/** Whether a record that is not known may have been, and been forgotten. */
	isForgotten({ key, lastMs }: Dated): boolean {
		return numberOf(key) <= this.forgottenNumber && !(lastMs > this.forgottenMs);
	}

	/**
	 * @param list all there is; one that is known but not in it has left the list, and may come back
	 * @param isFinished whether one in such a condition is not to change any more
	 */
	forget(
		list: readonly Dated[],
		nowMs: number,
		isFinished: (condition: string, isInList: boolean) => boolean,
	): void {
		if (this.size <= NUMBERS_MAX) return;
		const dates = new Map(list.map(({ key, lastMs }) => [numberOf(key), lastMs]));
		const finished = [...this.conditions]
			.filter(([number, text]) => number < HASHES_FROM && isFinished(text, dates.has(number)))
			// One without date counts as of now: it is the last to be forgotten.
			.map(([number]) => ({ number, ms: dates.get(number) || nowMs }))
			.filter(({ ms }) => ms <= nowMs)
			.sort((a, b) => a.ms - b.ms || a.number - b.number);
		for (const { number, ms } of finished.slice(0, this.size - NUMBERS_KEPT)) {
			this.conditions.delete(number);
			this.forgottenNumber = Math.max(this.forgottenNumber, number);
			this.forgottenMs = Math.max(this.forgottenMs, ms);
		}
		this.text = undefined;
	}

	toString(): string {
		this.text ??= this.write();
		return this.text;
	}

	private write(): string {
		const groups = new Map<string, number[]>();
		for (const [number, condition] of this.conditions) {
			const group = groups.get(condition) ?? [];
			groups.set(condition, group);
			group.push(number);
		}
		const texts = [...groups].map(
			([text, group]) => `${encodeURIComponent(text)}:${encode(group)}`,
		);
		return [`${this.forgottenNumber}:${this.forgottenMs}`, ...texts].join(';');
	}
}

function encode(numbers: number[]): string {
	let text = '';
	let last = 0;
	for (const number of numbers.sort((a, b) => a - b)) {
		let rest = number - last;
		last = number;
		for (; rest >= BASE; rest = Math.floor(rest / BASE)) text += ALPHABET[BASE + (rest % BASE)];
		text += ALPHABET[rest];
	}
	return text;
}

function decode(text: string): number[] {
	const numbers: number[] = [];
	let last = 0;
	let scale = 1;
	for (const character of text) {
		const digit = ALPHABET.indexOf(character);
		last += (digit % BASE) * scale;
		scale = digit < BASE ? 1 : scale * BASE;
		if (digit < BASE) numbers.push(last);
	}
	return numbers;
}
