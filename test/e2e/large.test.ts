/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';
import { N8N_NEW } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { openStage, RUN_TIMEOUT_MS, STAGE_TIMEOUT_MS, type Stage } from './harness';
import { peakMemory } from './memory';
import { chain, helloAsso, type WorkflowNode } from './workflows';

const COUNT = 100_000;
const PAGE_SIZE = 100;
/** What V8 allows a process on a machine with 4 GB; n8n itself takes 0.7 GB before it does anything. */
const MEMORY_MAX = 2 ** 31;
const ACTIVATION_TIMEOUT_MS = 60_000;

const WEBHOOK: WorkflowNode = {
	name: 'Start',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2.1,
	parameters: { path: 'summary', responseMode: 'lastNode', options: {} },
};

/** Of all ids: in the main process, where a Code node would send the items to a process of its own. */
const SUMMARY: WorkflowNode = {
	name: 'Summary',
	type: 'n8n-nodes-base.summarize',
	typeVersion: 1.1,
	parameters: {
		fieldsToSummarize: {
			values: ['count', 'countUnique', 'sum'].map((aggregation) => ({ aggregation, field: 'id' })),
		},
		options: {},
	},
};

/** The nodes behind a webhook, which answers with what the last one gives. Nothing is saved of a run. */
function webhookWorkflow(nodes: WorkflowNode[]): object {
	const { nodes: row, ...workflow } = chain(nodes) as { nodes: object[] };
	return {
		...workflow,
		nodes: row.map((node, index) =>
			index === 0 ? { ...node, ...WEBHOOK, webhookId: 'summary' } : node,
		),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}

/** n8n answers before the webhook is there. */
async function activate(rest: RestClient, workflow: string): Promise<void> {
	const { versionId } = await rest.call<{ versionId: string }>('GET', `/workflows/${workflow}`);
	await rest.call('POST', `/workflows/${workflow}/activate`, { versionId });
	for (const deadline = Date.now() + ACTIVATION_TIMEOUT_MS; ; ) {
		const status = await rest.call<object>('GET', `/workflows/${workflow}/publication-status`);
		if ('liveVersionId' in status && status.liveVersionId === versionId) return;
		if (Date.now() > deadline)
			throw new Error(`n8n did not activate the workflow: ${JSON.stringify(status)}`);
		await wait(100);
	}
}

describe(`${COUNT} items in n8n ${N8N_NEW}`, () => {
	let stage: Stage;
	let url: string;

	beforeAll(async () => {
		stage = await openStage(N8N_NEW, { simulator: { seed: { items: COUNT } } });
		const items = helloAsso('Items', {
			resource: 'item',
			operation: 'getAll',
			organizationSlug: { __rl: true, mode: 'slug', value: stage.simulator.organizationSlug },
			returnAll: true,
			options: {},
		});
		const [workflow] = await stage.importWorkflows(webhookWorkflow([items, SUMMARY]));
		const server = await stage.startServer();
		const rest = new RestClient(server);
		await rest.logIn();
		await activate(rest, workflow);
		url = `${server.url}/webhook/summary`;
	}, STAGE_TIMEOUT_MS);

	afterAll(async () => {
		await stage?.close();
	});

	it(
		'are read, each once, within the default memory',
		async () => {
			const response = await fetch(url);
			expect(response.status).toBe(200);
			const { data, organizationSlug, apiRequests } = stage.simulator;
			const sold = data.items.filter(
				({ orderId }) => data.order(orderId)?.organizationSlug === organizationSlug,
			);
			expect(await response.json()).toEqual({
				count_id: COUNT,
				unique_count_id: COUNT,
				sum_id: sold.reduce((sum, { id }) => sum + id, 0),
			});
			// Only the empty page after the last shows the end. It is read in parts, each of which costs two requests
			// at the most: one that finds nothing new, and one page that another part has read too.
			const parts = apiRequests.filter(
				({ query }) => !query.continuationToken && query.pageSize === String(PAGE_SIZE),
			);
			expect(parts.length).toBeGreaterThan(1);
			expect(apiRequests.length).toBeGreaterThan(COUNT / PAGE_SIZE);
			expect(apiRequests.length).toBeLessThanOrEqual(COUNT / PAGE_SIZE + 2 * parts.length);
			// Not so many parts that they cost more than they bring.
			expect(apiRequests.length).toBeLessThan((COUNT / PAGE_SIZE) * 1.5);

			const peak = await peakMemory(stage.home);
			process.stderr.write(`n8n took ${peak ? Math.round(peak / 2 ** 20) : '?'} MB at most\n`);
			expect(peak ?? 0).toBeLessThan(MEMORY_MAX);
		},
		RUN_TIMEOUT_MS,
	);
});
