import type { IDataObject } from 'n8n-workflow';
import { simplifyMember, simplifyOrder } from '../../nodes/HelloAsso/simplify';
import { readExample } from '../../tools/examples';
import { importJson } from '../../tools/n8n/cli';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import {
	ALERT,
	BOOK,
	CHECKOUT,
	formUrl,
	MAILING_LIST,
	productionUrl,
	SALE_MESSAGE,
	tableFor,
	THANK,
	WELCOME,
	withAddress,
	withTables,
} from '../../tools/triggerExamples';
import { readUntil, waitFor } from './browser/waitFor';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { readMail } from './mail';
import { MailServer } from './mailServer';
import { OutsideServices } from './outsideServices';
import { EVERY_SECOND } from './pollingStage';

const CAMILLE = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
/** Its end says which of their hosts has the account. */
const MAILCHIMP_KEY = ['mailchimp', 'us21'].join('-');
const LIST = 'a1b2c3d4e5';
const SHEET = '1AbCdEfGhIjKlMnOpQrStUvWxYz';
const CLOUD = 'https://cloud.example.org/remote.php/webdav';
const SHEETS = 'https://sheets.googleapis.com/v4/spreadsheets';

/** A credential for each kind of node that needs one. */
const GOOGLE = { clientId: 'client', clientSecret: 'of the test', oauthTokenData: {} };
const token = (access_token: string) => ({ ...GOOGLE, oauthTokenData: { access_token } });
const ACCOUNTS: Record<string, { type: string; data: object }> = {
	discord: {
		type: 'discordWebhookApi',
		data: { webhookUri: 'https://discord.com/api/webhooks/123/of-the-test' },
	},
	slack: { type: 'slackApi', data: { accessToken: 'slack-token', signatureSecret: '' } },
	sendInBlue: { type: 'sendInBlueApi', data: { apiKey: 'brevo-key' } },
	mailchimp: { type: 'mailchimpApi', data: { apiKey: MAILCHIMP_KEY } },
	gmail: { type: 'gmailOAuth2', data: token('gmail-token') },
	googleSheets: { type: 'googleSheetsOAuth2Api', data: token('sheets-token') },
	nextCloud: {
		type: 'nextCloudApi',
		data: { webDavUrl: CLOUD, user: 'tresorier', password: 'of the test' },
	},
};
/** What their users choose in the nodes. */
const CHOSEN: Record<string, object> = {
	mailchimp: { list: LIST },
	googleSheets: { documentId: { __rl: true, mode: 'id', value: SHEET } },
};

/** As the services document their answers. */
const ANSWERS = {
	'POST https://discord.com/api/webhooks/123/of-the-test': {
		status: 204,
		headers: { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' },
	},
	'POST https://slack.com/api/chat.postMessage': {
		body: { ok: true, channel: 'C123456', ts: '1503435956.000247', message: { type: 'message' } },
	},
	'POST https://api.brevo.com/v3/contacts': { status: 201, body: { id: 21 } },
	[`POST https://us21.api.mailchimp.com/3.0/lists/${LIST}/members`]: {
		body: { id: '62eeb292278cc15f5817cb78f7790b08', list_id: LIST, status: 'pending' },
	},
	'POST https://www.googleapis.com/gmail/v1/users/me/messages/send': {
		body: { id: '18c0ffee', threadId: '18c0ffee', labelIds: ['SENT'] },
	},
	[`GET ${SHEETS}/${SHEET}`]: {
		body: { sheets: [{ properties: { sheetId: 0, title: 'Payments', index: 0 } }] },
	},
	// The first line of the sheet, below which there is nothing yet.
	[`GET ${SHEETS}/${SHEET}/values/'Payments'`]: {
		body: {
			range: 'Payments!A1:Z1000',
			majorDimension: 'ROWS',
			values: [['paymentId', 'date', 'amountEuros', 'payer']],
		},
	},
	[`PUT ${CLOUD}/payout-*.csv`]: { status: 201 },
	[`POST ${SHEETS}/${SHEET}/values/Payments!2:2:append`]: {
		body: { spreadsheetId: SHEET, tableRange: 'Payments!A1:D1', updates: { updatedRows: 1 } },
	},
};

/** What each data table has by itself. */
const N8NS_OWN = new Set(['id', 'createdAt', 'updatedAt']);

interface Example {
	id?: string;
	nodes: Array<{ name: string; type: string; parameters: IDataObject; disabled?: boolean }>;
	pinData: Record<string, Array<{ json: IDataObject }>>;
}
const read = async (file: string) => (await readExample({ file })) as unknown as Example;
const kindOf = ({ type }: { type: string }) => type.replace('n8n-nodes-base.', '');

/**
 * The recipes with nodes that need an account: as they are in the folder, where those are switched off, and as somebody
 * has them who has the accounts. What the nodes send ends at a server of the test.
 */
describe.each(N8N_VERSIONS)('recipes that reach other services, in n8n %s', (version) => {
	let stage: Stage;
	let server: N8nServer;
	let rest: RestClient;
	let services: OutsideServices;
	let mails: MailServer;
	const active: string[] = [];

	beforeAll(async () => {
		services = await OutsideServices.start(ANSWERS);
		mails = await MailServer.start();
		stage = await openStage(version, {
			simulator: { localUrls: true, notifications: { retryMs: 50 } },
			settings: services.settings,
		});
		await importJson(stage.home, 'credentials', [
			mails.credential('emailSend', 'emailSend'),
			...Object.entries(ACCOUNTS).map(([id, account]) => ({ id, name: id, ...account })),
		]);
		server = await stage.startServer();
		rest = new RestClient(server);
		await rest.logIn();
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await stage?.close();
		await services?.stop();
		await mails?.stop();
	});
	/** The sales of one recipe are none of the others' business. */
	afterEach(async () => {
		for (const id of active.splice(0)) await rest.deactivate(id);
	});

	/** Only that polling does not take a minute, and that nodes are switched on for those who have the accounts. */
	async function create(
		{ file }: { file: string },
		accounts: 'no accounts' | 'all accounts',
		change: (text: string) => string = (text) => text,
	): Promise<string> {
		const example = JSON.parse(change(JSON.stringify(await read(file)))) as Example;
		const nodes = example.nodes.map((node) => {
			const kind = kindOf(node);
			const { type } = ACCOUNTS[kind] ?? { type: 'smtp' };
			const parameters = {
				...node.parameters,
				...('pollTimes' in node.parameters && { pollTimes: { item: EVERY_SECOND } }),
				...CHOSEN[kind],
			};
			return node.disabled && accounts === 'all accounts'
				? {
						...{ ...node, parameters, disabled: false },
						...((kind === 'emailSend' || kind in ACCOUNTS) && {
							credentials: { [type]: { id: kind, name: kind } },
						}),
					}
				: { ...node, parameters: node.disabled ? node.parameters : parameters };
		});
		const workflow = await withTables(rest, withAddress({ ...example, nodes, id: undefined }));
		return await rest.createWorkflow(workflow);
	}
	async function activate(...recipe: Parameters<typeof create>): Promise<string> {
		const id = await create(...recipe);
		active.push(id);
		await rest.activate(id);
		return id;
	}

	/** How the executions of a workflow ended, once there are so many. */
	async function ended(workflowId: string, count: number): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const read = async () =>
			(
				await rest.call<{ results: Array<{ status: string }> }>(
					'GET',
					`/executions?filter=${filter}&limit=50`,
				)
			).results.map(({ status }) => status);
		const isOver = (states: string[]) =>
			states.length >= count && !states.some((state) => /^(new|running|waiting)$/.test(state));
		return await readUntil(read, isOver, RUN_TIMEOUT_MS / 3);
	}

	/** What a service got, once it is so much. */
	async function got(host: string, count: number) {
		await waitFor(() => services.count(host) >= count, {
			what: () => `${count} requests for ${host}; there are ${services.count(host)}`,
		});
		return services.taken(host);
	}

	/** The rows of a data table, without n8n's own columns, in the order in which they were added. */
	async function rowsOf(placeholder: Parameters<typeof tableFor>[1], count: number) {
		const table = await tableFor(rest, placeholder);
		const { id } = await rest.call<{ id: string }>('GET', '/projects/personal');
		const path = `/projects/${id}/data-tables/${table}/rows`;
		const read = async () => (await rest.call<{ data: IDataObject[] }>('GET', path)).data;
		const rows = await readUntil(read, ({ length }) => length >= count);
		return rows
			.sort((one, other) => Number(one.id) - Number(other.id))
			.map((row) =>
				Object.fromEntries(Object.entries(row).filter(([name]) => !N8NS_OWN.has(name))),
			);
	}

	/** Nor more than a test has looked at. */
	const sendsNothing = () => {
		expect(services.taken()).toEqual([]);
		expect(mails.messages.splice(0)).toEqual([]);
	};
	const sell = (input: Parameters<Stage['simulator']['sell']>[0]) =>
		stage.simulator.sell({ payer: CAMILLE, notify: false, ...input });

	it(
		'keep a row for the e-mail address of each member, and tell Brevo and Mailchimp when these are switched on',
		async () => {
			const without = await activate(MAILING_LIST, 'no accounts');
			sell({ kind: 'ticket' });
			const renewed = sell({
				kind: 'membership',
				payer: { ...CAMILLE, email: 'Renews@example.org' },
			});
			const row = ({ items }: typeof renewed, email: string, validUntil: unknown) => ({
				email,
				firstName: items[0].user?.firstName ?? 'Camille',
				lastName: items[0].user?.lastName ?? 'Exemple',
				membership: items[0].name,
				validUntil,
			});
			const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
			expect(await rowsOf('mailing-list-table', 1)).toEqual([
				row(renewed, 'renews@example.org', day),
			]);
			expect(await ended(without, 1)).toEqual(['success']);
			sendsNothing();
			await rest.deactivate(active.pop() as string);

			const all = await activate(MAILING_LIST, 'all accounts');
			const again = sell({
				...{ kind: 'membership', state: 'Registered' },
				payer: { ...CAMILLE, email: 'renews@example.org' },
			});
			expect(await ended(all, 1)).toEqual(['success']);
			const forLife = stage.simulator.createForm({
				...{ formType: 'Membership', title: 'À vie', notify: false },
			});
			forLife.validityType = 'Illimited';
			const joins = sell({
				...{ kind: 'membership', formSlug: forLife.formSlug },
				payer: { ...CAMILLE, email: 'joins@example.org' },
			});
			expect(await ended(all, 2)).toEqual(['success', 'success']);
			const last = sell({
				...{ kind: 'membership', formSlug: forLife.formSlug },
				payer: { ...CAMILLE, email: 'joins@example.org' },
			});
			expect(await ended(all, 3)).toEqual(['success', 'success', 'success']);
			expect(await rowsOf('mailing-list-table', 2)).toEqual([
				row(again, 'renews@example.org', day),
				row(last, 'joins@example.org', null),
			]);

			const brevo = ({ items }: typeof renewed, email: string) => ({
				request: 'POST https://api.brevo.com/v3/contacts',
				key: 'brevo-key',
				body: {
					email,
					attributes: {
						PRENOM: items[0].user?.firstName ?? 'Camille',
						NOM: items[0].user?.lastName ?? 'Exemple',
					},
					updateEnabled: true,
				},
			});
			expect((await got('api.brevo.com', 3)).slice(0, 2)).toEqual([
				brevo(again, 'renews@example.org'),
				brevo(joins, 'joins@example.org'),
			]);
			const mailchimp = ({ items }: typeof renewed, email: string) => ({
				request: `POST https://us21.api.mailchimp.com/3.0/lists/${LIST}/members`,
				key: `apikey ${MAILCHIMP_KEY}`,
				body: {
					listId: LIST,
					email_address: email,
					status: 'pending',
					merge_fields: {
						FNAME: items[0].user?.firstName ?? 'Camille',
						LNAME: items[0].user?.lastName ?? 'Exemple',
					},
				},
			});
			expect(await got('us21.api.mailchimp.com', 2)).toEqual([
				mailchimp(again, 'renews@example.org'),
				mailchimp(joins, 'joins@example.org'),
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'write one message for each sale, without what was refused, to Discord and to Slack',
		async () => {
			const without = await activate(SALE_MESSAGE, 'no accounts');
			await activate(SALE_MESSAGE, 'all accounts');
			sell({ kind: 'membership', state: 'Refused' });
			const { items, order } = sell({
				...{ kind: 'membership', amount: 4550, installments: 3 },
				payer: { ...CAMILLE, lastName: '<!channel> @everyone' },
			});
			const form = stage.simulator.data.forms.find(({ formSlug }) => formSlug === order.formSlug);
			const text = `Vente : ${items[0].name} (${form?.title}), 45,50 € de Camille !channel everyone`;
			expect(await got('discord.com', 1)).toEqual([
				{
					request: 'POST https://discord.com/api/webhooks/123/of-the-test',
					key: undefined,
					body: { content: text },
				},
			]);
			expect(await got('slack.com', 1)).toEqual([
				{
					request: 'POST https://slack.com/api/chat.postMessage',
					key: 'Bearer slack-token',
					// n8n's node sends its own option along.
					body: { channel: '#general', text, includeLinkToWorkflow: false },
				},
			]);
			expect(new Set(await ended(without, 1))).toEqual(new Set(['success']));
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'welcome a new member by mail',
		async () => {
			const without = await activate(WELCOME, 'no accounts');
			await activate(WELCOME, 'all accounts');
			const { items } = sell({ kind: 'membership' });
			await waitFor(() => mails.messages.length > 0, { what: () => 'a mail' });
			expect(await ended(without, 1)).toEqual(['success']);
			expect(mails.messages.splice(0).map(readMail)).toEqual([
				{
					from: 'contact@example.org',
					to: 'camille@example.org',
					subject: "Bienvenue dans l'association !",
					text: `Bonjour ${items[0].user?.firstName ?? 'Camille'},\n\nmerci pour votre adhésion « ${items[0].name} ». À bientôt !`,
				},
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'tell Discord of a payment that was contested',
		async () => {
			const without = await activate(ALERT, 'no accounts');
			await activate(ALERT, 'all accounts');
			const { payments, order } = sell({ kind: 'membership', amount: 4500 });
			stage.simulator.advance(1_000);
			stage.simulator.changePayment(payments[0].id, 'Contested', { notify: false });
			expect(await got('discord.com', 1)).toEqual([
				{
					request: 'POST https://discord.com/api/webhooks/123/of-the-test',
					key: undefined,
					body: {
						content: `Paiement contesté : 45 € de Camille Exemple (camille@example.org), paiement ${payments[0].id}, commande ${order.id}.`,
					},
				},
			]);
			expect(await ended(without, 1)).toEqual(['success']);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'thank a donor by Gmail',
		async () => {
			const without = await activate(THANK, 'no accounts');
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, without));
			sell({ kind: 'donation', amount: 2000, notify: true });
			await stage.simulator.notifications.settled();
			expect(new Set(await ended(without, 1))).toEqual(new Set(['success']));
			const before = await rowsOf('donations-table', 1);
			expect(before).toHaveLength(1);
			sendsNothing();

			const all = await activate(THANK, 'all accounts');
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, all));
			const { payments } = sell({ kind: 'donation', amount: 3050, notify: true });
			await stage.simulator.notifications.settled();
			const [{ body, ...sent }] = await got('www.googleapis.com', 1);
			expect(sent).toEqual({
				request: 'POST https://www.googleapis.com/gmail/v1/users/me/messages/send',
				key: 'Bearer gmail-token',
			});
			const { raw } = body as { raw: string };
			expect(readMail(Buffer.from(raw, 'base64url').toString('utf8'))).toEqual({
				to: 'camille@example.org',
				subject: 'Merci pour votre don',
				text: 'Bonjour Camille,\n\nmerci pour votre don de 30,50 €.',
			});
			expect((await rowsOf('donations-table', 2)).slice(before.length)).toEqual([
				{
					donation: payments[0].id,
					date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
					donor: 'Camille Exemple',
					email: 'camille@example.org',
					amountEuros: 30.5,
				},
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'book a payment in a data table, and in Google Sheets when that is switched on',
		async () => {
			const without = await activate(BOOK, 'no accounts');
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, without));
			const first = sell({ kind: 'membership', amount: 4500, notify: true });
			await stage.simulator.notifications.settled();
			const line = ({ payments }: typeof first, amountEuros: number, payer: string) => ({
				paymentId: payments[0].id,
				date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				amountEuros,
				payer,
			});
			expect(await rowsOf('payments-table', 1)).toEqual([line(first, 45, 'Camille Exemple')]);
			expect(new Set(await ended(without, 1))).toEqual(new Set(['success']));
			sendsNothing();

			const all = await activate(BOOK, 'all accounts');
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, all));
			const second = sell({
				...{ kind: 'membership', amount: 1250, notify: true },
				payer: { ...CAMILLE, lastName: '=1+1' },
			});
			await stage.simulator.notifications.settled();
			const requests = await got('sheets.googleapis.com', 3);
			expect(await rowsOf('payments-table', 2)).toEqual([
				line(first, 45, 'Camille Exemple'),
				line(second, 12.5, 'Camille =1+1'),
			]);
			const own = { key: 'Bearer sheets-token' };
			expect(
				requests.map(({ request, ...more }) => ({ ...more, request: decodeURIComponent(request) })),
			).toEqual([
				{ ...own, request: `GET ${SHEETS}/${SHEET}?fields=sheets.properties`, body: undefined },
				{
					...own,
					request: `GET ${SHEETS}/${SHEET}/values/'Payments'?valueRenderOption=FORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING`,
					body: undefined,
				},
				{
					...own,
					request: `POST ${SHEETS}/${SHEET}/values/Payments!2:2:append?valueInputOption=RAW`,
					body: {
						range: 'Payments!2:2',
						values: [Object.values(line(second, 12.5, 'Camille =1+1'))],
					},
				},
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'tell the payer of a checkout by mail that the payment has arrived',
		async () => {
			await activate(CHECKOUT, 'all accounts');
			const form = new FormData();
			form.append('field-0', '25');
			form.append('field-1', 'camille@example.org');
			const { redirectURL } = (await (
				await fetch(formUrl(server), { method: 'POST', body: form })
			).json()) as { redirectURL: string };
			const body = new URLSearchParams({ decision: 'pay', ...CAMILLE });
			const paid = await fetch(redirectURL, { method: 'POST', body, redirect: 'manual' });
			const back = paid.headers.get('location') ?? '';
			// No sooner than the workflow waits.
			await waitFor(
				async () =>
					(await fetch(back, { redirect: 'manual' })).headers.get('location') ===
					'https://www.example.org/thanks',
				{ what: () => 'the page for those who have paid' },
			);
			await waitFor(() => mails.messages.length > 0, { what: () => 'a mail' });
			expect(mails.messages.splice(0).map(readMail)).toEqual([
				{
					from: 'contact@example.org',
					to: 'camille@example.org',
					subject: 'Your payment has arrived',
					text: 'Thank you! Your payment of 25 € has arrived: Membership.',
				},
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'put the rows of a payout on Nextcloud',
		async () => {
			const payout = { file: 'payout-to-accounting-rows.json' };
			const without = await stage.run(await create(payout, 'no accounts'));
			expect(without.error).toBeUndefined();
			sendsNothing();
			const all = await stage.run(await create(payout, 'all accounts'));
			expect(all.error).toBeUndefined();
			const [{ cashOutId }] = all.json('Newest payout');
			const file = (await all.file('CSV file')).toString('utf8');
			expect(file.split('\n').length).toBeGreaterThan(2);
			expect(await got('cloud.example.org', 1)).toEqual([
				{
					request: `PUT ${CLOUD}/payout-${cashOutId}.csv`,
					key: `Basic ${Buffer.from('tresorier:of the test').toString('base64')}`,
					body: file,
				},
			]);
			sendsNothing();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'show a web page how far the goal is, and ask HelloAsso once for many readers',
		async () => {
			const { simulator } = stage;
			const { formSlug } = simulator.createForm({
				...{ formType: 'Donation', title: 'Un four à pain', notify: false },
			});
			const give = (amount: number, state = 'Authorized') =>
				sell({ kind: 'donation', formSlug, amount, state }).payments[0].id;
			const [large] = [give(100_000), give(23_450, 'Registered')];
			give(50_000, 'Contested');
			give(7_000, 'Refused');
			simulator.partRefund(large, 3_450, { notify: false });
			sell({ kind: 'donation', amount: 11_100 });
			const goal = { file: 'goal-thermometer.json' };
			const forForm = (text: string) =>
				text
					.replace('"name":"form","value":""', `"name":"form","value":"${formSlug}"`)
					.replace('Notre objectif', 'Four & pain');
			await activate(goal, 'no accounts', forForm);
			const ask = async (path: string) => await fetch(`${server.url}/webhook/${path}`);
			const picture = await ask('helloasso-goal');
			expect([
				picture.status,
				...['content-type', 'cache-control', 'cross-origin-resource-policy'].map((name) =>
					picture.headers.get(name),
				),
			]).toEqual([200, expect.stringMatching(/^image\/svg\+xml/), 'max-age=900', null]);
			const svg = await picture.text();
			// 1000 + 234.50 - 34.50 of 5000; a narrow blank parts thousands.
			expect(svg).toContain('<title>Four &#38; pain: 1\u202f200 € sur 5\u202f000 € (24 %)</title>');
			expect(svg).toContain('width="96" height="22"');
			const asked = simulator.apiRequests.length;
			give(60_000);
			expect(await (await ask('helloasso-goal')).text()).toBe(svg);
			expect(simulator.apiRequests).toHaveLength(asked);

			// By hand nobody waits for the picture, and what was kept does not count.
			const byHand = await stage.run(await create(goal, 'no accounts', forForm));
			expect(byHand.error).toBeUndefined();
			expect(byHand.json('Thermometer')).toEqual([
				{
					amountEuros: 1800,
					goalEuros: 5000,
					percent: 36,
					bar: '███░░░░░░░ 1\u202f800 € sur 5\u202f000 € (36 %)',
					picture: expect.stringContaining('width="144" height="22"'),
				},
			]);

			// A period in which nothing came in.
			const past = (text: string) =>
				forForm(text)
					.replace("={{ $today.startOf('year').toISODate() }}", '1999-01-01')
					.replace('={{ $today.plus({ days: 1 }).toISODate() }}', '1999-02-01')
					.replace('helloasso-goal', 'helloasso-nothing');
			await activate(goal, 'no accounts', past);
			expect(await (await ask('helloasso-nothing')).text()).toContain(
				'Four &#38; pain: 0 € sur 5\u202f000 € (0 %)',
			);
		},
		RUN_TIMEOUT_MS,
	);
});

describe('the pinned samples of recipes with other services', () => {
	it('have the fields that the triggers give', async () => {
		const pinned = await Promise.all(
			[MAILING_LIST, SALE_MESSAGE].map(async ({ file }) =>
				Object.values((await read(file)).pinData),
			),
		);
		expect(pinned.flat(2).map(({ json }) => Object.keys(json).sort())).toEqual(
			[simplifyMember({}), simplifyOrder({})].map((fields) => Object.keys(fields).sort()),
		);
	});
});
