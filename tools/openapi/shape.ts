/** Something in a document that this tool cannot read; the text says what. */
export class UnreadableDocument extends Error {}

export type Json = Readonly<Record<string, unknown>>;

/** What a value looks like: a schema with its references followed, reduced to what is compared. */
export interface Shape {
	/** Last part of the reference that it came from, e.g. `TierType`. */
	readonly name?: string;
	readonly type: string;
	readonly format?: string;
	/** The values of an enum. */
	readonly values?: readonly string[];
	/** What a list holds. */
	readonly items?: Shape;
	/** The fields of an object. */
	readonly fields?: ReadonlyMap<string, Shape>;
	/** The fields that an object must have. */
	readonly required: readonly string[];
	readonly nullable: boolean;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly fallback?: unknown;
}

export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that `#/components/schemas/Name` points at; any other object is returned as it is. */
export function resolve(value: unknown, root: Json): Json {
	let target = value;
	const seen = new Set<string>();
	while (isObject(target) && typeof target.$ref === 'string') {
		const reference = target.$ref;
		if (!reference.startsWith('#/') || seen.has(reference)) {
			throw new UnreadableDocument(`the reference '${reference}' leads nowhere in this document`);
		}
		seen.add(reference);
		target = reference
			.slice(2)
			.split('/')
			.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
			.reduce<unknown>(
				(at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined),
				root,
			);
		if (!isObject(target)) throw new UnreadableDocument(`'${reference}' is missing`);
	}
	return isObject(target) ? target : {};
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);
const textsOf = (value: unknown) =>
	Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/** An enum's values; null stands there where the value may be null, which is not one of them. */
const valuesOf = (value: unknown) =>
	Array.isArray(value) ? value.filter((entry) => entry !== null).map(String) : undefined;

/** OpenAPI 3.1 writes `["string", "null"]` where 3.0 has `nullable`. */
function typeOf({ type, properties, items, enum: values }: Json): string {
	const [first] = [type].flat().filter((entry) => entry !== 'null');
	if (typeof first === 'string') return first;
	if (properties !== undefined) return 'object';
	if (items !== undefined) return 'array';
	return values === undefined ? 'any' : 'string';
}

/** `allOf` of one reference is how a reference gets a description or `nullable` of its own. */
function merged(schema: Json, root: Json): Json {
	const parts = Array.isArray(schema.allOf) ? schema.allOf : [];
	return parts.reduce<Json>((whole, part) => {
		const resolved = merged(resolve(part, root), root);
		return {
			...resolved,
			...whole,
			properties: { ...asObject(resolved.properties), ...asObject(whole.properties) },
			required: [...textsOf(resolved.required), ...textsOf(whole.required)],
		};
	}, schema);
}

const asObject = (value: unknown) => (isObject(value) ? value : {});

function nameOf(schema: unknown): string | undefined {
	if (!isObject(schema)) return undefined;
	const [only] = Array.isArray(schema.allOf) ? (schema.allOf as unknown[]) : [];
	const reference = textOf(schema.$ref) ?? (isObject(only) ? textOf(only.$ref) : undefined);
	return reference?.split(/[./]/).pop();
}

/** Follows the references of a schema. One inside itself ends as `any`. */
export function toShape(schema: unknown, root: Json, above: readonly Json[] = []): Shape {
	const own = resolve(schema, root);
	const target = merged(own, root);
	const inside = [...above, own];
	const type = above.includes(own) ? 'any' : typeOf(target);
	const properties = type === 'object' ? Object.entries(asObject(target.properties)) : [];
	return {
		name: nameOf(schema),
		type,
		format: textOf(target.format),
		values: valuesOf(target.enum),
		items: type === 'array' ? toShape(target.items, root, inside) : undefined,
		fields:
			type === 'object'
				? new Map(properties.map(([name, field]) => [name, toShape(field, root, inside)]))
				: undefined,
		required: textsOf(target.required),
		nullable: target.nullable === true || [target.type].flat().includes('null'),
		minLength: numberOf(target.minLength),
		maxLength: numberOf(target.maxLength),
		fallback: target.default,
	};
}

/** The values of an enum, of one value or of a list of them. */
export const enumOf = (shape: Shape) =>
	shape.values ? shape : shape.items?.values ? shape.items : undefined;

/** What a maintainer reads: `boolean`, `date-time`, `list of TierType`. */
export function describeShape(shape: Shape): string {
	if (shape.type === 'array') return `list of ${shape.items ? describeShape(shape.items) : 'any'}`;
	if (shape.name) return shape.name;
	if (shape.values) return `one of ${shape.values.join(', ')}`;
	return shape.format === 'date-time' ? 'date-time' : shape.type;
}
