/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs in Jest on a developer's machine, never inside n8n */
/**
 * n8n as users run it who outgrow one machine: one main, two webhook processes and three workers with the
 * packed package, on a Postgres and a Redis. What its workflows get they send to a collector.
 */
import { randomUUID } from 'node:crypto';
import { installPrograms } from '../../tools/queue/programs';
import { Services } from '../../tools/queue/services';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nVersion } from '../../tools/n8n/install';
import { startN8n, type N8nServer, type ServerOptions } from '../../tools/n8n/server';
import { waitFor } from '../e2e/browser/waitFor';
import { Collector } from '../e2e/collector';
import { CREDENTIAL_ID, CREDENTIAL_NAME, openStage, type Stage } from '../e2e/harness';
import { PRODUCTION_ADDRESS } from '../e2e/notificationStage';
import { ReverseProxy } from '../e2e/reverseProxy';
import { chain, type WorkflowNode } from '../e2e/workflows';

const WEBHOOK_PROCESSES = 2;
const WORKERS = 3;
/** Of each worker. */
export const CONCURRENCY = 10;
/** n8n waits a minute and a half before it gives up the job of a worker that is gone: here some seconds. */
const SOONER = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};
/** What n8n calls the execution of a killed worker, by who finds it first: other workers, or its successor. */
const LOST = ['error', 'crashed'];
const SETTLE_TIMEOUT_MS = 180_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

export interface QueuedWorkflow {
	id: string;
	/** Its Production URL at each webhook process, for what must come to that one. */
	urls: string[];
	/** The same behind the proxy that takes turns, as the world sees it. */
	url: string;
}

export class QueueStage {
	main!: N8nServer;
	rest!: RestClient;
	readonly webhooks: N8nServer[] = [];
	readonly workers: N8nServer[] = [];
	/** Those that were killed too. */
	private readonly started: N8nServer[] = [];

	private constructor(
		readonly stage: Stage,
		readonly services: Services,
		readonly collector: Collector,
		private readonly proxy: ReverseProxy,
	) {}

	static async open(version?: N8nVersion): Promise<QueueStage> {
		const services = await Services.start(await installPrograms(say));
		const proxy = await ReverseProxy.start();
		const settings = {
			...services.settings,
			WEBHOOK_URL: proxy.url,
			N8N_PROXY_HOPS: '1',
			...SOONER,
		};
		const headers = { 'x-forwarded-for': PRODUCTION_ADDRESS, connection: 'close' };
		const simulator = { localUrls: true, notifications: { retryMs: 100, headers } };
		const stage = await openStage(version, { simulator, settings });
		const queue = new QueueStage(stage, services, await Collector.start(), proxy);
		try {
			await queue.startAll();
			return queue;
		} catch (error) {
			await queue.close();
			throw new Error('Queue mode did not start', { cause: error });
		}
	}

	get simulator() {
		return this.stage.simulator;
	}

	/** Of the proxy that takes turns, as the world sees it. */
	get publicUrl(): string {
		return this.proxy.url;
	}

	/** One after another: each takes a processor and hundreds of megabytes to start. */
	private async startAll(): Promise<void> {
		await this.startMain();
		while (this.webhooks.length < WEBHOOK_PROCESSES)
			this.webhooks.push(await this.start({ kind: 'webhook' }));
		while (this.workers.length < WORKERS) this.workers.push(await this.startWorker());
		this.passToAll();
	}

	private passToAll(): void {
		this.proxy.passTo(...this.webhooks.map(({ url }) => url));
	}

	private async startMain(port?: number): Promise<void> {
		this.main = await this.start({ port });
		this.rest = new RestClient(this.main);
		await this.rest.logIn();
	}

	private async startWorker(): Promise<N8nServer> {
		return await this.start({ kind: 'worker', args: [`--concurrency=${CONCURRENCY}`] });
	}

	private async start(options: ServerOptions): Promise<N8nServer> {
		const server = await startN8n(this.stage.home, options);
		this.started.push(server);
		return server;
	}

	async killMain(): Promise<void> {
		await this.main.kill();
		await this.startMain(Number(new URL(this.main.url).port));
	}

	/** Kills a worker, if it still runs, and puts another in its place. */
	async killWorker(index: number): Promise<void> {
		await this.workers[index].kill();
		this.workers[index] = await this.startWorker();
	}

	/** The same with the worker that a workflow's only execution under way is run by. */
	async killWorkerOf(workflowId: string): Promise<void> {
		const sql = `SELECT id FROM execution_entity WHERE "workflowId" = '${workflowId}' AND status = 'running'`;
		const [[executionId]] = await this.services.query(sql);
		const started = `Worker started execution ${executionId} `;
		await this.killWorker(this.workers.findIndex((worker) => worker.log().includes(started)));
	}

	/**
	 * Kills a webhook process and puts another in its place, on the same port. As a load balancer should, the proxy
	 * asks it for its health: n8n 2.41 that has not migrated its database yet answers any notification with 200.
	 */
	async killWebhook(index: number): Promise<void> {
		const { url, kill } = this.webhooks[index];
		await kill();
		this.proxy.passTo(...this.webhooks.filter((one) => one.url !== url).map((one) => one.url));
		const port = Number(new URL(url).port);
		this.webhooks[index] = await this.start({ kind: 'webhook', port });
		this.passToAll();
	}

	/** The activated workflow of these nodes behind a trigger. */
	async activate(trigger: WorkflowNode, nodes: WorkflowNode[]): Promise<QueuedWorkflow> {
		const id = await this.rest.createWorkflow(chain(nodes, {}, trigger));
		await this.rest.activate(id);
		const path = `/webhook/${trigger.webhookId}/webhook`;
		const urls = this.webhooks.map(({ url }) => url + path);
		return { id, urls, url: this.proxy.url + path };
	}

	/** An association's workflow behind HelloAsso Trigger, with its address pasted at HelloAsso. */
	async listen(nodes: WorkflowNode[] = [], parameters: object = {}): Promise<QueuedWorkflow> {
		const trigger: WorkflowNode = {
			name: 'HelloAsso Trigger',
			type: 'n8n-nodes-helloasso.helloAssoTrigger',
			typeVersion: 1,
			parameters: { registration: 'manual', ...parameters },
			webhookId: randomUUID(),
			credentials: { helloAssoOAuth2Api: { id: CREDENTIAL_ID, name: CREDENTIAL_NAME } },
		};
		const workflow = await this.activate(trigger, [...nodes, this.collector.node()]);
		this.simulator.setBackOfficeUrl(workflow.url);
		return workflow;
	}

	/**
	 * How many executions of a workflow ended in which way (`success`, `failed`), once all have ended. Of a webhook
	 * process that was killed there may be `new` ones that it has not put into the queue: nobody runs them, and it has
	 * answered nobody.
	 */
	async executions({ id }: Pick<QueuedWorkflow, 'id'>): Promise<Record<string, number>> {
		const sql = `SELECT id, status FROM execution_entity WHERE "workflowId" = '${id}'`;
		let rows: string[][] = [];
		await waitFor(
			async () => {
				rows = await this.services.query(sql);
				return !rows.some(([execution, status]) => this.isOpen(execution, status));
			},
			{ what: () => `${rows.length} executions to end`, timeoutMs: SETTLE_TIMEOUT_MS },
		);
		return countOf(rows.map(([, status]) => (LOST.includes(status) ? 'failed' : status)));
	}

	private isOpen(execution: string, status: string): boolean {
		if (status !== 'new') return status === 'running' || status === 'waiting';
		return this.started.some(({ log }) => log().includes(`Enqueued execution ${execution} (`));
	}

	/** What the runs of a workflow sent on, once HelloAsso is done with its notifications and n8n with its runs. */
	async runs(workflow: Pick<QueuedWorkflow, 'id'>) {
		await this.simulator.notifications.settled();
		const executions = await this.executions(workflow);
		return { executions, received: this.collector.take() };
	}

	async close(): Promise<void> {
		for (const { kill } of this.started) await kill();
		await this.proxy.stop();
		await this.collector.stop();
		try {
			await this.stage.close();
		} finally {
			await this.services.stop();
		}
	}
}

/** How often each value is there. */
export function countOf(values: unknown[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
	return counts;
}
