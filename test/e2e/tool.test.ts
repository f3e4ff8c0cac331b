import type { IDataObject } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { importJson } from '../../tools/n8n/cli';
import type { Execution } from '../../tools/n8n/execution';
import { N8N_NEW } from '../../tools/n8n/install';
import { agentWorkflow, helloAssoTool, modelCredential } from './agentWorkflow';
import { openStage, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { ScriptedModel, type ToolCall } from './scriptedModel';

const PROMPT = 'Which order was paid last?';
const ANSWER = 'Here it is.';

/** What the model fills in. Nobody calls the other tools here. */
const INPUTS: Record<string, object> = {
	'Get many payments': {
		limit: "={{ $fromAI('limit', 'How many payments', 'number') }}",
		filters: {
			from: "={{ $fromAI('from', 'First day; empty for any', 'string') }}",
			userSearchKey: "={{ $fromAI('person', 'Name or email; empty for all', 'string') }}",
		},
	},
	'Get order': { orderId: "={{ $fromAI('orderId', 'The number of the order', 'number') }}" },
};

/** As n8n names a tool, after its node. */
const toolName = (action: string) => `${action} in HelloAsso`.replaceAll(/[^\w-]+/g, '_');
const call = (action: string, inputs: object): ToolCall => ({
	tool: toolName(action),
	arguments: inputs,
});
const items = (result: string) => JSON.parse(result) as IDataObject[];

describe(`an AI agent of n8n ${N8N_NEW}, with every operation as a tool`, () => {
	let stage: Stage;
	let model: ScriptedModel;
	let run: Execution;

	beforeAll(async () => {
		model = await ScriptedModel.start();
		stage = await openStage(N8N_NEW);
		await importJson(stage.home, 'credentials', [modelCredential(model.url)]);
		const tools = RESOURCES.flatMap(({ value: resource, operations }) =>
			operations.map(({ value: operation, action }) =>
				helloAssoTool(`${action} in HelloAsso`, {
					resource,
					operation,
					options: {},
					...INPUTS[action],
				}),
			),
		);
		const [workflow] = await stage.importWorkflows(agentWorkflow(PROMPT, tools));
		model.play(
			() => call('Get many payments', { limit: 2, from: '31/12/2025', person: '' }),
			() => call('Get many payments', { limit: 2, from: '2025-12-31', person: '' }),
			([, payments]) => call('Get order', { orderId: items(payments)[0].orderId }),
			() => call('Get many payments', { limit: 1, from: '', person: 'nobody@example.org' }),
			() => ANSWER,
		);
		run = await stage.run(workflow);
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		await model?.close();
		await stage?.close();
	});

	it('tells the model what each tool does', () => {
		expect(model.requests[0].messages).toMatchObject([{ role: 'user', content: PROMPT }]);
		const actions = RESOURCES.flatMap(({ operations }) => operations.map(({ action }) => action));
		const expected = actions.map((action) => [toolName(action), `${action} in HelloAsso`]);
		const told = Object.values(model.tools).map(({ name, description }) => [name, description]);
		expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
	});

	it('tells the model which inputs are its own', () => {
		expect(model.tools[toolName('Get many payments')].parameters).toMatchObject({
			properties: {
				limit: { type: 'number', description: 'How many payments' },
				from: { type: 'string', description: 'First day; empty for any' },
				person: { type: 'string', description: 'Name or email; empty for all' },
			},
			required: ['limit', 'from', 'person'],
		});
		expect(model.tools[toolName('Get order')].parameters.properties).toEqual({
			orderId: { type: 'number', description: 'The number of the order' },
		});
	});

	it('sends HelloAsso what the model asked for', () => {
		const [, payments] = model.results;
		expect(stage.simulator.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			'POST /oauth2/token',
			'GET /v5/users/me/organizations',
			'GET /v5/organizations/les-amis-du-velo/payments?from=2025-12-31T00%3A00%3A00.000%2B01%3A00&pageSize=2',
			`GET /v5/orders/${items(payments)[0].orderId}`,
			'GET /v5/users/me/organizations',
			'GET /v5/organizations/les-amis-du-velo/payments?userSearchKey=nobody%40example.org&pageSize=1',
		]);
	});

	it('gives the model the records, or what was wrong with its inputs', () => {
		const [refused, payments, order, nothing] = model.results;
		expect(items(refused)).toEqual([{ error: "'From' is ambiguous or no date: '31/12/2025'" }]);

		const { data } = stage.simulator;
		const paid = items(payments);
		expect(paid).toHaveLength(2);
		for (const { id, ...told } of paid) {
			const { orderId, state, amount = NaN } = data.payment(Number(id)) ?? {};
			expect(told).toMatchObject({ orderId, state, amountEuros: amount / 100 });
		}
		const { formSlug, payer } = data.order(Number(paid[0].orderId)) ?? {};
		expect(items(order)).toMatchObject([
			{ id: paid[0].orderId, formSlug, payerEmail: payer?.email },
		]);
		// What n8n makes of no items.
		expect(nothing).toBe('""');
	});

	it('ends with what the model said', () => {
		expect(run.error).toBeUndefined();
		expect(run.json('Agent')).toEqual([{ output: ANSWER }]);
	});
});
