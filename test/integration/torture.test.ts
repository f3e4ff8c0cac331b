/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { torture, type TortureReport } from '../load/torture/torture';

/** Waits are not waited. */
jest.mock('n8n-workflow', () => {
	const wait = async () => await new Promise(setImmediate);
	return { ...jest.requireActual<object>('n8n-workflow'), sleep: wait, sleepWithAbort: wait };
});

let report: TortureReport;
beforeAll(async () => {
	report = await torture({ runs: 120, lists: 40, kills: 2, workers: 2, seed: 900 });
}, 120_000);

test('refunds, cancellations, checkouts and lists under faults: each at most once, and told as it is', () => {
	expect(report.violations).toEqual([]);
});

test('the runs were those that were meant', () => {
	expect(report).toMatchObject({ runs: 120, lists: 40, killed: 2 });
	expect(report.withRetries).toBeGreaterThan(30);
	expect(report.stopped).toBeGreaterThan(3);
	expect(report.carriedOut).toBeGreaterThan(120);
});
