import { readOperations } from '../../../tools/openapi/document';
import { describeShape, toShape, UnreadableDocument } from '../../../tools/openapi/shape';

const document = (operation: object, item: object = {}) => ({
	openapi: '3.0.1',
	paths: { '/v5/hats/': { ...item, get: operation } },
});

describe('operations of a document', () => {
	test('the version of the API is no part of the route', () => {
		expect(readOperations(document({ summary: ' Hats ' }))).toMatchObject([
			{ route: 'GET /hats', summary: 'Hats', parameters: [], body: undefined, files: false },
		]);
	});

	test('parameters of the path hold for its methods, which may have their own', () => {
		const parameter = (name: string, type: string) => ({ name, in: 'query', schema: { type } });
		const [{ parameters }] = readOperations(
			document(
				{ parameters: [parameter('a', 'integer')] },
				{ parameters: [parameter('a', 'string'), parameter('b', 'string')] },
			),
		);
		expect(parameters.map(({ name, shape }) => [name, shape.type])).toEqual([
			['a', 'integer'],
			['b', 'string'],
		]);
	});

	test.each([
		[
			'French',
			"<b>Votre token doit avoir l''un de ces rôles : </b><br/>FormAdmin<br/>OrganizationAdmin<br/><br/>Si vous êtes une <b>association</b>, vous pouvez.<br/><b>Votre clientId doit avoir ces autorisations : </b> <br/> Checkout<br/><br/>",
			['FormAdmin', 'OrganizationAdmin'],
			['Checkout'],
		],
		[
			'English',
			'<B>Your clientId must be allowed all of those privileges : </B> <br> AccessPublicData<br />\nFormOpenDirectory',
			[],
			['AccessPublicData', 'FormOpenDirectory'],
		],
		['nothing', 'Returns <b>all</b> hats.<br/>Hats', [], []],
	])('roles and privileges in %s', (_, description, roles, privileges) => {
		expect(readOperations(document({ description }))).toMatchObject([{ roles, privileges }]);
	});

	test.each([
		['an array', [], 'not a JSON object'],
		['Swagger 2', { swagger: '2.0', paths: {} }, 'but is Swagger 2.0'],
		['any JSON', { name: 'x' }, 'but is something else'],
		['a document without paths', { openapi: '3.0.1', paths: {} }, 'no paths'],
		[
			'a lost reference',
			document({ parameters: [{ $ref: '#/components/parameters/x' }] }),
			"'#/components/parameters/x' is missing",
		],
		[
			'a reference into another file',
			document({ parameters: [{ $ref: 'other.json#/x' }] }),
			'leads nowhere',
		],
	])('%s is refused', (_, unreadable, reason) => {
		expect(() => readOperations(unreadable)).toThrow(UnreadableDocument);
		expect(() => readOperations(unreadable)).toThrow(reason);
	});
});

describe('shapes', () => {
	const root = {
		schemas: {
			'Some.Hat': {
				type: 'object',
				required: ['size'],
				properties: { size: { $ref: '#/schemas/Size' }, inside: { $ref: '#/schemas/Some.Hat' } },
			},
			Size: { type: 'string', enum: ['S', null, 'L'] },
			Loop: { $ref: '#/schemas/Loop' },
		},
	};

	test('references are followed, and end where they come back', () => {
		const { name, required, fields } = toShape({ $ref: '#/schemas/Some.Hat' }, root);
		expect({ name, required }).toEqual({ name: 'Hat', required: ['size'] });
		expect(fields?.get('size')).toMatchObject({ name: 'Size', values: ['S', 'L'] });
		expect(fields?.get('inside')).toMatchObject({ name: 'Hat', type: 'any', fields: undefined });
		expect(() => toShape({ $ref: '#/schemas/Loop' }, root)).toThrow(UnreadableDocument);
	});

	test('allOf is one schema', () => {
		const shape = toShape(
			{
				allOf: [
					{ $ref: '#/schemas/Some.Hat' },
					{ type: 'object', required: ['x'], properties: { x: { type: 'integer' } } },
				],
				nullable: true,
			},
			root,
		);
		expect([...(shape.fields?.keys() ?? [])].sort()).toEqual(['inside', 'size', 'x']);
		expect(shape).toMatchObject({ name: 'Hat', nullable: true });
		expect([...shape.required].sort()).toEqual(['size', 'x']);
	});

	test.each([
		[{ type: 'array', items: { $ref: '#/schemas/Size' } }, 'list of Size'],
		[{ type: ['string', 'null'], format: 'date-time' }, 'date-time'],
		[{ enum: ['a', 'b'] }, 'one of a, b'],
		[{ nullable: true }, 'any'],
	])('%j is described as %s', (schema, words) => {
		expect(describeShape(toShape(schema, root))).toBe(words);
	});
});
