import { compareInput, compareMembers } from './compareInputs';
import type { Comparison } from './compareInputs';
import type { DocumentOperation } from './document';
import type { Finding } from './findings';
import { comparePath, comparePrivilege } from './compareRights';
import type { Match } from './routes';
import { describeShape } from './shape';
import type { Shape } from './shape';
import { PAGING } from './table';
import type { Input, TableEndpoint } from './table';

/**
 * Compares one operation of the document with our endpoints for it. Presets such as `member/getAll` use
 * the endpoint of another and leave inputs out on purpose, so what they offer together counts.
 */
export function compareWithTable(
	operation: DocumentOperation,
	match: Match<TableEndpoint>,
	comparison: Comparison,
): Finding[] {
	const { own } = match;
	if (own.length === 0) return [];
	return [
		...comparePath(operation, match),
		...compareParameters(operation, own, comparison),
		...compareBody(operation, own, comparison),
		...(comparison.hasRights
			? own.flatMap((endpoint) => comparePrivilege(operation, endpoint))
			: []),
		...compareFiles(operation, own),
	];
}

function compareParameters(
	{ route: where, parameters, body }: DocumentOperation,
	endpoints: readonly TableEndpoint[],
	comparison: Comparison,
): Finding[] {
	const found = parameters.flatMap(({ name, place, shape, required }): Finding[] => {
		const title = `${place} parameter '${name}'`;
		const own = endpoints.flatMap(({ inputs }) => inputs.filter((input) => is(input, place, name)));
		const properties = own.map(({ property }) => property);
		const sent =
			own.length > 0 || (place === 'query' && endpoints.some((each) => sends(each, name)));
		// Names of the path are compared with the route.
		if (!sent && place !== 'path') return [missing(where, title, shape, required)];
		const fixed = place === 'query' ? endpoints.flatMap((each) => each.fixed.get(name) ?? []) : [];
		return compareInput({ where, title, fixed }, shape, properties, comparison);
	});
	const alone = endpoints.flatMap((endpoint) => {
		const fixed = [...endpoint.fixed.keys(), ...(endpoint.paged ? ['continuationToken'] : [])];
		const sent = [
			...endpoint.inputs.filter(({ place }) => place === 'query' || place === 'header'),
			...fixed.map((name) => ({ name, place: 'query' as const })),
		];
		const known = ({ name, place }: Pick<Input, 'name' | 'place'>) =>
			parameters.some((parameter) => parameter.name === name && parameter.place === place);
		return sent
			.filter((input) => !known(input))
			.map(({ name, place }) => {
				const elsewhere = parameters.find((parameter) => parameter.name === name)?.place;
				return oursAlone(
					endpoint,
					`${place} parameter '${name}'`,
					body?.fields?.has(name) ? 'body' : elsewhere,
				);
			});
	});
	return [...found, ...alone];
}

const is = (input: Input, place: Input['place'], name: string) =>
	input.place === place && input.name === name;

const sends = ({ fixed, paged }: TableEndpoint, name: string) =>
	fixed.has(name) || (paged && PAGING.includes(name));

function compareBody(
	operation: DocumentOperation,
	endpoints: readonly TableEndpoint[],
	comparison: Comparison,
): Finding[] {
	const { route: where, body, parameters } = operation;
	const fields = body?.fields ?? new Map<string, Shape>();
	const computed = comparison.exceptions.computed[where] ?? {};
	const ingredients = Object.values(computed).flat();
	const found = [...fields].flatMap(([name, shape]): Finding[] => {
		if (Object.hasOwn(computed, name)) return [];
		const title = `body field '${name}'`;
		const own = endpoints.flatMap(({ inputs }) =>
			inputs.filter((input) => is(input, 'body', name)),
		);
		const required = body?.required.includes(name) ?? false;
		if (own.length === 0) return [missing(where, title, shape, required)];
		return [
			...(required ? notRequired(where, title, own) : []),
			...compareInput(
				{ where, title },
				shape,
				own.map(({ property }) => property),
				comparison,
			),
			...own.flatMap(({ property }) => compareMembers(where, name, shape, property, comparison)),
		];
	});
	const alone = endpoints.flatMap((endpoint) =>
		endpoint.inputs
			.filter(
				({ place, name }) => place === 'body' && !fields.has(name) && !ingredients.includes(name),
			)
			.map(({ name }) => {
				const elsewhere = parameters.find((parameter) => parameter.name === name);
				return oursAlone(endpoint, `body field '${name}'`, elsewhere?.place);
			}),
	);
	return [...found, ...alone];
}

function missing(where: string, title: string, shape: Shape, required: boolean): Finding {
	return {
		kind: 'missing',
		where,
		what: `${required ? 'required ' : ''}${title} (${describeShape(shape)})`,
	};
}

function notRequired(where: string, title: string, inputs: readonly Input[]): Finding[] {
	if (inputs.every(({ alone }) => alone)) return [];
	const what = `${title} is required in the document, and stands in a collection here, where it may be left out`;
	return [{ kind: 'changed', where, what }];
}

function oursAlone({ route, title }: TableEndpoint, what: string, elsewhere?: string): Finding {
	if (elsewhere === undefined)
		return { kind: 'ours alone', where: route, what: `${what} of ${title}` };
	return {
		kind: 'changed',
		where: route,
		what: `${what} of ${title} belongs into the ${elsewhere}`,
	};
}

function compareFiles(
	{ route: where, files }: DocumentOperation,
	own: readonly TableEndpoint[],
): Finding[] {
	const ours = own.filter((endpoint) => endpoint.files);
	if (files) {
		// Not of lists: how HelloAsso cuts a file into pages is documented nowhere, n8n makes files of items.
		const isKnown = ours.length > 0 || own.every(({ paged }) => paged);
		return isKnown ? [] : [{ kind: 'missing', where, what: 'answers as CSV and Excel files' }];
	}
	return ours.map(({ title }) => ({ kind: 'ours alone', where, what: `files of ${title}` }));
}
