import type { IDataObject } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { ExternalSettings } from '../../tools/external/settings';
import type { Simulator } from '../../simulator';
import { EVERY_SECOND } from '../e2e/pollingStage';
import { onWebhook } from '../e2e/webhooks';
import { chain } from '../e2e/workflows';
import { ExternalN8n } from './externalN8n';

const OPEN_TIMEOUT_MS = 15 * 60_000;
const RUN_TIMEOUT_MS = 5 * 60_000;
const CONNECTED = 'jardins-partages';

export interface Surroundings {
	settings: ExternalSettings;
	simulator: Simulator;
	close(): Promise<unknown>;
}

/** Main job, connection and triggers, by nothing but what n8n's editor itself asks its server. */
export function externalTests(open: () => Promise<Surroundings>): void {
	let surroundings: Surroundings;
	let simulator: Simulator;
	let n8n: ExternalN8n;

	beforeAll(async () => {
		surroundings = await open();
		({ simulator } = surroundings);
		n8n = await ExternalN8n.open(surroundings.settings, simulator);
	}, OPEN_TIMEOUT_MS);
	afterAll(async () => {
		try {
			await n8n?.close();
		} finally {
			await surroundings?.close();
		}
	}, RUN_TIMEOUT_MS);
	beforeEach(() => {
		simulator.clearRequests();
		simulator.resetTokenLimits();
	});

	const credential = async (name: string, changes?: IDataObject) =>
		await n8n.createCredential(name, n8n.credentialData(changes));

	/** Runs one node on a call of a webhook, which answers all its items. */
	async function answersOf(credentialId: string, parameters: IDataObject): Promise<IDataObject[]> {
		const path = randomUUID();
		const workflow = onWebhook(path, [n8n.node('helloAsso', credentialId, parameters)]) as {
			nodes: Array<{ parameters: IDataObject }>;
		};
		workflow.nodes[0].parameters.responseData = 'allEntries';
		await n8n.activate(workflow);
		const response = await fetch(n8n.webhookUrl(path));
		return (await response.json()) as IDataObject[];
	}

	const paymentsOf = (slug: string) => {
		const { orders, payments } = simulator.data;
		const own = orders.filter(({ organizationSlug }) => organizationSlug === slug);
		const ids = new Set(own.map(({ id }) => id));
		return payments.filter(({ orderId }) => ids.has(orderId)).map(({ id }) => id);
	};
	const numbers = (records: IDataObject[]) => records.map(({ id }) => Number(id)).sort(byNumber);

	it(
		'reads every payment of the association, each once, with one token',
		async () => {
			const payments = await answersOf(await credential('payments'), {
				resource: 'payment',
				operation: 'getAll',
				returnAll: true,
			});
			expect(numbers(payments)).toEqual(paymentsOf(simulator.organizationSlug).sort(byNumber));
			expect(simulator.tokenRequests).toHaveLength(1);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'refunds a part of a payment, once',
		async () => {
			const { payments } = simulator.sell({ kind: 'donation', amount: 2500 });
			const [{ id: paymentId }] = payments;
			const refunds = await answersOf(await credential('refund'), {
				resource: 'payment',
				operation: 'refund',
				paymentId,
				refundType: 'part',
				refundAmount: 12.5,
			});
			expect(refunds).toMatchObject([{ amountEuros: 12.5 }]);
			expect(simulator.books.refunds[paymentId]).toEqual([1250]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'accepts a good key, and says of a wrong one that it is wrong',
		async () => {
			const good = n8n.credentialData();
			const wrong = n8n.credentialData({ clientSecret: 'not-the-secret' });
			const test = async (name: string, data: IDataObject) =>
				await n8n.rest.testCredential(await n8n.createCredential(name, data), name, data);
			expect(await test('good key', good)).toMatchObject({ status: 'OK' });
			expect(await test('wrong key', wrong)).toMatchObject({ status: 'Error' });
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'connects an association by its consent, and reads what is its own',
		async () => {
			const id = await credential('partner', { ...simulator.keys.partner, grantType: 'pkce' });
			await n8n.connect(id, CONNECTED);
			const payments = await answersOf(id, {
				resource: 'payment',
				operation: 'getAll',
				returnAll: true,
			});
			expect(numbers(payments)).toEqual(paymentsOf(CONNECTED).sort(byNumber));
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'HelloAsso Trigger starts a workflow with an order, once, though it is notified twice',
		async () => {
			const webhookId = randomUUID();
			const trigger = n8n.node(
				'helloAssoTrigger',
				await credential('notifications'),
				{ registration: 'manual', events: ['Order'], simplify: false },
				{ webhookId },
			);
			const workflow = await n8n.activate(chain([], {}, trigger));
			simulator.setBackOfficeUrl(n8n.webhookUrl(`${webhookId}/webhook`));
			const first = simulator.sell({ kind: 'membership' }).order;
			await simulator.notifications.settled();
			const bodies = simulator.notifications.sent.map(({ body }) => body);
			for (const body of bodies) {
				const repeat = n8n.webhookUrl(`${webhookId}/webhook`);
				expect((await simulator.notifications.post(repeat, body)).status).toBe(200);
			}
			const second = simulator.sell({ kind: 'donation' }).order;
			await simulator.notifications.settled();
			const runs = await n8n.outputs(workflow, 2);
			expect(
				runs.flat().map(({ eventType, verifiedBy, data }) => [
					eventType,
					// And by the address, where nothing stands between HelloAsso and that n8n.
					(verifiedBy as string[]).includes('api'),
					(data as IDataObject).id,
				]),
			).toEqual([first, second].map(({ id }) => ['Order', true, id]));
			simulator.removeBackOfficeUrl();
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'HelloAsso Polling Trigger starts a workflow with each new order, once',
		async () => {
			const workflow = await n8n.activate(
				chain(
					[],
					{},
					n8n.node('helloAssoPollingTrigger', await credential('polling'), {
						event: 'newOrder',
						pollTimes: { item: EVERY_SECOND },
					}),
				),
			);
			const first = simulator.sell().order;
			await n8n.outputs(workflow, 1);
			const second = simulator.sell().order;
			const runs = await n8n.outputs(workflow, 2);
			expect(runs.flat().map(({ id }) => id)).toEqual([first.id, second.id]);
		},
		RUN_TIMEOUT_MS,
	);
}

const byNumber = (one: number, other: number) => one - other;
