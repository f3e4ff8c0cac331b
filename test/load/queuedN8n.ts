import { QueueStage } from '../queue/stage';
import type { N8nUnderTest } from './n8nUnderTest';

export type Part = 'main' | 'webhook' | 'worker';

/** n8n in queue mode behind a proxy. Its parts are not ended but killed, in turn. */
export class QueuedN8n implements N8nUnderTest {
	/** Seen of a webhook process while a killed main process started again. */
	readonly passingStatuses = [404];
	private failed = 0;

	private constructor(
		private readonly stage: QueueStage,
		private readonly parts: readonly Part[],
	) {}

	/** @param parts which kind of process is killed at each interruption, over and over */
	static async start(parts: readonly Part[]): Promise<QueuedN8n> {
		return new QueuedN8n(await QueueStage.open(), parts);
	}

	get simulator() {
		return this.stage.simulator;
	}

	get collector() {
		return this.stage.collector;
	}

	get rest() {
		return this.stage.rest;
	}

	get webhookUrls() {
		return [this.stage.publicUrl, ...this.stage.webhooks.map(({ url }) => url)];
	}

	async newCredential(changes: Record<string, unknown>): Promise<string> {
		return (await this.stage.stage.freshCredentials(changes))[0];
	}

	async interrupt(turn: number): Promise<void> {
		const { stage, parts } = this;
		const part = parts[turn % parts.length];
		const index = Math.floor(turn / parts.length);
		if (part === 'main') await stage.killMain();
		else if (part === 'webhook') await stage.killWebhook(index % stage.webhooks.length);
		else await stage.killWorker(index % stage.workers.length);
	}

	/** Also those that ended at the trigger, because another one had the event. */
	async executions(id: string): Promise<number> {
		const counts = await this.stage.executions({ id });
		this.failed += counts.failed ?? 0;
		return Object.values(counts).reduce((sum, count) => sum + count, 0);
	}

	/** `failedExecutions`: of killed workers, in those that `executions` was asked for. */
	async figures(): Promise<Record<string, number>> {
		return { failedExecutions: this.failed };
	}

	async close(): Promise<void> {
		await this.stage.close();
	}
}
