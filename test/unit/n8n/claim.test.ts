import type { IExecuteFunctions, INode } from 'n8n-workflow';

import { claim } from '../../../nodes/HelloAsso/n8n/claim';
import { ProcessedData } from '../../fixtures/processedData';

const DAY_MS = 24 * 3_600_000;
let table: ProcessedData;
let nodes = 0;
let nodeId: string;

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2026, 0, 15), doNotFake: ['setImmediate'] });
	table = new ProcessedData();
	nodeId = `node ${++nodes}`;
});
afterEach(() => jest.useRealTimers());

/** @param getsCopy as no n8n so far: what the node can reach is not what n8n's helpers look at */
function execution(id: string, getsCopy = false): IExecuteFunctions {
	const node = { id: nodeId } as INode;
	const workflow = { id: 'workflow', active: true };
	const context = {
		getNode: () => ({ ...node }),
		getExecutionId: () => id,
		getExecuteData: () => ({ node: getsCopy ? { ...node } : node }),
		helpers: {
			checkProcessedAndRecord: async (items: string[], scope: string) =>
				await table.checkProcessedAndRecord(items, scope, { node, workflow }),
			clearAllProcessedItems: async (scope: string) =>
				await table.clearAllProcessedItems(scope, { node, workflow }),
		},
	};
	return context as unknown as IExecuteFunctions;
}

describe('claim', () => {
	it.each([false, true])(
		'is given to the first execution, and to that one again (a copy of the node: %s)',
		async (getsCopy) => {
			expect(await claim(execution('1', getsCopy), 'a')).toBe(true);
			expect(await claim(execution('2', getsCopy), 'a')).toBe(false);
			expect(await claim(execution('1', getsCopy), 'a')).toBe(true);
			expect(await claim(execution('2', getsCopy), 'b')).toBe(true);
		},
	);

	it('is given to one of many executions that ask at the same moment', async () => {
		for (const name of ['a', 'b']) {
			const ids = Array.from({ length: 20 }, (_, id) => String(id));
			const given = await Promise.all(ids.map(async (id) => await claim(execution(id), name)));
			expect(given.filter(Boolean)).toHaveLength(1);
		}
	});

	it('leaves the id of the node as it is', async () => {
		const context = execution('1');
		const asked = claim(context, 'a');
		expect(context.getExecuteData().node.id).toBe(nodeId);
		await asked;
		expect(context.getExecuteData().node.id).toBe(nodeId);
	});

	it('is given to each execution when the database does not answer', async () => {
		table.isDown = true;
		expect(await claim(execution('1'), 'a')).toBe(true);
		expect(await claim(execution('2'), 'a')).toBe(true);
	});

	it('is removed from the database with the first claim a day later', async () => {
		await claim(execution('1'), 'a');
		jest.advanceTimersByTime(DAY_MS - 1);
		await claim(execution('2'), 'b');
		expect([...table.rows.keys()]).toEqual([`n:${nodeId} a`, `n:${nodeId} b`]);
		jest.advanceTimersByTime(1);
		await claim(execution('3'), 'c');
		expect([...table.rows.keys()]).toEqual([`n:${nodeId} b`, `n:${nodeId} c`]);
	});
});
