import { readSettings, SANDBOX } from '../../../tools/live/settings';

const KEY = { HELLOASSO_CLIENT_ID: 'id', HELLOASSO_CLIENT_SECRET: 'secret' };

describe('readSettings', () => {
	test('without a key › there is nothing to check', () => {
		expect(readSettings({ HELLOASSO_ORGANIZATION: 'les-amis-du-velo' })).toBeUndefined();
	});

	test('with a key › the sandbox, where it writes', () => {
		expect(readSettings(KEY)).toEqual({
			apiUrl: SANDBOX,
			key: { clientId: 'id', clientSecret: 'secret' },
			writes: true,
		});
	});

	test.each([
		'https://api.helloasso.com',
		'https://API.helloasso.com/',
		'https://api.helloasso.com:443',
	])('%s › is only read', (url) => {
		expect(readSettings({ ...KEY, HELLOASSO_API_URL: url })?.writes).toBe(false);
	});

	test.each([
		[{ HELLOASSO_CLIENT_ID: 'id' }, 'HELLOASSO_CLIENT_SECRET is missing'],
		[{ HELLOASSO_CLIENT_SECRET: 'secret' }, 'HELLOASSO_CLIENT_ID is missing'],
		[
			{ HELLOASSO_PARTNER_CLIENT_ID: 'id', HELLOASSO_PARTNER_CLIENT_SECRET: 'secret' },
			'HELLOASSO_CLIENT_ID and HELLOASSO_CLIENT_SECRET are missing',
		],
		[
			{ ...KEY, HELLOASSO_API_URL: 'api.helloasso.com' },
			'HELLOASSO_API_URL is no http or https address',
		],
		[{ ...KEY, HELLOASSO_API_URL: 'http://api.helloasso.com' }, 'HELLOASSO_API_URL is not https'],
	])('%j › is refused: %s', (env, message) => {
		expect(() => readSettings(env as NodeJS.ProcessEnv)).toThrow(message);
	});
});
