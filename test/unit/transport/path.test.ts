import { HelloAssoError } from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { buildPath, freePath } from '../../../nodes/HelloAsso/transport/path';
import { thrownBy } from '../../fixtures/thrown';

const PRODUCTION = 'https://api.helloasso.com';
const SIMULATOR = 'http://localhost:4010';

const slug = (value: string | number) => ({
	label: 'Organization',
	name: 'organizationSlug',
	value,
});
const organizationPath = (value: string | number) =>
	buildPath('/organizations/{organizationSlug}/items', [slug(value)]);

describe('buildPath', () => {
	it('fills every name of the route, whatever the order of the values', () => {
		const path = buildPath('/organizations/{organizationSlug}/forms/{formType}/{formSlug}/public', [
			{ label: 'Form', name: 'formSlug', value: 'summer-festival' },
			{ label: 'Form Type', name: 'formType', value: 'Event' },
			slug('my-association'),
		]);
		expect(path).toBe('/v5/organizations/my-association/forms/Event/summer-festival/public');
	});

	it('leaves a route without names as it is, under /v5', () => {
		expect(buildPath('/users/me/organizations', [])).toBe('/v5/users/me/organizations');
	});

	it.each([
		['my-association', 'my-association'],
		['  my-association\n', 'my-association'],
		[12578, '12578'],
		['été', '%C3%A9t%C3%A9'],
		['a b', 'a%20b'],
		['@evil.example', '%40evil.example'],
		['a:b;c=d&e+f', 'a%3Ab%3Bc%3Dd%26e%2Bf'],
		['v1.2', 'v1.2'],
		['..a', '..a'],
		['{formSlug}', '%7BformSlug%7D'],
		// Look-alikes of slash and dot stay what they are: characters of one segment.
		['\uFF0F\uFF0F', '%EF%BC%8F%EF%BC%8F'],
		['\uFF0E\uFF0E', '%EF%BC%8E%EF%BC%8E'],
		['\u2024\u2024', '%E2%80%A4%E2%80%A4'],
		['\u2215', '%E2%88%95'],
	])('keeps %p inside one segment', (value, segment) => {
		const path = organizationPath(value);
		expect(path).toBe(`/v5/organizations/${segment}/items`);
		expect(new URL(path, PRODUCTION).pathname).toBe(path);
		expect(new URL(path, PRODUCTION).origin).toBe(PRODUCTION);
	});

	it.each([
		'a/b',
		'/',
		'..',
		'.',
		'...',
		' .. ',
		'../oauth2/token',
		'a\\b',
		'..\\..',
		'%2f',
		'%2F',
		'%252f',
		'%2e%2e',
		'100%',
		'a?b=c',
		'a#b',
		'a\nb',
		'a\r\nHost: evil.example',
		'a\tb',
		'a\u0000b',
		'a\u007Fb',
		'a\u0085b',
		'\uD800',
		'a\uDFFF',
	])('refuses %p and names the parameter', async (value) => {
		const error = await thrownBy(() => organizationPath(value));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message: "'Organization' holds characters that are not allowed there",
			details: {
				description:
					"Enter the plain value without slashes, percent signs, question marks or line breaks. (Parameter 'organizationSlug'.)",
			},
		});
	});

	it.each(['', ' ', '\t\n', '\uFEFF'])('refuses %p as empty', async (value) => {
		expect(await thrownBy(() => organizationPath(value))).toMatchObject({
			type: 'invalidParameter',
			message: "'Organization' is empty",
		});
	});

	it('refuses a route that no value was given for', async () => {
		expect(await thrownBy(() => buildPath('/orders/{orderId}', [slug('a')]))).toMatchObject({
			type: 'invalidParameter',
			message: "The route '/orders/{orderId}' has no value for 'orderId'",
		});
	});
});

describe('freePath', () => {
	it.each([
		['/organizations/my-association', '/v5/organizations/my-association', ''],
		['organizations/my-association', '/v5/organizations/my-association', ''],
		['/v5/organizations/my-association', '/v5/organizations/my-association', ''],
		['v5/users/me/organizations', '/v5/users/me/organizations', ''],
		['  /users/me/organizations\n', '/v5/users/me/organizations', ''],
		['/v5', '/v5', ''],
		['/v5/', '/v5/', ''],
		['/v5x/organizations', '/v5/v5x/organizations', ''],
		['/v50', '/v5/v50', ''],
		['/V5/organizations', '/v5/V5/organizations', ''],
		[
			'/orders?from=2024-01-01&states=A&states=B',
			'/v5/orders',
			'from=2024-01-01&states=A&states=B',
		],
		['/orders?next=//evil.example/@x%2f..', '/v5/orders', 'next=//evil.example/@x%2f..'],
		['/orders?a=1?b=2', '/v5/orders', 'a=1?b=2'],
		['/orders?', '/v5/orders', ''],
		['/tags/f%C3%AAte', '/v5/tags/f%C3%AAte', ''],
		['/tags/fête', '/v5/tags/f%C3%AAte', ''],
		['/tags/a%20b', '/v5/tags/a%20b', ''],
		// Look-alikes of slash and dot are characters of one segment to a URL parser.
		['/tags/\uFF0F\uFF0Fevil.example', '/v5/tags/%EF%BC%8F%EF%BC%8Fevil.example', ''],
		['/tags/\uFF0E\uFF0E/x', '/v5/tags/%EF%BC%8E%EF%BC%8E/x', ''],
		['/tags/\u2024\u2024/x', '/v5/tags/%E2%80%A4%E2%80%A4/x', ''],
		['\uFF0F\uFF0Fevil.example', '/v5/%EF%BC%8F%EF%BC%8Fevil.example', ''],
		[
			'https://api.helloasso.com/v5/organizations/my-association',
			'/v5/organizations/my-association',
			'',
		],
		['HTTPS://API.HelloAsso.COM/v5/organizations/A', '/v5/organizations/A', ''],
		['https://api.helloasso.com/v5', '/v5', ''],
		['https://api.helloasso.com/v5/orders?a=b', '/v5/orders', 'a=b'],
		['https://api.helloasso.com/v5?a=b', '/v5', 'a=b'],
	])('takes %p', (input, path, query) => {
		expect(freePath(input, PRODUCTION)).toEqual({ path, query });
	});

	it('takes a full address with the port of the credential', () => {
		expect(freePath('http://localhost:4010/v5/orders/1', SIMULATOR)).toEqual({
			path: '/v5/orders/1',
			query: '',
		});
	});

	it.each([
		// other hosts, schemes and ports
		'https://evil.example/v5/users/me',
		'http://api.helloasso.com/v5/users/me',
		'ftp://api.helloasso.com/v5/users/me',
		'//evil.example/v5/users/me',
		'//api.helloasso.com/v5/users/me',
		'///evil.example/v5',
		'javascript:alert(1)',
		'data:text/plain,x',
		'https:/evil.example/v5',
		'https:evil.example/v5',
		'https://api.helloasso.com:8443/v5/users/me',
		// the other environments of HelloAsso
		'https://api.helloasso-sandbox.com/v5/users/me',
		'https://www.helloasso.com/v5/users/me',
		'https://auth.helloasso.com/v5/authorize',
		// the right beginning of a wrong address
		'https://api.helloasso.com.evil.example/v5/x',
		'https://api.helloasso.com@evil.example/v5',
		'https://api.helloasso.com:x@evil.example/v5/x',
		'https://user:secret@api.helloasso.com/v5/x',
		'https://api.helloasso.com/v5x',
		'https://api.helloasso.com/v5.evil',
		'https://api.helloasso.com/v50/orders',
		'https://api.helloasso.com/V6/orders',
		'https://api.helloasso.com/oauth2/token',
		'https://api.helloasso.com/',
		'https://api.helloasso.com',
		'https://api.helloasso.comv5/x',
	])('refuses %p: the token must not go there', async (input) => {
		const error = await thrownBy(() => freePath(input, PRODUCTION));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({
			type: 'invalidParameter',
			message:
				"'Path' leads outside of https://api.helloasso.com/v5, where the access token must not go",
		});
	});

	it('refuses the production host with a sandbox credential, and another port of the simulator', async () => {
		for (const [input, origin] of [
			['https://api.helloasso.com/v5/x', 'https://api.helloasso-sandbox.com'],
			['http://localhost:40100/v5/x', SIMULATOR],
			['http://localhost/v5/x', SIMULATOR],
		]) {
			expect(await thrownBy(() => freePath(input, origin))).toMatchObject({
				type: 'invalidParameter',
				message: `'Path' leads outside of ${origin}/v5, where the access token must not go`,
			});
		}
	});

	it.each([
		// dot segments, plain, encoded, mixed
		'/..',
		'/.',
		'..',
		'/../oauth2/token',
		'/v5/../oauth2/token',
		'/organizations/../../oauth2/token',
		'/organizations/..',
		'/organizations/./x',
		'/organizations/%2e%2e/x',
		'/organizations/%2E%2e/x',
		'/organizations/.%2e/x',
		'/organizations/%2E./x',
		'/organizations/%252e%252e/x',
		'https://api.helloasso.com/v5/../oauth2/token',
		'https://api.helloasso.com/v5/..',
		'https://api.helloasso.com/v5/%2e%2e/oauth2/token',
		// slashes and backslashes, encoded once, twice, thrice
		'/organizations/a%2fb',
		'/organizations/a%2Fb',
		'/organizations/a%252fb',
		'/organizations/a%25252Fb',
		'/organizations/a%5cb',
		'/organizations/a%255Cb',
		'/organizations/a%25255cb',
		// the same, with the hex digits themselves encoded
		'/organizations/a%25%32%66b',
		'/organizations/%25%32%65%25%32%65/x',
		// slashes that are no valid UTF-8, and the form of old servers
		'/organizations/a%c0%afb',
		'/organizations/a%u002fb',
		// plain backslashes and double slashes
		'\\\\evil.example\\v5',
		'/\\evil.example',
		'\\/evil.example',
		'/organizations\\..\\x',
		'https://api.helloasso.com/v5\\@evil.example',
		'https://api.helloasso.com\\@evil.example/v5/x',
		'/v5//evil.example',
		'/organizations//x',
		'https://api.helloasso.com/v5//evil.example/x',
		// @, blanks and control characters
		'/@evil.example',
		'@evil.example/v5',
		'https://api.helloasso.com/v5/@evil.example',
		'/organizations/a b',
		'/organizations/a\u00A0b',
		'/organizations/a\u2028b',
		'/organizations/a\tb',
		'/organizations/a\r\nHost:evil.example',
		'/organizations/a\u0000b',
		'/organizations/a\u0085b',
		'/orders?a=1\r\nHost:evil.example',
		// fragments, and what a URL parser would change
		'/organizations/a#b',
		'/orders?a=b#c',
		'/organizations/\uD800',
	])('refuses %p', async (input) => {
		const error = await thrownBy(() => freePath(input, PRODUCTION));
		expect(error).toBeInstanceOf(HelloAssoError);
		expect(error).toMatchObject({ type: 'invalidParameter' });
		expect((error as HelloAssoError).message).toMatch(/^'Path' /);
		expect((error as HelloAssoError).details.description).toMatch(/\(Parameter 'path'\.\)$/);
	});

	it.each([undefined, null, '', '  \n'])('refuses %p as empty', async (input) => {
		expect(await thrownBy(() => freePath(input, PRODUCTION))).toMatchObject({
			type: 'invalidParameter',
			message: "'Path' is empty",
		});
	});

	it('never yields a path that leaves the host or /v5, whatever the bytes', () => {
		const pieces = [
			'/',
			'.',
			'..',
			'%2e',
			'%2f',
			'@',
			':',
			'?',
			'v5',
			'a',
			'\uFF0F',
			'%',
			'//',
			';',
			'%40',
		];
		for (const one of pieces) {
			for (const two of pieces) {
				for (const three of pieces) {
					const input = `${one}${two}${three}/evil.example`;
					const outcome = attempt(input);
					if (outcome instanceof HelloAssoError) continue;
					const url = new URL(PRODUCTION + String(outcome));
					expect([input, url.origin, url.pathname]).toEqual([input, PRODUCTION, outcome]);
					expect(`${url.pathname}/`.startsWith('/v5/')).toBe(true);
				}
			}
		}
	});
});

/** The path, or what was thrown. */
function attempt(input: string): unknown {
	try {
		return freePath(input, PRODUCTION).path;
	} catch (error) {
		return error;
	}
}
