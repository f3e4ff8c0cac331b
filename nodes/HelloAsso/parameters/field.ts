import type { GenericValue, IDataObject, INodeProperties } from 'n8n-workflow';

import type { HelloAssoClient, QueryValue } from '../transport';

/**
 * What a field asks n8n for: the part of n8n's `IExecuteFunctions` that a trigger can offer too
 * (`trigger/parameters.ts`).
 */
export interface ParameterReader {
	getNodeParameter(name: string, itemIndex: number, fallback?: unknown): unknown;
	getTimezone(): string;
}

/** Who knows the organization that an empty 'Organization' stands for. */
export type OrganizationSource = Pick<HelloAssoClient, 'defaultOrganization'>;

/** Where a field is being read: everything it may need to check and convert its value. */
export interface FieldContext {
	execute: ParameterReader;
	client: OrganizationSource;
	itemIndex: number;
}

/**
 * One input: how the editor shows it, and how its stored value becomes what the API reads.
 * Fields are shared by operations and never changed; `property.name` is overwritten by the key
 * under which an operation uses the field, so that one field can serve `from` and `to`.
 */
export interface Field<Value = QueryValue> {
	readonly property: INodeProperties;
	/** The API's name for it, where ours is another. */
	readonly apiName?: string;
	/** Where it goes, if not where the operation puts it: a header, or (ours alone) nowhere. */
	readonly in?: 'header' | 'nowhere';
	/** Checks and converts; throws `invalidParameter`. undefined leaves the input out of the request. */
	read(value: unknown, context: FieldContext): Value | undefined | Promise<Value | undefined>;
}

export type Fields = Readonly<Record<string, Field>>;

/** What a JSON body may hold. */
export type BodyValue = GenericValue | IDataObject | GenericValue[] | IDataObject[];
export type BodyFields = Readonly<Record<string, Field<BodyValue>>>;
