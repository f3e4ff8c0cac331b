import { DataDeduplicationService, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypes,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { HelloAssoTrigger } from '../../nodes/HelloAsso/HelloAssoTrigger.node';
import { ProcessedData } from '../fixtures/processedData';
import { buildAdditionalData } from './engine';

/** A run of n8n's own engine that starts with what the trigger's webhook has returned, in a process of its own. */
describe('a run that starts from HelloAsso Trigger', () => {
	const trigger = new HelloAssoTrigger();
	const nodeTypes = {
		getByName: () => trigger,
		getByNameAndVersion: () => trigger,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const table = new ProcessedData();
	const item = { eventType: 'Order', data: { id: 1 } };
	const token = (name: string) => ({ startToken: { processId: 'another', claims: [name] } });

	beforeAll(async () => await DataDeduplicationService.init(table));

	async function run(
		executionId: string,
		tokens: object[],
		mode: WorkflowExecuteMode = 'webhook',
		items: IDataObject[] = [item],
	): Promise<INodeExecutionData[][] | undefined> {
		const node: INode = {
			id: 'trigger-id',
			name: 'Trigger',
			type: 'trigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const workflow = new Workflow({
			id: 'w',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
		});
		const main = [items.map((json, index) => ({ json, ...tokens[index] }))];
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
		});
		const additionalData = { ...buildAdditionalData({ data: {} }), executionId };
		const execution = new WorkflowExecute(additionalData, mode, data);
		const { data: result } = await execution.processRunExecutionData(workflow);
		expect(result.resultData.error).toBeUndefined();
		const outputs = result.resultData.runData.Trigger[0].data?.main;
		return outputs?.map((items) =>
			(items ?? []).map(({ json, startToken }) => ({ json, startToken })),
		);
	}

	const passed = [[{ json: item }]];

	it('hands on its event, and not what the webhook has put beside it', async () => {
		expect(await run('1', [token('one')])).toEqual(passed);
		expect(await run('2', [])).toEqual(passed);
	});

	// n8n takes the row's name from the id that we put into the node: see nodes/HelloAsso/n8n/claim.ts.
	it('claims a row of its own for each name', async () => {
		await run('1', [token('row')]);
		expect(table.rows.get('n:trigger-id row')).toEqual(['row', 'row 1']);
	});

	it('hands on only those of its items that no other run has', async () => {
		const other = { eventType: 'Order', data: { id: 2 } };
		expect(await run('1', [token('first')])).toEqual(passed);
		const both = [token('first'), token('second')];
		expect(await run('2', both, 'webhook', [item, other])).toEqual([[{ json: other }]]);
	});

	it('ends without items when another run has the same event', async () => {
		expect(await run('1', [token('same')])).toEqual(passed);
		expect(await run('2', [token('same')])).toEqual([[]]);
	});

	it('hands its event on when n8n runs the same execution again, or a user does', async () => {
		expect(await run('1', [token('again')])).toEqual(passed);
		expect(await run('1', [token('again')])).toEqual(passed);
		expect(await run('2', [token('again')], 'retry')).toEqual(passed);
	});
});
