import type { INode, INodeParameters, INodeTypes } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import { HelloAssoOAuth2Api } from '../../../credentials/HelloAssoOAuth2Api.credentials';

const { properties } = new HelloAssoOAuth2Api();
const isShown = (name: string, values: INodeParameters) => {
	const property = properties.find((candidate) => candidate.name === name);
	return property && NodeHelpers.displayParameter(values, property, null, null);
};
const PLACEHOLDER = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';

describe("'Connection' is away exactly while n8n 1.x keeps a secret of its own", () => {
	it.each([
		['nothing', undefined, true],
		['an empty text', '', true],
		["the editor's placeholder", PLACEHOLDER, true],
		['a secret', 'q7Zt3Xb0aYkWc9LmN2pRsV1d', false],
		['one that starts with the first of all signs', '-0000000000000000000000-', false],
		['one that starts as the placeholder does', '__n8nzzzzzzzzzzzzzzzzzzz', false],
		['one that starts like the last of all signs', 'zzzzzzzzzzzzzzzzzzzzzzzz', false],
	])('%s', (_title, csrfSecret, expected) => {
		expect(isShown('grantType', { csrfSecret })).toBe(expected);
	});

	it("the secret itself is not there beside the placeholder of the code verifier's", () => {
		expect(isShown('csrfSecret', { codeVerifier: PLACEHOLDER })).toBe(false);
		expect([undefined, '', 'x'.repeat(128)].map((codeVerifier) => isShown('csrfSecret', { codeVerifier }))).toEqual([true, true, true]);
	});
});

describe('plain http is for this machine only, because the client secret travels with it', () => {
	const node: INode = { id: '1', name: 'Any', type: 'any', typeVersion: 1, position: [0, 0], parameters: {} };
	const nodeTypes = { getByNameAndVersion: () => ({ description: { properties: [] } }) } as unknown as INodeTypes;
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const accessTokenUrl = String(properties.find(({ name }) => name === 'accessTokenUrl')?.default);
	/** As n8n fills in a computed field of a credential. */
	const urlFor = (customApiUrl: string) =>
		expression.getComplexParameterValue(node, accessTokenUrl, 'internal', {}, undefined, undefined, { environment: 'custom', customApiUrl });

	it.each([
		'http://localhost:4010',
		'http://localhost',
		'HTTP://127.0.0.1:4010',
		'http://[::1]:4010',
		'https://api.example.org',
	])('%s', (address) => {
		expect(urlFor(address)).toBe(`${address}/oauth2/token`);
		expect(urlFor(`${address}/`)).toBe(`${address}/oauth2/token`);
	});

	it('blanks that were copied with it do no harm', () => {
		expect(urlFor('http://localhost:4010 ')).toBe('http://localhost:4010/oauth2/token');
	});

	it.each([
		'http://api.example.org',
		'http://localhost.example.org',
		'http://localhost:4010@api.example.org',
		'http://localhost:x@api.example.org/',
		'http://localhost:@api.example.org',
	])('%s is refused', (address) => {
		expect(urlFor(address)).toBe('https://api-url-must-begin-with-https.invalid/oauth2/token');
	});
});

it('no condition is a regular expression, which n8n 2.x may give up after 250 ms on a busy machine', () => {
	expect(JSON.stringify(properties.map(({ displayOptions }) => displayOptions))).not.toContain('regex');
});
