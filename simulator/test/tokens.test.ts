import { startSimulator, type Simulator } from '../index';
import { Api, getToken, NOW, postToken, send, type TokenAnswer } from './api';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ME = '/users/me/organizations';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 1 } });
});
afterEach(() => sim.stop());

const refresh = (refreshToken: string, more = {}) =>
	postToken(sim, { grant_type: 'refresh_token', refresh_token: refreshToken, ...more });
const works = async (token: string) => (await new Api(sim, token).get(ME)).status;

describe('client credentials', () => {
	test('give the four fields, and a JWT with privileges and half an hour of life', async () => {
		const answer = await getToken(sim, sim.keys.association);
		expect(answer).toEqual({
			access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
			refresh_token: expect.stringMatching(/^[\w-]{40,}$/),
			token_type: 'bearer',
			expires_in: 1800,
		});
		const claims = JSON.parse(
			Buffer.from(answer.access_token.split('.')[1], 'base64url').toString(),
		) as Record<string, unknown>;
		expect(claims).toMatchObject({ cps: ['AccessPublicData', 'AccessTransactions', 'Checkout'] });
		expect((claims.exp as number) - (claims.iat as number)).toBe(1800);
		expect(Math.abs((claims.iat as number) * 1000 - Date.parse(NOW))).toBeLessThan(MINUTE);
	});

	test.each([
		[
			'a wrong secret',
			() => ({ client_id: sim.keys.association.clientId, client_secret: 'wrong' }),
		],
		['an unknown client', () => ({ client_id: 'nobody', client_secret: 'x' })],
		['no credentials', () => ({})],
	])('refuse %s', async (_name, fields) => {
		const answer = await postToken(sim, { grant_type: 'client_credentials', ...fields() });
		expect(answer.status).toBe(400);
		expect(answer.json).toEqual({
			error: 'unauthorized_client',
			error_description: 'Invalid client',
		});
	});

	test('are not read from HTTP Basic', async () => {
		const { clientId, clientSecret } = sim.keys.association;
		const answer = await send(sim, '/oauth2/token', {
			method: 'POST',
			headers: {
				'user-agent': 'tests',
				'content-type': 'application/x-www-form-urlencoded',
				authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
			},
			body: 'grant_type=client_credentials',
		});
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: 'unauthorized_client' });
	});

	test('are not read from JSON', async () => {
		const { clientId, clientSecret } = sim.keys.association;
		const answer = await send(sim, '/oauth2/token', {
			method: 'POST',
			headers: { 'user-agent': 'tests', 'content-type': 'application/json' },
			body: JSON.stringify({
				grant_type: 'client_credentials',
				client_id: clientId,
				client_secret: clientSecret,
			}),
		});
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: 'invalid_request' });
	});

	test('the endpoint is not under /v5', async () => {
		const answer = await new Api(sim, 'x').call('POST', '/oauth2/token');
		expect(answer.status).toBe(404);
	});
});

describe('access tokens', () => {
	test.each([
		['none', undefined],
		['nonsense', 'Bearer x'],
		['another scheme', 'Basic abc'],
		['a forged signature', 'forged'],
	])('%s is a 401 with an empty body', async (_name, header) => {
		const { access_token: token } = await getToken(sim, sim.keys.association);
		const forged = `Bearer ${token.split('.').slice(0, 2).join('.')}.AAAA`;
		const authorization = header === 'forged' ? forged : header;
		const answer = await send(sim, `/v5${ME}`, {
			headers: {
				'user-agent': 'tests',
				accept: '*/*',
				...(authorization ? { authorization } : {}),
			},
		});
		expect(answer.status).toBe(401);
		expect(answer.text).toBe('');
		expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
	});

	test('live for 30 minutes of simulated time', async () => {
		const { access_token: token } = await getToken(sim, sim.keys.association);
		sim.advance(29 * MINUTE);
		expect(await works(token)).toBe(200);
		sim.advance(MINUTE);
		expect(await works(token)).toBe(401);
	});

	test('expireTokens ends them and leaves the refresh token', async () => {
		const { access_token: token, refresh_token: refreshToken } = await getToken(
			sim,
			sim.keys.association,
		);
		sim.expireTokens();
		expect(await works(token)).toBe(401);
		const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as {
			exp: number;
		};
		expect(exp * 1000).toBeLessThan(sim.now());
		expect((await refresh(refreshToken)).status).toBe(200);
	});

	test('revokeTokens ends them before their time', async () => {
		const { access_token: token } = await getToken(sim, sim.keys.association);
		sim.revokeTokens();
		expect(await works(token)).toBe(401);
		const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as {
			exp: number;
		};
		expect(exp * 1000).toBeGreaterThan(sim.now());
	});

	test('disconnect ends access and refresh', async () => {
		const { access_token: token, refresh_token: refreshToken } = await getToken(
			sim,
			sim.keys.association,
		);
		const answer = await send(sim, '/oauth2/disconnect', {
			headers: { 'user-agent': 'tests', authorization: `Bearer ${token}` },
		});
		expect(answer.status).toBe(200);
		expect(await works(token)).toBe(401);
		expect((await refresh(refreshToken)).status).toBe(400);
	});
});

describe('refresh', () => {
	test('needs no secret, gives a new pair, and leaves the old access token alone', async () => {
		const first = await getToken(sim, sim.keys.association);
		const answer = await refresh(first.refresh_token);
		expect(answer.status).toBe(200);
		const second = answer.json as TokenAnswer;
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect(await works(second.access_token)).toBe(200);
		expect(await works(first.access_token)).toBe(200);
	});

	test('A again gives C and revokes B', async () => {
		const { refresh_token: a } = await getToken(sim, sim.keys.association);
		const { refresh_token: b } = (await refresh(a)).json as TokenAnswer;
		const { refresh_token: c } = (await refresh(a)).json as TokenAnswer;
		const refused = await refresh(b);
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ error: 'access_denied' });
		expect((await refresh(c)).status).toBe(200);
	});

	test('takes id and secret too, if they are right', async () => {
		const { refresh_token: token } = await getToken(sim, sim.keys.association);
		const { clientId, clientSecret } = sim.keys.association;
		const right = { client_id: clientId, client_secret: clientSecret };
		expect((await refresh(token, right)).status).toBe(200);
		const wrong = await refresh(token, { client_id: sim.keys.partner.clientId });
		expect(wrong.json).toMatchObject({ error: 'unauthorized_client' });
	});

	test('works for 30 days', async () => {
		const { refresh_token: token } = await getToken(sim, sim.keys.association);
		sim.advance(30 * DAY - MINUTE);
		expect((await refresh(token)).status).toBe(200);
		sim.advance(MINUTE);
		expect((await refresh(token)).status).toBe(400);
	});

	test('an unknown token and an unknown grant', async () => {
		expect((await refresh('nothing')).json).toMatchObject({ error: 'access_denied' });
		const answer = await postToken(sim, { grant_type: 'password' });
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: 'unsupported_grant_type' });
	});
});

describe('limits of the token endpoint', () => {
	async function statuses(calls: number): Promise<number[]> {
		const { clientId, clientSecret } = sim.keys.association;
		const fields = {
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
		};
		const seen: number[] = [];
		for (let call = 0; call < calls; call += 1) seen.push((await postToken(sim, fields)).status);
		return seen;
	}
	const times = (count: number, status: number) => Array<number>(count).fill(status);

	test('10 in 10 s, 20 in 10 min, 50 in an hour', async () => {
		expect(await statuses(11)).toEqual([...times(10, 200), 429]);
		sim.advance(10_000);
		expect(await statuses(11)).toEqual([...times(10, 200), 429]);
		sim.advance(10_000);
		expect(await statuses(1)).toEqual([429]);
		sim.advance(10 * MINUTE);
		expect(await statuses(10)).toEqual(times(10, 200));
		sim.advance(10_000);
		expect(await statuses(10)).toEqual(times(10, 200));
		sim.advance(10 * MINUTE);
		expect(await statuses(10)).toEqual(times(10, 200));
		sim.advance(10 * MINUTE);
		expect(await statuses(1)).toEqual([429]);
		sim.advance(60 * MINUTE);
		expect(await statuses(1)).toEqual([200]);
	});

	test('tell how long to wait, and count each client for itself', async () => {
		await statuses(10);
		const { clientId, clientSecret } = sim.keys.association;
		const fields = {
			grant_type: 'client_credentials',
			client_id: clientId,
			client_secret: clientSecret,
		};
		const refused = await postToken(sim, fields);
		expect(refused.status).toBe(429);
		expect(refused.text).toBe('');
		expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
		expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(10);
		expect((await getToken(sim, sim.keys.partner)).token_type).toBe('bearer');
	});

	test('can be reset and switched off', async () => {
		await statuses(10);
		sim.resetTokenLimits();
		expect(await statuses(11)).toEqual([...times(10, 200), 429]);
		sim.setTokenLimits(false);
		expect(await statuses(15)).toEqual(times(15, 200));
	});
});
