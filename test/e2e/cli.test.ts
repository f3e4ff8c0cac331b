import type { IDataObject } from 'n8n-workflow';
import { difference, EXAMPLES, readExample } from '../../tools/examples';
import type { Execution } from '../../tools/n8n/execution';
import { N8N_VERSIONS } from '../../tools/n8n/install';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { filesWith, storedSecrets } from './secrets';
import { chain, helloAsso, keep, records } from './workflows';

const getOrder = (
	onError?: 'continueRegularOutput' | 'continueErrorOutput',
	credentialId?: string,
) =>
	helloAsso(
		'Order',
		{ resource: 'order', operation: 'get', orderId: '={{ $json.id }}', options: {} },
		{ credentialId, ...(onError && { onError }) },
	);

/** The packed package in a real n8n, driven as a cron job would: `n8n execute`. */
describe.each(N8N_VERSIONS)('n8n %s, by its command line', (version) => {
	let stage: Stage;
	let orderIds: number[];
	let workflows: Record<'many' | 'continued' | 'routed', string>;
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
		const [fresh] = await stage.freshCredentials({});
		const oneUnknown = records('Ids', 'id', [orderIds[0], 2_000_000_000, orderIds[1]]);
		const examples = await Promise.all(EXAMPLES.map(readExample));
		const [many, continued, routed] = await stage
			.importWorkflows(
				...examples,
				chain([...records('Ids', 'id', orderIds.slice(0, 200)), getOrder(undefined, fresh)]),
				chain([...oneUnknown, getOrder('continueRegularOutput')]),
				chain([...oneUnknown, getOrder('continueErrorOutput'), keep('Found')], {
					Order: keep('Failed'),
				}),
			)
			.then((ids) => ids.slice(EXAMPLES.length));
		workflows = { many, continued, routed };
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
		'leaves no secret in executions, output, logs or data folder',
		async () => {
			const secrets = await storedSecrets(stage.home);
			// One client secret, and an access and a refresh token for each of the two credentials.
			expect(secrets).toHaveLength(5);
			const told = executions.map(({ output }) => output).join('\n');
			expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
			expect(await filesWith(stage.home, secrets)).toEqual([]);
		},
		RUN_TIMEOUT_MS,
	);
});
