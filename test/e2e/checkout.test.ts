/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { ROOT } from '../../tools/bootstrap/index.cjs';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import { CHECKOUT, formUrl, withAddress } from '../../tools/triggerExamples';
import { waitFor } from './browser/waitFor';
import { Collector } from './collector';
import { openStage, STAGE_TIMEOUT_MS, type Stage } from './harness';
import type { WorkflowNode } from './workflows';

/** Real time that a payer of these tests has; n8n looks for what is over every minute. */
const OPEN_SECONDS = 45;
const TEST_TIMEOUT_MS = 6 * 60_000;
const THANKS = 'https://www.example.org/thanks';
const SORRY = 'https://www.example.org/not-paid';

/** What a person who imports examples/checkout-and-wait.json gets, with payers at the simulator's payment page. */
describe.each(N8N_VERSIONS)('checkout that waits until it is paid, in n8n %s', (version) => {
	let stage: Stage;
	let server: N8nServer;
	let collector: Collector;

	beforeAll(async () => {
		stage = await openStage(version, { simulator: { localUrls: true } });
		collector = await Collector.start();
		server = await stage.startServer();
		const rest = new RestClient(server);
		await rest.logIn();
		const file = path.join(ROOT, 'examples', CHECKOUT.file);
		const text = (await readFile(file, 'utf8')).replace('minutes: 45', `seconds: ${OPEN_SECONDS}`);
		const example = JSON.parse(text) as { nodes: WorkflowNode[] };
		const nodes = example.nodes.map((node) =>
			node.name === 'Send the mail'
				? { ...node, ...collector.node(node.name), disabled: false }
				: node,
		);
		const workflow = withAddress({ ...example, nodes, id: undefined });
		await rest.activate(await rest.createWorkflow(workflow));
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await stage?.close();
		await collector?.stop();
	});

	/** Sends the form; returns the payment page that the payer is sent to. */
	async function fillForm(euros: number): Promise<string> {
		const body = new FormData();
		body.append('field-0', String(euros));
		body.append('field-1', 'camille@example.org');
		const answer = await (await fetch(formUrl(server), { method: 'POST', body })).text();
		expect(answer).toContain(`{"redirectURL":"${stage.simulator.url}/associations/`);
		return (JSON.parse(answer) as { redirectURL: string }).redirectURL;
	}
	/** What the payer presses on the payment page; returns where the browser is sent. */
	const press = async (page: string, decision: string) => {
		const payer = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
		const body = new URLSearchParams({ decision, ...(decision === 'pay' && payer) });
		const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
		return answer.headers.get('location') ?? '';
	};
	/** Comes back to n8n, no sooner than the workflow waits; returns the page that the payer is sent on to. */
	async function comeBack(address: string): Promise<string> {
		let location: string | null = null;
		await waitFor(
			async () => {
				location = (await fetch(address, { redirect: 'manual' })).headers.get('location');
				return location !== null;
			},
			{ what: () => `an answer of the waiting workflow at ${address}` },
		);
		return location ?? '';
	}
	/** How each payer's workflow ended, by the amount; the others have not ended. */
	const ended = () => {
		const intents = new Map(
			stage.simulator.data.checkoutIntents.map(({ id, body }) => [id, body.totalAmount]),
		);
		return Object.fromEntries(
			collector.received.map(({ id, status, lastAnswer, orderId }: IDataObject) => [
				intents.get(id as number),
				[status, lastAnswer, typeof orderId === 'number'],
			]),
		);
	};

	it(
		'ends as paid, refused or expired by what HelloAsso says, whatever the payer does',
		async () => {
			const pays = await press(await fillForm(10), 'pay');
			expect(await comeBack(pays)).toBe(THANKS);
			// Loading it again starts nothing and says so.
			expect((await fetch(pays, { redirect: 'manual' })).status).toBe(409);

			const refused = await press(await fillForm(20), 'refuse');
			expect(await comeBack(refused)).toBe(SORRY);

			const hesitates = await fillForm(30);
			for (const decision of ['leave', 'fail', 'refuse'])
				expect(await comeBack(await press(hesitates, decision))).toBe(SORRY);
			expect(await comeBack(await press(hesitates, 'pay'))).toBe(THANKS);

			// Pays and closes the browser.
			await press(await fillForm(40), 'pay');

			// Says that it is paid, and it is not.
			const lies = (await press(await fillForm(50), 'refuse')).replace('refused', 'succeeded');
			expect(await comeBack(lies)).toBe(SORRY);

			// HelloAsso puts a second question mark.
			stage.simulator.readings.returnQuery = 'appended';
			const odd = await press(await fillForm(60), 'refuse');
			expect(odd).toContain('from=return?checkoutIntentId=');
			expect(await comeBack(odd)).toBe(SORRY);

			// Never comes back.
			await fillForm(70);

			await waitFor(() => collector.received.length >= 7, {
				what: () => `7 ends; there are ${JSON.stringify(ended())}`,
				timeoutMs: 3 * 60_000,
			});
			expect(ended()).toEqual({
				1000: ['paid', 'succeeded', true],
				2000: ['refused', 'refused', false],
				3000: ['paid', 'succeeded', true],
				4000: ['paid', 'none', true],
				5000: ['expired', 'succeeded', false],
				6000: ['refused', 'refused', false],
				7000: ['expired', 'none', false],
			});
			expect(collector.received).toHaveLength(7);
			const mails = collector.received.map(({ status, to, subject }) => [status, to, subject]);
			expect([...new Set(mails.map((mail) => mail.join(' | ')))].sort()).toEqual([
				'expired | camille@example.org | Your payment was not completed',
				'paid | camille@example.org | Your payment has arrived',
				'refused | camille@example.org | Your payment was not completed',
			]);
			const [first] = collector.received;
			expect(first.text).toBe('Thank you! Your payment of 10 € has arrived: Membership.');
			const last = collector.received.find(({ text }) => String(text).includes(' 70 €'));
			expect(last?.text).toBe(
				'HelloAsso has no payment of 70 € from you: Membership. If you still want to pay, please fill the form in again.',
			);
			expect(stage.simulator.data.checkoutIntents).toHaveLength(7);
		},
		TEST_TIMEOUT_MS,
	);
});
