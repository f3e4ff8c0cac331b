import { freePort } from '../../tools/n8n/environment';
import { N8N_NEW, N8N_OLD, type N8nVersion } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { partnerCredential } from '../../tools/simulatorCredential';
import { TestBrowser } from './browser/chromium';
import type { ConsentPage } from './browser/consentPage';
import type { CredentialDialog } from './browser/credentialDialog';
import { Editor } from './browser/editor';
import type { NodeDetails } from './browser/nodeDetails';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { filesWith, storedSecrets } from './secrets';

const ASSOCIATION = 'Jardins partagés';
const SLUG = 'jardins-partages';
const PKCE = 'Partner Connects an Association (PKCE)';
const CODE_LIFE_MS = 5 * 60_000;

let stage: Stage;
let browser: TestBrowser;
let editor: Editor;
let rest: RestClient;
let serverUrl: string;
/** All addresses that the browser asked for. */
let addresses: string[];

async function open(version: N8nVersion): Promise<void> {
	browser = await TestBrowser.open();
	addresses = [];
	browser.page.context().on('request', (request) => addresses.push(request.url()));
	stage = await openStage(version, { simulator: { localUrls: true } });
	const server = await stage.startServer();
	serverUrl = server.url;
	rest = new RestClient(server);
	await rest.logIn();
	editor = new Editor(browser.page, server.url);
	await editor.logIn();
}

async function close(): Promise<void> {
	await browser?.close();
	await stage?.close();
}

beforeEach(() => {
	stage.simulator.clearRequests();
	stage.simulator.resetTokenLimits();
	stage.simulator.data.partnerDomain = '127.0.0.1';
});

const seen = () => stage.simulator.requests.map(({ method, url }) => `${method} ${url}`);
const tokenBodies = () =>
	stage.simulator.tokenRequests.map(({ body }) => body as Record<string, string>);

/** A new node in a new workflow, and the dialog of its new credential, filled in. */
async function newPartnerCredential(
	clientSecret = stage.simulator.keys.partner.clientSecret,
): Promise<{ node: NodeDetails; dialog: CredentialDialog }> {
	const { url, authorizeUrl, keys } = stage.simulator;
	const node = await editor.start('Get many payments');
	const dialog = await node.newCredential();
	await dialog.choose('grantType', PKCE);
	await dialog.choose('environment', 'Custom');
	await dialog.fill('customApiUrl', url);
	await dialog.fill('customAuthorizationUrl', authorizeUrl);
	await dialog.fill('clientId', keys.partner.clientId);
	await dialog.fill('clientSecret', clientSecret);
	return { node, dialog };
}

async function acceptIn(popup: ConsentPage): Promise<void> {
	await popup.accept(ASSOCIATION);
	await popup.waitUntilClosed();
}

/** After a new credential was connected, 2.x closes the dialog by itself; what it says is seen when it is opened again. */
async function seeConnected(
	node: NodeDetails,
	dialog: CredentialDialog,
	picture: string,
): Promise<void> {
	await dialog.settle();
	await node.closeToasts();
	const again = await node.editCredential();
	await again.waitUntilConnected();
	await browser.picture(picture);
	await again.close();
}

/** Runs the node with an empty organization; the payments have to be those of the connected association. */
async function seeItsPayments(node: NodeDetails): Promise<void> {
	stage.simulator.clearRequests();
	await node.execute();
	const { orders, payments } = stage.simulator.data;
	const own = new Set(
		orders.filter(({ organizationSlug }) => organizationSlug === SLUG).map(({ id }) => id),
	);
	const expected = payments.filter(({ orderId }) => own.has(orderId)).map(({ id }) => String(id));
	expect((await node.rows()).map(({ id }) => id).sort()).toEqual(expected.sort());
	for (const { path } of stage.simulator.apiRequests)
		expect(path).toBe(`/v5/organizations/${SLUG}/payments`);
}

/** The token has ended: it is renewed with the refresh token that n8n has stored, which is another one then. */
async function seeItsRenewedPayments(node: NodeDetails): Promise<void> {
	const before = await storedSecrets(stage.home);
	stage.simulator.expireTokens();
	await seeItsPayments(node);
	expect(tokenBodies()).toMatchObject([{ grant_type: 'refresh_token' }]);
	const [{ refresh_token: used }] = tokenBodies();
	expect(before).toContain(used);
	expect(await storedSecrets(stage.home)).not.toContain(used);
}

/** The whole way of a partner, as on the first day. */
async function connectAndRun(pictures: string): Promise<void> {
	const { node, dialog } = await newPartnerCredential();
	expect(await dialog.redirectUrl()).toBe(`${serverUrl}/rest/oauth2-credential/callback`);
	const popup = await dialog.connect();
	const { origin, pathname, searchParams } = await popup.address();
	expect(origin + pathname).toBe(stage.simulator.authorizeUrl);
	expect(Object.fromEntries(searchParams)).toEqual({
		client_id: stage.simulator.keys.partner.clientId,
		redirect_uri: await dialog.redirectUrl(),
		response_type: 'code',
		scope: '',
		code_challenge: expect.stringMatching(/^[\w-]{43}$/),
		code_challenge_method: 'S256',
		state: expect.stringMatching(/^.{1,499}$/),
	});
	await browser.picture(`${pictures}-connecting`);
	await popup.picture(`${pictures}-consent`);
	await acceptIn(popup);
	expect(tokenBodies()).toEqual([
		{
			grant_type: 'authorization_code',
			client_id: stage.simulator.keys.partner.clientId,
			client_secret: stage.simulator.keys.partner.clientSecret,
			code: expect.any(String),
			redirect_uri: `${serverUrl}/rest/oauth2-credential/callback`,
			code_verifier: expect.stringMatching(/^[\w.~-]{43,128}$/),
		},
	]);
	expect(stage.simulator.tokenRequests[0].headers.authorization).toBeUndefined();
	const { code, code_verifier: verifier } = tokenBodies()[0];
	await seeConnected(node, dialog, `${pictures}-connected`);
	await seeItsPayments(node);
	await browser.picture(`${pictures}-payments`);

	const elsewhere = addresses.filter(
		(address) => !address.startsWith(`${serverUrl}/rest/oauth2-credential/callback?`),
	);
	expect(
		elsewhere.filter((address) => address.includes(code) || address.includes(verifier)),
	).toEqual([]);
	const tokens = (await storedSecrets(stage.home)).filter(
		(secret) => secret !== stage.simulator.keys.partner.clientSecret,
	);
	expect(tokens.length).toBeGreaterThanOrEqual(2);
	expect(addresses.filter((address) => tokens.some((secret) => address.includes(secret)))).toEqual(
		[],
	);
	const secrets = [...tokens, stage.simulator.keys.partner.clientSecret, code, verifier];
	expect(await filesWith(stage.home, secrets)).toEqual([]);
	const log = (await stage.startServer()).log();
	expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
}

describe(`the credential dialog of n8n ${N8N_NEW}`, () => {
	beforeAll(async () => await open(N8N_NEW), STAGE_TIMEOUT_MS);
	afterAll(close);

	it(
		'makes a credential, and tells a wrong key from an unreachable host',
		async () => {
			const { url, keys } = stage.simulator;
			const node = await editor.start('Get many organizations');
			const dialog = await node.newCredential();
			const basics = ['Connection', 'Client ID', 'Client Secret', 'Environment'];
			const fields = [...basics, 'Access'];
			expect(await dialog.labels(fields)).toEqual(fields);
			await browser.picture('11-credential');
			await dialog.choose('grantType', 'Partner Connects an Association (PKCE)');
			expect(await dialog.labels(fields)).toEqual(fields);
			await dialog.choose('grantType', 'Own Key of an Association or Partner (Client Credentials)');
			await dialog.choose('environment', 'Custom');
			const custom = [...basics, 'API URL', 'Access'];
			expect(await dialog.labels(custom)).toEqual(custom);

			await dialog.fill('customApiUrl', url);
			await dialog.fill('clientId', keys.association.clientId);
			await dialog.fill('clientSecret', 'not-the-secret');
			expect(await dialog.save()).toBe(
				'Couldn’t connect with these settings\nFailed to acquire OAuth2 access token: The client is not authorized to request an authorization code using this method.',
			);
			await browser.picture('12-credential-wrong-key');
			expect(seen()).toEqual(['POST /oauth2/token']);

			await dialog.fill('clientSecret', keys.association.clientSecret);
			await dialog.fill('customApiUrl', `http://127.0.0.1:${await freePort()}`);
			expect(await dialog.save()).toBe(
				'Couldn’t connect with these settings\nThe service refused the connection - perhaps it is offline',
			);
			await browser.picture('13-credential-unreachable');

			stage.simulator.clearRequests();
			await dialog.fill('customApiUrl', url);
			expect(await dialog.save()).toBe('Credential saved');
			await browser.picture('14-credential-saved');
			expect(seen()).toEqual(['POST /oauth2/token', 'GET /v5/users/me/organizations']);
			await node.closeToasts();
			expect(await (await node.editCredential()).status()).toBe('Connection tested successfully');
			await browser.picture('15-credential-tested');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'shows for each connection what matters for it',
		async () => {
			const node = await editor.start('Get many payments');
			const dialog = await node.newCredential();
			const basics = ['Connection', 'Client ID', 'Client Secret', 'Environment'];
			const fields = [...basics, 'Access'];
			expect(await dialog.labels(fields)).toEqual(fields);
			expect(await dialog.notices()).toEqual([]);
			await browser.picture('31-own-key');
			await dialog.choose('grantType', PKCE);
			expect(await dialog.labels(fields)).toEqual(fields);
			expect(await dialog.notices()).toEqual([
				expect.stringMatching(/^For partners.*OAuth Redirect URL.*Update Domain.*Press Connect/),
			]);
			expect(await dialog.redirectUrl()).toBe(`${serverUrl}/rest/oauth2-credential/callback`);
			await browser.picture('32-partner');
			await dialog.choose('environment', 'Custom');
			const custom = [...basics, 'API URL', 'Authorization Page URL', 'Access'];
			expect(await dialog.labels(custom)).toEqual(custom);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'connects it in a popup, reads its data, and leaves no secret anywhere',
		async () => {
			await connectAndRun('33-new');
		},
		RUN_TIMEOUT_MS,
	);

	it.each<[string, RegExp, (dialog: CredentialDialog) => Promise<string>]>([
		[
			'the association refuses',
			/access_denied.*The organization refused the access/,
			async (dialog) => {
				const popup = await dialog.connect();
				await popup.refuse();
				return await popup.failure();
			},
		],
		[
			'the code is exchanged too late',
			/invalid_grant/,
			async (dialog) => {
				const popup = await dialog.connect();
				await popup.beforeCallback(() => stage.simulator.advance(CODE_LIFE_MS + 1_000));
				await popup.accept(ASSOCIATION);
				return await popup.failure();
			},
		],
		[
			"the domain of n8n's address is not registered",
			/^Le domaine de retour 127\.0\.0\.1 n'est pas celui que le partenaire a enregistré\.$/,
			async (dialog) => {
				stage.simulator.data.partnerDomain = 'n8n.example.org';
				const popup = await dialog.connect();
				const problem = await popup.problem();
				await popup.close();
				stage.simulator.data.partnerDomain = '127.0.0.1';
				return problem;
			},
		],
		[
			'the popup is closed',
			/^Connect your account to use this credential$/,
			async (dialog) => {
				const popup = await dialog.connect();
				await popup.address();
				await popup.close();
				return await dialog.unconnectedStatus();
			},
		],
	])(
		'says it when %s, and a second try works',
		async (_what, message, attempt) => {
			const { node, dialog } = await newPartnerCredential();
			expect(await attempt(dialog)).toMatch(message);
			await acceptIn(await dialog.connect());
			await seeConnected(node, dialog, '34-second-try');
			await seeItsPayments(node);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'says it when the client secret is wrong, and works with the right one',
		async () => {
			const { node, dialog } = await newPartnerCredential('not-the-secret');
			const popup = await dialog.connect();
			await popup.accept(ASSOCIATION);
			expect(await popup.failure()).toMatch(/The client is not authorized[^]*unauthorized_client/);
			await dialog.fill('clientSecret', stage.simulator.keys.partner.clientSecret);
			await acceptIn(await dialog.connect());
			await seeConnected(node, dialog, '34-right-secret');
			await seeItsPayments(node);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'says in the node that nobody connected the credential yet, and what to do',
		async () => {
			await rest.createCredential('Nobody connected it', partnerCredential(stage.simulator).data);
			const node = await editor.start('Get many payments');
			await node.chooseCredential('Nobody connected it');
			stage.simulator.clearRequests();
			await node.execute();
			const { message, description } = await node.error();
			expect(message).toBe("The credential 'Nobody connected it' is not connected to HelloAsso");
			expect(description).toBe('Open the credential and press Connect.');
			expect(seen()).toEqual([]);
			await browser.picture('35-not-connected');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'renews in silence when the access token has ended, also after a restart of n8n',
		async () => {
			const { node, dialog } = await newPartnerCredential();
			await acceptIn(await dialog.connect());
			await seeConnected(node, dialog, '36-before-renewal');
			await seeItsRenewedPayments(node);

			const name = await node.credential();
			await stage.restartServer();
			const newNode = await editor.start('Get many payments');
			await newNode.chooseCredential(name);
			await seeItsRenewedPayments(newNode);
		},
		2 * RUN_TIMEOUT_MS,
	);
});

describe(`the credential dialog of n8n ${N8N_OLD}`, () => {
	beforeAll(async () => await open(N8N_OLD), STAGE_TIMEOUT_MS);
	afterAll(close);

	it(
		'connects it in a popup, reads its data, and leaves no secret anywhere',
		async () => {
			await connectAndRun('37-old');
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'works at the second try, when the first was refused',
		async () => {
			const { node, dialog } = await newPartnerCredential();
			const popup = await dialog.connect();
			await popup.refuse();
			expect(await popup.failure()).toMatch(/access_denied.*The organization refused the access/);
			await acceptIn(await dialog.connect());
			await seeConnected(node, dialog, '38-old-second-try');
			await seeItsPayments(node);
		},
		RUN_TIMEOUT_MS,
	);
});
