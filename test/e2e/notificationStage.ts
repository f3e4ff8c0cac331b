/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import type { N8nVersion } from '../../tools/n8n/install';
import { waitFor } from './browser/waitFor';
import { Collector } from './collector';
import { CREDENTIAL_ID, openStage, type Stage } from './harness';
import type { ReverseProxy } from './reverseProxy';
import { chain, type WorkflowNode } from './workflows';

/** HelloAsso's own address, which a proxy in front of n8n tells: n8n is set up to believe one proxy. */
export const PRODUCTION_ADDRESS = '51.138.206.200';
/** HelloAsso's own kinds of event, where a test does not choose others. */
const RECORDS = ['Form', 'Order', 'Organization', 'Payment'];
/** A connection for each, so that none is taken for one that n8n or a proxy is about to close. */
const SENDER = { 'x-forwarded-for': PRODUCTION_ADDRESS, connection: 'close' };

export interface ActiveWorkflow {
	id: string;
	/** The Production URL of its trigger. */
	url: string;
}

/** A real n8n whose workflows start from HelloAsso Trigger and send what they get to a collector. */
export class NotificationStage {
	private constructor(
		readonly stage: Stage,
		readonly collector: Collector,
		public server: N8nServer,
		public rest: RestClient,
		private readonly proxy: ReverseProxy | undefined,
		private readonly paths: NodeJS.ProcessEnv,
	) {}

	/**
	 * @param proxy stands in front of n8n, for restarts that break nothing off
	 * @param env more of n8n's settings, until its first restart; what its webhooks are called stays
	 */
	static async open(
		version?: N8nVersion,
		proxy?: ReverseProxy,
		env: NodeJS.ProcessEnv = {},
	): Promise<NotificationStage> {
		const stage = await openStage(version, {
			simulator: {
				localUrls: true,
				notifications: { retryMs: 20, headers: SENDER },
			},
		});
		const server = await stage.startServer({ ...environment(proxy), ...env });
		proxy?.passTo(server.url);
		const rest = new RestClient(server);
		await rest.logIn();
		const paths = Object.fromEntries(
			Object.entries(env).filter(([name]) => name.startsWith('N8N_ENDPOINT_')),
		);
		return new NotificationStage(stage, await Collector.start(), server, rest, proxy, paths);
	}

	get simulator() {
		return this.stage.simulator;
	}

	async restart(): Promise<void> {
		await this.proxy?.drain();
		this.server = await this.stage.restartServer({ ...environment(this.proxy), ...this.paths });
		this.proxy?.passTo(this.server.url);
		this.rest = new RestClient(this.server);
		await this.rest.logIn();
	}

	trigger(parameters: object, credentialId: string | undefined = CREDENTIAL_ID): WorkflowNode {
		return {
			name: 'HelloAsso Trigger',
			type: 'n8n-nodes-helloasso.helloAssoTrigger',
			typeVersion: 1,
			parameters: { events: RECORDS, ...parameters },
			webhookId: randomUUID(),
			...(credentialId && {
				credentials: { helloAssoOAuth2Api: { id: credentialId, name: 'HelloAsso' } },
			}),
		};
	}

	/** Saves a workflow that sends what its trigger gives to the collector. */
	async save(trigger: WorkflowNode): Promise<ActiveWorkflow> {
		const id = await this.rest.createWorkflow(chain([this.collector.node()], {}, trigger));
		const { N8N_ENDPOINT_WEBHOOK: path = 'webhook' } = this.paths;
		return {
			id,
			url: `${this.proxy?.url ?? this.server.url}/${path}/${trigger.webhookId}/webhook`,
		};
	}

	async activate(parameters: object, credentialId?: string): Promise<ActiveWorkflow> {
		const workflow = await this.save(this.trigger(parameters, credentialId));
		await this.rest.activate(workflow.id);
		return workflow;
	}

	/** The activated workflow of an association that has pasted its address at HelloAsso. */
	async listen(parameters: object, credentialId?: string): Promise<ActiveWorkflow> {
		const workflow = await this.activate({ registration: 'manual', ...parameters }, credentialId);
		this.simulator.setBackOfficeUrl(workflow.url);
		return workflow;
	}

	/** Number of executions of a workflow, when none of them is still running. */
	async executions({ id }: ActiveWorkflow): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		let count = 0;
		await waitFor(
			async () => {
				const { results, count: all } = await this.rest.call<{
					results: Array<{ status: string }>;
					count: number;
				}>('GET', `/executions?filter=${filter}&limit=50`);
				count = Math.max(all, results.length);
				return results.every(({ status }) => !['new', 'running', 'waiting'].includes(status));
			},
			{ what: () => 'the executions to end' },
		);
		return count;
	}

	/** Bytes of n8n's database, with what is not merged into it yet. */
	async databaseSize(): Promise<number> {
		const sizes = ['database.sqlite', 'database.sqlite-wal'].map(async (name) => {
			const file = path.join(this.stage.home.folder, '.n8n', name);
			return await stat(file).then(
				({ size }) => size,
				() => 0,
			);
		});
		return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	}

	/** What the runs of a workflow got, once HelloAsso is done with its notifications and n8n with its runs. */
	async runs(workflow: ActiveWorkflow) {
		await this.simulator.notifications.settled();
		await this.executions(workflow);
		return this.collector.take();
	}

	async close(): Promise<void> {
		await this.stage.close();
		await this.collector.stop();
		await this.proxy?.stop();
	}
}

function environment(proxy?: ReverseProxy): NodeJS.ProcessEnv {
	return { N8N_PROXY_HOPS: '1', ...(proxy && { WEBHOOK_URL: proxy.url }) };
}
