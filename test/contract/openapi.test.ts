import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom } from '../../nodes/HelloAsso/actions/operation';
import { hasOpenApi, OPENAPI_FILE } from './sources';
/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { readFileSync } from 'node:fs';

interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	schema?: { type?: string; items?: { $ref?: string }; $ref?: string };
}
interface Specification {
	paths: Record<string, Record<string, { parameters?: Parameter[]; description?: string }>>;
	components: { schemas: Record<string, { enum?: string[] }> };
}

const endpoints = RESOURCES.flatMap(({ value: resource, operations }) =>
	operations.flatMap((operation) =>
		isCustom(operation)
			? []
			: Object.values(operation.endpoints).map((endpoint) => ({
					title: `${resource}/${operation.value}: ${endpoint.route}`,
					operation,
					endpoint,
				})),
	),
);

if (!hasOpenApi) {
	// eslint-disable-next-line no-console -- the reason for the skip has to be seen
	console.log("Skipped: HelloAsso's OpenAPI file does not lie beside the project.");
}
const describeWithFile = hasOpenApi ? describe : describe.skip;

describeWithFile("HelloAsso's own specification", () => {
	const specification = hasOpenApi
		? (JSON.parse(readFileSync(OPENAPI_FILE, 'utf8')) as Specification)
		: undefined;
	const known = new Map(
		Object.entries(specification?.paths ?? {}).flatMap(([path, methods]) =>
			Object.entries(methods).map(([method, definition]) => [
				`${method.toUpperCase()} ${path.replace(/^\/v5/, '')}`,
				definition,
			]),
		),
	);
	const enumOf = (parameter: Parameter) => {
		const reference = parameter.schema?.items?.$ref ?? parameter.schema?.$ref;
		return specification?.components.schemas[reference?.split('/').pop() ?? '']?.enum;
	};

	test('it was read', () => {
		expect(known.size).toBe(35);
	});

	test.each(endpoints)('$title', ({ operation, endpoint }) => {
		const definition = known.get(endpoint.route);
		expect(definition).toBeDefined();
		const parameters = definition?.parameters ?? [];
		const inPath = parameters.filter((parameter) => parameter.in === 'path');
		const inQuery = parameters.filter((parameter) => parameter.in === 'query');
		expect(Object.keys(endpoint.path).sort()).toEqual(inPath.map(({ name }) => name).sort());

		const ours = { ...endpoint.filters, ...endpoint.options };
		const paging = operation.returns === 'many' ? ['continuationToken', 'pageIndex', 'pageSize'] : [];
		expect([...Object.keys(ours), ...paging].sort()).toEqual(inQuery.map(({ name }) => name).sort());

		for (const [name, { property }] of Object.entries(ours)) {
			const parameter = inQuery.find((candidate) => candidate.name === name);
			const allowed = parameter && enumOf(parameter);
			if (!allowed) continue;
			const offered = (property.options ?? []).map((option) => (option as { value: string }).value);
			expect({ name, unknown: offered.filter((value) => !allowed.includes(value)) }).toEqual({
				name,
				unknown: [],
			});
		}
	});
});
