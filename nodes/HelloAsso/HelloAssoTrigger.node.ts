import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { searchOrganizations } from './methods/listSearch';
import { notifiedHint } from './builderHints';
import { subtitleOfAll } from './n8n/subtitle';
import { triggerPanel } from './trigger/webhook/panel';
import { EVENT_NAMES, properties } from './trigger/webhook/properties';
import { receive } from './trigger/webhook/delivery/receive';
import { startOnce } from './trigger/webhook/delivery/startOnce';
import { webhookMethods } from './trigger/webhook/registration/webhookMethods';

export class HelloAssoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HelloAsso Trigger',
		name: 'helloAssoTrigger',
		icon: { light: 'file:helloasso.svg', dark: 'file:helloasso.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfAll(EVENT_NAMES, '$parameter["events"]'),
		// n8n's node panel shows this one for the HelloAsso node too.
		description:
			'Members, tickets, donations, orders and payments of an association at HelloAsso, as they come in or on demand',
		eventTriggerDescription: 'Waiting for a notification from HelloAsso',
		activationMessage:
			'HelloAsso can now start this workflow, once its Production URL is registered there.',
		triggerPanel,
		defaults: { name: 'HelloAsso Trigger' },
		builderHint: notifiedHint,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'helloAssoOAuth2Api', required: false }],
		// Without 'responseData' n8n 2.41 would answer with the name of its default instead of our text.
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: 'webhook',
			},
		],
		properties,
	};

	methods = { listSearch: { searchOrganizations } };

	webhookMethods = webhookMethods;

	webhook = receive;

	execute = startOnce;
}
