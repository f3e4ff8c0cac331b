import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { sayWhatWasLeftOut } from '../../../../../nodes/HelloAsso/trigger/webhook/delivery/leaveOut';

async function run(items: INodeExecutionData[]) {
	const hints: NodeExecutionHint[] = [];
	const context = {
		getInputData: () => items,
		addExecutionHints: (...more: NodeExecutionHint[]) => hints.push(...more),
	};
	const output = await sayWhatWasLeftOut.call(context as unknown as IExecuteFunctions);
	return { hints, output };
}

describe('a run', () => {
	it('hands on the items of an event, without a hint', async () => {
		const items = [{ json: { event: 'newMember' } }, { json: { event: 'Order' } }];
		expect(await run(items)).toEqual({ hints: [], output: [items] });
	});

	it('of an event that was left out has no items, and says why under the output', async () => {
		expect(await run([{ json: { nothingComesOut: "'Form Types' leaves it out" } }])).toEqual({
			hints: [{ message: "'Form Types' leaves it out", type: 'warning', location: 'outputPane' }],
			output: [[]],
		});
	});
});
