/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { N8N_OLD, N8N_VERSIONS } from '../../tools/n8n/install';
import { pollingStorm } from '../load/polling';
import { RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS } from './harness';
import { RestClient } from '../../tools/n8n/rest';
import { waitFor } from './browser/waitFor';
import { PollingStage } from './pollingStage';

/** Long enough to switch a workflow off. */
const SLOW_MS = 5_000;
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

it.each(N8N_VERSIONS)(
	'n8n %s: an order of which a poll learns while the workflow is switched off and on again comes once',
	async (version) => {
		const stage = await PollingStage.open(version);
		try {
			const { simulator } = stage;
			const id = await stage.activate({ event: 'newOrder' });
			const lists = () => simulator.requests.filter(({ path }) => path.endsWith('/orders'));
			simulator.failNext({ match: { path: /\/orders$/ }, slow: SLOW_MS });
			const { order } = simulator.sell();
			const { length } = lists();
			await waitFor(() => lists().length > length, { what: () => 'a poll under way' });
			const rest = new RestClient(await stage.stage.startServer());
			await rest.logIn();
			await rest.deactivate(id);
			await waitFor(() => lists()[length].status === 200, { what: () => 'its answer' });
			await rest.activate(id);
			await stage.untilDelivered(1);
			// As many as would hand it on once more.
			await stage.polls(5);
			expect(stage.ids()).toEqual([order.id]);
		} finally {
			await stage.close();
		}
	},
	STAGE_TIMEOUT_MS,
);
