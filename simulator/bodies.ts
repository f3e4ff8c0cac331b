import { NOTIFICATION_TYPES } from './enums';

/** JSON schemas of the bodies, from the HelloAsso OpenAPI document. Amounts are cents. */

export interface Schema {
	properties?: Record<string, Schema>;
	items?: Schema;
	[keyword: string]: unknown;
}

/** Strict mode: a field that the schema does not name is an error. The real API ignores it. */
export function closed(schema: Schema, strict: boolean): Schema {
	const copy: Schema = { ...schema };
	if (schema.items) copy.items = closed(schema.items, strict);
	if (schema.properties) {
		copy.additionalProperties = !strict;
		copy.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([name, property]) => [name, closed(property, strict)]),
		);
	}
	return copy;
}

const int32 = { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
export const amount = int32;
export const optional = <T extends object>(schema: T) => ({ ...schema, nullable: true });
export const string = { type: 'string' };
export const boolean = { type: 'boolean' };
export const nullableInt = optional(int32);
export const nullableText = optional(string);
/** RFC 3339 with an offset; HelloAsso's reading of other spellings is not documented. */
export const date = { type: 'string', format: 'date-time' };
/** Nullable in the OpenAPI document, and exactly three letters when given. */
export const country = optional({ type: 'string', minLength: 3, maxLength: 3 });
export const nullableList = (items: Schema) => optional({ type: 'array', items });
export const enumeration = (values: readonly string[]) => ({ type: 'string', enum: [...values] });
export const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
	type: 'object',
	properties,
	required,
});

export const notificationBody = object(
	{ url: { type: 'string', minLength: 1 }, notificationType: enumeration(NOTIFICATION_TYPES) },
	['url'],
);
