/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { notificationStorm } from '../load/notifications';
import { STAGE_TIMEOUT_MS } from './harness';

/** Small here; `npm run storm` takes the full size. */
const NOTIFICATIONS = Number(process.env.HELLOASSO_STORM_NOTIFICATIONS ?? 200);

it(
	'a storm of notifications, with repeats, forgeries, refunds, instalments, a renaming, faults and a restart: each change exactly once',
	async () => {
		const report = await notificationStorm({
			notifications: NOTIFICATIONS,
			restarts: 1,
			faultEvery: 25,
		});
		process.stderr.write(`${JSON.stringify(report)}\n`);
		expect(report).toMatchObject({ missing: [], surplus: [], undelivered: 0, wrongAnswers: [] });
		expect([report.runs, report.executions]).toEqual([report.events, report.events]);
		// While n8n was down, nobody answered.
		expect(report.answers['0']).toBeGreaterThan(5);
		expect(report.failedRequests).toBeGreaterThan(5);
		// One of the association's credential; the other one comes with its token. Days later each needs another.
		expect(report.tokenRequests).toBeLessThanOrEqual(2 + 2 * report.days);
	},
	STAGE_TIMEOUT_MS,
);
