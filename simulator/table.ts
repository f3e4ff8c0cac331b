import type { Schema } from './bodies';
import type { Caller } from './caller';
import type { Privilege } from './enums';
import type { Form, Organization } from './model';
import type { Simulation } from './simulation';
import type { Kinds, Values } from './validation';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Route = `${Verb} /${string}`;

type PathNames<R> = R extends `${string}{${infer Name}}${infer Rest}`
	? Name | PathNames<Rest>
	: never;
/** `{orderId}` is a number, everything else text: the type follows from the route. */
export type PathValues<R> = { [N in PathNames<R>]: N extends `${string}Id` ? number : string };

/** What an operation's handler gets: everything is checked, typed and looked up. */
export interface Context<R extends string = string, K extends Kinds = Kinds, B = unknown> {
	simulation: Simulation;
	route: Route;
	caller: Caller;
	path: PathValues<R>;
	query: Values<K>;
	body: B;
	headers: Record<string, string | string[] | undefined>;
	/** Where the route has `{organizationSlug}`; exists, and is the caller's where a role is needed. */
	organization: Organization;
	/** Where the route has `{formSlug}`. */
	form: Form;
}

/** Content types of the four operations that also answer files (OpenAPI document). */
export interface FileTable {
	name: string;
	columns: string[];
	rows: Array<Array<string | number | boolean | null | undefined>>;
}

/** One row of the table: what HelloAsso documents of an operation, and what it does. */
export interface Operation<R extends Route = Route, K extends Kinds = Kinds, B = unknown> {
	route: R;
	privilege: Privilege;
	/** `FormAdmin` stands for "FormAdmin or OrganizationAdmin", `partner` for a partner's client. */
	role?: 'OrganizationAdmin' | 'FormAdmin' | 'partner';
	query?: K;
	/** Optional request headers that the operation reads. */
	headers?: readonly string[];
	/** JSON schema of the body. */
	body?: Schema;
	/** Turns the JSON answer into CSV or XLSX, where the operation offers them. */
	file?(answer: unknown): FileTable;
	/** The answer's JSON; undefined is an empty 200. */
	handle(context: Context<R, K, B>): unknown;
}

/** Types a row; `operation<Body>()(row)` names the type of the body. */
export function operation<B = undefined>() {
	return <R extends Route, K extends Kinds = Record<never, never>>(row: Operation<R, K, B>) =>
		row as unknown as Operation;
}
