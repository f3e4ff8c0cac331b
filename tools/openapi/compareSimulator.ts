import type { Operation } from '../../simulator/table';
import type { Kind as SimulatorKind } from '../../simulator/validation';
import type { Comparison } from './compareInputs';
import { comparePath, rolesOf } from './compareRights';
import type { DocumentOperation } from './document';
import type { EnumFindings, Finding } from './findings';
import type { Match } from './routes';
import { describeShape, toShape } from './shape';
import type { Shape } from './shape';

/** What is compared of a row of the simulator's table. */
export type SimulatorRow = Pick<
	Operation,
	'route' | 'privilege' | 'role' | 'query' | 'headers' | 'body' | 'file'
>;

const SIDE = 'simulator ';

/** Compares one operation of the document with the simulator's, which should be as the document says. */
export function compareWithSimulator(
	operation: DocumentOperation,
	match: Match<SimulatorRow>,
	{ enums, hasRights }: Pick<Comparison, 'enums' | 'hasRights'>,
): Finding[] {
	const where = `${SIDE}${operation.route}`;
	return [
		...comparePath(operation, match, SIDE),
		...match.own.flatMap((row) => [
			...compareShapes(where, undefined, parametersOf(operation), parametersOfRow(row), enums),
			...compareBody(where, operation.body, row.body && toShape(row.body, {}), enums),
			...(hasRights ? compareRights(where, operation, row) : []),
			...compareFiles(where, operation.files, row.file !== undefined),
		]),
	];
}

const objectOf = (fields: ReadonlyArray<readonly [string, Shape]>): Shape => ({
	type: 'object',
	nullable: false,
	required: [],
	fields: new Map(fields),
});

/** The parameters as one object, which can be compared like a body. Names of the path are in the route. */
function parametersOf({ parameters }: DocumentOperation): Shape {
	return objectOf(
		parameters
			.filter(({ place }) => place !== 'path')
			.map(({ name, place, shape }) => [`${place} parameter '${name}'`, shape]),
	);
}

function parametersOfRow({ query = {}, headers = [] }: SimulatorRow): Shape {
	return objectOf([
		...Object.entries(query).map(
			([name, kind]) => [`query parameter '${name}'`, shapeOfKind(kind)] as const,
		),
		...headers.map(
			(name) =>
				[`header parameter '${name.toLowerCase()}'`, shapeOfKind({ type: 'string' })] as const,
		),
	]);
}

type KindOfValue = Pick<SimulatorKind<unknown>, 'type' | 'values' | 'list' | 'fallback'>;

function shapeOfKind({ type, values, list, fallback }: KindOfValue): Shape {
	const plain = { required: [], nullable: false };
	const types: Record<string, Partial<Shape>> = {
		int32: { type: 'integer' },
		'date-time': { type: 'string', format: 'date-time' },
		enum: { type: 'string', values },
	};
	const one: Shape = { ...plain, type, ...types[type], fallback };
	return list ? { ...plain, type: 'array', items: one } : one;
}

function compareBody(
	where: string,
	theirs: Shape | undefined,
	ours: Shape | undefined,
	enums: EnumFindings,
): Finding[] {
	if (theirs && ours) return compareShapes(where, '', theirs, ours, enums);
	if (theirs) return [{ kind: 'missing', where, what: `body (${describeShape(theirs)})` }];
	return ours ? [{ kind: 'ours alone', where, what: 'body' }] : [];
}

/** Every field of two objects, at any depth. `path` is where in the body they are; none for parameters. */
function compareShapes(
	where: string,
	path: string | undefined,
	theirs: Shape,
	ours: Shape,
	enums: EnumFindings,
): Finding[] {
	const label = (name: string) => (path === undefined ? name : `body field '${path}${name}'`);
	const mine = ours.fields ?? new Map<string, Shape>();
	const alone = [...mine.keys()].filter((name) => !theirs.fields?.has(name));
	return [
		...alone.map((name): Finding => ({ kind: 'ours alone', where, what: label(name) })),
		...[...(theirs.fields ?? [])].flatMap(([name, shape]): Finding[] => {
			const own = mine.get(name);
			const title = label(name);
			if (!own) return [{ kind: 'missing', where, what: `${title} (${describeShape(shape)})` }];
			compareValues(where, title, shape, own, enums);
			const [inner, ownInner] = [shape.items ?? shape, own.items ?? own];
			return [
				...compareTraits(where, title, traits(shape, theirs, name), traits(own, ours, name)),
				...(inner.fields && ownInner.fields
					? compareShapes(where, `${path ?? ''}${name}.`, inner, ownInner, enums)
					: []),
			];
		}),
	];
}

/** What is said of a field besides its values and its members. */
function traits(shape: Shape, holder: Shape, name: string): Record<string, unknown> {
	const { format, items } = shape;
	const one = items ?? shape;
	const dated = (format ?? one.format) === 'date-time';
	return {
		type: items ? `list of ${one.type}` : shape.type,
		format: dated ? 'date-time' : undefined,
		default: shape.fallback,
		required: holder.required.includes(name),
		// What may be anything may be null too.
		nullable: shape.type === 'any' || shape.nullable,
		minLength: one.minLength,
		maxLength: one.maxLength,
	};
}

function compareTraits(
	where: string,
	title: string,
	theirs: Record<string, unknown>,
	ours: Record<string, unknown>,
): Finding[] {
	const say = (value: unknown) => (value === undefined ? 'none' : String(value));
	return (
		Object.entries(theirs)
			.filter(([trait, value]) => say(ours[trait]) !== say(value))
			// The document tells some defaults in its descriptions only ("Default is date").
			.filter(([trait, value]) => trait !== 'default' || value !== undefined)
			.map(([trait, value]) => ({
				kind: 'changed',
				where,
				what: `${title}: ${trait} is ${say(value)} in the document, ${say(ours[trait])} here`,
			}))
	);
}

function compareValues(
	where: string,
	title: string,
	theirs: Shape,
	ours: Shape,
	enums: EnumFindings,
): void {
	const [one, own] = [theirs.items ?? theirs, ours.items ?? ours];
	const [values, mine] = [one.values ?? [], own.values ?? []];
	const name = `${SIDE}${one.name ?? title}`;
	const place = `${title} of ${where.slice(SIDE.length)}`;
	for (const value of values) {
		if (!mine.includes(value))
			enums.add({ kind: 'missing', where: name, what: `value '${value}'` }, place);
	}
	for (const value of mine) {
		if (!values.includes(value))
			enums.add({ kind: 'ours alone', where: name, what: `value '${value}'` }, place);
	}
}

function compareRights(where: string, theirs: DocumentOperation, row: SimulatorRow): Finding[] {
	const list = (names: readonly string[]) => [...names].sort().join(', ') || 'none';
	const pairs = [
		['privilege', list(theirs.privileges), row.privilege],
		['role', list(theirs.roles), list(rolesOf(row.role))],
	];
	return pairs
		.filter(([, document, ours]) => document !== ours)
		.map(([trait, document, ours]) => ({
			kind: 'changed',
			where,
			what: `${trait} is ${document} in the document, ${ours} here`,
		}));
}

function compareFiles(where: string, theirs: boolean, ours: boolean): Finding[] {
	if (theirs === ours) return [];
	return [
		{ kind: theirs ? 'missing' : 'ours alone', where, what: 'answers as CSV and Excel files' },
	];
}
