import { startSimulator, type Simulator } from '../simulator';
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
		expect(output().map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_, item) => ({ item })),
		);
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
		const token = credential.data.oauthTokenData as { access_token: string; n8n_expires_at?: string };
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

	test('the token endpoint that refuses is not asked again, and the text says to wait', async () => {
		sim.failNext({ match: { path: /^\/oauth2\/token$/ }, status: 429, headers: { 'retry-after': '600' } }, 50);
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
		const { data } = credentialFor(sim);
		await runNode({ credential: { data }, parameters: getOrganization });
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		credential.data.grantType = 'pkce';
		credential.data.oauthTokenData = {
			...(credential.data.oauthTokenData as object),
			organization_slug: sim.organizationSlug,
		};
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
