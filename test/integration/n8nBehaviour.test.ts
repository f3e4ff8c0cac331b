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

import { LazySnapshot, markChanged, replaceObject } from '../../nodes/HelloAsso/n8n/staticData';
import { buildAdditionalData } from './engine';

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
