import type { IDataObject } from 'n8n-workflow';

import type { HelloAssoClient } from './client';
import { identify, ListEnd, PAGE_SIZE_MAX, toPage } from './pagination';
import type { Query } from './query';
import type { ApiRequest } from './request';

/** Shorter lists are read in turn: there is nothing to gain. */
const PAGES_IN_TURN = 2;
/** A stretch of fewer pages, as far as can be estimated, is left to its reader. */
const PAGES_TO_SPLIT = 3;
/** Bounds are whole seconds, so a stretch has to be longer. */
const SECOND_MS = 1_000;

export interface WindowOptions<Item> {
	pageSize?: number;
	/** Whether what was read before a failure is wanted too. */
	allowIncomplete: boolean;
	/** Called with the records of each page, so that those of one page for each reader are held only. */
	toItems: (records: IDataObject[]) => Promise<Item[]> | Item[];
}

/** Whether a list of sales is in the order of their dates. Whether dates filter another order is not known. */
export function isByDate({ query }: ApiRequest): boolean {
	return query?.sortField === undefined || query.sortField === 'Date';
}

/**
 * All items of a list that is sorted by date, read by several readers at a time: in the API's order, each
 * record once.
 *
 * A reader begins at a date of its own (`to`, in an ascending list `from`) and follows its tokens until it
 * meets a record that a later reader has read, or the list ends. So it does not matter whether the API
 * takes the date itself in or leaves it out, nor how exactly it reads it. The first reader has no such date
 * and can read the whole list: it does where the list turns out to be sorted otherwise, or to have records
 * without a date. Whenever one more request may be in flight, the longest stretch that is still unread gets
 * a further reader in its middle.
 *
 * @throws what a request threw, after the items in front of it
 */
export async function* readByDate<Item>(
	client: HelloAssoClient,
	request: ApiRequest,
	options: WindowOptions<Item>,
): AsyncGenerator<Item[], void> {
	const list = new ListByDate(client, request, options);
	await list.read();
	yield* list.result();
}

class Reader<Item> {
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
	/** A further reader found nothing new ahead of it. */
	isSplitInVain = false;
	failure: { error: unknown } | undefined;
	readonly items: Item[][] = [];
	readonly end = new ListEnd();

	constructor(
		readonly query: Query,
		atMs: number,
		/** How long a time a page covers. */
		public msPerPage: number,
	) {
		this.startMs = atMs;
		this.atMs = atMs;
	}
}

class ListByDate<Item> {
	private readonly first: Reader<Item>;
	/** In the order of the list. */
	private readers: Array<Reader<Item>>;
	/** Who read a record first. */
	private readonly readerOf = new Map<string, Reader<Item>>();
	/** 1 from old to new, -1 from new to old. */
	private direction = -1;
	/** The last record of the list; undefined while it is not known and where the list cannot be split. */
	private endMs: number | undefined;
	private hasStopped = false;
	/** Readers with a request on its way; also of one whose stretch another has read meanwhile. */
	private active = 0;
	private hasFallenBack = false;

	constructor(
		private readonly client: HelloAssoClient,
		private readonly request: ApiRequest,
		private readonly options: WindowOptions<Item>,
	) {
		const pageSize = Math.min(options.pageSize ?? PAGE_SIZE_MAX, PAGE_SIZE_MAX);
		this.first = new Reader({ ...request.query, pageSize }, NaN, Infinity);
		this.readers = [this.first];
	}

	async read(): Promise<void> {
		await this.follow(this.first);
		// Again, if a reader that it met could not be relied on.
		await this.follow(this.first);
	}

	async *result(): AsyncGenerator<Item[], void> {
		for (const { items, failure } of this.readers) {
			yield* items;
			if (failure) await Promise.reject(failure.error);
		}
	}

	private async follow(reader: Reader<Item>): Promise<void> {
		if (reader.isDone) return;
		this.active++;
		const others: Array<Promise<void>> = [];
		while (!reader.isDone && !this.hasStopped) {
			const isFull = await this.readPage(reader).catch((error: unknown) =>
				this.fail(reader, error),
			);
			if (reader.isDone || this.hasStopped) this.active--;
			const isLong = reader === this.first && reader.pages === PAGES_IN_TURN && isFull;
			others.push(...(isLong ? [this.findEnd()] : this.startReaders()));
		}
		await Promise.all(others);
	}

	/** @returns whether it was a full page, with more to come */
	private async readPage(reader: Reader<Item>): Promise<boolean> {
		const { token, query } = reader;
		const { body } = await this.client.request({
			...this.request,
			query: token === undefined ? query : { ...query, continuationToken: token },
		});
		const page = toPage(body);
		const dates = page.data.map(dateOf);
		if (reader === this.first && reader.pages === 0) this.direction = this.directionOf(dates);
		if (!this.isSorted(dates)) this.fallBack();
		// Another has read this stretch meanwhile.
		if (reader.isDone) return false;
		if (reader.pages++ === 0 && !this.isAhead(reader, page.data, dates)) {
			this.drop(reader);
			return false;
		}
		const { fresh, met, isForeign } = this.claim(reader, page.data, dates);
		// The token stays at this page, from which the reader goes on should that prove necessary.
		if (met) this.finish(reader, met);
		else {
			const mayBeNew = fresh.length > 0 || isForeign;
			const hasNews = fresh.some(identify) || (mayBeNew && reader.end.isNewContent(page));
			reader.token = reader.end.next(page, token, !hasNews);
			reader.hasReachedEnd = reader.token === undefined;
			if (reader.hasReachedEnd) this.finish(reader);
			this.measure(reader, dates);
		}
		if (fresh.length > 0) reader.items.push(await this.options.toItems(fresh));
		return !reader.isDone && page.data.length >= Number(query.pageSize);
	}

	/** Takes what nobody has read, up to the record where a later reader began or has passed. */
	private claim(reader: Reader<Item>, records: IDataObject[], dates: number[]) {
		const fresh: IDataObject[] = [];
		let isForeign = false;
		for (const [at, record] of records.entries()) {
			const identity = identify(record);
			const other = identity === undefined ? undefined : this.readerOf.get(identity);
			if (other === undefined || other.isDropped) {
				if (identity !== undefined) this.readerOf.set(identity, reader);
				fresh.push(record);
			} else if (other !== reader) {
				isForeign = true;
				// A record whose date has changed meanwhile can stand anywhere.
				const isInItsStretch = this.direction * (dates[at] - other.startMs) >= 0;
				if (isInItsStretch && this.readers.indexOf(other) > this.readers.indexOf(reader))
					return { fresh, isForeign, met: other };
			}
		}
		return { fresh, isForeign };
	}

	/** Ends a reader, and those between it and another; without another, all behind it. */
	private finish(reader: Reader<Item>, met?: Reader<Item>): void {
		const from = this.readers.indexOf(reader);
		const until = met ? this.readers.indexOf(met) : this.readers.length;
		for (const one of this.readers.slice(from, until)) one.isDone = true;
	}

	private measure(reader: Reader<Item>, dates: number[]): void {
		if (dates.length === 0) return;
		const [start] = dates;
		if (reader.pages === 1) reader.startMs = start;
		reader.atMs = dates[dates.length - 1];
		reader.isSplitInVain = false;
		// The shorter of two guesses: a request too many costs less than a stretch read in turn.
		const mean = Math.abs(reader.atMs - reader.startMs) / reader.pages;
		reader.msPerPage = Math.max(SECOND_MS, Math.min(mean, Math.abs(reader.atMs - start)));
	}

	/** Whether a reader that was put ahead found what nobody has read. */
	private isAhead(reader: Reader<Item>, [record]: IDataObject[], [ms]: number[]): boolean {
		if (reader === this.first) return true;
		if (record === undefined) return false;
		const other = this.readerOf.get(String(identify(record)));
		if (other === undefined || other.isDropped) return true;
		// The API does not heed the date.
		if (this.direction * (ms - reader.startMs) < 0) this.endMs = undefined;
		return false;
	}

	private drop(reader: Reader<Item>): void {
		const before = this.readers[this.readers.indexOf(reader) - 1];
		if (before) before.isSplitInVain = true;
		reader.isDropped = true;
		reader.isDone = true;
		this.readers = this.readers.filter((one) => one !== reader);
	}

	/** The first reader goes on alone. */
	private fallBack(): void {
		this.endMs = undefined;
		this.hasFallenBack = true;
		if (this.readers.length === 1) return;
		for (const reader of this.readers.slice(1)) this.drop(reader);
		this.first.isDone = this.first.hasReachedEnd || this.first.failure !== undefined;
	}

	private fail(reader: Reader<Item>, error: unknown): false {
		if (reader.isDone) return false;
		reader.isDone = true;
		if (reader !== this.first && reader.items.length === 0) {
			// The reader before it goes on in its place.
			this.endMs = undefined;
			this.drop(reader);
			return false;
		}
		reader.failure = { error };
		if (!this.options.allowIncomplete) this.hasStopped = true;
		for (const later of this.readers.slice(this.readers.indexOf(reader) + 1)) this.drop(later);
		return false;
	}

	/** Asks for the last record, which is the first in the other order. */
	private async findEnd(): Promise<void> {
		const sortOrder = this.direction === 1 ? 'Desc' : 'Asc';
		const query = { ...this.first.query, sortOrder, pageSize: 1 };
		const end = await this.client
			.request({ ...this.request, query })
			.then(({ body }) => dateOf(toPage(body).data[0] ?? {}))
			// Without it, the list is read in turn.
			.catch(() => NaN);
		if (Number.isNaN(end) || this.hasFallenBack) return;
		this.endMs = end;
		await Promise.all(this.startReaders());
	}

	private startReaders(): Array<Promise<void>> {
		const started: Array<Promise<void>> = [];
		while (this.active < this.client.readsAtOnce) {
			const reader = this.hasStopped ? undefined : this.split();
			if (reader === undefined) break;
			started.push(this.follow(reader));
		}
		return started;
	}

	/** Puts a reader into the middle of the stretch that would take longest. */
	private split(): Reader<Item> | undefined {
		const { endMs } = this;
		if (endMs === undefined) return undefined;
		const stretches = this.readers.map((reader, index) => {
			const untilMs = this.readers[index + 1]?.startMs ?? endMs;
			const ms = this.direction * (untilMs - reader.atMs);
			const isOpen = !reader.isDone && !reader.isSplitInVain && ms > 2 * SECOND_MS;
			return { reader, index, untilMs, pages: isOpen ? ms / reader.msPerPage : 0 };
		});
		const longest = stretches.reduce((one, other) => (other.pages > one.pages ? other : one));
		if (longest.pages < PAGES_TO_SPLIT) return undefined;
		const { reader, index, untilMs } = longest;
		const middleMs = Math.round((reader.atMs + untilMs) / 2 / SECOND_MS) * SECOND_MS;
		const bound = { [this.direction === 1 ? 'from' : 'to']: new Date(middleMs).toISOString() };
		const added = new Reader<Item>({ ...this.first.query, ...bound }, middleMs, reader.msPerPage);
		this.readers.splice(index + 1, 0, added);
		return added;
	}

	/** As asked for; else as the first page shows. */
	private directionOf(dates: number[]): number {
		const { sortOrder } = this.first.query;
		if (sortOrder !== undefined) return sortOrder === 'Asc' ? 1 : -1;
		return dates[0] < dates[dates.length - 1] ? 1 : -1;
	}

	/** False as well where a record has no date. */
	private isSorted(dates: number[]): boolean {
		return dates.every((ms, at) => this.direction * (ms - (dates[at - 1] ?? ms)) >= 0);
	}
}

/** The date that lists of sales are sorted by: of items, that of their order. NaN where there is none. */
function dateOf({ date, order }: IDataObject): number {
	const own = date ?? (order as IDataObject | null | undefined)?.date;
	return typeof own === 'string' ? Date.parse(own) : NaN;
}
