import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { WriteLedger } from '../../../nodes/HelloAsso/actions/writeLedger';
import { HelloAssoError } from '../../../nodes/HelloAsso/transport';
import { thrownBy } from '../../fixtures/thrown';
import { NODE } from '../../fixtures/thrownByN8n';

let executions = 0;

/** One run of a node with 'Retry On Fail', as each of its tries sees it. */
function inN8n(node: Partial<INode> = {}, itemCount = 1) {
	const executionId = `execution ${++executions}`;
	return {
		getNode: () => ({ ...NODE, retryOnFail: true, ...node }),
		getExecutionId: () => executionId,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getInputData: () => Array.from({ length: itemCount }, () => ({ json: {} })),
	} as unknown as IExecuteFunctions;
}

const open = (execute: IExecuteFunctions) => WriteLedger.open(execute) as WriteLedger;
const sent: INodeExecutionData[] = [{ json: { id: 1 } }];
const UNKNOWN = new HelloAssoError('connection', 'The answer broke off', {
	description: 'It is not known.',
	outcomeUnknown: true,
});

const REFUSED = {
	type: 'invalidParameter',
	message: "'Retry On Fail' could send this twice: nothing was sent",
};

describe('WriteLedger', () => {
	it('is not kept for a node that runs once', () => {
		expect(WriteLedger.open(inN8n({ retryOnFail: false }))).toBeUndefined();
	});

	it('gives the recorded items of an earlier try, and runs what failed again', async () => {
		const execute = inN8n();
		const works = [
			jest.fn(async () => sent),
			jest.fn(async () => await Promise.reject(new Error('x'))),
		];
		const first = open(execute);
		expect(await first.once(0, works[0])).toBe(sent);
		expect(await thrownBy(async () => await first.once(1, works[1]))).toEqual(new Error('x'));
		first.close(true);
		const second = open(execute);
		expect(await second.once(0, works[0])).toBe(sent);
		await thrownBy(async () => await second.once(1, works[1]));
		expect(works.map(({ mock }) => mock.calls.length)).toEqual([1, 2]);
	});

	it('repeats the error of an item whose outcome is unknown, and sends nothing', async () => {
		const execute = inN8n();
		const work = jest.fn(async () => await Promise.reject(UNKNOWN));
		const first = open(execute);
		expect(await thrownBy(async () => await first.once(0, work))).toBe(UNKNOWN);
		first.close(true);
		expect(await thrownBy(async () => await open(execute).once(0, work))).toMatchObject({
			type: 'connection',
			message: 'The answer broke off',
			details: {
				description: "It is not known. 'Retry On Fail' did not send it again.",
				outcomeUnknown: true,
			},
		});
		expect(work).toHaveBeenCalledTimes(1);
	});

	it('remembers a try without failure for a minute, since n8n may fail with what was put out', async () => {
		jest.useFakeTimers({ now: 0 });
		const execute = inN8n({ maxTries: 5 });
		const work = jest.fn(async () => sent);
		const first = open(execute);
		await first.once(0, work);
		first.close(false);
		jest.setSystemTime(59_000);
		const second = open(execute);
		await second.once(0, work);
		expect(work).toHaveBeenCalledTimes(1);
		second.close(false);
		jest.setSystemTime(120_000);
		await open(execute).once(0, work);
		expect(work).toHaveBeenCalledTimes(2);
		jest.useRealTimers();
	});

	it('forgets the run after the last try', async () => {
		const execute = inN8n({ maxTries: 3 });
		const work = jest.fn(async () => sent);
		for (let tried = 0; tried < 3; tried++) {
			const ledger = open(execute);
			await ledger.once(0, work);
			ledger.close(true);
		}
		expect(work).toHaveBeenCalledTimes(1);
		await open(execute).once(0, work);
		expect(work).toHaveBeenCalledTimes(2);
	});

	it('remembers for as long as a try takes, and for an hour after it', async () => {
		jest.useFakeTimers({ now: 0 });
		const execute = inN8n({ maxTries: 5 });
		const work = jest.fn(async () => sent);
		const first = open(execute);
		await first.once(0, work);
		jest.setSystemTime(5 * 3_600_000);
		first.close(true);
		jest.setSystemTime(6 * 3_600_000 - 1);
		const second = open(execute);
		await second.once(0, work);
		expect(work).toHaveBeenCalledTimes(1);
		second.close(true);
		jest.setSystemTime(7 * 3_600_000 + 1);
		await open(inN8n()).once(0, work);
		await open(execute).once(0, work);
		expect(work).toHaveBeenCalledTimes(3);
		jest.useRealTimers();
	});

	it('refuses writes of a tool of an AI agent, whose tries cannot be told apart', async () => {
		const execute = inN8n({ type: 'n8n-nodes-helloasso.helloAssoTool' });
		expect(await thrownBy(async () => open(execute))).toMatchObject(REFUSED);
	});

	it('refuses what it cannot remember, and takes it when others are forgotten', async () => {
		const large = open(inN8n({}, 49_900));
		expect(await thrownBy(async () => open(inN8n({}, 200)))).toMatchObject({
			...REFUSED,
			details: { description: expect.stringContaining('more than 50000 items') },
		});
		jest.useFakeTimers({ now: Date.now() });
		large.close(false);
		jest.advanceTimersByTime(61_000);
		expect(open(inN8n({}, 200))).toBeDefined();
		jest.useRealTimers();
	});
});
