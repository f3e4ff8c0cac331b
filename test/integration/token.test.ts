import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode } from './engine';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

const getOrganization = { resource: 'organization', operation: 'get', simplify: false };
const manyItems = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

describe('one token for everything', () => {
	test('200 items on a fresh credential: one token request, 200 answers, in order', async () => {
		const ids = sim.data.payments.slice(0, 200).map(({ id }) => id);
		const { json, output, error } = await runNode({
			credential: credentialFor(sim),
			parameters: { resource: 'payment', operation: 'get', paymentId: '={{ $json.id }}' },
			items: ids.map((id) => ({ id })),
		});
		expect(error).toBeUndefined();
		expect(json().map(({ id }) => id)).toEqual(ids);
		expect(output().map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(sim.tokenRequests).toHaveLength(1);
		expect(sim.apiRequests).toHaveLength(200);
	});

	test('the token is asked for as HelloAsso wants it: form-encoded, key in the body', async () => {
		await runNode({ credential: credentialFor(sim), parameters: getOrganization });
		const [{ method, body, headers }] = sim.tokenRequests;
		expect({ method, body }).toEqual({
			method: 'POST',
			body: {
				grant_type: 'client_credentials',
				client_id: sim.keys.association.clientId,
				client_secret: sim.keys.association.clientSecret,
			},
		});
		expect(headers['content-type']).toContain('application/x-www-form-urlencoded');
		expect(headers.authorization).toBeUndefined();
	});

	test('a second and a third execution use the stored token', async () => {
		const credential = credentialFor(sim);
		for (let execution = 0; execution < 3; execution++) {
			const { error } = await runNode({ credential, parameters: getOrganization });
			expect(error).toBeUndefined();
		}
		expect(sim.tokenRequests).toHaveLength(1);
	});

	test('a token that HelloAsso has forgotten is renewed once, for ten items at a time', async () => {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		sim.revokeTokens();
		sim.clearRequests();
		const { json, error } = await runNode({
			credential,
			parameters: getOrganization,
			items: manyItems(10),
		});
		expect(error).toBeUndefined();
		expect(json()).toHaveLength(10);
		expect(sim.tokenRequests).toHaveLength(1);
	});

	test('a stored token past its end costs one refused request and one new token', async () => {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		sim.expireTokens();
		sim.clearRequests();
		// As n8n would see it half an hour later: the claims say that the token has ended.
		const token = credential.data.oauthTokenData as {
			access_token: string;
			n8n_expires_at?: string;
		};
		expect(token.access_token).toMatch(/^eyJ/);
		credential.data.oauthTokenData = { ...token, n8n_expires_at: '1' };
		const { json, error } = await runNode({
			credential,
			parameters: getOrganization,
			items: manyItems(20),
		});
		expect(error).toBeUndefined();
		expect(json()).toHaveLength(20);
		expect(sim.tokenRequests).toHaveLength(1);
	});

	test.each([
		['missing', (): void => undefined],
		['forgotten by HelloAsso', () => sim.revokeTokens()],
		['at its end', () => sim.expireTokens()],
	])('ten executions at once with a token that is %s: one token request', async (state, spoil) => {
		const credential = credentialFor(sim);
		if (state !== 'missing') await runNode({ credential, parameters: getOrganization });
		spoil();
		sim.clearRequests();
		const runs = await Promise.all(
			manyItems(10).map(async () => await runNode({ credential, parameters: getOrganization })),
		);
		expect(runs.map(({ error }) => error)).toEqual(Array(10).fill(undefined));
		expect(sim.tokenRequests).toHaveLength(1);
	});

	test('ten executions at once with a wrong key: one token request, and ten times the reason', async () => {
		const credential = credentialFor(sim, 'association', { clientSecret: 'wrong' });
		const runs = await Promise.all(
			manyItems(10).map(async () => await runNode({ credential, parameters: getOrganization })),
		);
		expect(new Set(runs.map(({ error }) => error?.message))).toEqual(
			new Set(["HelloAsso refused the key: 'Client ID' or 'Client Secret' is wrong"]),
		);
		expect(sim.tokenRequests).toHaveLength(1);

		credential.data.clientSecret = sim.keys.association.clientSecret;
		expect((await runNode({ credential, parameters: getOrganization })).error).toBeUndefined();
	});

	test('ten executions at once on an association whose token ended: one renewal by its refresh token', async () => {
		const connected = sim.connect(sim.organizationSlug);
		const credential = credentialFor(sim, 'partner', {
			grantType: 'pkce',
			oauthTokenData: { ...connected },
		});
		sim.expireTokens();
		const runs = await Promise.all(
			manyItems(10).map(async () => await runNode({ credential, parameters: getOrganization })),
		);
		expect(runs.map(({ error }) => error)).toEqual(Array(10).fill(undefined));
		expect(sim.tokenRequests.map(({ body }) => body)).toEqual([
			{
				grant_type: 'refresh_token',
				refresh_token: connected.refresh_token,
				client_id: expect.anything(),
				client_secret: expect.anything(),
			},
		]);
		expect(credential.data.oauthTokenData).toMatchObject({
			organization_slug: sim.organizationSlug,
		});
		expect((credential.data.oauthTokenData as { refresh_token?: string }).refresh_token).not.toBe(
			connected.refresh_token,
		);
	});

	test('the token endpoint that refuses is not asked again, and the text says to wait', async () => {
		sim.failNext(
			{ match: { path: /^\/oauth2\/token$/ }, status: 429, headers: { 'retry-after': '600' } },
			50,
		);
		const { error } = await runNode({
			credential: credentialFor(sim),
			parameters: getOrganization,
			items: manyItems(20),
		});
		expect(error?.message).toBe('HelloAsso refuses new access tokens for a while');
		expect(error?.context).toMatchObject({ errorType: 'rateLimited' });
		expect(sim.tokenRequests).toHaveLength(1);
		expect(sim.apiRequests).toHaveLength(0);
	});
});

describe("the credential's own organization", () => {
	test('an empty Organization is looked up once for all items', async () => {
		await runNode({
			credential: credentialFor(sim),
			parameters: getOrganization,
			items: manyItems(5),
		});
		expect(sim.apiRequests.map(({ path }) => path)).toEqual([
			'/v5/users/me/organizations',
			...Array<string>(5).fill(`/v5/organizations/${sim.organizationSlug}`),
		]);
	});

	test('a connected association (PKCE) is known from its token', async () => {
		const credential = credentialFor(sim, 'partner', {
			grantType: 'pkce',
			oauthTokenData: { ...sim.connect(sim.organizationSlug) },
		});
		sim.clearRequests();
		const { json } = await runNode({ credential, parameters: getOrganization });
		expect(json()).toMatchObject([{ organizationSlug: sim.organizationSlug }]);
		expect(sim.requests.map(({ path }) => path)).toEqual([
			`/v5/organizations/${sim.organizationSlug}`,
		]);
	});

	test('a key with several organizations is told which ones there are', async () => {
		const { error } = await runNode({
			credential: credentialFor(sim, 'twoAssociations'),
			parameters: getOrganization,
		});
		expect(error?.message).toBe(
			"'Organization' is empty, but the key of this credential has several: jardins-partages, club-de-lecture",
		);
		expect(error?.description).toBe(
			"Choose one under 'Organization'. (Parameter 'organizationSlug'.)",
		);
	});
});

describe('another connection in the same credential', () => {
	test("an association's token is not used for a key of one's own: a new one is asked for, once", async () => {
		const connected = sim.connect('jardins-partages');
		const credential = credentialFor(sim, 'association', { oauthTokenData: { ...connected } });
		const runs = await Promise.all(
			manyItems(3).map(async () => await runNode({ credential, parameters: getOrganization })),
		);
		for (const { json } of runs)
			expect(json()).toMatchObject([{ organizationSlug: sim.organizationSlug }]);
		expect(sim.tokenRequests.map(({ body }) => body)).toEqual([
			expect.objectContaining({
				grant_type: 'client_credentials',
				client_id: sim.keys.association.clientId,
			}),
		]);
		const sent = sim.requests.map(({ headers }) => String(headers.authorization));
		expect(sent.some((header) => header.includes(connected.access_token))).toBe(false);
	});

	test("a key's own token is not used for an association that nobody connected", async () => {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		credential.data.grantType = 'pkce';
		sim.clearRequests();
		const { error } = await runNode({ credential, parameters: getOrganization });
		expect(error?.message).toBe("The credential 'My association' is not connected to HelloAsso");
		expect(sim.requests).toEqual([]);
	});

	test('after another key was entered, the token of the first one is not used', async () => {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		Object.assign(credential.data, sim.keys.foreign);
		sim.clearRequests();
		const { json } = await runNode({ credential, parameters: getOrganization });
		expect(json()).not.toMatchObject([{ organizationSlug: sim.organizationSlug }]);
		expect(sim.tokenRequests).toMatchObject([{ body: { client_id: sim.keys.foreign.clientId } }]);
	});
});
