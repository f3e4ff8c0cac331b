import type { IDataObject } from 'n8n-workflow';
import {
	simplifyForm,
	simplifyMember,
	simplifyOrder,
	simplifyPayment,
} from '../../nodes/HelloAsso/simplify';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import {
	ALERT,
	BOOK,
	productionUrl,
	readTriggerExample,
	tableFor,
	THANK,
	WELCOME,
	withAddress,
	withTables,
} from '../../tools/triggerExamples';
import { waitFor } from './browser/waitFor';
import { Collector } from './collector';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { EVERY_SECOND } from './pollingStage';

interface Example {
	id?: string;
	nodes: Array<{ name: string; type: string; parameters: IDataObject }>;
	pinData: Record<string, Array<{ json: IDataObject }>>;
}
const read = async (example: { file: string; id: string; startsWith: string }) =>
	(await readTriggerExample(example)) as unknown as Example;

/** What a person who imports the examples gets, on each line of n8n, with sales at the simulator. */
describe.each(N8N_VERSIONS)('example workflows with triggers in n8n %s', (version) => {
	let stage: Stage;
	let server: N8nServer;
	let rest: RestClient;
	let collector: Collector;
	let active: string;

	beforeAll(async () => {
		stage = await openStage(version, {
			simulator: { localUrls: true, notifications: { retryMs: 50 } },
		});
		collector = await Collector.start();
		server = await stage.startServer();
		rest = new RestClient(server);
		await rest.logIn();
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await stage?.close();
		await collector?.stop();
	});

	/** As it is in the folder, but that its last node tells the collector, and polling does not take a minute. */
	async function activate(example: Example): Promise<void> {
		const nodes = example.nodes.map((node) => {
			if (node.type === 'n8n-nodes-base.noOp') return { ...node, ...collector.node(node.name) };
			if (!('pollTimes' in node.parameters)) return node;
			return { ...node, parameters: { ...node.parameters, pollTimes: { item: EVERY_SECOND } } };
		});
		const workflow = await withTables(rest, withAddress({ ...example, nodes, id: undefined }));
		active = await rest.createWorkflow(workflow);
		await rest.activate(active);
	}

	/** The sales of one example are none of the others' business. */
	afterEach(async () => await rest.deactivate(active));

	async function untilReceived(count: number): Promise<IDataObject[]> {
		await waitFor(() => collector.received.length >= count, {
			what: () => `${count} messages; there are ${collector.received.length}`,
		});
		return collector.take();
	}

	it(
		'welcomes a new member, and nobody who has no address',
		async () => {
			await activate(await read(WELCOME));
			stage.simulator.sell({ kind: 'ticket', notify: false });
			stage.simulator.sell({
				kind: 'membership',
				state: 'Registered',
				payer: { email: undefined },
				notify: false,
			});
			const { items } = stage.simulator.sell({
				kind: 'membership',
				payer: { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' },
				notify: false,
			});
			expect(await untilReceived(1)).toEqual([
				{
					to: 'camille@example.org',
					subject: "Bienvenue dans l'association !",
					text: `Bonjour ${items[0].user?.firstName ?? 'Camille'},\n\nmerci pour votre adhésion « ${items[0].name} ». À bientôt !`,
					itemId: items[0].id,
				},
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'thanks a donor for the donation in a payment, and adds a row to the table',
		async () => {
			const table = await tableFor(rest, 'donations-table');
			await activate(await read(THANK));
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, active));
			const payer = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
			const { payments } = stage.simulator.sell({
				kind: 'membership',
				amount: 4500,
				donation: 3050,
				payer,
			});
			stage.simulator.sell({ kind: 'membership' });
			stage.simulator.sell({ kind: 'donation', state: 'Refused' });
			await stage.simulator.notifications.settled();
			expect(await untilReceived(1)).toEqual([
				{
					to: 'camille@example.org',
					subject: 'Merci pour votre don',
					text: 'Bonjour Camille,\n\nmerci pour votre don de 30,50 €.',
				},
			]);
			const rows = async () => {
				const { id } = await rest.call<{ id: string }>('GET', '/projects/personal');
				return (
					await rest.call<{ data: IDataObject[] }>(
						'GET',
						`/projects/${id}/data-tables/${table}/rows`,
					)
				).data;
			};
			await waitFor(async () => (await rows()).length > 0, { what: () => 'a row in the table' });
			expect(await rows()).toEqual([
				expect.objectContaining({
					donation: payments[0].id,
					donor: 'Camille Exemple',
					email: 'camille@example.org',
					amountEuros: 30.5,
				}),
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'books each payment that has come in',
		async () => {
			await activate(await read(BOOK));
			stage.simulator.setBackOfficeUrl(await productionUrl(server, rest, active));
			const payer = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
			const { payments } = stage.simulator.sell({ kind: 'membership', amount: 4500, payer });
			stage.simulator.sell({ kind: 'membership', state: 'Refused' });
			await stage.simulator.notifications.settled();
			expect(await untilReceived(1)).toEqual([
				{
					paymentId: payments[0].id,
					date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
					amountEuros: 45,
					payer: 'Camille Exemple',
				},
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'tells of a payment that was contested',
		async () => {
			await activate(await read(ALERT));
			const payer = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
			const { payments, order } = stage.simulator.sell({
				kind: 'membership',
				amount: 4500,
				payer,
				notify: false,
			});
			stage.simulator.advance(1_000);
			stage.simulator.changePayment(payments[0].id, 'Contested', { notify: false });
			expect(await untilReceived(1)).toEqual([
				{
					text: `Paiement contesté : 45 € de Camille Exemple (camille@example.org), paiement ${payments[0].id}, commande ${order.id}.`,
					paymentId: payments[0].id,
				},
			]);
		},
		RUN_TIMEOUT_MS,
	);
});

describe('the pinned samples', () => {
	const fields: Record<string, (record: IDataObject) => IDataObject> = {
		Form: simplifyForm,
		newMember: simplifyMember,
		Order: simplifyOrder,
		Payment: simplifyPayment,
		paymentReceived: simplifyPayment,
	};

	it('have the fields that the triggers give', async () => {
		const samples = await read({ file: 'notification-samples.json', id: '', startsWith: '' });
		const others = await Promise.all([read(THANK), read(BOOK)]);
		const pinned = [samples, ...others].flatMap(({ pinData }) => Object.values(pinData).flat());
		expect(pinned).toHaveLength(8);
		for (const { json } of pinned) {
			const simplify = fields[String(json.event)];
			if (simplify)
				expect(Object.keys(json.data as object).sort()).toEqual(Object.keys(simplify({})).sort());
			const change = json.eventType === 'Payment' ? ['change'] : [];
			expect(Object.keys(json).sort()).toEqual([
				...change,
				'data',
				'event',
				'eventType',
				'verifiedBy',
			]);
		}
		const [[welcome], [alert]] = await Promise.all(
			[WELCOME, ALERT].map(async (example) => Object.values((await read(example)).pinData)[0]),
		);
		expect(Object.keys(welcome.json).sort()).toEqual(Object.keys(simplifyMember({})).sort());
		expect(Object.keys(alert.json).sort()).toEqual(Object.keys(simplifyPayment({})).sort());
	});
});
