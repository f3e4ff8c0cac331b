import type { IDataObject } from 'n8n-workflow';
import { difference, EXAMPLES, readExample } from '../../tools/examples';
import type { Execution } from '../../tools/n8n/execution';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import {
	CREDENTIAL_NAME,
	openStage,
	RUN_TIMEOUT_MS,
	STAGE_TIMEOUT_MS,
	type Stage,
} from './harness';
import { filesWith, storedSecrets } from './secrets';
import { chain, helloAsso, keep, records, type WorkflowNode } from './workflows';

const getOrder = (
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
	credentialId?: string,
) =>
	helloAsso(
		'Order',
		{ resource: 'order', operation: 'get', orderId: '={{ $json.id }}', options: {} },
		{ credentialId, ...(onError && { onError }) },
	);

const cancelOrder = (credentialId: string) =>
	helloAsso(
		'Cancel',
		{ resource: 'order', operation: 'cancel', orderId: '={{ $json.id }}', options: {} },
		{ credentialId, onError: 'continueRegularOutput' },
	);

/** n8n's own node with the same credential. */
const directRequest = (url: string, credentialId: string): WorkflowNode => ({
	name: 'Direct',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${url}/v5/orders/1/cancel`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'helloAssoOAuth2Api',
		options: {},
	},
	credentials: { helloAssoOAuth2Api: { id: credentialId, name: CREDENTIAL_NAME } },
	onError: 'continueRegularOutput',
});

const refund = (credentialId: string) =>
	helloAsso(
		'Refund',
		{ resource: 'payment', operation: 'refund', paymentId: '={{ $json.id }}', options: {} },
		{ credentialId, retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
	);

/** The packed package in a real n8n, driven as a cron job would: `n8n execute`. */
describe.each(N8N_VERSIONS)('n8n %s, by its command line', (version) => {
	let stage: Stage;
	let orderIds: number[];
	let workflows: Record<'many' | 'continued' | 'routed' | 'guarded' | 'retried', string>;
	let refundable: number[];
	const executions: Execution[] = [];

	async function run(workflowId: string): Promise<Execution> {
		const execution = await stage.run(workflowId);
		executions.push(execution);
		return execution;
	}

	beforeAll(async () => {
		stage = await openStage(version, { simulator: { seed: { orders: 220 } } });
		const { data, organizationSlug } = stage.simulator;
		orderIds = data.orders
			.filter((order) => order.organizationSlug === organizationSlug)
			.map(({ id }) => id);
		refundable = data.payments
			.filter(({ state, type }) => state === 'Authorized' && type !== 'Offline')
			.map(({ id }) => id)
			.slice(0, 2);
		const [fresh, readOnly, fullAccess] = await stage.freshCredentials(
			{},
			{ access: 'readOnly' },
			{ ...stage.simulator.keys.fullAccess },
		);
		const oneUnknown = records('Ids', 'id', [orderIds[0], 2_000_000_000, orderIds[1]]);
		const examples = await Promise.all(EXAMPLES.map(readExample));
		const [many, continued, routed, guarded, retried] = await stage
			.importWorkflows(
				...examples,
				chain([...records('Ids', 'id', orderIds.slice(0, 200)), getOrder(undefined, fresh)]),
				chain([...oneUnknown, getOrder('continueRegularOutput')]),
				chain([...oneUnknown, getOrder('continueErrorOutput'), keep('Found')], {
					Order: keep('Failed'),
				}),
				chain([
					...records('Ids', 'id', orderIds.slice(0, 1)),
					getOrder(undefined, readOnly),
					cancelOrder(readOnly),
					directRequest(stage.simulator.url, readOnly),
				]),
				chain([...records('Ids', 'id', [...refundable, 2_000_000_000]), refund(fullAccess)]),
			)
			.then((ids) => ids.slice(EXAMPLES.length));
		workflows = { many, continued, routed, guarded, retried };
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		await stage?.close();
	});

	beforeEach(() => {
		stage.simulator.clearRequests();
		stage.simulator.resetTokenLimits();
	});

	it(
		'runs the example workflows to the last cent, with one token for all executions',
		async () => {
			for (const example of EXAMPLES) {
				const execution = await run(example.id);
				expect(execution.error).toBeUndefined();
				const actual = await example.actual(execution);
				expect(difference(actual, example.expected(stage.simulator))).toBeUndefined();
			}
			expect(stage.simulator.tokenRequests).toHaveLength(1);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'reads 200 orders for 200 items on a fresh credential with exactly one token request',
		async () => {
			const execution = await run(workflows.many);
			expect(execution.error).toBeUndefined();
			expect(execution.json('Order').map(({ id }) => id)).toEqual(orderIds.slice(0, 200));
			expect(stage.simulator.apiRequests).toHaveLength(200);
			expect(stage.simulator.tokenRequests).toHaveLength(1);
		},
		RUN_TIMEOUT_MS,
	);

	const errorItem = expect.objectContaining({
		errorType: 'notFound',
		httpCode: 404,
		error: expect.stringContaining('Order ID'),
		description: expect.stringMatching(/\w+/),
	});

	it(
		'goes on after an error with Continue On Fail',
		async () => {
			const execution = await run(workflows.continued);
			expect(execution.error).toBeUndefined();
			const [first, failed, last] = execution.json('Order');
			expect([first.id, last.id]).toEqual(orderIds.slice(0, 2));
			expect(failed).toEqual(errorItem);
			expect(execution.items('Order').map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'sends error items to the error output',
		async () => {
			const execution = await run(workflows.routed);
			expect(execution.error).toBeUndefined();
			const ids = (items: IDataObject[]) => items.map(({ id }) => id);
			expect(ids(execution.json('Found'))).toEqual(orderIds.slice(0, 2));
			expect(execution.json('Failed')).toEqual([errorItem]);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'reads with a read-only credential, and neither our node nor HTTP Request writes with it',
		async () => {
			const execution = await run(workflows.guarded);
			expect(execution.error).toBeUndefined();
			expect(execution.json('Order').map(({ id }) => id)).toEqual(orderIds.slice(0, 1));
			expect(execution.json('Cancel')).toEqual([
				expect.objectContaining({
					errorType: 'forbidden',
					error: expect.stringMatching(
						/^The credential 'HelloAsso fresh\d+' is read-only: 'Cancel future payments of order' was not sent$/,
					),
				}),
			]);
			expect(JSON.stringify(execution.json('Direct'))).toMatch(/not allowed|prevent|restrict/i);
			expect(stage.simulator.apiRequests.map(({ method }) => method)).toEqual(['GET']);
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'refunds each payment once over three tries by Retry On Fail, beside one wrong number',
		async () => {
			const execution = await run(workflows.retried);
			expect(JSON.stringify(execution.error)).toContain(
				'Of 3 items, 2 were carried out (0 to 1), item 2 failed, 0 were not begun.',
			);
			const { apiRequests, data } = stage.simulator;
			expect(apiRequests.map(({ path }) => path)).toEqual([
				...refundable.map((id) => `/v5/payments/${id}/refund`),
				...Array.from({ length: 3 }, () => '/v5/payments/2000000000/refund'),
			]);
			const refunds = data.refunds.map(({ paymentId }) => paymentId);
			expect(refunds.filter((id) => refundable.includes(id)).sort()).toEqual(refundable.sort());
		},
		RUN_TIMEOUT_MS,
	);

	it(
		'leaves no secret in executions, output, logs or data folder',
		async () => {
			const secrets = await storedSecrets(stage.home);
			// The client secrets of two keys, and an access and a refresh token for each of four credentials.
			expect(secrets).toHaveLength(10);
			const told = executions.map(({ output }) => output).join('\n');
			expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
			expect(await filesWith(stage.home, secrets)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
});
