import { apiOrigin } from '../../../nodes/HelloAsso/transport/environments';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { thrownBy } from '../../fixtures/thrown';

const custom = (customApiUrl: string | undefined) =>
	apiOrigin({ environment: 'custom', customApiUrl: customApiUrl as string });

describe('apiOrigin', () => {
	it('knows the documented hosts, and production when nothing is chosen', () => {
		expect(apiOrigin({ environment: 'production' })).toBe('https://api.helloasso.com');
		expect(apiOrigin({ environment: 'sandbox' })).toBe('https://api.helloasso-sandbox.com');
		expect(apiOrigin({})).toBe('https://api.helloasso.com');
	});

	it('takes a custom address only where custom is chosen', () => {
		expect(apiOrigin({ environment: 'production', customApiUrl: 'https://evil.example' })).toBe(
			'https://api.helloasso.com',
		);
		expect(apiOrigin({ environment: 'sandbox', customApiUrl: 'https://evil.example' })).toBe(
			'https://api.helloasso-sandbox.com',
		);
	});

	it.each(['staging', '', 'Production', 'constructor', '__proto__'])(
		'refuses the environment %p',
		async (environment) => {
			expect(await thrownBy(() => apiOrigin({ environment }))).toMatchObject({
				type: 'invalidParameter',
				message: `'Environment' of the credential is '${environment}', which does not exist`,
				details: {
					description:
						"Open the credential and choose Production, Sandbox or Custom. (Parameter 'environment'.)",
				},
			});
		},
	);

	it.each([
		['https://api.example.org', 'https://api.example.org'],
		[' https://api.example.org/ ', 'https://api.example.org'],
		['https://API.example.org:443', 'https://api.example.org'],
		['https://api.example.org:8443/', 'https://api.example.org:8443'],
		['http://localhost:4010', 'http://localhost:4010'],
		['http://LOCALHOST:4010/', 'http://localhost:4010'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('takes %p', (address, origin) => {
		expect(custom(address)).toBe(origin);
	});

	it.each([
		undefined,
		'',
		'api.example.org',
		'http://api.example.org',
		'http://localhost.evil.example:4010',
		'http://127.0.0.1.evil.example',
		'http://evil.example/localhost',
		'http://localhost@evil.example',
		'http://0.0.0.0:4010',
		'http://192.168.0.1:4010',
		'ftp://localhost',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'https://',
	])('refuses %p: the token would travel in clear or nowhere', async (address) => {
		const error = await thrownBy(() => custom(address));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message:
				"'API URL' of the credential is not an address that HelloAsso's token may be sent to",
		});
	});

	it.each([
		'https://api.example.org/v5',
		'https://api.example.org//',
		'https://user@api.example.org',
		'https://user:secret@api.example.org',
		'https://api.example.org?x=1',
		'https://api.example.org/#x',
		'http://localhost:4010/v5',
	])('refuses %p: more than scheme, host and port', async (address) => {
		const error = (await thrownBy(() => custom(address))) as HelloAssoError;
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message: "'API URL' of the credential holds more than scheme, host and port",
		});
		expect(`${error.message} ${error.details.description}`).not.toContain('secret');
	});
});
