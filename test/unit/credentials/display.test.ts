import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
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

it('no condition is a regular expression, which n8n 2.x may give up after 250 ms on a busy machine', () => {
	expect(JSON.stringify(properties.map(({ displayOptions }) => displayOptions))).not.toContain('regex');
});
