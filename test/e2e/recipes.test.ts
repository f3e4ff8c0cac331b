import { parisDate } from '../../simulator/dates';
import { parseCsv } from '../../tools/csv';
import { readExample } from '../../tools/examples';
import { importJson } from '../../tools/n8n/cli';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { RECIPES } from '../../tools/recipes';
import { withAddress } from '../../tools/triggerExamples';
import { parseWorkbook } from '../../tools/workbook';
import { readAccounts, type Booked } from '../fixtures/accountBooks';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { MailServer } from './mailServer';
import type { WorkflowNode } from './workflows';

const SMTP = { id: 'mailOfTheTest', name: 'Mail' };
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
		({ booked } = readAccounts(simulator));
		const recipes = (await Promise.all(RECIPES.map(readExample))) as Recipe[];
		const mailing = recipes.filter(({ nodes }) =>
			nodes.some(({ name }) => name === 'Send the mail'),
		);
		expect(mailing.map(({ id }) => id)).toEqual(['remindEnding0001', 'monthlyTotals001']);
		await importJson(stage.home, 'credentials', [mails.credential(SMTP.id, SMTP.name)]);
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
		'answers at the door whether somebody is a member',
		async () => {
			const server = await stage.startServer();
			const rest = new RestClient(server);
			await rest.logIn();
			await rest.activate('checkAtTheDoor01');
			const ask = async (email: string) =>
				(await (
					await fetch(`${server.url}/webhook/helloasso-door?email=${encodeURIComponent(email)}`)
				).json()) as object;
			expect(await ask('ends@example.org')).toEqual({
				member: 'yes',
				validUntil: dayIn(1),
				people: 1,
			});
			expect(await ask('nobody@example.org')).toEqual({
				member: 'no',
				validUntil: null,
				people: 0,
			});
			await rest.deactivate('checkAtTheDoor01');
		},
		RUN_TIMEOUT_MS,
	);
});
