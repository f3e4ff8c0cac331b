import { page } from './paging';
import type { Order } from './model';
import { without } from './omit';
import { isMeant, type Readings } from './readings';
import type { Context } from './table';
import type { Kinds } from './validation';
import { dateTime, oneOf, pageIndex, pageSize, text, withDefault } from './validation';
import { SORT_FIELDS, SORT_ORDERS } from './enums';

/** The query parameters that all lists of sales share. */
export const SALES = {
	from: dateTime,
	/** Exclusive (OpenAPI document). */
	to: dateTime,
	userSearchKey: text,
	pageIndex,
	pageSize,
	continuationToken: text,
	sortOrder: withDefault(oneOf(SORT_ORDERS), 'Desc'),
};

export const sortField = withDefault(oneOf(SORT_FIELDS), 'Date');

interface Paging {
	pageIndex?: number;
	pageSize: number;
	continuationToken?: string;
	sortOrder?: 'Asc' | 'Desc';
}

interface List<T> {
	/** All rows the list could show, before its filters. */
	rows: readonly T[];
	matches?(row: T): boolean;
	sortValue(row: T): number;
	id(row: T): number;
	render(row: T): unknown;
	totals?: boolean;
}

const PAGING = ['pageIndex', 'pageSize', 'continuationToken'];

/** One page of a list in HelloAsso's envelope. */
export function listPage<R extends string, K extends Kinds, B, T>(
	context: Context<R, K, B>,
	paging: Paging,
	list: List<T>,
): { data: unknown[]; pagination: object } {
	const { simulation, route, path, query, body } = context;
	const filters = Object.entries(query).filter(([name]) => !PAGING.includes(name));
	const { rows, pagination } = page(simulation.cursors, {
		pageIndex: 1,
		...paging,
		order: paging.sortOrder ?? 'Desc',
		filterKey: JSON.stringify([route, path, filters, body]),
		strict: simulation.strict,
		readings: simulation.readings,
		totals: list.totals ?? false,
		now: simulation.clock.now(),
		length: list.rows.length,
		find: () =>
			list.rows
				.filter((row) => list.matches?.(row) ?? true)
				.map((row) => ({ sortValue: list.sortValue(row), id: list.id(row), row })),
	});
	const { withoutMeta, withoutDates } = simulation.readings;
	const render = (row: T) => {
		const id = list.id(row);
		const dates = isMeant(withoutDates, id) ? ['date', 'meta'] : [];
		return without(list.render(row), isMeant(withoutMeta, id) ? [...dates, 'meta'] : dates);
	};
	return { data: rows.map((row) => render(row as T)), pagination };
}

const fold = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const COMPARED: Record<Readings['personSearch'], (field: string, key: string) => boolean> = {
	part: (field, key) => fold(field).includes(fold(key)),
	spelledPart: (field, key) => field.includes(key),
	whole: (field, key) => field.toLowerCase() === key.toLowerCase(),
	ignored: () => true,
};

/** userSearchKey: part of a first name, last name or e-mail of the user or the payer (OpenAPI document). */
export function matchesPerson(
	{ personSearch }: Readings,
	key: string | undefined,
	payer: Order['payer'],
	user: { firstName?: string | null; lastName?: string | null } = {},
): boolean {
	if (!key) return true;
	const { firstName, lastName, email } = payer;
	return [firstName, lastName, email, user.firstName, user.lastName].some((value) =>
		COMPARED[personSearch](value ?? '', key),
	);
}

/** `from` included, `to` excluded. */
export function inPeriod(time: number, { from, to }: { from?: number; to?: number }): boolean {
	return time >= (from ?? -Infinity) && time < (to ?? Infinity);
}

/** An empty list of filter values filters nothing. */
export const oneOfThese = (values: readonly string[], value: string) =>
	values.length === 0 || values.includes(value);
