import type { IDataObject } from 'n8n-workflow';
import { waitFor } from '../e2e/browser/waitFor';
import { CREDENTIAL_ID, CREDENTIAL_NAME } from '../e2e/harness';
import { EVERY_SECOND, IDS } from '../e2e/pollingStage';
import type { QueueStage } from './stage';

export interface LeaderChange {
	items: number;
	missing: number;
	double: number;
	executions: Record<string, number>;
}

const TIMEOUT_MS = 180_000;

/** Sales all the time for a workflow that polls each second, while the main process is killed and another one takes over. */
export async function pollingWithNewLeader(
	stage: QueueStage,
	sales: number,
	kills: number,
): Promise<LeaderChange> {
	const { simulator, collector } = stage;
	const organizationSlug = { __rl: true, mode: 'slug', value: simulator.organizationSlug };
	const workflow = await stage.activate(
		{
			name: 'HelloAsso Polling Trigger',
			type: 'n8n-nodes-helloasso.helloAssoPollingTrigger',
			typeVersion: 1,
			parameters: { pollTimes: { item: EVERY_SECOND }, organizationSlug, event: 'newItem' },
			credentials: { helloAssoOAuth2Api: { id: CREDENTIAL_ID, name: CREDENTIAL_NAME } },
		},
		[IDS, collector.node()],
	);
	const delivered = () => collector.received.flatMap((run: IDataObject) => run.id as unknown[]);
	collector.take();
	const sold: number[] = [];
	const sell = (count: number) => {
		const sale = simulator.sellMany(count, { kind: 'ticket', notify: false });
		sold.push(...sale.flatMap(({ items }) => items.map(({ id }) => id)));
	};
	const untilDelivered = async () =>
		await waitFor(() => new Set(delivered()).size >= sold.length, {
			what: () => `${sold.length} items; ${new Set(delivered()).size} are there`,
			timeoutMs: TIMEOUT_MS,
		});
	const portion = Math.ceil(sales / (kills * 2 + 1));
	sell(portion);
	await untilDelivered();
	for (let kill = 0; kill < kills; kill++) {
		sell(portion);
		const killing = stage.killMain();
		sell(portion);
		await killing;
		await untilDelivered();
	}
	const polls = simulator.apiRequests.length;
	// What comes twice would come now.
	await waitFor(() => simulator.apiRequests.length >= polls + 3, { what: () => 'three polls' });
	await stage.rest.deactivate(workflow.id);
	const executions = await stage.executions(workflow);
	const open = new Set<unknown>(sold);
	const double = delivered().filter((id) => !open.delete(id)).length;
	collector.take();
	return { items: sold.length, missing: open.size, double, executions };
}
