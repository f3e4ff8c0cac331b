import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeTypes,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import type { Simulator } from '../../simulator';
import { buildAdditionalData, credentialFor, type Credential } from './engine';
import { watch, watchCall } from './secretWatch';

const trigger = new HelloAssoPollingTrigger();
const nodeTypes = {
	getByName: () => trigger,
	getByNameAndVersion: () => trigger,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

export interface PollerOptions {
	credential: Credential;
	parameters: IDataObject;
	credentialId?: string;
	/** Why n8n has activated the workflow. */
	activation?: WorkflowActivateMode;
}

/** A polling trigger in n8n's own context for polls, with the static data that n8n keeps between them. */
export class Poller {
	private workflow: Workflow;
	/** One for all polls, as in n8n. */
	private context: PollContext;

	constructor(private options: PollerOptions) {
		this.workflow = this.load({});
		this.context = this.contextFor('trigger');
	}

	/** As n8n loads a workflow from its database: with other settings, or after a restart. */
	reload(changes: Partial<PollerOptions> = {}, staticData: IDataObject = this.staticData): void {
		this.options = { ...this.options, ...changes };
		this.workflow = this.load(staticData);
		this.context = this.contextFor('trigger');
	}

	/** What n8n would write into its database now. */
	get staticData(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	/** As n8n does when it takes what a poll returned. */
	takeResult(): void {
		// n8n's own note of what it has yet to write, which no type shows.
		Object.assign(this.workflow.staticData, { __dataChanged: false });
	}

	/** What the workflow would start with; null when it would not start. */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | null> {
		const context = mode === 'manual' ? this.contextFor(mode) : this.context;
		return await this.pollIn(context);
	}

	private async pollIn(context: PollContext): Promise<IDataObject[] | null> {
		const items = await watchCall('a poll', trigger.poll.call(context));
		watch('static data', this.staticData);
		return items && items[0].map(({ json }) => json);
	}

	/** As n8n's scheduler polls: with a context of its own, so that two polls know nothing of each other. */
	async pollApart(): Promise<IDataObject[] | null> {
		return await this.pollIn(this.contextFor('trigger'));
	}

	private contextFor(mode: WorkflowExecuteMode): PollContext {
		const { credential, activation = 'activate' } = this.options;
		const node = this.workflow.getNode('Trigger') as INode;
		return new PollContext(this.workflow, node, buildAdditionalData(credential), mode, activation);
	}

	private load(staticData: IDataObject): Workflow {
		const { parameters, credentialId = 'c1' } = this.options;
		return new Workflow({
			id: 'polled',
			nodes: [
				{
					id: '1',
					name: 'Trigger',
					type: 'helloAssoPollingTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: parameters as INode['parameters'],
					credentials: { helloAssoOAuth2Api: { id: credentialId, name: 'My association' } },
				},
			],
			connections: {},
			active: true,
			nodeTypes,
			staticData,
			settings: { timezone: 'Europe/Paris' },
		});
	}
}

/** One that watches the simulator's main association. */
export function pollerOf(
	simulator: Simulator,
	event: string,
	parameters: IDataObject = {},
	options: Partial<PollerOptions> = {},
): Poller {
	const organizationSlug = { __rl: true, mode: 'slug', value: simulator.organizationSlug };
	return new Poller({
		credential: credentialFor(simulator),
		parameters: { event, organizationSlug, ...parameters },
		...options,
	});
}

/** One that was activated, a minute ago. */
export async function activePollerOf(...args: Parameters<typeof pollerOf>): Promise<Poller> {
	const [simulator] = args;
	const trigger = pollerOf(...args);
	expect(await trigger.poll()).toBeNull();
	simulator.advance(60_000);
	simulator.clearRequests();
	return trigger;
}
