import { readDate } from './dates';
import { validationError, type FieldErrors } from './errors';

/** How one query or path value is read. `undefined` from `read` means: not a valid value. */
export interface Kind<T> {
	read(text: string, strict: boolean): T | undefined;
	list?: boolean;
	fallback?: T;
	/** What a maintainer reads when the table is compared with the OpenAPI document. */
	type: string;
	values?: readonly string[];
}

export type Kinds = Record<string, Kind<unknown>>;
export type Values<K extends Kinds> = {
	[N in keyof K]: K[N] extends { list: true; read(text: string, strict: boolean): infer T }
		? Array<NonNullable<T>>
		: K[N] extends { fallback: infer T }
			? T
			: K[N] extends Kind<infer T>
				? T | undefined
				: never;
};

const INT32_MAX = 2 ** 31 - 1;

/** HelloAsso's integers are 32 bits wide (OpenAPI document). */
export const int32: Kind<number> = {
	type: 'int32',
	read(text) {
		const value = /^[+-]?\d{1,11}$/.test(text) ? Number(text) : NaN;
		return value <= INT32_MAX && value >= -INT32_MAX - 1 ? value : undefined;
	},
};

export const text: Kind<string> = { type: 'string', read: (value) => value };

export const bool: Kind<boolean> = {
	type: 'boolean',
	read: (value) => (/^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined),
};

export const dateTime: Kind<number> = { type: 'date-time', read: readDate };

export const oneOf = <T extends string>(values: readonly T[]): Kind<T> => ({
	type: 'enum',
	values,
	read: (value) => values.find((known) => known === value),
});

/** Repeated keys, `states=A&states=B`: the only array notation HelloAsso understands (observed). */
export const listOf = <T>(kind: Kind<T>): Kind<T> & { list: true } => ({ ...kind, list: true });

export const withDefault = <T>(kind: Kind<T>, fallback: T): Kind<T> & { fallback: T } => ({
	...kind,
	fallback,
});

/** The largest page. The docs give no maximum; integrators never get more than 100. */
export const PAGE_SIZE_MAX = 100;

const atLeast = (kind: Kind<number>, least: number): Kind<number> => ({
	...kind,
	read(value, strict) {
		const number = kind.read(value, strict);
		return number !== undefined && number >= least ? number : undefined;
	},
});

export const pageSize = withDefault(
	{
		...int32,
		read(value: string, strict: boolean) {
			const size = atLeast(int32, 1).read(value, strict);
			if (size === undefined || size <= PAGE_SIZE_MAX) return size;
			return strict ? undefined : PAGE_SIZE_MAX;
		},
	},
	20,
);

export const pageIndex = withDefault(atLeast(int32, 1), 1);

const invalid = (value: string) => `The value '${value}' is not valid.`;

/** The query of one request, read as the operation's row says; throws all errors at once as ASP.NET does. */
export function readQuery<K extends Kinds>(
	kinds: K,
	query: Record<string, string | string[]>,
	strict: boolean,
): Values<K> {
	const errors: FieldErrors = {};
	if (strict) {
		for (const name of Object.keys(query)) {
			if (!Object.hasOwn(kinds, name))
				errors[name] = ['The parameter is not known to this operation.'];
		}
	}
	const values: Record<string, unknown> = {};
	for (const [name, kind] of Object.entries(kinds)) {
		const sent = Object.hasOwn(query, name) ? [query[name]].flat() : [];
		if (!kind.list && sent.length > 1) {
			if (strict) errors[name] = ['The parameter was sent more than once.'];
			sent.length = 1;
		}
		const read = sent.map((value) => {
			const result = kind.read(value, strict);
			if (result === undefined) (errors[name] ??= []).push(invalid(value));
			return result;
		});
		values[name] = kind.list ? read : (read[0] ?? kind.fallback);
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return values as Values<K>;
}

/** A path parameter's kind follows from its name: ids are int32, `formType` is an enum. */
export function readPath(
	kinds: Kinds,
	path: Record<string, string>,
): Record<string, string | number> {
	const errors: FieldErrors = {};
	const values: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(path)) {
		const read = (kinds[name] ?? text).read(value, true);
		if (read === undefined) errors[name] = [invalid(value)];
		else values[name] = read as string | number;
	}
	if (Object.keys(errors).length > 0) throw validationError(errors);
	return values;
}
