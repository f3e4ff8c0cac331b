import { LoggerProxy } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';
import { takeFindings, watch, watchCall } from './secretWatch';

/** Every file of these tests ends with the question whether a secret was found. Here some are hidden, to be found. */
let sim: Simulator;
let other: Simulator;
beforeAll(async () => {
	[sim, other] = [await startSimulator(), await startSimulator()];
});
afterAll(async () => {
	await Promise.all([sim.stop(), other.stop()]);
});

const tokens = () => sim.connect('les-amis-du-velo');
const form = (fields: Record<string, string>) => ({
	method: 'POST',
	body: new URLSearchParams(fields),
});
const path = '/v5/users/me/organizations';

describe('on the wire', () => {
	test('a token in the authorization and what a token call takes are where they belong', async () => {
		const { access_token: access, refresh_token: refresh } = tokens();
		await fetch(sim.url + path, { headers: { authorization: `Bearer ${access}` } });
		const fields = { grant_type: 'refresh_token', refresh_token: refresh };
		const { clientId, clientSecret: secret } = sim.keys.partner;
		const key = { client_id: clientId, client_secret: secret };
		await fetch(`${sim.url}/oauth2/token`, form({ ...fields, ...key }));
		expect(sim.requests.map(({ status }) => status)).toEqual([200, 200]);
		expect(takeFindings()).toEqual([]);
	});

	test('anywhere else they are found, and at another host everywhere', async () => {
		const { access_token: access, refresh_token: refresh } = tokens();
		const secret = sim.keys.association.clientSecret;
		await fetch(`${sim.url}${path}?token=${access}`);
		await fetch(`${sim.url}/v5/${refresh}`);
		await fetch(sim.url + path, { headers: { 'x-key': secret } });
		await fetch(sim.url + path, { headers: { authorization: `Bearer ${refresh}` } });
		await fetch(sim.url + path, { method: 'POST', body: JSON.stringify({ secret }) });
		await fetch(`${sim.url}/oauth2/token`, form({ access }));
		await fetch(other.url + path, { headers: { authorization: `Bearer ${access}` } });
		await fetch(`${other.url}/oauth2/token`, form({ refresh }));
		expect(takeFindings()).toEqual([
			`access token in the address: GET ${path}`,
			'refresh token in the address: GET …',
			`client secret in a header: GET ${path}`,
			`refresh token in the authorization: GET ${path}`,
			`client secret in the body: POST ${path}`,
			'access token in the body: POST /oauth2/token',
			`access token in the authorization at another's host: GET ${path}`,
			"refresh token in the body at another's host: POST /oauth2/token",
		]);
	});
});

describe('in what comes out', () => {
	const call = async (options: object) =>
		await runNode({
			credential: credentialFor(sim),
			parameters: { resource: 'api', operation: 'call', path, options },
		});

	test.each([{}, { responseFormat: 'file' }, { fullResponse: true }])(
		'a token in the output is found, with %j',
		async (options) => {
			sim.failNext({ status: 200, body: { is: tokens().access_token }, match: { path: /^\/v5/ } });
			const { error } = await call(options);
			expect(error).toBeUndefined();
			expect(takeFindings()).toEqual(['access token in the execution']);
		},
	);

	test('a secret is found in the cause of an error, and in what n8n logs', async () => {
		const cause = new Error(`refused ${sim.keys.partner.clientSecret}`);
		const failing = Promise.reject(new Error('Failed', { cause }));
		await expect(watchCall('a search', failing)).rejects.toThrow('Failed');
		LoggerProxy.debug('Asked', { headers: { authorization: `Bearer ${tokens().access_token}` } });
		expect(takeFindings()).toEqual([
			'client secret in an error of a search',
			'access token in the log',
		]);
	});

	test('nothing is found in what holds none', () => {
		watch('a value', { id: sim.keys.association.clientId, of: [new Error('Failed')] });
		expect(takeFindings()).toEqual([]);
	});
});
