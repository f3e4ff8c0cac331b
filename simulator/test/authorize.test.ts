import { createHash } from 'node:crypto';
import { startSimulator, type Simulator } from '../index';
import { Api, NOW, postToken, send, type Answer } from './api';

const MINUTE = 60_000;
const VERIFIER = 'v'.repeat(43);
const REDIRECT = 'https://n8n.example.org/rest/oauth2-credential/callback';
const challenge = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 1 } });
	sim.data.partnerDomain = 'n8n.example.org';
});
afterEach(() => sim.stop());

type Fields = Record<string, string | undefined>;

const parameters = (changes: Fields = {}): Record<string, string> => {
	const all: Fields = {
		client_id: sim.keys.partner.clientId,
		redirect_uri: REDIRECT,
		response_type: 'code',
		scope: '',
		state: 'xyz',
		code_challenge: challenge(VERIFIER),
		code_challenge_method: 'S256',
		...changes,
	};
	return Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
};

const headers = { 'user-agent': 'tests' };
const open = (changes?: Fields) =>
	send(sim, `/authorize?${new URLSearchParams(parameters(changes)).toString()}`, { headers });
const decide = (decision: string, changes?: Fields) =>
	send(sim, '/authorize', {
		method: 'POST',
		headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({
			...parameters(changes),
			organization: 'jardins-partages',
			decision,
		}).toString(),
	});
const target = ({ headers: { location } }: Answer) => new URL(String(location));
const codeOf = async (changes?: Fields) =>
	target(await decide('accept', changes)).searchParams.get('code') ?? '';
const exchange = (code: string, changes: Record<string, string> = {}) =>
	postToken(sim, {
		grant_type: 'authorization_code',
		client_id: sim.keys.partner.clientId,
		client_secret: sim.keys.partner.clientSecret,
		code,
		redirect_uri: REDIRECT,
		code_verifier: VERIFIER,
		...changes,
	});

describe('the authorize page', () => {
	test('shows every association in a form, and refuses to be framed', async () => {
		const { status, headers: answered, text } = await open();
		expect(status).toBe(200);
		expect(answered).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'x-frame-options': 'DENY',
			'content-security-policy': "frame-ancestors 'none'",
		});
		for (const { organizationSlug } of sim.data.organizations)
			expect(text).toContain(`value="${organizationSlug}"`);
		expect(text).not.toContain('<script');
	});

	test('sends back with a code when the association accepts', async () => {
		const answer = await decide('accept');
		expect(answer.status).toBe(302);
		const { origin, pathname, searchParams } = target(answer);
		expect(origin + pathname).toBe(REDIRECT);
		expect([...searchParams.keys()]).toEqual(['code', 'state']);
		expect(searchParams.get('state')).toBe('xyz');
		expect(sim.data.organization('jardins-partages')?.linkedToPartner).toBe(true);
	});

	test('sends back with an error when it refuses', async () => {
		expect(Object.fromEntries(target(await decide('refuse')).searchParams)).toEqual({
			error: 'access_denied',
			error_description: 'The organization refused the access',
			state: 'xyz',
		});
	});

	test('escapes what it was given', async () => {
		const { text } = await open({ state: '"><script>alert(1)</script>' });
		expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
	});

	test.each<[string, Fields]>([
		['an unknown client', { client_id: 'nobody' }],
		['no client', { client_id: undefined }],
		['no redirect address', { redirect_uri: undefined }],
		['a redirect address that is none', { redirect_uri: 'callback' }],
		['plain http', { redirect_uri: 'http://n8n.example.org/callback' }],
		['a local address', { redirect_uri: 'http://127.0.0.1:5678/callback' }],
		['another domain', { redirect_uri: 'https://n8n.example.com/callback' }],
		['a sub-domain', { redirect_uri: 'https://a.n8n.example.org/callback' }],
		['a domain that ends alike', { redirect_uri: 'https://evil-n8n.example.org/callback' }],
		['a state of 500 characters', { state: 's'.repeat(500) }],
	])('sends nobody back for %s, but says so', async (_what, changes) => {
		for (const answer of [await open(changes), await decide('accept', changes)]) {
			expect(answer.status).toBe(400);
			expect(answer.headers.location).toBeUndefined();
			expect(answer.headers['x-frame-options']).toBe('DENY');
			expect(answer.text).toMatch(/<p role="alert">[^<]+<\/p>/);
		}
	});

	test("is for partners only, not for an association's own key", async () => {
		expect((await open({ client_id: sim.keys.association.clientId })).status).toBe(400);
	});

	test('takes a state of 499 characters, and none', async () => {
		expect((await open({ state: 's'.repeat(499) })).status).toBe(200);
		expect((await open({ state: undefined })).status).toBe(200);
		expect(target(await decide('accept', { state: undefined })).searchParams.has('state')).toBe(
			false,
		);
	});

	test.each<[string, Fields]>([
		['no challenge', { code_challenge: undefined }],
		['a challenge of another length', { code_challenge: 'abc' }],
		['no method', { code_challenge_method: undefined }],
		['the method plain', { code_challenge_method: 'plain' }],
	])('tells the partner of %s', async (_what, changes) => {
		for (const answer of [await open(changes), await decide('accept', changes)]) {
			expect(target(answer).searchParams.get('error')).toBe('invalid_request');
			expect(target(answer).searchParams.get('state')).toBe('xyz');
		}
	});

	test('knows the domain that the partner registered by API, and none before', async () => {
		sim.data.partnerDomain = null;
		expect((await open()).status).toBe(400);
		const partner = await Api.as(sim, sim.keys.partner);
		expect(
			(await partner.call('PUT', '/partners/me/api-clients', { domain: 'n8n.example.org' })).status,
		).toBe(200);
		expect((await open()).status).toBe(200);
	});

	test.each([
		['https://n8n.example.org/', 'https://n8n.example.org/callback', 200],
		['https://*.example.org/', 'https://n8n.example.org/callback', 200],
		['https://*.example.org/', 'https://a.b.example.org/callback', 200],
		['*.example.org', 'https://example.org/callback', 400],
		['*.example.org', 'https://evilexample.org/callback', 400],
	])('with %s registered, answers %s with %i', async (domain, redirectUri, status) => {
		sim.data.partnerDomain = domain;
		expect((await open({ redirect_uri: redirectUri })).status).toBe(status);
	});
});

describe('with local addresses allowed', () => {
	test('plain http is good for this machine only, and its domain has to be registered too', async () => {
		const local = await startSimulator({ localUrls: true, seed: { orders: 1 } });
		try {
			const status = async (redirectUri: string) => {
				const query = new URLSearchParams(parameters({ redirect_uri: redirectUri }));
				return (await send(local, `/authorize?${query.toString()}`, { headers })).status;
			};
			expect(await status('http://127.0.0.1:5678/callback')).toBe(400);
			local.data.partnerDomain = '127.0.0.1';
			expect(await status('http://127.0.0.1:5678/callback')).toBe(200);
			expect(await status('http://localhost:5678/callback')).toBe(400);
			local.data.partnerDomain = 'n8n.example.org';
			expect(await status('http://n8n.example.org/callback')).toBe(400);
		} finally {
			await local.stop();
		}
	});
});

describe('the exchange of a code', () => {
	test('gives a token of the association, and its slug', async () => {
		const answer = await exchange(await codeOf());
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
			refresh_token: expect.stringMatching(/^[\w-]{40,}$/),
			token_type: 'bearer',
			expires_in: 1800,
			organization_slug: 'jardins-partages',
		});
		const { access_token: token } = answer.json as { access_token: string };
		expect((await new Api(sim, token).get('/organizations/jardins-partages/orders')).status).toBe(
			200,
		);
		expect((await new Api(sim, token).get('/organizations/club-de-lecture/orders')).status).toBe(
			403,
		);
	});

	test('works once', async () => {
		const code = await codeOf();
		expect((await exchange(code)).status).toBe(200);
		const second = await exchange(code);
		expect(second.status).toBe(400);
		expect(second.json).toEqual({
			error: 'invalid_grant',
			error_description: 'The authorization code is invalid',
		});
	});

	test('works for five minutes', async () => {
		const [early, late] = [await codeOf(), await codeOf()];
		sim.advance(5 * MINUTE - 1_000);
		expect((await exchange(early)).status).toBe(200);
		sim.advance(2_000);
		expect((await exchange(late)).json).toMatchObject({ error: 'invalid_grant' });
	});

	test.each([
		['another redirect address', { redirect_uri: `${REDIRECT}/` }, 'invalid_grant'],
		['another verifier', { code_verifier: 'w'.repeat(43) }, 'invalid_grant'],
		['no verifier', { code_verifier: '' }, 'invalid_grant'],
		['a code that nobody got', { code: 'code' }, 'invalid_grant'],
		['a wrong secret', { client_secret: 'wrong' }, 'unauthorized_client'],
		['no client', { client_id: '' }, 'unauthorized_client'],
	])('is refused with %s', async (_what, changes, error) => {
		const answer = await exchange(await codeOf(), changes);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error });
	});

	test("is refused to another client's key", async () => {
		const { clientId, clientSecret } = sim.keys.association;
		const answer = await exchange(await codeOf(), {
			client_id: clientId,
			client_secret: clientSecret,
		});
		expect(answer.json).toMatchObject({ error: 'invalid_grant' });
	});

	test.each([
		[42, 400],
		[43, 200],
		[128, 200],
		[129, 400],
	])('with a verifier of %i characters: %i', async (length, status) => {
		const verifier = 'a'.repeat(length);
		const code = await codeOf({ code_challenge: challenge(verifier) });
		expect((await exchange(code, { code_verifier: verifier })).status).toBe(status);
	});

	test('does not read the key from HTTP Basic', async () => {
		const { clientId, clientSecret } = sim.keys.partner;
		const fields = {
			grant_type: 'authorization_code',
			code: await codeOf(),
			redirect_uri: REDIRECT,
			code_verifier: VERIFIER,
		};
		const answer = await send(sim, '/oauth2/token', {
			method: 'POST',
			headers: {
				...headers,
				'content-type': 'application/x-www-form-urlencoded',
				authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
			},
			body: new URLSearchParams(fields).toString(),
		});
		expect(answer.json).toMatchObject({ error: 'unauthorized_client' });
	});
});
