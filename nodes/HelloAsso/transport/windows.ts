import type { IDataObject } from 'n8n-workflow';

import { Claims } from './claims';
import type { HelloAssoClient } from './client';
import { identify, PAGE_SIZE_MAX, toPage, type Page } from './pagination';
import type { ApiRequest } from './request';
import {
	dateOf,
	directionOf,
	isByItsDate,
	longestStretch,
	Reader,
	wholeSecond,
} from './windowReader';

/** Shorter lists are read in turn: there is nothing to gain. */
const PAGES_IN_TURN = 2;
/** A stretch of fewer pages, as far as can be estimated, is left to its reader. */
const PAGES_TO_SPLIT = 3;
/** Of further readers that found nothing new, besides one for each that did: not all lists can be split. */
const VAIN_MAX = 3;

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

class ListByDate<Item> {
	private readonly first: Reader<Item>;
	/** In the order of the list. */
	private readers: Array<Reader<Item>>;
	private readonly claims = new Claims<Item>();
	/** 1 from old to new, -1 from new to old. */
	private direction = -1;
	/** The last record of the list; undefined while it is not known and where the list cannot be split. */
	private endMs: number | undefined;
	private hasStopped = false;
	/** Readers with a request on its way; also of one whose stretch another has read meanwhile. */
	private active = 0;
	private hasFallenBack = false;
	private splitsInVain = 0;

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
		if (this.readers.every(({ failure }) => !failure) && !this.claims.areWhole) this.fallBack();
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
		const { query, check, token } = reader;
		const page = await this.ask(reader);
		// Another has read this stretch meanwhile, or what is checked was dropped.
		if (page === undefined || reader.check !== check) return false;
		const dates = page.data.map(dateOf);
		if (reader === this.first && reader.pages === 0) this.direction = directionOf(query, dates);
		if (!isByItsDate(reader, page.data, dates, this.direction)) this.fallBack();
		if (reader.isDone || reader.check !== check) return false;
		if (reader.pages++ === 0 && !this.isAhead(reader, page.data)) {
			this.dropInVain(reader, page.data);
			return false;
		}
		const { direction } = this;
		const claim = this.claims.take(this.readers, reader, page.data, dates, direction);
		const { fresh, checked, isForeign } = claim;
		if (checked) {
			if (claim.isProven || !reader.checks(checked, page)) this.finish(reader, checked);
		} else {
			const mayBeNew = fresh.length > 0 || isForeign;
			const hasNews = fresh.some(identify) || (mayBeNew && reader.end.isNewContent(page));
			reader.token = reader.end.next(page, token, !hasNews);
			reader.hasReachedEnd = reader.token === undefined;
			if (reader.hasReachedEnd) this.finish(reader);
			reader.measure(dates);
		}
		if (fresh.length > 0 && !reader.isDropped) reader.items.push(await this.options.toItems(fresh));
		return !reader.isDone && page.data.length >= Number(query.pageSize);
	}

	/** undefined when there is no need for the answer any more. */
	private async ask(reader: Reader<Item>): Promise<Page | undefined> {
		const { query } = reader;
		const { token } = reader.check ?? reader;
		const asked = token === undefined ? query : { ...query, continuationToken: token };
		return await this.client
			.request({ ...this.request, query: asked })
			.then(({ body }) => toPage(body))
			.catch(async (error: unknown) => (reader.isDone ? undefined : await Promise.reject(error)));
	}

	/** Ends a reader, and those between it and another; without another, all behind it. */
	private finish(reader: Reader<Item>, met?: Reader<Item>): void {
		const from = this.readers.indexOf(reader);
		const until = met ? this.readers.indexOf(met) : this.readers.length;
		for (const one of this.readers.slice(from, until)) one.isDone = true;
	}

	/** Whether a reader that was put ahead found what nobody has read. */
	private isAhead(reader: Reader<Item>, [record]: IDataObject[]): boolean {
		return (
			reader === this.first || (record !== undefined && this.claims.ownerOf(record) === undefined)
		);
	}

	/** Up to what its first record begins, there is nothing: the next one might as well begin here. */
	private dropInVain(reader: Reader<Item>, [record]: IDataObject[]): void {
		this.splitsInVain++;
		const next = this.readers[this.readers.indexOf(reader) + 1];
		const owner = record && this.claims.ownerOf(record);
		if (next && owner === next) next.askedMs = reader.askedMs;
		else if (!next && !record) this.endMs = reader.askedMs;
		this.drop(reader);
	}

	private drop(reader: Reader<Item>): void {
		reader.isDropped = true;
		reader.isDone = true;
		this.readers = this.readers.filter((one) => one !== reader);
	}

	/** The first reader goes on alone. */
	private fallBack(): void {
		this.endMs = undefined;
		this.hasFallenBack = true;
		for (const reader of this.readers.slice(1)) this.drop(reader);
		this.first.check = undefined;
		this.first.isDone = this.first.hasReachedEnd || this.first.failure !== undefined;
	}

	private fail(reader: Reader<Item>, error: unknown): false {
		if (reader !== this.first && reader.pages === 0) {
			// The reader before it goes on in its place.
			this.endMs = undefined;
			this.drop(reader);
		}
		if (reader.isDropped) return false;
		reader.isDone = true;
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
		if (endMs === undefined || this.splitsInVain > VAIN_MAX + this.readers.length) return undefined;
		const longest = longestStretch(this.readers, endMs, this.direction);
		if (longest.pages < PAGES_TO_SPLIT) return undefined;
		const { reader, index, untilMs } = longest;
		const middleMs = wholeSecond((reader.atMs + untilMs) / 2);
		const bound = { [this.direction === 1 ? 'from' : 'to']: new Date(middleMs).toISOString() };
		const added = new Reader<Item>({ ...this.first.query, ...bound }, middleMs, reader.msPerPage);
		this.readers.splice(index + 1, 0, added);
		return added;
	}
}
