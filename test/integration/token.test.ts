import { LoadOptionsContext } from 'n8n-core';
import { sleep, type Workflow } from 'n8n-workflow';

import { withCredential } from '../../nodes/HelloAsso/n8n/oauth2';
import { startSimulator, type Simulator } from '../../simulator';
import { stopClock } from '../fixtures/clock';
import { NODE } from '../fixtures/thrownByN8n';
import { buildAdditionalData, credentialFor, runNode, type Credential } from './engine';

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

const getOrganization = { resource: 'organization', operation: 'get', simplify: false };
const until = async (isSo: () => boolean) => {
	while (!isSo()) await sleep(5);
};
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

	test('200 items on a stored token: the credential is read once', async () => {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		credential.readings = 0;
		const ids = sim.data.payments.slice(0, 200).map(({ id }) => ({ id }));
		const { json } = await runNode({
			credential,
			parameters: { resource: 'payment', operation: 'get', paymentId: '={{ $json.id }}' },
			items: ids,
		});
		expect(json()).toHaveLength(200);
		expect(credential.readings).toBe(1);
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

	test.each(['missing', 'refused'])(
		'an execution whose answer is slow, with a token that is %s, holds up no other one',
		async (state) => {
			const credential = credentialFor(sim);
			const parameters = { ...getOrganization, organizationSlug: sim.organizationSlug };
			const match = { path: /^\/v5\/organizations\// };
			if (state === 'refused') {
				await runNode({ credential, parameters });
				sim.failNext({ match, status: 401 });
			}
			sim.clearRequests();
			let answer = () => {};
			sim.failNext({ match, answerAfter: new Promise<void>((resolve) => (answer = resolve)) });
			const slow = runNode({ credential, parameters });
			await until(() => sim.apiRequests.length === (state === 'refused' ? 2 : 1));
			const quick = await runNode({ credential, parameters });
			expect(quick.json()).toMatchObject([{ organizationSlug: sim.organizationSlug }]);
			answer();
			expect((await slow).json()).toEqual(quick.json());
			expect(sim.tokenRequests).toHaveLength(1);
		},
	);

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

describe("HelloAsso's limits on token calls", () => {
	const NOW = Date.UTC(2026, 0, 15, 12);
	const SECOND_MS = 1_000;
	const MINUTE_MS = 60 * SECOND_MS;

	beforeEach(() => {
		stopClock(NOW);
		sim.setTokenLimits(false);
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	/** An execution each ten seconds, and when each token call came, in ms from the start. */
	async function everyTenSeconds(credential: Credential, durationMs: number) {
		const calls: number[] = [];
		const errors = new Set<unknown>();
		for (let atMs = 0; atMs < durationMs; atMs += 10 * SECOND_MS) {
			jest.setSystemTime(NOW + atMs);
			const { error } = await runNode({ credential, parameters: getOrganization });
			errors.add(error?.context?.errorType);
			while (calls.length < sim.tokenRequests.length) calls.push(atMs);
		}
		return { calls, errors: [...errors] };
	}

	const mostWithin = (calls: number[], windowMs: number) =>
		Math.max(
			...calls.map((start) => calls.filter((at) => at >= start && at < start + windowMs).length),
		);

	test('a wrong secret, an execution each ten seconds for an hour: the limits are kept', async () => {
		const credential = credentialFor(sim, 'association', { clientSecret: 'wrong' });
		const { calls, errors } = await everyTenSeconds(credential, 60 * MINUTE_MS);
		expect(errors).toEqual(['unauthorized']);
		expect(mostWithin(calls, 10 * MINUTE_MS)).toBeLessThanOrEqual(20);
		// Each pause is twice the last, up to a quarter of an hour.
		expect(calls.map((at) => at / SECOND_MS)).toEqual([
			0, 10, 30, 70, 150, 310, 630, 1270, 2170, 3070,
		]);

		credential.data.clientSecret = sim.keys.association.clientSecret;
		expect((await runNode({ credential, parameters: getOrganization })).error).toBeUndefined();
	}, 120_000);

	test('ten credentials with one wrong key: the limits are kept, and the error says when to try again', async () => {
		const credentials = manyItems(10).map(() =>
			credentialFor(sim, 'association', { clientSecret: 'wrong' }),
		);
		const calls: number[] = [];
		let last: object = {};
		for (let atMs = 0; atMs < 60 * MINUTE_MS; atMs += MINUTE_MS) {
			jest.setSystemTime(NOW + atMs);
			for (const credential of credentials) {
				const { error } = await runNode({ credential, parameters: getOrganization });
				last = { ...error, message: error?.message, errorType: error?.context?.errorType };
			}
			while (calls.length < sim.tokenRequests.length) calls.push(atMs);
		}
		expect(mostWithin(calls, 10 * SECOND_MS)).toBeLessThanOrEqual(10);
		expect(mostWithin(calls, 10 * MINUTE_MS)).toBeLessThanOrEqual(20);
		expect(calls.length).toBeLessThanOrEqual(50);
		expect(last).toMatchObject({
			message: 'Too many access tokens were asked for with this key',
			description: expect.stringMatching(
				/^Try again in \d+ (minutes|seconds): HelloAsso allows a key 10 /,
			),
			errorType: 'rateLimited',
		});

		// Another key is not held up by that.
		const other = credentialFor(sim, 'twoAssociations');
		const parameters = { ...getOrganization, organizationSlug: 'jardins-partages' };
		expect((await runNode({ credential: other, parameters })).error).toBeUndefined();
	}, 120_000);

	test('a key that HelloAsso has locked out is left alone for ten minutes', async () => {
		// Its Retry-After does not come through n8n.
		const locked = {
			match: { path: /^\/oauth2\/token$/ },
			status: 429,
			headers: { 'retry-after': '600' },
		};
		sim.failNext(locked, 100);
		const { calls, errors } = await everyTenSeconds(credentialFor(sim), 21 * MINUTE_MS);
		expect(errors).toEqual(['rateLimited']);
		expect(calls.map((at) => at / MINUTE_MS)).toEqual([0, 10, 20]);
	}, 60_000);
});

describe('a credential that is edited while a node runs', () => {
	let other: Simulator;
	beforeEach(async () => {
		other = await startSimulator();
	});
	afterEach(async () => {
		await other.stop();
	});

	/** A list of several pages, with the credential edited before the answer of the first one. */
	async function editDuringList(edit: (credential: Credential) => void) {
		const credential = credentialFor(sim);
		await runNode({ credential, parameters: getOrganization });
		sim.clearRequests();
		let answer = () => {};
		sim.failNext({ answerAfter: new Promise<void>((resolve) => (answer = resolve)) });
		const running = runNode({
			credential,
			parameters: {
				resource: 'payment',
				operation: 'getAll',
				organizationSlug: sim.organizationSlug,
				returnAll: true,
			},
		});
		await until(() => sim.apiRequests.length > 0);
		const moved = { customApiUrl: other.url, accessTokenUrl: `${other.url}/oauth2/token` };
		credential.data = { ...credential.data, ...moved };
		edit(credential);
		answer();
		return await running;
	}

	test('to another environment, with a 401 in between: no token of one goes to the other, and the error says why', async () => {
		const { error } = await editDuringList(() => sim.revokeTokens());
		expect(error?.message).toBe(
			"The credential 'My association' was changed while the node was running",
		);
		expect(error?.description).toBe(
			'Nothing more was sent, because ids and organizations of one key or environment mean something else in another. Run the workflow again.',
		);
		expect(new Set(sim.requests.map(({ headers }) => headers.authorization)).size).toBe(1);
		expect(other.requests).toEqual([]);
	});

	test('to another environment, its token dropped: the run ends with what it began with', async () => {
		const { json, error } = await editDuringList(({ data }) => {
			delete data.oauthTokenData;
		});
		expect(error).toBeUndefined();
		expect(json().length).toBeGreaterThan(100);
		expect(new Set(sim.requests.map(({ headers }) => headers.authorization)).size).toBe(1);
		expect(other.requests).toEqual([]);
	});
});

/** What `n8n/oauth2.ts` builds on, with the reason why it cannot be simpler. */
describe('n8n gets a token and stores it', () => {
	const refresh = async (credential: Credential) => {
		const node = { ...NODE, credentials: { helloAssoOAuth2Api: { id: '1', name: 'Mine' } } };
		const context = new LoadOptionsContext(
			{} as Workflow,
			node,
			buildAdditionalData(credential),
			'',
		);
		// n8n asks the context that it is called on.
		const own = withCredential(context, credential.data);
		return await context.helpers.refreshOAuth2Token.call(own, 'helloAssoOAuth2Api');
	};

	test('without a request that needs it, and gives the answer', async () => {
		const credential = credentialFor(sim, 'association', { oauthTokenData: {} });
		const data = await refresh(credential);
		expect(sim.requests.map(({ path }) => path)).toEqual(['/oauth2/token']);
		expect(credential.data.oauthTokenData).toMatchObject({
			access_token: data.access_token,
			refresh_token: data.refresh_token,
			expires_in: 1800,
			n8n_expires_at: expect.any(String),
		});
	});

	test('but fails where nothing is stored', async () => {
		await expect(refresh(credentialFor(sim))).rejects.toThrow(
			"Cannot read properties of undefined (reading 'accessToken')",
		);
		expect(sim.requests).toEqual([]);
	});

	test('and keeps silent about Retry-After', async () => {
		sim.failNext({ status: 429, headers: { 'retry-after': '600' } });
		const thrown = await refresh(credentialFor(sim, 'association', { oauthTokenData: {} })).catch(
			(error: unknown) => error,
		);
		expect(thrown).toMatchObject({ status: 429 });
		expect(thrown).not.toHaveProperty('headers');
		expect(thrown).not.toHaveProperty('response');
	});
});
