import { validationError } from './errors';
import type { Readings } from './readings';
import { mixed, Random } from './seed/random';

/** A position in one list: the row after which the next page starts. */
interface Cursor {
	filterKey: string;
	after?: { sortValue: number; id: number };
	/** How many rows of the list the pages so far had. */
	offset: number;
	pageIndex: number;
	snapshot?: { rows: Sorted[]; length: number };
}

const samePlace = (a: Cursor, b: Cursor) =>
	a.filterKey === b.filterKey &&
	a.pageIndex === b.pageIndex &&
	a.after?.id === b.after?.id &&
	a.offset === b.offset;

export interface Sorted {
	sortValue: number;
	id: number;
	row: unknown;
}

export interface Pagination {
	pageSize: number;
	totalCount: number;
	pageIndex: number;
	totalPages: number;
	continuationToken: string | null;
}

const SNAPSHOT_FROM = 2_000;

/** All continuation tokens handed out. */
export class Cursors {
	private readonly cursors = new Map<string, Cursor>();

	/** @param snapshotFrom below so many rows a continued listing looks at the live data again; above, at what the last page saw */
	constructor(readonly snapshotFrom = SNAPSHOT_FROM) {}

	get(token: string): Cursor | undefined {
		return this.cursors.get(token);
	}

	/** HelloAsso's tokens look like a date to the millisecond, 17 digits (HelloAsso docs: pagination). */
	put(cursor: Cursor, date: number): string {
		let token = new Date(date).toISOString().replace(/\D/g, '').slice(0, 17);
		for (let other = this.get(token); other && !samePlace(other, cursor); other = this.get(token)) {
			token = String(BigInt(token) + 1n);
		}
		this.cursors.set(token, cursor);
		return token;
	}
}

export interface PageRequest {
	continuationToken?: string;
	pageIndex: number;
	pageSize: number;
	order: 'Asc' | 'Desc';
	/** Names the question: path, filters and sort order, without the paging. */
	filterKey: string;
	/** A token given with another question is an error; else it is only a position. */
	strict: boolean;
	/** Real totals are given for forms; everywhere else they are -1 (HelloAsso docs: pagination). */
	totals: boolean;
	now: number;
	readings: Readings;
	/** Number of rows before filtering: tells whether the data grew since the last page. */
	length: number;
	/** All rows that pass the filters, unsorted. */
	find(): Sorted[];
}

const compare = (a: { sortValue: number; id: number }, b: { sortValue: number; id: number }) =>
	a.sortValue - b.sortValue || a.id - b.id;

/** First position whose row comes after the cursor's. */
function startAfter(rows: Sorted[], after: Cursor['after'], direction: number): number {
	if (!after) return 0;
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (direction * compare(rows[middle], after) <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Who asks for pages by their number gets whole ones: half of one would be in none. */
function sizeOf({ pageSize, readings, continuationToken }: PageRequest, pageIndex: number): number {
	const isCounted = continuationToken !== undefined || pageIndex === 1;
	const isShort = readings.shortPages > 0 && pageIndex % readings.shortPages === 0;
	return isShort && isCounted ? Math.ceil(pageSize / 2) : pageSize;
}

function inOrder(rows: Sorted[], { shufflesPages }: Readings): Sorted[] {
	if (!shufflesPages) return rows;
	return mixed(rows, new Random(rows.reduce((sum, { id }) => sum + id, rows.length)));
}

/**
 * One page. Every non-empty page carries a token, the last one too; what ends a list is an empty
 * page, which gives the same token back: it never runs out (HelloAsso docs: pagination).
 */
export function page(
	cursors: Cursors,
	request: PageRequest,
): { rows: unknown[]; pagination: Pagination } {
	const { continuationToken, filterKey, pageSize } = request;
	const cursor = continuationToken === undefined ? undefined : cursors.get(continuationToken);
	const sameQuestion = cursor?.filterKey === filterKey;
	if (continuationToken !== undefined && !(request.strict ? sameQuestion : cursor)) {
		throw validationError({ continuationToken: ['The continuation token is not valid.'] });
	}

	const direction = request.order === 'Asc' ? 1 : -1;
	const isOffset = request.readings.paging === 'offset';
	const unchanged = sameQuestion && cursor?.snapshot?.length === request.length;
	const snapshot = unchanged && !isOffset ? cursor?.snapshot : undefined;
	const sorted = snapshot?.rows ?? request.find().sort((a, b) => direction * compare(a, b));
	const start = cursor
		? isOffset
			? cursor.offset
			: startAfter(sorted, cursor.after, direction)
		: (request.pageIndex - 1) * pageSize;
	const pageIndex = cursor ? cursor.pageIndex + 1 : request.pageIndex;
	const rows = sorted.slice(start, start + sizeOf(request, pageIndex));

	const last = rows.at(-1);
	const next: Cursor = {
		filterKey,
		after: last ? { sortValue: last.sortValue, id: last.id } : cursor?.after,
		offset: start + rows.length,
		pageIndex,
		snapshot:
			sorted.length >= cursors.snapshotFrom ? { rows: sorted, length: request.length } : undefined,
	};
	const keepsToken = last === undefined && continuationToken !== undefined;
	if (keepsToken && cursor) cursor.snapshot = undefined;
	const token = keepsToken ? continuationToken : cursors.put(next, last?.sortValue ?? request.now);
	return {
		rows: inOrder(rows, request.readings).map(({ row }) => row),
		pagination: {
			pageSize,
			totalCount: request.totals ? sorted.length : -1,
			pageIndex,
			totalPages: request.totals ? Math.ceil(sorted.length / pageSize) : -1,
			continuationToken: token,
		},
	};
}
