import type { INodeProperties } from 'n8n-workflow';

import type { Exceptions } from './exceptions';
import type { EnumFindings, Finding } from './findings';
import { describeShape, enumOf } from './shape';
import type { Shape } from './shape';
import { membersOf, offeredValues } from './table';

/** What the comparison of each operation needs besides the two sides. */
export interface Comparison {
	readonly exceptions: Exceptions;
	readonly enums: EnumFindings;
	/** Whether the document's descriptions name privileges and roles. */
	readonly hasRights: boolean;
}

interface Compared {
	readonly where: string;
	readonly title: string;
	/** Values that operations always send. */
	readonly fixed?: readonly string[];
}

/** Compares what the document says of one input with the fields that we offer for it. */
export function compareInput(
	{ where, title, fixed = [] }: Compared,
	shape: Shape,
	properties: readonly INodeProperties[],
	comparison: Comparison,
): Finding[] {
	compareValues(`${title} of ${where}`, shape, { properties, fixed }, comparison);
	return properties
		.filter((property) => !fits(shape, property))
		.map(({ type }) => ({
			kind: 'changed' as const,
			where,
			what: `${title} is ${describeShape(shape)} in the document, of type '${type}' in the editor`,
		}));
}

/** Compares the members of an object, or of each object of a list. What we do not offer there is information. */
export function compareMembers(
	where: string,
	path: string,
	shape: Shape,
	property: INodeProperties,
	comparison: Comparison,
): Finding[] {
	const { fields, required = [] } = shape.items ?? shape;
	const members = membersOf(property);
	if (!fields || !members) return [];
	const names = new Set(members.map(({ name }) => name));
	const unknown = [...names].filter((name) => !fields.has(name));
	return [
		...unknown.map((name) => ({
			kind: 'ours alone' as const,
			where,
			what: `body field '${path}.${name}'`,
		})),
		...[...fields].flatMap(([name, member]): Finding[] => {
			const title = `body field '${path}.${name}'`;
			const own = members.filter((candidate) => candidate.name === name);
			if (own.length > 0) {
				return [
					...compareInput({ where, title }, member, own, comparison),
					...own.flatMap((each) =>
						compareMembers(where, `${path}.${name}`, member, each, comparison),
					),
				];
			}
			const kind = required.includes(name) ? 'missing' : 'information';
			return [{ kind, where, what: `${title} (${describeShape(member)}) is not offered` }];
		}),
	];
}

/** Values of an enum. Those of all our fields for one parameter count together. */
function compareValues(
	place: string,
	shape: Shape,
	{ properties, fixed }: { properties: readonly INodeProperties[]; fixed: readonly string[] },
	{ exceptions, enums }: Comparison,
): void {
	const theirs = enumOf(shape);
	if (!theirs?.values) return;
	const offered = properties.flatMap(offeredValues);
	const hidden = properties
		.filter(({ type }) => type === 'hidden')
		.map((property) => String(property.default));
	const where = theirs.name ?? place;
	const known = new Set([...theirs.values, ...(exceptions.ownValues[where] ?? [])]);
	const covered = new Set([...offered, ...(exceptions.notOffered[where] ?? [])]);
	for (const value of new Set([...offered, ...hidden, ...fixed])) {
		if (!known.has(value))
			enums.add({ kind: 'ours alone', where, what: `value '${value}'` }, place);
	}
	// A parameter that is written freely takes every value.
	for (const value of offered.length > 0 ? theirs.values : []) {
		if (!covered.has(value))
			enums.add({ kind: 'missing', where, what: `value '${value}' is not offered` }, place);
	}
}

/** Types of the document that a kind of field can give; a kind that does not stand here can give any. */
const GIVES: Readonly<Record<string, readonly string[]>> = {
	boolean: ['boolean'],
	number: ['integer', 'number'],
	dateTime: ['string'],
	options: ['string', 'boolean'],
	multiOptions: ['array'],
	collection: ['object'],
	json: ['object', 'array'],
	resourceLocator: ['string'],
	// Numbers of records and lists of words are written as text.
	string: ['string', 'integer', 'array'],
};

/** Whether a field of the editor can give what the document wants. */
function fits(shape: Shape, { type, typeOptions }: INodeProperties): boolean {
	if (shape.type === 'any') return true;
	if (type === 'fixedCollection') {
		return shape.type === (typeOptions?.multipleValues ? 'array' : 'object');
	}
	return GIVES[type]?.includes(shape.type) ?? true;
}
