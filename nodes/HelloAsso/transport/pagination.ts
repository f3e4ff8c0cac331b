import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import type { HelloAssoClient } from './client';
import { HelloAssoError } from './errors/helloAssoError';
import type { ApiRequest } from './request';

/** The largest page that HelloAsso gives (observed by several integrators; its own default is 20). */
export const PAGE_SIZE_MAX = 100;

export interface Page {
	data: IDataObject[];
	pagination: { continuationToken?: string | null; totalCount?: unknown };
}

export interface PagingOptions {
	/** Records wanted at the most; undefined for all of them. */
	limit?: number;
	/** Records of one request; default 100, or fewer when the limit is fewer. */
	pageSize?: number;
}

/** True for the answer of a list: `{ data: [...], pagination: {...} }`. */
export function isPage(body: unknown): body is Page {
	const page = body as Partial<Page> | null | undefined;
	return (
		Array.isArray(page?.data) && typeof page.pagination === 'object' && page.pagination !== null
	);
}

/** How many records the list has, undefined where HelloAsso does not count: of sales it says -1. */
export function totalCount(body: unknown): number | undefined {
	const count = isPage(body) ? body.pagination.totalCount : undefined;
	return typeof count === 'number' && count > 0 ? count : undefined;
}

/** The records of a list, page by page, in full pages. */
export async function* readPages(
	client: HelloAssoClient,
	request: ApiRequest,
	{ limit = Infinity, pageSize = PAGE_SIZE_MAX }: PagingOptions,
): AsyncGenerator<IDataObject[], void> {
	const query = { ...request.query, pageSize: Math.min(pageSize, PAGE_SIZE_MAX, limit) };
	const { body } = await client.request({ ...request, query });
	yield* followPages(client, { ...request, query }, body, limit);
}

/** A sale can push a whole page onto the next while a list is read, but hardly three times in a row. */
const REPEATED_PAGES_MAX = 3;

/**
 * Whether a list is over: the one rule for lists, change feeds and polling.
 *
 * The end is an **empty page**: HelloAsso's continuation token never runs out, its totals are -1 on
 * transactions, and a short page may stand in the middle. A page without token ends the list too, and
 * so does one whose token is that with which it was asked for (as HelloAsso's own widget reads it).
 * Where the tokens go round in a circle, or page after page holds what was there before, nothing shows
 * that the list was read to its end: that is an error.
 */
export class ListEnd {
	private readonly tokens = new Set<string>();
	private readonly contents = new Set<string>();
	private repeatedPages = 0;

	/** Whether no earlier page of the list held the very same. */
	isNewContent({ data }: Page): boolean {
		const content = createHash('sha256').update(JSON.stringify(data)).digest('base64');
		const isNew = !this.contents.has(content);
		this.contents.add(content);
		return isNew;
	}

	/**
	 * The token of the next page; undefined at the end of the list.
	 * @param asked the token with which the page was asked for
	 * @param isRepeated whether nothing on the page was new
	 * @throws {HelloAssoError} `invalidResponse` for a list that does not end
	 */
	next({ data, pagination }: Page, asked: unknown, isRepeated: boolean): string | undefined {
		const next = pagination.continuationToken;
		if (data.length === 0 || !next || next === asked) return undefined;
		this.repeatedPages = isRepeated ? this.repeatedPages + 1 : 0;
		if (this.tokens.has(next) || this.repeatedPages >= REPEATED_PAGES_MAX) {
			const message =
				'HelloAsso gives the same page of this list again and again, so that its end cannot be reached';
			const description =
				"The list may lack records. Try again later, or choose a shorter time under 'Filters'.";
			throw new HelloAssoError('invalidResponse', message, { description });
		}
		this.tokens.add(next);
		return next;
	}
}

/** The records of a list of which the first page was read already, each record once. */
export async function* followPages(
	client: HelloAssoClient,
	request: ApiRequest,
	firstBody: unknown,
	limit = Infinity,
): AsyncGenerator<IDataObject[], void> {
	const seen = new Set<string>();
	const end = new ListEnd();
	let token = firstToken(request);
	let left = limit;
	for (let body = firstBody; ; ) {
		const page = toPage(body);
		const fresh = page.data.filter((record) => isNew(record, seen)).slice(0, left);
		left -= fresh.length;
		if (page.data.length > 0) yield fresh;
		if (left <= 0) return;
		// Of records without a number, only the whole page tells whether it was there before.
		const hasNews = fresh.some(identify) || (fresh.length > 0 && end.isNewContent(page));
		token = end.next(page, token, !hasNews);
		if (token === undefined) return;
		const query = { ...request.query, continuationToken: token };
		({ body } = await client.request({ ...request, query }));
	}
}

/**
 * A list of changes, oldest first. What was read goes out with the token that stands behind it, as
 * `continuationToken`, so that a later run can go on from there. No request asks for more records than
 * are wanted: a token that stands behind records nobody saw would lose them. A record may come again
 * on purpose (inserted, then deleted), so nothing is de-duplicated.
 */
export async function* readFeed(
	client: HelloAssoClient,
	request: ApiRequest,
	{ limit = Infinity, pageSize = PAGE_SIZE_MAX }: PagingOptions,
): AsyncGenerator<IDataObject[], void> {
	const end = new ListEnd();
	let token = firstToken(request);
	for (let left = limit; left > 0; ) {
		const query = {
			...request.query,
			pageSize: Math.min(pageSize, PAGE_SIZE_MAX, left),
			continuationToken: token,
		};
		const page = toPage((await client.request({ ...request, query })).body);
		const { continuationToken = null } = page.pagination;
		left -= page.data.length;
		if (page.data.length > 0) yield page.data.map((record) => ({ ...record, continuationToken }));
		token = end.next(page, token, !end.isNewContent(page));
		if (token === undefined) return;
	}
}

/** Where the reading begins; a query that a user wrote holds its values as lists. */
function firstToken({ query }: ApiRequest): string | undefined {
	const [token] = [query?.continuationToken].flat();
	return token === undefined ? undefined : String(token);
}

export function toPage(body: unknown): Page {
	if (isPage(body) && body.data.every((record) => record !== null && typeof record === 'object'))
		return body;
	throw new HelloAssoError('invalidResponse', 'HelloAsso answered a list without its records', {
		description:
			"The answer has no 'data' and 'pagination'. Try again later; if it stays so, tell HelloAsso.",
	});
}

/** Rows that arrive while a list is read push others onto the next page, where they come again. */
function isNew(record: IDataObject, seen: Set<string>): boolean {
	const identity = identify(record);
	if (identity === undefined) return true;
	if (seen.has(identity)) return false;
	seen.add(identity);
	return true;
}

/** Ids are unique within one kind of record; forms have none, but a slug that is unique for their type. */
export function identify({
	id,
	organizationSlug,
	formType,
	formSlug,
}: IDataObject): string | undefined {
	if (typeof id === 'number' || typeof id === 'string') return String(id);
	if (typeof formSlug !== 'string') return undefined;
	return JSON.stringify([organizationSlug, formType, formSlug]);
}
