import { importJson } from '../../tools/n8n/cli';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { startN8n, type N8nServer } from '../../tools/n8n/server';
import { simulatorCredential } from '../../tools/simulatorCredential';
import {
	CREDENTIAL_NAME,
	openStage,
	RUN_TIMEOUT_MS,
	STAGE_TIMEOUT_MS,
	type Stage,
} from './harness';
import { storedCredential } from './secrets';
import { activate, callAtOnce, onWebhook } from './webhooks';
import { helloAsso } from './workflows';

const OWN = 'ownKey';
const CONNECTED = 'connected';
const MOVED = 'moved';
const SHARED = 'shared';
/** Longer than it takes the other process to come to its own renewal. */
const RENEWAL_MS = 4_000;

/** What happens to access tokens on a server that is in use, with every execution in the same process. */
describe.each(N8N_VERSIONS)('n8n %s, the life of a token', (version) => {
	let stage: Stage;
	let server: N8nServer;
	let rest: RestClient;

	const credential = (id: string, data: object) => ({
		...simulatorCredential(stage.simulator),
		id,
		data: { ...simulatorCredential(stage.simulator).data, ...data },
	});
	const partner = (organizationSlug: string) => ({
		...stage.simulator.keys.partner,
		grantType: 'pkce',
		oauthTokenData: { ...stage.simulator.connect(organizationSlug) },
	});

	beforeAll(async () => {
		stage = await openStage(version);
		await importJson(stage.home, 'credentials', [
			credential(OWN, {}),
			credential(CONNECTED, partner('jardins-partages')),
			credential(MOVED, partner('club-de-lecture')),
			credential(SHARED, partner('les-amis-du-velo')),
		]);
		await start();
		for (const id of [OWN, CONNECTED, MOVED, SHARED]) {
			const node = helloAsso(
				'HelloAsso',
				{ resource: 'organization', operation: 'get', simplify: false },
				{ credentialId: id, onError: 'continueRegularOutput' },
			);
			await activate(rest, onWebhook(id, [node]));
		}
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		await server?.stop();
		await stage?.close();
	});

	async function start(): Promise<void> {
		server = await startN8n(stage.home);
		rest = new RestClient(server);
		await rest.logIn();
	}

	beforeEach(() => {
		stage.simulator.clearRequests();
		stage.simulator.resetTokenLimits();
	});

	/** What ten executions at once come to, each result once. */
	const tenAtOnce = async (path: string) => {
		const answers = await callAtOnce(server, path, 10);
		return [...new Set(answers.map((answer) => JSON.stringify(answer)))].map((text) =>
			JSON.parse(text),
		);
	};
	const tokenBodies = () =>
		stage.simulator.tokenRequests.map(({ body }) => body as Record<string, string>);

	it.each([
		['missing', (): void => undefined],
		['expired', () => stage.simulator.expireTokens()],
		['forgotten by HelloAsso', () => stage.simulator.revokeTokens()],
	])(
		'ten webhooks at once with a token that is %s: one token request',
		async (_state, spoil) => {
			spoil();
			expect(await tenAtOnce(OWN)).toMatchObject([{ organizationSlug: 'les-amis-du-velo' }]);
			expect(tokenBodies()).toMatchObject([{ grant_type: 'client_credentials' }]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'an association stays connected: one renewal for ten, each with the refresh token of the last, after a restart too',
		async () => {
			const refreshToken = async () =>
				(await storedCredential(stage.home, CONNECTED)).oauthTokenData?.refresh_token;
			for (const restart of [false, false, true]) {
				if (restart) {
					await server.stop();
					await start();
				}
				const before = await refreshToken();
				stage.simulator.expireTokens();
				stage.simulator.clearRequests();
				expect(await tenAtOnce(CONNECTED)).toMatchObject([
					{ organizationSlug: 'jardins-partages' },
				]);
				expect(tokenBodies()).toMatchObject([
					{ grant_type: 'refresh_token', refresh_token: before },
				]);
				expect(await refreshToken()).not.toBe(before);
			}
		},
		3 * RUN_TIMEOUT_MS,
	);

	it(
		'two processes that renew at once: all executions get their data, and a lost connection is said, not retried',
		async () => {
			const other = await startN8n(stage.home);
			try {
				const fiveInBoth = async (path: string) =>
					(
						await Promise.all([server, other].map(async (each) => await callAtOnce(each, path, 5)))
					).flat();
				const all = Array(10).fill(
					expect.objectContaining({ organizationSlug: 'les-amis-du-velo' }),
				);
				const renewal = { match: { path: /^\/oauth2\/token$/ }, slow: RENEWAL_MS };

				stage.simulator.expireTokens();
				stage.simulator.failNext(renewal, 2);
				expect(await fiveInBoth(OWN)).toEqual(all);
				expect(stage.simulator.tokenRequests.length).toBeLessThanOrEqual(2);

				stage.simulator.clearFaults();
				stage.simulator.clearRequests();
				stage.simulator.failNext(renewal, 2);
				expect(await fiveInBoth(SHARED)).toEqual(all);
				expect(stage.simulator.tokenRequests.length).toBeLessThanOrEqual(2);

				// Of two refresh tokens from the same one, HelloAsso keeps the later; n8n the one stored last.
				stage.simulator.clearFaults();
				const { oauthTokenData } = await storedCredential(stage.home, SHARED);
				const isGood = stage.simulator.isRefreshable(oauthTokenData?.refresh_token ?? '');
				stage.simulator.expireTokens();
				stage.simulator.clearRequests();
				expect(await callAtOnce(server, SHARED, 1)).toMatchObject([
					isGood
						? { organizationSlug: 'les-amis-du-velo' }
						: {
								error: `HelloAsso no longer accepts the connection of credential '${CREDENTIAL_NAME}'`,
							},
				]);
				expect(tokenBodies()).toHaveLength(1);
			} finally {
				await other.stop();
			}
		},
		2 * RUN_TIMEOUT_MS,
	);

	it(
		'a connection that HelloAsso ended is said once, with the name of the credential, and nothing loops',
		async () => {
			const token =
				(await storedCredential(stage.home, CONNECTED)).oauthTokenData?.access_token ?? '';
			stage.simulator.disconnect('jardins-partages');
			expect(await tenAtOnce(CONNECTED)).toMatchObject([
				{
					error: `HelloAsso no longer accepts the connection of credential '${CREDENTIAL_NAME}'`,
					description: expect.stringMatching(/^Open the credential and press Connect again /),
					errorType: 'unauthorized',
				},
			]);
			expect(tokenBodies()).toMatchObject([{ grant_type: 'refresh_token' }]);
			const log = server.log();
			expect(
				[token, ...tokenBodies().map(({ refresh_token: refresh }) => refresh)].filter((secret) =>
					log.includes(secret),
				),
			).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'from a connected association to an own key and back, no token or organization stays behind',
		async () => {
			const own = credential(MOVED, {});
			const change = async (data: object) =>
				await rest.call('PATCH', `/credentials/${MOVED}`, {
					id: MOVED,
					name: CREDENTIAL_NAME,
					type: own.type,
					data,
				});
			expect(await tenAtOnce(MOVED)).toMatchObject([{ organizationSlug: 'club-de-lecture' }]);

			stage.simulator.clearRequests();
			await change(own.data);
			expect(await tenAtOnce(MOVED)).toMatchObject([{ organizationSlug: 'les-amis-du-velo' }]);
			expect(tokenBodies()).toMatchObject([
				{ grant_type: 'client_credentials', client_id: own.data.clientId },
			]);
			stage.simulator.expireTokens();
			stage.simulator.clearRequests();
			expect(await tenAtOnce(MOVED)).toMatchObject([{ organizationSlug: 'les-amis-du-velo' }]);
			expect(tokenBodies()).toHaveLength(1);
			expect((await storedCredential(stage.home, MOVED)).oauthTokenData).not.toHaveProperty(
				'organization_slug',
			);

			stage.simulator.clearRequests();
			await change({ ...own.data, ...stage.simulator.keys.partner, grantType: 'pkce' });
			expect(await tenAtOnce(MOVED)).toMatchObject([
				{
					error: `The credential '${CREDENTIAL_NAME}' is not connected to HelloAsso`,
					description: 'Open the credential and press Connect.',
				},
			]);
			expect(stage.simulator.requests).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
});
