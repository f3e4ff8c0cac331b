import { compare } from '../../../tools/openapi/compare';
import { readOperations } from '../../../tools/openapi/document';
import { toFacts } from '../../../tools/openapi/facts';
import { agreeing, madeDocument } from './made';

const { schemas } = madeDocument().components;
const reference = (name: string) => ({ $ref: `#/components/schemas/Some.Name.Space.${name}` });

/** Two of its fields refer to others, in the ways in which HelloAsso writes references that may be null. */
function documentWithAnswer() {
	const document = madeDocument();
	const hat = {
		type: 'object',
		description: 'A thing to wear.',
		properties: {
			title: { type: 'string', maxLength: 20, title: 'What it is called' },
			description: { type: 'string', nullable: true },
			size: { allOf: [reference('Size')], nullable: true, description: 'How large it is.' },
			inside: reference('Hat'),
			prices: { type: 'array', items: { type: 'integer', format: 'int32' } },
		},
	};
	const schema = { type: 'array', items: reference('Hat') };
	const responses = {
		200: { description: 'Fine.', content: { 'text/csv': {}, 'application/json': { schema } } },
	};
	Object.assign(document.paths['/hats'].get, { responses });
	Object.assign(document.components.schemas, { ...schemas, 'Some.Name.Space.Hat': hat });
	return document;
}
const facts = toFacts(readOperations(documentWithAnswer()));

test('an operation › its rights, parameters, body and answer', () => {
	expect(facts.paths).toMatchObject({
		'/hats': {
			get: {
				'x-privileges': ['AccessTransactions'],
				'x-roles': ['OrganizationAdmin'],
				responses: {
					200: {
						content: {
							'application/json': {
								schema: { type: 'array', items: { $ref: '#/components/schemas/Hat' } },
							},
							'text/csv': {},
						},
					},
				},
			},
		},
		'/hats/{hatId}/sell': {
			post: {
				parameters: [
					{ name: 'x-hat', in: 'header', schema: { type: 'string' } },
					{ name: 'hatId', in: 'path', required: true, schema: { type: 'integer' } },
				],
				requestBody: {
					content: { 'application/json': { schema: { $ref: '#/components/schemas/HatBody' } } },
				},
			},
		},
	});
});

test('a schema › types and values, fields named like a sentence too, and no sentence', () => {
	expect(facts.components).toMatchObject({
		schemas: {
			Hat: {
				type: 'object',
				properties: {
					description: { type: 'string', nullable: true },
					inside: {},
					prices: { type: 'array', items: { type: 'integer', format: 'int32' } },
					size: { allOf: [{ $ref: '#/components/schemas/Size' }], nullable: true },
					title: { type: 'string', maxLength: 20 },
				},
			},
			Size: { type: 'string', enum: ['Small', 'Large'] },
		},
	});
	expect(JSON.stringify(facts)).not.toMatch(/wear|called|large it|Sells|Fine|List of/);
});

test('the order of the document › makes no difference', () => {
	const { paths, components, ...rest } = documentWithAnswer();
	const turned = {
		...rest,
		paths: Object.fromEntries(Object.entries(paths).reverse()),
		components: { schemas: Object.fromEntries(Object.entries(components.schemas).reverse()) },
	};
	expect(JSON.stringify(toFacts(readOperations(turned)))).toBe(JSON.stringify(facts));
});

test('read again › says the same, except for the summaries', () => {
	const operations = readOperations(documentWithAnswer()).map((one) => ({ ...one, summary: '' }));
	const again = readOperations(facts);
	expect(toFacts(again)).toEqual(facts);
	expect(
		again.map(({ route, body, privileges, roles, files }) => ({
			route,
			body,
			privileges,
			roles,
			files,
		})),
	).toEqual(
		operations.map(({ route, body, privileges, roles, files }) => ({
			route,
			body,
			privileges,
			roles,
			files,
		})),
	);
});

test('compared with ours › finds what the whole document lets it find', () => {
	const changed = { ...agreeing, simulator: agreeing.simulator.slice(1) };
	const found = compare(documentWithAnswer(), changed).findings.map(({ kind, what }) => ({
		kind,
		what,
	}));
	expect(found.length).toBeGreaterThan(0);
	expect(compare(facts, changed).findings.map(({ kind, what }) => ({ kind, what }))).toEqual(found);
});
