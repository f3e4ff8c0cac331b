/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import {
	ActiveWorkflowTriggers,
	PollContext,
	PollTriggerExecutor,
	TriggersAndPollers,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IPollFunctions,
	WorkflowActivateMode,
} from 'n8n-workflow';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	NodeOperationError,
	Workflow,
} from 'n8n-workflow';

import { withAbortSignal } from '../../nodes/HelloAsso/n8n/abortSignal';
import { renewStoredToken, storedToken, withCredential } from '../../nodes/HelloAsso/n8n/oauth2';
import { retriedRun } from '../../nodes/HelloAsso/n8n/retryOnFail';
import { LazySnapshot, markChanged, replaceObject } from '../../nodes/HelloAsso/n8n/staticData';
import { startSimulator, type Simulator } from '../../simulator';
import { buildAdditionalData, credentialFor, type Credential } from './engine';

/**
 * What `nodes/HelloAsso/n8n/` exists for, each seen in n8n's own code. A test that fails here is good news: n8n has
 * changed, and what its title names may no longer be needed.
 */

const description = (more: Partial<INodeTypeDescription>): INodeTypeDescription => ({
	displayName: 'Made',
	name: 'made',
	group: ['transform'],
	version: 1,
	description: 'Made for a test',
	defaults: { name: 'Made' },
	inputs: [],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
	...more,
});

/** A workflow of one or two nodes in a row. */
function workflowOf(
	nodes: Record<string, INodeType>,
	more: Partial<INode> = {},
	staticData: IDataObject = {},
): Workflow {
	const names = Object.keys(nodes);
	const nodeTypes = {
		getByName: (type: string) => nodes[type],
		getByNameAndVersion: (type: string) => nodes[type],
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	return new Workflow({
		id: 'made',
		nodes: names.map((name, index) => ({
			id: name,
			name,
			type: name,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...(index === names.length - 1 && more),
		})),
		connections:
			names.length > 1
				? { [names[0]]: { main: [[{ node: names[1], type: NodeConnectionTypes.Main, index: 0 }]] } }
				: {},
		active: true,
		nodeTypes,
		staticData,
	});
}

const additionalData = () => buildAdditionalData({ data: {} });

describe('errorOutput.ts is needed as long as n8n', () => {
	/** What comes out of the error output for an item with our own `json`. */
	async function errorItem(enumerable: boolean): Promise<INodeExecutionData> {
		const start: INodeType = {
			description: description({}),
			execute: async () => [[{ json: { id: 1 } }]],
		};
		const failing: INodeType = {
			description: description({ inputs: [NodeConnectionTypes.Main] }),
			async execute(this: IExecuteFunctions) {
				const item: INodeExecutionData = {
					json: { error: 'Not found', errorType: 'notFound' },
					pairedItem: { item: 0 },
				};
				const value = new NodeOperationError(this.getNode(), 'Not found');
				return [[Object.defineProperty(item, 'error', { value, enumerable })]];
			},
		};
		const workflow = workflowOf({ start, failing }, { onError: 'continueErrorOutput' });
		const execution = new WorkflowExecute(
			additionalData(),
			'manual',
			createEmptyRunExecutionData(),
		);
		const run = await execution.run({
			workflow,
			startNode: workflow.getNode('start') ?? undefined,
		});
		return run.data.resultData.runData.failing[0].data?.main[1]?.[0] as INodeExecutionData;
	}

	test('replaces the json of an item whose error is enumerable, and keeps it otherwise', async () => {
		expect((await errorItem(true)).json).toEqual({ error: 'Not found' });
		expect((await errorItem(false)).json).toEqual({
			id: 1,
			error: 'Not found',
			errorType: 'notFound',
		});
	});
});

describe('staticData.ts is needed as long as n8n', () => {
	const node: INodeType = { description: description({}) };
	const dataOf = (workflow: Workflow) =>
		workflow.getStaticData('node', workflow.getNode('node') as INode);
	/** By this n8n decides whether static data are written. */
	const isChanged = ({ staticData }: Workflow) => staticData.__dataChanged;

	test('loses the flag that static data have changed when it runs the workflow: markChanged()', () => {
		const stored = {};
		const receiving = workflowOf({ node }, {}, stored);
		dataOf(receiving).seen = 'an event';
		expect(isChanged(receiving)).toBe(true);
		// As it starts the run, n8n puts what it has read from its database into another workflow.
		workflowOf({ node }, {}, stored);
		expect(isChanged(receiving)).toBe(false);
		markChanged(dataOf(receiving));
		expect(isChanged(receiving)).toBe(true);
	});

	test('keeps an object in static data as it is until it writes them: LazySnapshot', () => {
		let text = 'before';
		const workflow = workflowOf({ node });
		dataOf(workflow).seen = new LazySnapshot({ toString: () => text }) as unknown as string;
		text = 'after';
		expect(JSON.stringify(workflow.staticData)).toBe('{"node:node":{"seen":"after"}}');
	});

	test('does not notice a change inside an object that was stored: replaceObject()', () => {
		const workflow = workflowOf({ node });
		const data = dataOf(workflow);
		data.registration = { url: 'before' };
		workflow.staticData.__dataChanged = false;
		(data.registration as IDataObject).url = 'after';
		expect(isChanged(workflow)).toBe(false);
		replaceObject(data, 'registration', { url: 'after' });
		expect(isChanged(workflow)).toBe(true);
	});
});

describe('pollContext.ts is needed as long as n8n', () => {
	/** n8n's own scheduler of polls, with a clock that the test moves, on a node that polls as the test says. */
	function scheduler(poll: (context: IPollFunctions) => Promise<null>) {
		const node: INodeType = {
			description: description({
				polling: true,
				properties: [{ displayName: 'Poll Times', name: 'pollTimes', type: 'json', default: '' }],
			}),
			async poll(this: IPollFunctions) {
				return await poll(this);
			},
		};
		const ticks: Array<() => void> = [];
		const logger = { debug: () => {}, scoped: () => logger } as never;
		const tasks = {
			register: (_task: unknown, onTick: () => void) => ticks.push(onTick),
			getTargetIds: () => [],
			deregisterGroup: () => false,
			deregisterTarget: () => {},
			hasGroup: () => false,
		};
		const span = async (_options: unknown, work: (span: unknown) => unknown) =>
			await work({ setStatus: () => {} });
		const tracing = {
			startSpan: span,
			startNewTraceSpan: span,
			pickWorkflowAttributes: () => ({}),
			pickNodeAttributes: () => ({}),
		};
		const pollers = new TriggersAndPollers();
		const executor = new PollTriggerExecutor(logger, pollers, tracing as never, {} as never);
		const triggers = new ActiveWorkflowTriggers(
			logger,
			tasks as never,
			pollers,
			{ error: () => {} } as never,
			executor,
		);
		const pollTimes = { item: [{ mode: 'everyMinute' }] };
		const workflow = workflowOf({ node }, { parameters: { pollTimes } });
		const activate = async (activation: WorkflowActivateMode) =>
			await triggers.addAllTriggers(
				'made',
				workflow,
				additionalData(),
				'trigger',
				activation,
				(() => {}) as never,
				(...args) => new PollContext(...args),
			);
		return { activate, tick: () => ticks.forEach((onTick) => onTick()) };
	}

	test('polls with one context from the activation on, and again while a poll still runs: skipWhileRunning()', async () => {
		const contexts: IPollFunctions[] = [];
		let leave = () => {};
		const ended = new Promise<null>((resolve) => (leave = () => resolve(null)));
		const { activate, tick } = scheduler(async (context) => {
			contexts.push(context);
			return contexts.length === 1 ? null : await ended;
		});
		await activate('activate');
		tick();
		tick();
		while (contexts.length < 3) await new Promise((resolve) => setImmediate(resolve));
		leave();
		expect(new Set(contexts).size).toBe(1);
	});

	test('gives up an activation at its start when the first poll fails: isPollAtStartup()', async () => {
		const modes: WorkflowActivateMode[] = [];
		const { activate } = scheduler(async (context) => {
			modes.push(context.getActivationMode());
			return await Promise.reject(new Error('HelloAsso is down'));
		});
		await expect(activate('init')).rejects.toThrow('HelloAsso is down');
		expect(modes).toEqual(['init']);
	});
});

const CREDENTIAL_TYPE = 'helloAssoOAuth2Api';

/** Runs a node that does `work`, behind one that gives it an item, and returns what n8n makes of it. */
async function runMade(
	work: (context: IExecuteFunctions) => Promise<INodeExecutionData[]>,
	more: Partial<INode> = {},
	credential: Credential = { data: {} },
) {
	const start: INodeType = {
		description: description({}),
		execute: async () => [[{ json: {} }]],
	};
	const made: INodeType = {
		description: description({
			inputs: [NodeConnectionTypes.Main],
			credentials: [{ name: CREDENTIAL_TYPE }],
		}),
		async execute(this: IExecuteFunctions) {
			return [await work(this)];
		},
	};
	const workflow = workflowOf({ start, made }, more);
	const execution = new WorkflowExecute(
		buildAdditionalData(credential),
		'manual',
		createEmptyRunExecutionData(),
	);
	const run = await execution.run({ workflow, startNode: workflow.getNode('start') ?? undefined });
	return run.data.resultData;
}

describe('abortSignal.ts and oauth2.ts are needed as long as n8n', () => {
	let sim: Simulator;
	let credential: Credential;
	beforeAll(async () => {
		sim = await startSimulator();
	});
	beforeEach(() => {
		credential = { id: 'c', ...credentialFor(sim) };
	});
	afterAll(async () => {
		await sim.stop();
	});

	const inNode = async (work: (context: IExecuteFunctions) => Promise<void>) => {
		const credentials = { [CREDENTIAL_TYPE]: { id: 'c', name: 'HelloAsso' } };
		const { error } = await runMade(
			async (context) => await work(context).then(() => []),
			{ credentials },
			credential,
		);
		expect(error).toBeUndefined();
	};
	const ask = async (context: IExecuteFunctions, abortSignal?: AbortSignal) => {
		const url = `${sim.url}/v5/users/me/organizations`;
		const options = { url, headers: { 'User-Agent': 'test' }, abortSignal };
		const { httpRequestWithAuthentication } = context.helpers;
		return (await httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, options)) as unknown;
	};

	test("puts the execution's signal in the place of the request's: withAbortSignal()", async () => {
		await inNode(async (context) => {
			const ended = AbortSignal.abort();
			expect(await ask(context, ended)).toEqual([expect.any(Object)]);
			await expect(ask(withAbortSignal(context, ended))).rejects.toThrow(/cancel/i);
		});
	});

	test('reads the credential anew for each request: withCredential()', async () => {
		await inNode(async (context) => {
			const readings = async (own: IExecuteFunctions) => {
				const before = credential.readings ?? 0;
				await ask(own);
				await ask(own);
				return (credential.readings ?? 0) - before;
			};
			expect(await readings(context)).toBeGreaterThanOrEqual(2);
			const read = await context.getCredentials(CREDENTIAL_TYPE);
			expect(await readings(withCredential(context, read))).toBe(0);
		});
	});

	test('cannot get a first token by itself, for it reads a field of the stored one: renewStoredToken()', async () => {
		await inNode(async (context) => {
			const read = await context.getCredentials(CREDENTIAL_TYPE);
			const own = withCredential(context, read);
			await expect(context.helpers.refreshOAuth2Token.call(own, CREDENTIAL_TYPE)).rejects.toThrow(
				TypeError,
			);
			await renewStoredToken(context, CREDENTIAL_TYPE, read);
		});
		expect(sim.tokenRequests.at(-1)?.body).toMatchObject({ grant_type: 'client_credentials' });
	});

	test("keeps the token endpoint's answer, and when the token ends, under these names: storedToken()", async () => {
		await inNode(async (context) => void (await ask(context)));
		expect(credential.data.oauthTokenData).toMatchObject({
			access_token: expect.any(String),
			refresh_token: expect.any(String),
			n8n_expires_at: expect.anything(),
		});
		expect(storedToken(credential.data)).toEqual({
			value: expect.any(String),
			refreshToken: expect.any(String),
			expiresAt: expect.any(Number),
			organizationSlug: undefined,
		});
	});
});

describe("retryOnFail.ts is needed as long as n8n's Retry On Fail", () => {
	const RETRIED: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	/** The keys of the tries of a node that does the same each time. */
	async function keysOf(
		work: (context: IExecuteFunctions) => INodeExecutionData[],
		more: Partial<INode> = {},
	): Promise<unknown[]> {
		const keys: unknown[] = [];
		await runMade(
			async (context) => {
				keys.push(retriedRun(context)?.key);
				return await Promise.resolve(context).then(work);
			},
			{ ...RETRIED, ...more },
		);
		return keys;
	}
	const fail = ({ getNode }: IExecuteFunctions) => {
		throw new NodeOperationError(getNode(), 'Failed');
	};
	const sameKey = (times: number) =>
		Array(times).fill(expect.stringMatching(/^\["e\d+","made",0\]$/));

	test('runs the whole node again when it throws, as the same run of the same execution', async () => {
		const keys = await keysOf(fail);
		expect(keys).toEqual(sameKey(3));
		expect(new Set(keys).size).toBe(1);
	});

	test.each([1, 3, 9, undefined])('tries as often as we count, with %p set', async (maxTries) => {
		const counted: unknown[] = [];
		const keys = await keysOf(
			(context) => {
				counted.push(retriedRun(context)?.maxTries);
				return fail(context);
			},
			{ maxTries },
		);
		expect(counted).toEqual(keys.map(() => keys.length));
	});

	test.each([
		['the first item is an error', [{ error: 'Failed' }, {}], 3],
		['only a later item is one', [{}, { error: 'Failed' }], 1],
		['the first item says that a list is incomplete', [{ incomplete: true, reason: 'x' }], 1],
	])('with Continue runs it again when %s', async (_name, output, tries) => {
		const items = output.map((json) => ({ json }));
		const keys = await keysOf(() => items, { onError: 'continueRegularOutput' });
		expect(keys).toEqual(sameKey(tries));
	});

	test('gives a tool another run index at each try, so that nothing tells them apart', async () => {
		const runIndexes: unknown[] = [];
		const agent: INodeType = {
			description: description({ inputs: [{ type: NodeConnectionTypes.AiTool }] }),
			async execute(this: IExecuteFunctions) {
				const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{
					invoke(input: object): Promise<unknown>;
				}>;
				await tool.invoke({}).catch(() => {});
				return [[]];
			},
		};
		const madeTool: INodeType = {
			description: description({ outputs: [NodeConnectionTypes.AiTool] }),
			async execute(this: IExecuteFunctions) {
				runIndexes.push(this.getWorkflowDataProxy(0).$runIndex);
				expect(retriedRun(this)).toEqual({ key: undefined, maxTries: 3 });
				return await Promise.reject(new Error('Failed'));
			},
		};
		const workflow = workflowOf({ agent, madeTool }, RETRIED);
		workflow.setConnections({
			madeTool: { ai_tool: [[{ node: 'agent', type: NodeConnectionTypes.AiTool, index: 0 }]] },
		});
		const execution = new WorkflowExecute(
			additionalData(),
			'manual',
			createEmptyRunExecutionData(),
		);
		await execution.run({ workflow, startNode: workflow.getNode('agent') ?? undefined });
		expect(runIndexes).toEqual([0, 1, 2]);
	});
});
