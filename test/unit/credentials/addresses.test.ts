import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { HelloAssoOAuth2Api } from '../../../credentials/HelloAssoOAuth2Api.credentials';

const { properties } = new HelloAssoOAuth2Api();

describe('plain http is for this machine only, because the client secret travels with it', () => {
	const node: INode = {
		id: '1',
		name: 'Any',
		type: 'any',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodeTypes = {
		getByNameAndVersion: () => ({ description: { properties: [] } }),
	} as unknown as INodeTypes;
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const accessTokenUrl = String(properties.find(({ name }) => name === 'accessTokenUrl')?.default);
	/** As n8n fills in a computed field of a credential. */
	const urlFor = (customApiUrl: string) =>
		expression.getComplexParameterValue(
			node,
			accessTokenUrl,
			'internal',
			{},
			undefined,
			undefined,
			{ environment: 'custom', customApiUrl },
		);

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
