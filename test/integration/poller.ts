import { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HelloAssoPollingTrigger } from '../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { buildAdditionalData, type Credential } from './engine';

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
}

/** A polling trigger in n8n's own context for polls, with the static data that n8n keeps between them. */
export class Poller {
	private workflow: Workflow;

	constructor(private options: PollerOptions) {
		this.workflow = this.load({});
	}

	/** As n8n loads a workflow from its database: with other settings, or after a restart. */
	reload(changes: Partial<PollerOptions> = {}, staticData: IDataObject = this.staticData): void {
		this.options = { ...this.options, ...changes };
		this.workflow = this.load(staticData);
	}

	/** What n8n would write into its database now. */
	get staticData(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}

	/** What the workflow would start with; null when it would not start. */
	async poll(mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[] | null> {
		const { credential } = this.options;
		const node = this.workflow.getNode('Trigger') as INode;
		const context = new PollContext(this.workflow, node, buildAdditionalData(credential), mode, 'activate');
		const items = await trigger.poll.call(context);
		return items && items[0].map(({ json }) => json);
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
