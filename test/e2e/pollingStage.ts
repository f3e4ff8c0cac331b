import type { IDataObject } from 'n8n-workflow';
import type { N8nVersion } from '../../tools/n8n/install';
import { RestClient } from '../../tools/n8n/rest';
import { waitFor } from './browser/waitFor';
import { Collector } from './collector';
import { CREDENTIAL_ID, CREDENTIAL_NAME, openStage, type Stage } from './harness';
import { chain, type WorkflowNode } from './workflows';

/** n8n refuses a schedule of less than a minute, but takes any number of schedules. */
export const EVERY_SECOND = Array.from({ length: 60 }, (_, second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

/** The ids of all items of a run, as one item: one request to the collector for each run. */
export const IDS: WorkflowNode = {
	name: 'Ids',
	type: 'n8n-nodes-base.aggregate',
	typeVersion: 1,
	parameters: {
		fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: 'id' }] },
		options: {},
	},
};

/** n8n 2.x, ended while it activates a workflow, tries again only when a lease of two minutes is over. */
const POLL_TIMEOUT_MS = 180_000;
const DELIVERY_TIMEOUT_MS = 120_000;

/** A real n8n with an active workflow that starts from the polling trigger and tells a collector what it got. */
export class PollingStage {
	private constructor(
		readonly stage: Stage,
		readonly collector: Collector,
	) {}

	static async open(version?: N8nVersion): Promise<PollingStage> {
		return new PollingStage(await openStage(version), await Collector.start());
	}

	get simulator() {
		return this.stage.simulator;
	}

	/** Returns once the first poll is over, which n8n makes before it calls a workflow active. */
	async activate(parameters: IDataObject): Promise<string> {
		const organizationSlug = { __rl: true, mode: 'slug', value: this.simulator.organizationSlug };
		const trigger: WorkflowNode = {
			name: 'HelloAsso Polling Trigger',
			type: 'n8n-nodes-helloasso.helloAssoPollingTrigger',
			typeVersion: 1,
			parameters: { pollTimes: { item: EVERY_SECOND }, organizationSlug, ...parameters },
			credentials: { helloAssoOAuth2Api: { id: CREDENTIAL_ID, name: CREDENTIAL_NAME } },
		};
		const rest = new RestClient(await this.stage.startServer());
		await rest.logIn();
		const id = await rest.createWorkflow(chain([IDS, this.collector.node()], {}, trigger));
		await rest.activate(id);
		await this.polls(1);
		return id;
	}

	/** So many more polls have had their first answer. */
	async polls(count: number): Promise<void> {
		const before = this.begun();
		await waitFor(() => this.begun() >= before + count, {
			what: () => `${count} polls`,
			timeoutMs: POLL_TIMEOUT_MS,
		});
	}

	private begun(): number {
		return this.simulator.apiRequests.filter(
			({ status, query }) => status === 200 && !query.continuationToken,
		).length;
	}

	/** So many different records have started runs. */
	async untilDelivered(count: number): Promise<void> {
		const delivered = () => new Set(this.ids()).size;
		await waitFor(() => delivered() >= count, {
			what: () => `${count} records; ${delivered()} are there`,
			timeoutMs: DELIVERY_TIMEOUT_MS,
		});
	}

	/** All ids that runs were started with, in the order in which they came. */
	ids(): unknown[] {
		return this.collector.received.flatMap(({ id }) => id as unknown[]);
	}

	async close(): Promise<void> {
		await this.stage.close();
		await this.collector.stop();
	}
}
