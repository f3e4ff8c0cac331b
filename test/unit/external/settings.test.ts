import { listenFor, readSettings } from '../../../tools/external/settings';

const ENV = {
	N8N_URL: 'http://127.0.0.1:5678/',
	N8N_EMAIL: 'owner@example.org',
	N8N_PASSWORD: 'x',
};

describe('readSettings', () => {
	test('takes address and login, and nothing else is needed', () => {
		expect(readSettings(ENV)).toEqual({
			url: 'http://127.0.0.1:5678',
			email: 'owner@example.org',
			password: 'x',
			packageName: undefined,
			simulatorUrl: undefined,
		});
	});

	test('without them › says all that is missing, and all that can be set', () => {
		const without = () => readSettings({ N8N_EMAIL: 'owner@example.org', N8N_PASSWORD: ' ' });
		expect(without).toThrow(
			'need N8N_URL, N8N_PASSWORD. Set\n  N8N_URL: the address of its editor',
		);
		for (const name of [...Object.keys(ENV), 'N8N_PACKAGE', 'HELLOASSO_SIMULATOR_URL'])
			expect(without).toThrow(`  ${name}: `);
	});

	test.each([
		['N8N_URL', '127.0.0.1:5678'],
		['N8N_URL', 'ftp://n8n.example.org'],
		['HELLOASSO_SIMULATOR_URL', 'host.docker.internal'],
	])('%s=%s › is refused as no address', (name, value) => {
		expect(() => readSettings({ ...ENV, [name]: value })).toThrow(
			`${name} is no http or https address: ${value}`,
		);
	});
});

describe('listenFor', () => {
	test.each([
		[undefined, '127.0.0.1', 0],
		['http://localhost:4010', '127.0.0.1', 4010],
		['http://[::1]:4010', '::1', 4010],
		['http://host.docker.internal:4010', '0.0.0.0', 4010],
		['http://192.0.2.7', '0.0.0.0', 80],
	])('%s › %s, port %i', (simulatorUrl, host, port) => {
		expect(listenFor(simulatorUrl)).toEqual({ host, port });
	});
});
