import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../../simulator';
import type { RestClient } from '../../tools/n8n/rest';
import { peakMemory } from '../e2e/memory';
import type { Collector } from '../e2e/collector';
import { NotificationStage } from '../e2e/notificationStage';
import { ReverseProxy } from '../e2e/reverseProxy';
import { chain, type WorkflowNode } from '../e2e/workflows';

/** What a storm needs of an n8n, be it one process or several. */
export interface N8nUnderTest {
	readonly simulator: Simulator;
	readonly collector: Collector;
	/** Logged in; another one after an interruption. */
	readonly rest: RestClient;
	/** Where webhooks can be reached, without a slash at the end: first as HelloAsso knows it, then each process. */
	readonly webhookUrls: readonly string[];
	/** Statuses with which it has not taken a notification but may when it comes again; besides 0 and 5xx. */
	readonly passingStatuses: readonly number[];
	/** @returns the id of a credential without token that differs from the usual one in these */
	newCredential(changes: Record<string, unknown>): Promise<string>;
	/** Ends it, or the part of it whose turn it is, and starts that again. */
	interrupt(turn: number): Promise<void>;
	/** Number of executions of a workflow, once all have ended. */
	executions(workflowId: string): Promise<number>;
	/** What else is to be told, such as memory. */
	figures(): Promise<Record<string, number>>;
	close(): Promise<void>;
}

/** One process behind a reverse proxy, ended and started as an operator would. */
export class SingleProcess implements N8nUnderTest {
	readonly passingStatuses = [];
	private peak = 0;

	private constructor(
		private readonly stage: NotificationStage,
		readonly webhookUrls: readonly string[],
	) {}

	static async start(): Promise<SingleProcess> {
		const proxy = await ReverseProxy.start();
		return new SingleProcess(await NotificationStage.open(undefined, proxy), [proxy.url]);
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

	async newCredential(changes: Record<string, unknown>): Promise<string> {
		return (await this.stage.stage.freshCredentials(changes))[0];
	}

	async interrupt(): Promise<void> {
		await this.measure();
		await this.stage.restart();
	}

	async executions(id: string): Promise<number> {
		return await this.stage.executions({ id, url: '' });
	}

	async figures(): Promise<Record<string, number>> {
		await this.measure();
		return {
			...(this.peak > 0 && { peakMemoryMB: megabytes(this.peak) }),
			databaseMB: megabytes(await this.stage.databaseSize()),
		};
	}

	async close(): Promise<void> {
		await this.stage.close();
	}

	/** n8n forgets with each restart how much it had used. */
	private async measure(): Promise<void> {
		this.peak = Math.max(this.peak, (await peakMemory(this.stage.stage.home)) ?? 0);
	}
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);

/** What a run has sent to the collector. */
export interface Run {
	workflow: string;
	run: IDataObject;
}

export const runsOf = ({ collector }: N8nUnderTest) => collector.received as unknown as Run[];

/** Saves and activates a workflow that tells the collector its name with what it got. */
export async function activate(
	{ rest, collector }: N8nUnderTest,
	name: string,
	trigger: WorkflowNode,
	nodes: WorkflowNode[] = [],
): Promise<string> {
	const teller = collector.node();
	const jsonBody = `={{ { workflow: ${JSON.stringify(name)}, run: $json } }}`;
	const last = { ...teller, parameters: { ...teller.parameters, jsonBody } };
	const id = await rest.createWorkflow({ name, ...chain([...nodes, last], {}, trigger) });
	await rest.activate(id);
	return id;
}
