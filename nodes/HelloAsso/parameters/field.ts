import type {
	GenericValue,
	IDataObject,
	IGetNodeParameterOptions,
	INodeProperties,
	NodePropertyTypes,
} from 'n8n-workflow';

import type { HelloAssoClient, QueryValue } from '../transport';

/** A parameter in the words of an error. */
export interface Parameter {
	label: string;
	name: string;
}

/** What a reader asks n8n for: the part of `IExecuteFunctions` that a trigger has too (`trigger/parameters.ts`). */
export interface ParameterSource {
	getNodeParameter(
		name: string,
		itemIndex: number,
		fallback?: unknown,
		options?: IGetNodeParameterOptions,
	): unknown;
	getTimezone(): string;
}

/** Who knows the organization that an empty 'Organization' stands for. */
export type OrganizationSource = Pick<HelloAssoClient, 'defaultOrganization'>;

/** What becomes of an empty value; `refuseExpression` refuses it where an expression gave it. */
export type EmptyRule = 'leaveOut' | 'refuseExpression' | 'refuse';

/** Where a field is being read: everything it may need to check and convert its value. */
export interface FieldContext {
	execute: ParameterSource;
	client: OrganizationSource;
	itemIndex: number;
	/** Default `leaveOut`. */
	empty?: EmptyRule;
	/** What the workflow stores for the value: a text that begins with `=` is an expression. */
	stored?: unknown;
	/** Where the values of fields that are headers are put. */
	headers?: Record<string, string>;
	/** Where the values of fields for the node itself are put; without it, they stand among the others. */
	own?: IDataObject;
}

/**
 * One input: how the editor shows it, and how its stored value becomes what the API reads.
 * Fields are shared by operations and never changed; `property.name` is overwritten by the key
 * under which an operation uses the field, so that one field can serve `from` and `to`.
 */
export interface Field<Value = QueryValue> {
	readonly property: INodeProperties;
	/** Shown in its place, as n8n drops the stored value of a parameter that is not shown. */
	readonly whenHidden?: INodeProperties;
	/** The API's name for it, where ours is another. */
	readonly apiName?: string;
	/** Where it goes, if not where the operation puts it: a header, the node itself, or nowhere. */
	readonly in?: 'header' | 'node' | 'nowhere';
	/** Whether an empty value is read too, instead of being left out. */
	readonly readsEmpty?: boolean;
	/** Converts a value; undefined leaves it out of the request. @throws `invalidParameter` */
	read(
		value: unknown,
		context: FieldContext,
		parameter: Parameter,
	): Value | undefined | Promise<Value | undefined>;
}

export type Fields = Readonly<Record<string, Field>>;

/** What a JSON body may hold. */
export type BodyValue = GenericValue | IDataObject | GenericValue[] | IDataObject[];
export type BodyFields = Readonly<Record<string, Field<BodyValue>>>;

/** How the editor shows a field. Its name is the key under which it is used. */
export function shownAs(
	type: NodePropertyTypes,
	displayName: string,
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return { displayName, name: '', type, default: '', description, ...more };
}

/** Also true of a list. */
export function isObject(value: unknown): value is Record<string | number, unknown> {
	return value !== null && typeof value === 'object';
}

/** The words of a name: `endDate` is 'End Date'. */
export function inWords(name: string): string {
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2');
	return words[0].toUpperCase() + words.slice(1);
}
