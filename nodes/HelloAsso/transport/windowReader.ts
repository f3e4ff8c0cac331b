import type { IDataObject } from 'n8n-workflow';

import { identify, ListEnd, type Page } from './pagination';
import type { Query } from './query';

/** Bounds are whole seconds. */
const SECOND_MS = 1_000;

interface Check<Item> {
	readonly of: Reader<Item>;
	token: string | undefined;
	readonly end: ListEnd;
}

/** One of the readers of a list that is sorted by date. */
export class Reader<Item> {
	token: string | undefined;
	pages = 0;
	/** Its first record; until that is known, the date it was asked to begin at. */
	startMs: number;
	/** Its last record up to now. */
	atMs: number;
	isDone = false;
	hasReachedEnd = false;
	/** What it read is left to others. */
	isDropped = false;
	/** It has come upon what another read, and reads on until that is proven to be whole. */
	check: Check<Item> | undefined;
	/** From this date on (times the direction) it has everything, whichever date its bound is about. */
	proven = Infinity;
	failure: { error: unknown } | undefined;
	readonly items: Item[][] = [];
	readonly end = new ListEnd();

	constructor(
		readonly query: Query,
		/** The date it was asked to begin at, or a later one from which on it is known to begin as well. */
		public askedMs: number,
		/** How long a time a page covers. */
		public msPerPage: number,
	) {
		this.startMs = askedMs;
		this.atMs = askedMs;
	}

	/** Notes that it was given a record: what its bound left out lies in front of both dates of this one. */
	prove(record: IDataObject, direction: number): void {
		const { order } = record;
		const own = direction * dateOf(record);
		const other = direction * dateOf((order as IDataObject | null | undefined) ?? record);
		this.proven = Math.min(this.proven, Number.isNaN(other) ? own : Math.max(own, other));
	}

	/**
	 * Has it read on behind where it met another. Its own token stays at the page where they met, from which it
	 * goes on should that prove necessary.
	 * @returns whether there is anything to read
	 */
	checks(of: Reader<Item>, page: Page): boolean {
		const { end, token } = this.check ?? { end: new ListEnd(), token: this.token };
		const next = end.next(page, token, !end.isNewContent(page));
		this.check = next === undefined ? undefined : { of, end, token: next };
		return next !== undefined;
	}

	/** Notes how far it has come and how fast. */
	measure(dates: number[]): void {
		if (dates.length === 0) return;
		const [startMs] = dates;
		if (this.pages === 1) this.startMs = startMs;
		this.atMs = dates[dates.length - 1];
		// The shorter of two guesses: a request too many costs less than a stretch read in turn.
		const meanMs = Math.abs(this.atMs - this.startMs) / this.pages;
		this.msPerPage = Math.max(SECOND_MS, Math.min(meanMs, Math.abs(this.atMs - startMs)));
	}
}

/** The unread stretch between two readers that takes most pages, and the reader that is to read it. */
export function longestStretch<Item>(
	readers: Array<Reader<Item>>,
	endMs: number,
	direction: number,
) {
	const stretches = readers.map((reader, index) => {
		const untilMs = readers[index + 1]?.askedMs ?? endMs;
		const ms = direction * (untilMs - reader.atMs);
		const isOpen = !reader.isDone && !reader.check && ms > 2 * SECOND_MS;
		return { reader, index, untilMs, pages: isOpen ? ms / reader.msPerPage : 0 };
	});
	return stretches.reduce((one, other) => (other.pages > one.pages ? other : one));
}

export function wholeSecond(ms: number): number {
	return Math.round(ms / SECOND_MS) * SECOND_MS;
}

/** 1 from old to new, -1 from new to old: as asked for, else as the first page shows. */
export function directionOf({ sortOrder }: Query, dates: number[]): number {
	if (sortOrder !== undefined) return sortOrder === 'Asc' ? 1 : -1;
	return dates[0] < dates[dates.length - 1] ? 1 : -1;
}

/**
 * Whether a page is one of a list that is sorted by date, and begins at the date it was asked for. It is not
 * where records have no date or no id, nor where `from` may be about another date than that of the record: of
 * payments, that of the order, which is earlier for all instalments but the first. `to` would then give what
 * is later than asked for, which shows.
 */
export function isByItsDate<Item>(
	{ pages, startMs, atMs }: Reader<Item>,
	records: IDataObject[],
	dates: number[],
	direction: number,
): boolean {
	const isSorted = dates.every((ms, at) => direction * (ms - (dates[at - 1] ?? ms)) >= 0);
	const isTooEarly =
		pages === 0
			? direction * (dates[0] - startMs) < 0
			: direction * (dates[dates.length - 1] - atMs) < 0;
	const hasTwoDates = ({ date, order }: IDataObject) => date && (order as IDataObject | null)?.date;
	const isAmbiguous = direction === 1 && records.some(hasTwoDates);
	return isSorted && !isTooEarly && !isAmbiguous && records.every(identify);
}

/** The date that lists of sales are sorted by: of items, that of their order. NaN where there is none. */
export function dateOf({ date, order }: IDataObject): number {
	const own = date ?? (order as IDataObject | null | undefined)?.date;
	return typeof own === 'string' ? Date.parse(own) : NaN;
}
