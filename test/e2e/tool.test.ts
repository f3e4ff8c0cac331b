import type { IDataObject } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom, onlyReads } from '../../nodes/HelloAsso/actions/operation';
import { simplifyPayment } from '../../nodes/HelloAsso/simplify';
import { parisDate } from '../../simulator/dates';
import { renderPayment } from '../../simulator/render';
import { readExample } from '../../tools/examples';
import { importJson } from '../../tools/n8n/cli';
import type { Execution } from '../../tools/n8n/execution';
import { N8N_OLD, N8N_VERSIONS } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { recipeCredentials } from '../../tools/recipeCredentials';
import { readAccounts } from '../fixtures/accountBooks';
import { agentWorkflow, helloAssoTool, MODEL_CREDENTIAL, modelCredential } from './agentWorkflow';
import { runInEditor } from './editorRun';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { ScriptedModel, type ToolCall } from './scriptedModel';
import type { WorkflowNode } from './workflows';

const PROMPT = 'Which order was paid last?';
const ANSWER = 'Here it is.';
const CHAT = { file: 'chat-with-your-figures.json', id: 'chatReadOnly0001' };

/** What our node says of such a date; without *On Error*, n8n 2.x keeps the first part of it. */
const AMBIGUOUS = {
	error: "'From' is ambiguous or no date: '31/12/2025'",
	errorType: 'invalidParameter',
	description:
		"Pick a date, write it as 2026-05-31, or make it with an expression such as {{ $today.minus({ days: 1 }) }}. (Parameter 'from'.)",
};

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
const nameOf = (node: string) => node.replaceAll(/[^\w-]+/g, '_');
const toolName = (action: string) => nameOf(`${action} in HelloAsso`);
const call = (tool: string, inputs: object): ToolCall => ({ tool, arguments: inputs });
const items = (result: string) => JSON.parse(result) as IDataObject[];

interface Chat {
	nodes: WorkflowNode[];
}

describe.each(N8N_VERSIONS)('an AI agent of n8n %s', (version) => {
	let stage: Stage;
	let model: ScriptedModel;
	let chat: Chat;
	const workflows: Record<string, string> = {};
	const seen = () => stage.simulator.requests.map(({ method, url }) => `${method} ${url}`);

	beforeAll(async () => {
		model = await ScriptedModel.start();
		stage = await openStage(version);
		await importJson(stage.home, 'credentials', [
			modelCredential(model.url),
			...recipeCredentials(stage.simulator),
		]);
		const everything = RESOURCES.flatMap(({ value: resource, operations }) =>
			operations.map(({ value: operation, action }) =>
				helloAssoTool(
					`${action} in HelloAsso`,
					{ resource, operation, options: {}, ...INPUTS[action] },
					// Else an error of a tool ends the run of n8n 1.x; 2.x gives it to the model by itself.
					version === N8N_OLD ? { onError: 'continueRegularOutput' } : {},
				),
			),
		);
		const payment = {
			...{ resource: 'payment', operation: 'get', options: {} },
			paymentId: "={{ $fromAI('paymentId', 'The number of the payment', 'number') }}",
		};
		const outputs = [
			helloAssoTool('Payment', payment),
			helloAssoTool('Simplified', { ...payment, toolOutput: 'simplified' }),
			helloAssoTool('Raw', { ...payment, toolOutput: 'raw' }),
			helloAssoTool('Selected', {
				...payment,
				...{ toolOutput: 'selectedFields', toolFields: 'state, amountEuros' },
			}),
		];
		chat = (await readExample(CHAT)) as unknown as Chat;
		[workflows.everything, workflows.outputs, workflows.chat] = await stage.importWorkflows(
			agentWorkflow(PROMPT, everything),
			agentWorkflow(PROMPT, outputs),
			{
				...chat,
				nodes: chat.nodes.map((node) =>
					node.name === 'Model' ? { ...node, credentials: { openAiApi: MODEL_CREDENTIAL } } : node,
				),
			},
		);
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await model?.close();
		await stage?.close();
	});

	describe('with every operation as a tool', () => {
		let run: Execution;
		let requests: string[];

		beforeAll(async () => {
			model.play(
				() => call(toolName('Get many payments'), { limit: 2, from: '31/12/2025', person: '' }),
				() => call(toolName('Get many payments'), { limit: 2, from: '2025-12-31', person: '' }),
				([, payments]) => call(toolName('Get order'), { orderId: items(payments)[0].orderId }),
				() =>
					call(toolName('Get many payments'), {
						...{ limit: 1, from: '', person: 'nobody@example.org' },
					}),
				() => ANSWER,
			);
			run = await stage.run(workflows.everything);
			requests = seen();
		}, RUN_TIMEOUT_MS);

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
			expect(requests).toEqual([
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
			const { error } = AMBIGUOUS;
			expect(items(refused)).toEqual([version === N8N_OLD ? AMBIGUOUS : { error }]);

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

	it(
		'is given of a record what Output says: all of it, simplified, or some fields of that',
		async () => {
			const { payments } = stage.simulator.sell({ kind: 'membership', notify: false });
			const tools = ['Payment', 'Simplified', 'Raw', 'Selected'];
			model.play(
				...tools.map((tool) => () => call(tool, { paymentId: payments[0].id })),
				() => ANSWER,
			);
			stage.simulator.clearRequests();
			const run = await stage.run(workflows.outputs);
			expect(run.error).toBeUndefined();
			const raw = JSON.parse(
				JSON.stringify(renderPayment(stage.simulator.data, payments[0], { detail: true })),
			) as IDataObject;
			const simplified = simplifyPayment(raw);
			const { state, amountEuros } = simplified;
			expect(model.results.map(items)).toEqual([
				[simplified],
				[simplified],
				[raw],
				[{ state, amountEuros }],
			]);
			expect(stage.simulator.apiRequests.map(({ path }) => path)).toEqual(
				tools.map(() => `/v5/payments/${payments[0].id}`),
			);
		},
		RUN_TIMEOUT_MS,
	);

	it('has in the recipe only tools that read, with a credential that only reads', () => {
		const tools = chat.nodes.filter(({ type }) => type.startsWith('n8n-nodes-helloasso.'));
		expect(tools).toHaveLength(4);
		for (const { type, parameters, credentials } of tools) {
			const { resource, operation } = parameters as IDataObject;
			const known = RESOURCES.find(({ value }) => value === resource)?.operations.find(
				({ value }) => value === operation,
			);
			expect([resource, operation, known && !isCustom(known) && onlyReads(known)]).toEqual([
				resource,
				operation,
				true,
			]);
			expect([type, credentials]).toEqual([
				'n8n-nodes-helloasso.helloAssoTool',
				{ helloAssoOAuth2Api: expect.objectContaining({ id: 'helloAssoReadOnly' }) },
			]);
		}
	});

	it(
		'answers in the chat of the recipe with what its tools read, and with nothing else',
		async () => {
			const { simulator } = stage;
			const payer = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
			const { payments } = simulator.sell({ kind: 'membership', payer, notify: false });
			const server = await stage.startServer();
			const rest = new RestClient(server);
			await rest.logIn();
			const year = parisDate(simulator.now()).slice(0, 4);
			const period = { from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` };
			const said = async (chatInput: string) => {
				simulator.clearRequests();
				const item = { sessionId: 'one', action: 'sendMessage', chatInput };
				const run = await runInEditor(server, rest, workflows.chat, { trigger: 'Chat', item });
				expect(run.error).toBeUndefined();
				return run.json('Agent').map(({ output }) => output);
			};

			const question = 'Is Camille a member, and what came in?';
			model.play(
				() => call('Memberships_that_end', { ...period, from: '31/12/2025' }),
				() => call('Memberships_that_end', period),
				() => call('Check_membership', { email: payer.email, firstName: '', lastName: '' }),
				() => call('Totals_of_payments', period),
				() => call('Payments_of_a_person', { person: payer.email }),
				(results) => {
					const [, , [{ isMember }], totals] = results.map(items);
					const euros = totals.map((row) => Number(row.receivedEuros) + Number(row.offlineEuros));
					const sum = euros.reduce((all, one) => all + one, 0);
					return `Camille is ${isMember ? 'a' : 'no'} member, ${sum.toFixed(2)} € came in.`;
				},
			);
			const cents = readAccounts(simulator)
				.booked.filter(({ came, day }) => /^o[nf]/.test(came) && day.startsWith(year))
				.reduce((all, { amount }) => all + amount, 0);
			const answer = `Camille is a member, ${(cents / 100).toFixed(2)} € came in.`;
			expect(await said(question)).toEqual([answer]);

			const [wrong, ending, , , paid] = model.results.map(items);
			expect(wrong).toEqual([AMBIGUOUS]);
			expect(ending.length).toBeGreaterThan(0);
			const fields = ['firstName', 'isRenewal', 'lastName', 'membership', 'validUntil'];
			expect(new Set(ending.map((one) => Object.keys(one).sort().join()))).toEqual(
				new Set([fields.join()]),
			);
			const { state, amount, orderId } = payments[0];
			const { formSlug } = simulator.data.order(orderId) ?? {};
			expect(paid).toEqual([
				{
					date: expect.any(String),
					amountEuros: amount / 100,
					state,
					formName: simulator.data.forms.find((form) => form.formSlug === formSlug)?.title,
					payerFirstName: payer.firstName,
					payerLastName: payer.lastName,
				},
			]);
			const association = '/v5/organizations/les-amis-du-velo';
			const asked = simulator.requests.map(({ method, path, query }) =>
				[method, path.replace(association, ''), query.userSearchKey].filter(Boolean).join(' '),
			);
			expect(asked.filter((request, index) => request !== asked[index - 1])).toEqual([
				'POST /oauth2/token',
				'GET /v5/users/me/organizations',
				'GET /forms',
				'GET /forms/Membership/adhesion-annuelle/public',
				'GET /forms/Membership/adhesion-ancienne/public',
				'GET /items',
				'GET /v5/users/me/organizations',
				'GET /items camille@example.org',
				'GET /forms/Membership/adhesion-annuelle/public',
				'GET /v5/users/me/organizations',
				'GET /payments',
				'GET /v5/users/me/organizations',
				'GET /payments camille@example.org',
			]);
			expect(Object.keys(model.tools).sort()).toEqual([
				'Check_membership',
				'Memberships_that_end',
				'Payments_of_a_person',
				'Totals_of_payments',
			]);

			model.play(() => 'You are welcome.');
			expect(await said('Thank you.')).toEqual(['You are welcome.']);
			expect(simulator.requests).toEqual([]);
			const [system, ...messages] = model.requests[0].messages;
			expect(system).toMatchObject({
				role: 'system',
				content: expect.stringContaining(`Today is ${parisDate(simulator.now()).slice(0, 10)}.`),
			});
			expect(messages.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual([
				question,
				'Thank you.',
			]);
			// Beside what the tools gave, which each line of n8n keeps in its own way.
			expect(messages.at(-2)).toMatchObject({
				role: 'assistant',
				content: expect.stringMatching(new RegExp(`${answer.replace(/[.]/g, '\\.')}$`)),
			});
		},
		RUN_TIMEOUT_MS,
	);
});
