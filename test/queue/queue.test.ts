/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { STAGE_TIMEOUT_MS } from '../e2e/harness';
import { executionsAtOnce } from './executions';
import { notificationsWithKills } from './kills';
import { pollingWithNewLeader } from './leader';
import { refundWithKill } from './refund';
import { repeatToOtherProcess, sendHalvesAtOnce, sendToBothAtOnce } from './repeats';
import { QueueStage } from './stage';

/** Small in `npm test`; `npm run test:queue` takes the full size. */
const SIZES =
	process.env.HELLOASSO_QUEUE === 'full'
		? {
				executions: 500,
				events: 200,
				underKills: 1_000,
				webhookKills: 4,
				sales: 2_000,
				leaderKills: 3,
			}
		: { executions: 40, events: 20, underKills: 60, webhookKills: 1, sales: 100, leaderKills: 1 };
const TEST_TIMEOUT_MS = 15 * 60_000;

const { HELLOASSO_WITHOUT_QUEUE: reason } = process.env;

if (reason) it.skip(`n8n in queue mode, left out because ${reason}`, () => {});
else describe('n8n in queue mode', inQueueMode);

function inQueueMode(): void {
	let stage: QueueStage;

	beforeAll(async () => {
		stage = await QueueStage.open();
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => await stage?.close(), STAGE_TIMEOUT_MS);

	/** The figures of a test, for who looks on. */
	function told<T extends object>(report: T): T {
		process.stderr.write(`${expect.getState().currentTestName}: ${JSON.stringify(report)}\n`);
		return report;
	}

	it(
		`${SIZES.executions} executions at once on a credential without a token: one token call for each worker at the most`,
		async () => {
			const { tokenCalls, ...report } = told(await executionsAtOnce(stage, SIZES.executions));
			expect(report).toEqual({
				executions: { success: SIZES.executions },
				read: SIZES.executions,
				refusedTokenCalls: 0,
				seconds: expect.any(Number),
			});
			expect(tokenCalls).toBeGreaterThan(0);
			expect(tokenCalls).toBeLessThanOrEqual(stage.workers.length);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'a notification that is repeated to the other webhook process starts no execution',
		async () => {
			const { events } = SIZES;
			expect(told(await repeatToOtherProcess(stage, events))).toEqual({
				events,
				double: 0,
				missing: 0,
				executions: { success: events },
			});
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'a notification that comes to both webhook processes at the same moment is handed on once',
		async () => {
			const { events } = SIZES;
			const report = told(await sendToBothAtOnce(stage, events));
			expect(report).toMatchObject({ events, double: 0, missing: 0 });
			// The other one ends at the trigger: otherwise the moment was not the same, and nothing was tried.
			expect(report.executions.success).toBeGreaterThan(events);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'a donation of which order and payment tell two webhook processes at the same moment is handed on once',
		async () => {
			const { events } = SIZES;
			const report = told(await sendHalvesAtOnce(stage, events));
			expect(report).toMatchObject({ events, double: 0, missing: 0 });
			expect(report.executions.success).toBeGreaterThan(events);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'notifications while webhook processes and a worker are killed: none double, and none missing but those whose execution n8n shows as failed',
		async () => {
			const events = SIZES.underKills;
			const report = told(await notificationsWithKills(stage, events, SIZES.webhookKills));
			expect(report).toMatchObject({ events, undelivered: 0, double: 0 });
			expect(report.missing).toBeGreaterThan(0);
			expect(report.missing).toBeLessThanOrEqual(report.executions.failed);
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'a refund whose worker is killed is not sent again by n8n, which shows a failed execution',
		async () => {
			expect(told(await refundWithKill(stage))).toEqual({
				answer: 500,
				executions: { failed: 1 },
				refunds: 1,
			});
		},
		TEST_TIMEOUT_MS,
	);

	it(
		'the polling trigger under a main process that is killed and followed by another: each item once',
		async () => {
			const { sales, leaderKills } = SIZES;
			const report = told(await pollingWithNewLeader(stage, sales, leaderKills));
			expect(report).toMatchObject({ missing: 0, double: 0 });
			expect(report.items).toBeGreaterThanOrEqual(sales);
		},
		TEST_TIMEOUT_MS,
	);
}
