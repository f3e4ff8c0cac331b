import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { polledHint } from './builderHints';
import { searchForms, searchOrganizations } from './methods/listSearch';
import { subtitleOf } from './n8n/subtitle';
import { EVENTS } from './trigger/polling/events';
import { poll } from './trigger/polling/poll';
import { pollingProperties } from './trigger/polling/properties';

const EVENT_NAMES = Object.fromEntries(EVENTS.map(({ name, value }) => [value, name]));

export class HelloAssoPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HelloAsso Polling Trigger',
		name: 'helloAssoPollingTrigger',
		icon: { light: 'file:helloasso.svg', dark: 'file:helloasso.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOf(EVENT_NAMES, '$parameter["event"]'),
		description:
			'Starts the workflow when HelloAsso has a new membership, ticket, donation, order, payment or form, by asking at intervals',
		defaults: { name: 'HelloAsso Polling Trigger' },
		builderHint: polledHint,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'helloAssoOAuth2Api', required: true }],
		properties: pollingProperties(),
	};

	methods = { listSearch: { searchForms, searchOrganizations } };

	poll = poll;
}
