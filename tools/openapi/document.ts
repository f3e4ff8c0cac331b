import { isObject, resolve, toShape, UnreadableDocument } from './shape';
import type { Json, Shape } from './shape';

export type Place = 'path' | 'query' | 'header';

export interface Parameter {
	readonly name: string;
	readonly place: Place;
	readonly required: boolean;
	readonly shape: Shape;
}

/** One operation, as HelloAsso's document describes it. */
export interface DocumentOperation {
	/** `GET /orders/{orderId}`: method and path after `/v5`. */
	readonly route: string;
	readonly summary: string;
	readonly parameters: readonly Parameter[];
	readonly body?: Shape;
	/** The JSON that it answers. */
	readonly answer?: Shape;
	/** Privileges that the key must have, and roles of which the token must have one: named in the description, or as `toFacts` writes them. */
	readonly privileges: readonly string[];
	readonly roles: readonly string[];
	/** Whether it answers CSV too. */
	readonly files: boolean;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];
const PLACES: readonly string[] = ['path', 'query', 'header'];
/** Sent with every request, so that documents which name them mean nothing of their own. */
const GENERAL_HEADERS = ['accept', 'authorization', 'content-type'];

/** The operations of an OpenAPI 3 document. Throws `UnreadableDocument`. */
export function readOperations(document: unknown): DocumentOperation[] {
	if (!isObject(document)) throw new UnreadableDocument('it is not a JSON object');
	if (!String(document.openapi ?? '').startsWith('3.')) {
		const found = document.swagger ? `Swagger ${String(document.swagger)}` : 'something else';
		throw new UnreadableDocument(`it should be OpenAPI 3, but is ${found}`);
	}
	if (!isObject(document.paths) || Object.keys(document.paths).length === 0) {
		throw new UnreadableDocument('it has no paths');
	}
	return Object.entries(document.paths).flatMap(([path, entry]) => {
		const item = resolve(entry, document);
		return METHODS.filter((method) => isObject(item[method])).map((method) =>
			readOperation(
				`${method.toUpperCase()} ${afterVersion(path)}`,
				item,
				item[method] as Json,
				document,
			),
		);
	});
}

const afterVersion = (path: string) => path.replace(/^\/v5(?=\/)/i, '').replace(/(?<=.)\/$/, '');

function readOperation(route: string, item: Json, operation: Json, root: Json): DocumentOperation {
	const description = String(operation.description ?? '');
	const answers = contentOfAnswer(operation, root);
	return {
		route,
		summary: String(operation.summary ?? '').trim(),
		parameters: readParameters([item.parameters, operation.parameters], root),
		body: jsonOf(resolve(operation.requestBody, root).content, root),
		answer: jsonOf(answers, root),
		privileges: namesIn(operation['x-privileges']) ?? namedAfter(/clientId|privil/i, description),
		roles: namesIn(operation['x-roles']) ?? namedAfter(/token/i, description),
		files: Object.hasOwn(answers, 'text/csv'),
	};
}

/** Those of the path hold for all its methods, unless a method has its own of the same name. */
function readParameters(lists: unknown[], root: Json): Parameter[] {
	const known = new Map<string, Parameter>();
	for (const entry of lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))) {
		const { name, in: place, required, schema } = resolve(entry, root);
		if (typeof name !== 'string' || typeof place !== 'string' || !PLACES.includes(place)) continue;
		const header = place === 'header' ? name.toLowerCase() : undefined;
		if (header !== undefined && GENERAL_HEADERS.includes(header)) continue;
		known.set(`${place} ${header ?? name}`, {
			name: header ?? name,
			place: place as Place,
			required: required === true,
			shape: toShape(schema, root),
		});
	}
	return [...known.values()];
}

const namesIn = (value: unknown) => (Array.isArray(value) ? value.map(String) : undefined);

function jsonOf(content: unknown, root: Json): Shape | undefined {
	if (!isObject(content)) return undefined;
	const [first] = Object.values(content);
	const { schema } = resolve(content['application/json'] ?? first, root);
	return schema === undefined ? undefined : toShape(schema, root);
}

function contentOfAnswer({ responses }: Json, root: Json): Json {
	const answers = resolve(responses, root);
	const { content } = resolve(answers['200'] ?? answers['201'], root);
	return isObject(content) ? content : {};
}

/**
 * The names below a heading in bold: `<b>Your clientId must be allowed all of those privileges : </b>
 * <br/> Checkout<br/><br/>`. Headings are French or English; the names are single words.
 */
function namedAfter(heading: RegExp, description: string): string[] {
	const [, ...parts] = description.split(/<b>/i);
	const names = parts.flatMap((part) => {
		const [title, text = ''] = part.split(/<\/b>/i);
		if (!heading.test(title)) return [];
		return text.split(/<br\s*\/?>|[,\r\n]/i).map((line) => line.trim());
	});
	return names.filter((name) => /^[A-Z][A-Za-z]+$/.test(name));
}
