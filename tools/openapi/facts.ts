import type { DocumentOperation, Parameter } from './document';
import type { Json, Shape } from './shape';

/** Where `npm run check:openapi -- --write` keeps the facts, from the project's root. */
export const CONTRACT_FILE = 'tools/openapi/contract.json';

const REFERENCE = '#/components/schemas/';

/**
 * The facts of HelloAsso's OpenAPI document as a small document of the same kind: routes, parameters, fields
 * of bodies and answers with their types and values, and none of its sentences. The privileges and roles that its
 * descriptions name are in `x-privileges` and `x-roles`. Names are in alphabetical order, so that two
 * versions differ only where HelloAsso changed something.
 */
export function toFacts(operations: readonly DocumentOperation[]): Json {
	const schemas = new Map<string, Json>();
	const paths = new Map<string, Array<[string, Json]>>();
	for (const operation of operations) {
		const [method, path] = operation.route.split(' ');
		const facts = operationFacts(operation, schemas);
		paths.set(path, [...(paths.get(path) ?? []), [method.toLowerCase(), facts]]);
	}
	return {
		openapi: '3.0.1',
		paths: sorted([...paths].map(([path, methods]) => [path, sorted(methods)])),
		components: { schemas: sorted(schemas) },
	};
}

function operationFacts(operation: DocumentOperation, schemas: Map<string, Json>): Json {
	const { privileges, roles, body, answer, files } = operation;
	const parameters = [...operation.parameters].sort(
		(one, other) => one.place.localeCompare(other.place) || one.name.localeCompare(other.name),
	);
	const json = (shape: Shape) => ({ 'application/json': { schema: schemaOf(shape, schemas) } });
	const answers = { ...(answer && json(answer)), ...(files && { 'text/csv': {} }) };
	return {
		...(privileges.length > 0 && { 'x-privileges': privileges }),
		...(roles.length > 0 && { 'x-roles': roles }),
		...(parameters.length > 0 && {
			parameters: parameters.map((parameter) => parameterFacts(parameter, schemas)),
		}),
		...(body && { requestBody: { content: json(body) } }),
		...((answer ?? files) && { responses: { 200: { content: answers } } }),
	};
}

const parameterFacts = (
	{ name, place, required, shape }: Parameter,
	schemas: Map<string, Json>,
): Json => ({
	name,
	in: place,
	...(required && { required }),
	schema: schemaOf(shape, schemas),
});

/** A shape as a schema. One that has a name is put to the others and referred to. */
function schemaOf(shape: Shape, schemas: Map<string, Json>): Json {
	const { name, nullable, fallback } = shape;
	const own: Json = {
		...(nullable && { nullable }),
		...(fallback !== undefined && { default: fallback }),
	};
	if (name === undefined) return { ...contentOf(shape, schemas), ...own };
	if (!schemas.has(name) && shape.type !== 'any') schemas.set(name, contentOf(shape, schemas));
	const reference = { $ref: `${REFERENCE}${name}` };
	return Object.keys(own).length > 0 ? { allOf: [reference], ...own } : reference;
}

function contentOf(shape: Shape, schemas: Map<string, Json>): Json {
	const { type, format, values, items, fields, required, minLength, maxLength } = shape;
	const properties = [...(fields ?? [])].map(([name, field]): [string, Json] => [
		name,
		schemaOf(field, schemas),
	]);
	return {
		...(type !== 'any' && { type }),
		...(format !== undefined && { format }),
		...(values && { enum: values }),
		...(items && { items: schemaOf(items, schemas) }),
		...(required.length > 0 && { required: [...required].sort() }),
		...(properties.length > 0 && { properties: sorted(properties) }),
		...(minLength !== undefined && { minLength }),
		...(maxLength !== undefined && { maxLength }),
	};
}

const sorted = (entries: Iterable<[string, Json]>): Json =>
	Object.fromEntries([...entries].sort(([one], [other]) => one.localeCompare(other, 'en')));
