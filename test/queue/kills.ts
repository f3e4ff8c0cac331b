import { waitFor } from '../e2e/browser/waitFor';
import type { Held } from '../e2e/collector';
import { CONCURRENCY, countOf, type QueueStage } from './stage';

export interface Kills {
	events: number;
	/** True notifications that got no 200, after all tries. */
	undelivered: number;
	/** Answers by status: 0 is none, as of a process that was killed. */
	answers: Record<string, number>;
	executions: Record<string, number>;
	/** Events that came out behind the trigger more than once. */
	double: number;
	/** Events that did not: those that the killed worker was about to hand on. n8n keeps nothing of such an execution. */
	missing: number;
}

/** Enough that notifications are under way in both processes. */
const RUNS_BEFORE_KILL = 8;

const orderId = (data: unknown) => (data as { id: number }).id;

/** Notifications through both webhook processes, which are killed in turn in the midst of them, and then a worker. */
export async function notificationsWithKills(
	stage: QueueStage,
	events: number,
	webhookKills: number,
): Promise<Kills> {
	const workflow = await stage.listen([], { events: ['Order'] });
	const { notifications } = stage.simulator;
	notifications.clear();
	const ids: number[] = [];
	const wave = () => {
		notifications.hold();
		const sold = stage.simulator.sellMany(events / 2, { kind: 'donation' });
		ids.push(...sold.map(({ order }) => order.id));
		return notifications.release({ duplicates: 0.2, shuffle: true, concurrency: 16 });
	};
	const first = wave();
	for (let kill = 0; kill < webhookKills; kill++) {
		const runs = stage.collector.received.length + RUNS_BEFORE_KILL;
		await waitFor(() => stage.collector.received.length >= runs, {
			what: () => `${runs} runs; ${stage.collector.received.length} are there`,
		});
		await stage.killWebhook(kill % stage.webhooks.length);
	}
	await notifications.settled();
	const held = stage.collector.hold();
	const second = wave();
	await killWorkerInTheMidst(stage, held);
	const { executions, received: items } = await stage.runs(workflow);
	const counts = new Map(ids.map((id) => [id, 0]));
	for (const { data } of items) counts.set(orderId(data), (counts.get(orderId(data)) ?? 0) + 1);
	const missing = ids.filter((id) => counts.get(id) === 0);
	const sent = [...first, ...second].filter(({ eventType }) => eventType === 'Order');
	return {
		events,
		undelivered: sent.filter(({ state }) => state !== 'delivered').length,
		answers: countOf(sent.flatMap(({ tries }) => tries.map(({ status }) => status))),
		executions,
		double: [...counts.values()].filter((count) => count > 1).length,
		missing: missing.length,
	};
}

/** While it runs something for certain: more runs wait for the collector's answer than the two others can have. */
async function killWorkerInTheMidst(stage: QueueStage, held: Held): Promise<void> {
	const holding = 2 * CONCURRENCY + 1;
	await waitFor(() => held.count >= holding, {
		what: () => `${holding} runs under way; ${held.count} are`,
	});
	await stage.workers[0].kill();
	await waitFor(() => held.count < holding, { what: () => 'the connections to end' });
	held.release();
	await stage.killWorker(0);
}
