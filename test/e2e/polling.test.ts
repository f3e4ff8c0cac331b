/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { N8N_OLD } from '../../tools/n8n/install';
import { pollingStorm } from '../load/polling';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { PollingStage } from './pollingStage';

/** Small here; `npm run storm` takes the full size. */
const SALES = Number(process.env.HELLOASSO_STORM_SALES ?? 500);

it(
	'hands on each of many sales and what becomes of them exactly once, with faults, a renaming, a changed filter and three restarts',
	async () => {
		const report = await pollingStorm({ sales: SALES, restarts: 3, faultEvery: 4 });
		process.stderr.write(`${JSON.stringify(report)}\n`);
		const none = { missing: [], surplus: [] };
		expect(report).toMatchObject({
			triggers: {
				newItem: none,
				filteredItem: none,
				newOrder: none,
				paidPayment: none,
				updatedPayment: none,
			},
			wrongWords: [],
		});
		expect(report.failedRequests).toBeGreaterThan(5);
		// One for the whole storm, and one for each restart and each end of all tokens at the most.
		expect(report.tokenRequests).toBeLessThanOrEqual(4 + report.days);
	},
	STAGE_TIMEOUT_MS,
);

describe(`n8n ${N8N_OLD}`, () => {
	let stage: PollingStage;
	beforeAll(async () => {
		stage = await PollingStage.open(N8N_OLD);
	}, STAGE_TIMEOUT_MS);
	afterAll(async () => {
		await stage?.close();
	});

	it(
		'starts a workflow with a new order, once, also after a restart',
		async () => {
			const { simulator } = stage;
			await stage.activate({ event: 'newOrder' });
			const { order } = simulator.sell();
			await stage.untilDelivered(1);
			const next = simulator.sell();
			await stage.stage.restartServer();
			await stage.untilDelivered(2);
			await stage.polls(3);
			expect(stage.ids()).toEqual([order.id, next.order.id]);
			expect(simulator.tokenRequests).toHaveLength(1);
		},
		RUN_TIMEOUT_MS,
	);
});
