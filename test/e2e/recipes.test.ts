import type { IDataObject } from 'n8n-workflow';
import { parisDate } from '../../simulator/dates';
import { parseCsv } from '../../tools/csv';
import { readExample } from '../../tools/examples';
import { importJson } from '../../tools/n8n/cli';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import { DOOR_LOGIN, recipeCredentials } from '../../tools/recipeCredentials';
import { RECIPES } from '../../tools/recipes';
import { tableFor, withAddress, withTables } from '../../tools/triggerExamples';
import { parseWorkbook } from '../../tools/workbook';
import { readAccounts, type Booked } from '../fixtures/accountBooks';
import { runInEditor } from './editorRun';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { MailServer } from './mailServer';
import type { WorkflowNode } from './workflows';

const SMTP = { id: 'mailOfTheTest', name: 'Mail' };
/** What a form lets anybody type for a name. */
const TYPED = {
	firstName: '<img src=x onerror="alert(1)">',
	lastName: "O'Exemple & {{ 1 + 1 }} $&",
};
const BADGE = /<div class="badge"><b>(.*?)<\/b><i>(.*?)<\/i><span>(.*?)<\/span><\/div>/g;
const unescaped = (html: string) =>
	html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const CAMILLE = { firstName: 'Camille', lastName: 'Exemple' };

interface Recipe {
	id: string;
	name: string;
	nodes: WorkflowNode[];
}

/** As somebody with a mail account has it: what is switched off is switched on. */
const withMail = (recipe: Recipe, id: string): Recipe => ({
	...recipe,
	id,
	nodes: recipe.nodes.map((node) =>
		node.type === 'n8n-nodes-base.emailSend'
			? { ...node, disabled: false, credentials: { smtp: SMTP } }
			: node,
	),
});

/** The example workflows that are run by hand, on the simulator's data and a few sales that are known. */
describe.each(N8N_VERSIONS)('recipes in n8n %s', (version) => {
	let stage: Stage;
	let mails: MailServer;
	let booked: Booked[];
	const itemOf: Record<string, number> = {};
	/** Of this month and year in Paris. */
	let year: number;
	let month: number;

	/** A day of a month counted from this one, `2026-08-15`. */
	const dayIn = (months: number, years = 0) =>
		new Date(Date.UTC(year + years, month - 1 + months, 15)).toISOString().slice(0, 10);

	beforeAll(async () => {
		stage = await openStage(version);
		mails = await MailServer.start();
		const { simulator } = stage;
		[year, month] = parisDate(simulator.now()).split('-').map(Number);
		const byHand = (email: string, kind: 'donation' | 'membership', day: string) =>
			simulator.sell({
				...{ kind, state: 'Registered', date: Date.parse(`${day}T10:00:00Z`), notify: false },
				payer: { ...CAMILLE, email },
			}).items[0].id;
		itemOf.ends = byHand('ends@example.org', 'membership', dayIn(1, -1));
		itemOf.endsLater = byHand('later@example.org', 'membership', dayIn(2, -1));
		itemOf.lastYear = byHand('last-year@example.org', 'donation', `${year - 1}-06-15`);
		itemOf.yearBefore = byHand('year-before@example.org', 'donation', `${year - 2}-06-15`);
		const sell = (kind: 'membership' | 'ticket', state: string) =>
			simulator.sell({ kind, state, payer: CAMILLE, notify: false }).items[0].id;
		itemOf.paid = sell('membership', 'Authorized');
		itemOf.refused = sell('membership', 'Refused');
		itemOf.contested = sell('membership', 'Contested');
		itemOf.ticket = sell('ticket', 'Authorized');
		itemOf.refusedTicket = sell('ticket', 'Refused');
		simulator.sell({ kind: 'ticket', payer: TYPED, notify: false });
		({ booked } = readAccounts(simulator));
		const recipes = (await Promise.all(RECIPES.map(readExample))) as Recipe[];
		const mailing = recipes.filter(({ nodes }) =>
			nodes.some(({ name }) => name === 'Send the mail'),
		);
		expect(mailing.map(({ id }) => id)).toEqual(['remindEnding0001', 'monthlyTotals001']);
		await importJson(stage.home, 'credentials', [
			mails.credential(SMTP.id, SMTP.name),
			...recipeCredentials(simulator),
		]);
		await stage.importWorkflows(
			...recipes.map(withAddress),
			...mailing.map((recipe, index) => withMail(recipe, `withMail${index}`)),
		);
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await stage?.close();
		await mails?.stop();
	});
	beforeEach(() => mails.recipients.splice(0));

	async function run(id: string) {
		const execution = await stage.run(id);
		expect(execution.error).toBeUndefined();
		return execution;
	}
	/** Cents that came in for a kind, by the books. */
	const cameIn = (kind: string, isCounted: (one: Booked) => boolean) =>
		booked
			.filter((one) => (one.came === 'online' || one.came === 'offline') && isCounted(one))
			.flatMap(({ parts }) => parts.filter((part) => part.kind === kind))
			.reduce((sum, { cents }) => sum + cents, 0);

	it(
		'reminds those whose membership ends next month, and sends it only when it is switched on',
		async () => {
			const reminders = (await run('remindEnding0001')).json('Reminder');
			expect(mails.recipients).toEqual([]);
			const ids = reminders.map(({ itemId }) => itemId);
			expect(ids).not.toContain(itemOf.endsLater);
			const own = reminders.filter(({ itemId }) => itemId === itemOf.ends);
			const ends = dayIn(1).split('-').reverse().join('/');
			expect(own).toEqual([
				{
					itemId: itemOf.ends,
					to: 'ends@example.org',
					subject: 'Votre adhésion se termine bientôt',
					text: expect.stringMatching(
						new RegExp(`se termine le ${ends}\\.\n\nPour la renouveler : https?://`),
					),
				},
			]);
			await run('withMail0');
			expect(mails.recipients).toEqual(reminders.map(({ to }) => to));
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'makes rows of the newest payout that add up to its transfer',
		async () => {
			const execution = await run('payoutToRows0001');
			const file = await execution.file('CSV file');
			const [header, ...rows] = parseCsv(file.toString('utf8'), ';');
			const { payouts } = readAccounts(stage.simulator);
			const own = booked.filter(({ payout }) => payout?.id === payouts[0].id);
			const off = booked
				.flatMap(({ takenOff }) => takenOff)
				.filter(({ payout }) => payout.id === payouts[0].id);
			const sum = (list: Array<{ cents: number }>) =>
				list.reduce((all, { cents }) => all + cents, 0);
			const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
			const cents = (name: string) =>
				sum(
					column(name).map((text) => ({ cents: Math.round(Number(text.replace(',', '.')) * 100) })),
				);
			expect(own.length).toBeGreaterThan(0);
			expect(new Set(column('payout'))).toEqual(new Set([String(payouts[0].id)]));
			expect(column('payment')).toEqual(expect.arrayContaining(own.map(({ id }) => String(id))));
			const transfer = sum(own.map(({ amount }) => ({ cents: amount }))) - sum(off);
			expect(cents('transfer')).toBe(transfer);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'tells the treasurer what came in last month by kind',
		async () => {
			const execution = await run('monthlyTotals001');
			const rows = execution.json('Totals of the last month');
			const last = dayIn(-1).slice(0, 7);
			const isLast = (one: Booked) => one.month === last;
			expect(rows.length).toBeGreaterThan(0);
			for (const { kind, receivedEuros, offlineEuros } of rows)
				expect([kind, Math.round((Number(receivedEuros) + Number(offlineEuros)) * 100)]).toEqual([
					kind,
					cameIn(String(kind), isLast),
				]);
			const [{ text }] = execution.json('Mail');
			expect(String(text).split('\n')).toHaveLength(rows.length);
			await run('withMail1');
			expect(mails.recipients).toEqual(['tresorier@example.org']);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		"sums this year's donations up by the month of their payment",
		async () => {
			const months = (await run('donationsMonth01')).json('Months');
			const inAll = months.map((row) => [
				row.month,
				Math.round((Number(row.receivedEuros) + Number(row.offlineEuros)) * 100),
			]);
			const names = Array.from(
				{ length: 12 },
				(_, index) => `${year}-${String(index + 1).padStart(2, '0')}`,
			);
			const expected = names
				.map((name) => [name, cameIn('donation', (one) => one.month === name)] as const)
				.filter(([, cents]) => cents > 0);
			expect(expected.length).toBeGreaterThan(0);
			expect(inAll.filter(([, cents]) => Number(cents) > 0)).toEqual(expected);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'lists members who were refused or contested, and none who has paid',
		async () => {
			const rows = (await run('whoHasNotPaid001')).json('Rows');
			const stateOf = (id: number) =>
				rows.find(({ itemId }) => itemId === id)?.paymentState ?? 'not listed';
			expect([itemOf.refused, itemOf.contested, itemOf.paid].map(stateOf)).toEqual([
				'refused',
				'contested',
				'not listed',
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		"has the donor's data for a receipt of the last year, and of no other",
		async () => {
			const execution = await run('taxReceiptData01');
			const [header, ...rows] = parseCsv((await execution.file('CSV file')).toString('utf8'), ';');
			const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);
			expect(new Set(column('date').map((day) => day.slice(0, 4)))).toEqual(
				new Set([String(year - 1)]),
			);
			const ids = column('itemId');
			expect(ids).not.toContain(String(itemOf.yearBefore));
			const own = rows[ids.indexOf(String(itemOf.lastYear))];
			expect(['firstName', 'lastName', 'email'].map((name) => own[header.indexOf(name)])).toEqual([
				'Camille',
				'Exemple',
				'last-year@example.org',
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'has the attendees in the order of their names, without those who were refused',
		async () => {
			const execution = await run('attendeeSheet001');
			const [header, ...rows] = parseWorkbook(await execution.file('Excel file'));
			const ids = rows.map((row) => Number(row[header.indexOf('itemId')]));
			expect(ids).toContain(itemOf.ticket);
			expect(ids).not.toContain(itemOf.refusedTicket);
			expect(ids).toEqual(execution.json('By name').map(({ itemId }) => itemId));
			expect(rows.length).toBeGreaterThan(1);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'makes a badge for each attendee, in which what somebody typed is text',
		async () => {
			const execution = await run('badgesToPrint001');
			const html = (await execution.file('HTML file')).toString('utf8');
			expect(execution.items('HTML file')[0].binary?.data.fileName).toBe('badges.html');
			const names = execution
				.json('By name')
				.map(({ firstName, lastName, tier }) =>
					[firstName, lastName, tier].map((text) => text ?? ''),
				);
			const badges = [...html.matchAll(BADGE)].map(([, ...texts]) => texts.map(unescaped));
			expect(badges).toEqual(names);
			const { data } = stage.simulator;
			const attendees = data.items.filter(
				({ orderId, type }) =>
					type === 'Registration' && data.order(orderId)?.formSlug === 'course-du-printemps',
			);
			expect(badges.length).toBeGreaterThan(1);
			expect(badges.length).toBeLessThan(attendees.length);
			expect(
				html.match(/<(?!\/?(?:html|head|meta|title|style|body|div|b|i|span)\b)[^!]/g),
			).toBeNull();
			expect(html).toContain(
				`<b>&#60;img src=x onerror=&#34;alert(1)&#34;&#62;</b><i>O&#39;Exemple &#38; {{ 1 + 1 }} $&#38;</i>`,
			);
		},
		RUN_TIMEOUT_MS,
	);

	describe('in a running n8n', () => {
		let server: N8nServer;
		let rest: RestClient;

		beforeAll(async () => {
			server = await stage.startServer();
			rest = new RestClient(server);
			await rest.logIn();
		}, STAGE_TIMEOUT_MS);

		const ask = async (question: string, { user, password }: Partial<typeof DOOR_LOGIN> = {}) => {
			const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
			const answer = await fetch(`${server.url}/webhook/${question}`, {
				headers: user === undefined ? {} : { authorization },
			});
			return { status: answer.status, text: await answer.text() };
		};

		it(
			'answers at the door whether somebody is a member, to those who have the login',
			async () => {
				await rest.activate('checkAtTheDoor01');
				const door = async (query: string) => {
					const { status, text } = await ask(`helloasso-door${query}`, DOOR_LOGIN);
					return [status, JSON.parse(text) as object];
				};
				expect(await door('?email=ends%40example.org')).toEqual([
					200,
					{ member: 'yes', validUntil: dayIn(1), people: 1 },
				]);
				expect(await door('?email=nobody%40example.org')).toEqual([
					200,
					{ member: 'no', validUntil: null, people: 0 },
				]);
				expect(await door('')).toEqual([
					400,
					{ member: 'unknown', error: expect.stringMatching(/^'Email' is empty/) },
				]);
				stage.simulator.failNext({ status: 503 }, Infinity);
				expect(await door('?email=ends%40example.org')).toEqual([
					503,
					{ member: 'unknown', error: expect.stringContaining('HelloAsso') },
				]);
				stage.simulator.clearFaults();

				stage.simulator.clearRequests();
				for (const login of [undefined, { user: 'door' }, { user: 'door', password: 'guess' }]) {
					const { status, text } = await ask('helloasso-door?email=ends%40example.org', login);
					expect([401, 403]).toContain(status);
					expect(text).not.toMatch(/member|valid|people|yes|no\b/i);
				}
				expect(stage.simulator.requests).toEqual([]);
				await rest.deactivate('checkAtTheDoor01');
			},
			RUN_TIMEOUT_MS,
		);

		it(
			'answers nobody at the door where the login was not chosen yet',
			async () => {
				const recipe = await readExample({ file: 'check-at-the-door.json' });
				const elsewhere = JSON.stringify(recipe)
					.replaceAll('doorLoginExample', 'notInThisN8n')
					// By its name n8n would find it.
					.replaceAll('Login for the door (demonstration)', 'Login of another n8n')
					.replaceAll('helloasso-door', 'other-door');
				const id = await rest.createWorkflow(
					withAddress({ ...(JSON.parse(elsewhere) as Recipe), id: undefined }),
				);
				await rest.activate(id);
				stage.simulator.clearRequests();
				expect(await ask('other-door?email=ends%40example.org', DOOR_LOGIN)).toEqual({
					status: 500,
					text: 'No authentication data defined on node!',
				});
				expect(stage.simulator.requests).toEqual([]);
				await rest.deactivate(id);
			},
			RUN_TIMEOUT_MS,
		);

		it(
			'copies the events of the directory into a table, then only what has changed since',
			async () => {
				const recipe = (await readExample({ file: 'directory-sync.json' })) as Recipe;
				const workflow = await withTables(rest, { ...recipe, id: undefined });
				const id = await rest.createWorkflow(workflow);
				const table = await tableFor(rest, 'directory-table');
				const press = async () => {
					stage.simulator.clearRequests();
					const execution = await runInEditor(server, rest, id, { trigger: 'Start' });
					expect(execution.error).toBeUndefined();
					return execution.json('Changed events');
				};
				const { simulator } = stage;
				const events = simulator.data.directory.filter(({ formType }) => formType === 'Event');
				/** Where each event is by the last that the feed says of it. */
				const listed = () =>
					Object.fromEntries(
						simulator.data.directory
							.filter(({ formType }) => formType === 'Event')
							.map((change) => [
								`${change.organizationSlug}/${change.formSlug}`,
								change.action === 'Insert',
							]),
					);
				const inTable = async () => {
					const { id: project } = await rest.call<{ id: string }>('GET', '/projects/personal');
					const path = `/projects/${project}/data-tables/${table}/rows?take=250`;
					const { data: rows } = await rest.call<{ data: IDataObject[] }>('GET', path);
					expect(rows.filter(({ form }) => form === 'bookmark')).toHaveLength(1);
					const copied = rows.filter(({ form }) => form !== 'bookmark');
					expect(new Set(copied.map(({ form }) => form)).size).toBe(copied.length);
					return Object.fromEntries(copied.map((row) => [row.form, row.listed]));
				};
				const tokens = () => simulator.apiRequests.map(({ query }) => query.continuationToken);

				expect(await press()).toHaveLength(events.length);
				expect(await inTable()).toEqual(listed());
				expect(new Set(Object.values(listed()))).toEqual(new Set([true, false]));
				expect(tokens()[0]).toBeUndefined();

				simulator.createForm({ formType: 'Event', title: 'Bal du club', notify: false });
				simulator.createForm({ formType: 'Membership', title: 'Adhésion du bal', notify: false });
				const [gone] = events.filter(({ action }) => action === 'Insert');
				simulator.data.directory.push({ ...gone, action: 'Delete', at: simulator.now() });
				const changes = (await press()).map(({ action, formSlug }) => [action, formSlug]);
				expect(changes).toEqual([
					['Insert', 'bal-du-club'],
					['Delete', gone.formSlug],
				]);
				expect(tokens()[0]).toEqual(expect.stringMatching(/^\d+$/));
				expect(await inTable()).toEqual(listed());

				expect(await press()).toEqual([]);
				expect(simulator.apiRequests).toHaveLength(1);
				expect(await inTable()).toEqual(listed());
			},
			RUN_TIMEOUT_MS,
		);
	});
});
