import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
/** A host that is not the credential's: nothing may ever arrive there. */
let foreign: Simulator;
beforeAll(async () => {
	[sim, foreign] = await Promise.all([startSimulator(), startSimulator()]);
});
/** One for all tests, as in n8n: each new one would cost a token, and HelloAsso counts them. */
let credential: Credential;
beforeAll(() => {
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
	foreign.clearRequests();
});
afterAll(async () => {
	await Promise.all([sim.stop(), foreign.stop()]);
});

const call = async (parameters: object, used = credential) =>
	await runNode({
		credential: used,
		parameters: { resource: 'api', operation: 'call', ...parameters },
	});

describe('what is sent', () => {
	test.each([
		['without /v5', '/users/me/organizations'],
		['with /v5', '/v5/users/me/organizations'],
		['without leading slash', 'users/me/organizations'],
	])('a path %s', async (_name, path) => {
		const { json, error } = await call({ path });
		expect(error).toBeUndefined();
		expect(json()).toMatchObject([{ organizationSlug: sim.organizationSlug }]);
		expect(sim.apiRequests.map(({ method, url }) => [method, url])).toEqual([
			['GET', '/v5/users/me/organizations'],
		]);
	});

	test('a full address of the own host, its query and the parameters together', async () => {
		await call({
			path: `${sim.url}/v5/organizations/${sim.organizationSlug}/forms?formTypes=Event`,
			limit: 1,
			queryParameters: {
				parameters: [
					{ name: 'states', value: 'Public' },
					{ name: 'states', value: 'Private' },
				],
			},
		});
		expect(sim.apiRequests.map(({ query }) => query)).toEqual([
			{ formTypes: 'Event', states: ['Public', 'Private'] },
		]);
	});

	test('headers, and JSON and User-Agent by itself', async () => {
		await call({
			path: '/users/me/organizations',
			headerParameters: { parameters: [{ name: 'X-Test', value: 'one' }] },
		});
		const { headers } = sim.apiRequests[0];
		expect(headers).toMatchObject({
			accept: 'application/json',
			'user-agent': 'n8n-nodes-helloasso',
			'x-test': 'one',
		});
		expect(headers.authorization).toMatch(/^Bearer eyJ/);
	});

	test('no token when it is switched off', async () => {
		const { error } = await call({
			path: '/users/me/organizations',
			options: { sendAccessToken: false },
		});
		expect(sim.apiRequests[0].headers.authorization).toBeUndefined();
		expect(sim.tokenRequests).toHaveLength(0);
		expect(error?.context).toMatchObject({ errorType: 'unauthorized' });
	});

	test('a write is sent once, though the answer is lost', async () => {
		sim.failNext({ match: { method: 'PUT' }, resetAfterHandling: true });
		const { error } = await call({
			method: 'PUT',
			path: '/partners/me/api-clients',
			body: '{"domain":"example.org"}',
		});
		expect(sim.apiRequests.map(({ method, body }) => [method, body])).toEqual([
			['PUT', { domain: 'example.org' }],
		]);
		expect(error?.context).toMatchObject({ errorType: 'connection' });
		expect(error?.description).toContain(
			'It is not known whether HelloAsso carried the request out',
		);
	});

	test('a read whose answer is lost is sent again', async () => {
		sim.failNext({ match: { path: /organizations$/ }, reset: true });
		const { json } = await call({ path: '/users/me/organizations' });
		expect(json()).toHaveLength(1);
		expect(sim.apiRequests).toHaveLength(2);
	});
});

describe('what comes back', () => {
	test('the full response', async () => {
		const { json } = await call({
			path: '/users/me/organizations',
			options: { fullResponse: true },
		});
		expect(json()).toMatchObject([
			{ statusCode: 200, body: [{ organizationSlug: sim.organizationSlug }] },
		]);
		expect(JSON.stringify(json())).not.toContain('eyJ');
	});

	test('text', async () => {
		const { json } = await call({
			path: '/users/me/organizations',
			options: { responseFormat: 'text' },
		});
		expect(JSON.parse(json()[0].data as string)).toMatchObject([
			{ organizationSlug: sim.organizationSlug },
		]);
	});

	test('a file', async () => {
		const { output } = await call({
			path: '/users/me/organizations',
			options: { responseFormat: 'file', binaryPropertyName: 'answer' },
		});
		const { binary, json } = output()[0];
		expect(json).toEqual({});
		expect(Object.keys(binary ?? {})).toEqual(['answer']);
		expect(binary?.answer.mimeType).toBe('application/json');
		expect(JSON.parse(Buffer.from(binary?.answer.data ?? '', 'base64').toString())).toMatchObject([
			{ organizationSlug: sim.organizationSlug },
		]);
	});

	test('an answer without body is a success', async () => {
		sim.failNext({ match: { method: 'PUT' }, status: 200, empty: true });
		const { json } = await call({
			method: 'PUT',
			path: '/partners/me/api-clients',
			body: '{"domain":"example.org"}',
		});
		expect(json()).toEqual([{ success: true }]);
	});
});

describe('no other host is reached', () => {
	const hosts = (url: string) => url.replace('http://', '');
	const hostile: Array<[string, (foreignUrl: string, ownUrl: string) => string]> = [
		['an absolute address', (other) => `${other}/v5/users/me/organizations`],
		['a protocol-relative address', (other) => `//${hosts(other)}/v5/users/me/organizations`],
		['three slashes', (other) => `///${hosts(other)}/v5`],
		['a host behind @', (other, own) => `${own}@${hosts(other)}/v5/users/me/organizations`],
		['a path that begins with @', (other) => `@${hosts(other)}/v5`],
		['backslashes', (other) => `\\\\${hosts(other)}\\v5`],
		['slash and backslash', (other) => `/\\${hosts(other)}/v5`],
		['an encoded slash', () => '/organizations/%2F%2Fevil'],
		['a doubly encoded slash', () => '/organizations/%252Fevil'],
		['two dots', () => '/organizations/../../oauth2/token'],
		['encoded dots', () => '/organizations/%2e%2E/oauth2'],
		['one dot', () => '/organizations/./x'],
		['the token endpoint', (_other, own) => `${own}/oauth2/token`],
		[
			'production, from another environment',
			() => 'https://api.helloasso.com/v5/users/me/organizations',
		],
		[
			'the sandbox, from another environment',
			() => 'https://api.helloasso-sandbox.com/v5/users/me/organizations',
		],
		['a host that only begins alike', (_other, own) => `${own}.evil.example/v5/users`],
		['another scheme', () => 'file:///etc/passwd'],
		['javascript', () => 'javascript:alert(1)'],
		['a line break', () => '/users/me\r\nHost: evil.example'],
		['nothing', () => '  '],
	];

	test.each(hostile)('%s', async (_name, address) => {
		const { error, output } = await call({ path: address(foreign.url, sim.url) });
		expect(error?.message).toMatch(/^'Path' /);
		expect(error?.description).toMatch(/\(Parameter 'path'\.\)$/);
		expect(error?.context).toMatchObject({ errorType: 'invalidParameter' });
		expect(output()).toEqual([]);
		expect(sim.requests).toHaveLength(0);
		expect(foreign.requests).toHaveLength(0);
	});

	test('a redirect is not followed', async () => {
		sim.failNext(
			{ match: { path: /^\/v5\// }, redirectTo: `${foreign.url}/v5/users/me/organizations` },
			5,
		);
		const { error } = await call({ path: '/users/me/organizations' });
		expect(error?.message).toBe(
			'HelloAsso answered with a redirect (status 302), which is not followed',
		);
		expect(error?.context).toMatchObject({ errorType: 'invalidResponse' });
		expect(sim.apiRequests).toHaveLength(1);
		expect(foreign.requests).toHaveLength(0);
	});

	test.each(['Host', 'authorization', 'Content-Length', 'Transfer-Encoding', 'Cookie'])(
		'the header %s cannot be set',
		async (name) => {
			const { error } = await call({
				path: '/users/me/organizations',
				headerParameters: { parameters: [{ name, value: 'x' }] },
			});
			expect(error?.message).toContain(`'${name === 'authorization' ? 'Authorization' : name}'`);
			expect(error?.message).toMatch(/^'Headers' must not set/);
			expect(sim.requests).toHaveLength(0);
		},
	);

	test.each([
		'http://192.0.2.1:4010',
		'ftp://localhost',
		'https://user:pass@example.org',
		'https://example.org/v5',
		'nonsense',
		'',
	])('a custom API URL like %p is refused', async (customApiUrl) => {
		const { error } = await call(
			{ path: '/users/me/organizations' },
			credentialFor(sim, 'association', { customApiUrl }),
		);
		expect(error?.message).toMatch(/^'API URL' of the credential/);
		expect(sim.requests).toHaveLength(0);
	});
});

describe('bad input', () => {
	test.each(['{"a":', 'text', '5'])('body %p', async (body) => {
		const { error } = await call({ method: 'POST', path: '/directory/forms', body });
		expect(error?.message).toBe("'Body' is not a JSON object");
		expect(sim.requests).toHaveLength(0);
	});
});
