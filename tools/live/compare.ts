import type { DocumentOperation } from '../openapi/document';
import type { Shape } from '../openapi/shape';
import { mediaType, type Answer } from './api';
import type { Evidence } from './reads';
import { lookAt, type Seen } from './seen';
import { HIDDEN, type Words } from './words';

/** Where the live HelloAsso is not as the contract or the simulator has it. Holds no value of an answer. */
export interface Difference {
	readonly kind: 'new' | 'missing' | 'type' | 'enum' | 'status' | 'header' | 'paging' | 'refund';
	/** A route, or what was tried. */
	readonly where: string;
	readonly what: string;
}

export interface Comparison {
	readonly differences: Difference[];
	/** Routes that could not be compared, and why. */
	readonly notChecked: string[];
	readonly compared: number;
}

export interface Known {
	readonly operations: readonly DocumentOperation[];
	readonly words: Words;
	/** What the simulator has as an enum's words, anywhere, by the name of the field. */
	readonly simulatorWords: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Every association's key has these; the others are granted on request. */
const EVERYBODYS = ['AccessPublicData', 'AccessTransactions', 'Checkout'];

const FORBIDDEN = 403;
const isGood = ({ status }: Pick<Answer, 'status'>) => status >= 200 && status < 300;
const tally = (statuses: number[]) => [...new Set(statuses)].sort().join(', ');

/**
 * Compares what was read of the live HelloAsso with the same reads of the simulator, and with the contract.
 *
 * @param expected routes that should have been read
 */
export function compareReads(
	live: Evidence,
	simulated: Evidence,
	known: Known,
	expected: readonly string[] = [],
): Comparison {
	const differences: Difference[] = [];
	const notChecked: string[] = [];
	let compared = 0;
	for (const route of new Set([...expected, ...simulated.answers.keys()])) {
		const theirs = simulated.answers.get(route) ?? [];
		const answers = live.answers.get(route) ?? [];
		const operation = known.operations.find((one) => one.route === route);
		const statuses = [...new Set(answers.map(({ status }) => status))];
		const good = answers.filter(isGood);
		const others = statuses.filter(
			(status) => !isGood({ status }) && !theirs.some((answer) => answer.status === status),
		);
		const special = (operation?.privileges ?? []).filter((name) => !EVERYBODYS.includes(name));
		if (answers.length === 0) notChecked.push(`${route}: there was no record to ask for`);
		else if (special.length > 0 && statuses.every((status) => status === FORBIDDEN))
			notChecked.push(`${route}: 403, it takes the privilege ${special.join(', ')}`);
		else if (good.length === 0 && others.length === 0)
			notChecked.push(`${route}: ${tally(statuses)}`);
		else {
			compared++;
			if (others.length > 0)
				differences.push({
					kind: 'status',
					where: route,
					what: `${tally(others)}, ${tally(theirs.map(({ status }) => status))} in the simulator`,
				});
			if (good.length === 0) continue;
			differences.push(...compareHeaders(route, good, theirs.filter(isGood), known.words));
			differences.push(...compareBodies(route, good, theirs, shapeOf(route, known), known));
		}
	}
	return { differences, notChecked, compared };
}

/** The document has no shape of a list of items: its records are those of a single item. */
function shapeOf(route: string, { operations }: Known): Shape | undefined {
	const answerOf = (name: string) => operations.find((one) => one.route === name)?.answer;
	if (!route.endsWith('/items')) return answerOf(route);
	const list = answerOf('GET /organizations/{organizationSlug}/payments');
	const data: Shape = {
		type: 'array',
		items: answerOf('GET /items/{itemId}'),
		required: [],
		nullable: false,
	};
	return list && { ...list, fields: new Map([...(list.fields ?? []), ['data', data]]) };
}

/** Headers that the simulator sends always and the live HelloAsso never; and what kind of text it sends. */
export function compareHeaders(
	where: string,
	answers: readonly Answer[],
	theirs: readonly Answer[],
	words: Words,
): Difference[] {
	const names = [...(theirs[0]?.headers.keys() ?? [])];
	const missing = names
		.filter((name) => theirs.every(({ headers }) => headers.has(name)))
		.filter((name) => !answers.some(({ headers }) => headers.has(name)))
		.map((name): Difference => ({ kind: 'header', where, what: `no ${words.name(name)}` }));
	const expected = new Set(theirs.map(mediaType));
	const types = [...new Set(answers.map(mediaType))].filter((type) => !expected.has(type));
	const isKnown = (type: string) =>
		/^(application|text)\/(json|problem\+json|plain|html|csv|xml)$/.test(type) || type === 'none';
	const others = types.map(
		(type): Difference => ({
			kind: 'header',
			where,
			what: `content-type ${isKnown(type) ? type : HIDDEN}, ${[...expected].join(', ')} in the simulator`,
		}),
	);
	return missing.some(({ what }) => what === 'no content-type') ? missing : [...missing, ...others];
}

function compareBodies(
	where: string,
	answers: readonly Answer[],
	theirs: readonly Answer[],
	shape: Shape | undefined,
	known: Known,
): Difference[] {
	const live = lookAt(answers.map(({ body }) => body));
	const simulated = lookAt(theirs.filter(isGood).map(({ body }) => body));
	return [...compareSeen(live, simulated, shape, '', known)].map((one) => ({ ...one, where }));
}

type Found = Omit<Difference, 'where'>;

/** A number may be an integer; what the contract leaves open may be anything. */
function expectedTypes(simulated: Seen | undefined, shape: Shape | undefined): Set<string> {
	const types = new Set(simulated?.types);
	if (shape && shape.type !== 'any') types.add(shape.type === 'integer' ? 'number' : shape.type);
	return types;
}

function* compareSeen(
	live: Seen,
	simulated: Seen | undefined,
	shape: Shape | undefined,
	place: string,
	known: Known,
): Generator<Found> {
	const at = place || 'the answer';
	const expected = expectedTypes(simulated, shape);
	const others = [...live.types].filter((type) => expected.size > 0 && !expected.has(type));
	if (others.length > 0)
		yield {
			kind: 'type',
			what: `${at} is ${others.join(' or ')}, not ${[...expected].join(' or ')}`,
		};
	yield* compareWords(live, shape, at, known);
	if (live.items)
		yield* compareSeen(live.items, simulated?.items, shape?.items, `${place}[]`, known);
	// What nobody has described, nothing is known of.
	if (!simulated?.fields.size && !shape?.fields?.size) return;
	for (const [name, field] of live.fields) {
		const [ours, theirs] = [simulated?.fields.get(name), shape?.fields?.get(name)];
		const label = `${place}.${known.words.name(name)}`;
		if (ours || theirs) yield* compareSeen(field, ours, theirs, label, known);
		else
			yield {
				kind: 'new',
				what: `${label} (${[...field.types].join(' or ') || 'null'}, ${field.count} of ${live.count})`,
			};
	}
	const objects = live.types.has('object') ? live.count : 0;
	if (objects === 0) return;
	for (const [name, field] of simulated?.fields ?? []) {
		const isAlways = field.count === simulated?.count;
		if (isAlways && !live.fields.get(name))
			yield { kind: 'missing', what: `${place}.${name}, in none of ${objects}` };
	}
}

/** Words of an enum that neither the contract nor the simulator has. */
function* compareWords(
	live: Seen,
	shape: Shape | undefined,
	at: string,
	{ words, simulatorWords }: Known,
): Generator<Found> {
	const values = shape?.values ?? [];
	if (values.length === 0) return;
	const field = at.replace(/^.*\./, '').replace(/\[\]$/, '');
	const known = new Set([...values, ...(simulatorWords.get(field) ?? [])]);
	const unknown = [...live.words.keys()].filter((word) => !known.has(word));
	const shown = unknown.filter((word) => words.word(word) !== HIDDEN).sort();
	if (shown.length > 0) yield { kind: 'enum', what: `${at} also is ${shown.join(', ')}` };
	if (shown.length < unknown.length || live.texts > 0)
		yield { kind: 'enum', what: `${at} also is something else ${HIDDEN}` };
}
