import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

import { RESOURCES } from './actions';
import { execute } from './actions/execute';
import { SENSITIVE_FIELDS } from './actions/notification/signatureKey';
import { buildProperties } from './actions/properties';
import { actionsHint } from './builderHints';
import { subtitleOf } from './n8n/subtitle';
import { searchForms, searchOrganizations } from './methods/listSearch';

const ACTIONS = Object.fromEntries(
	RESOURCES.flatMap(({ value: resource, operations }) =>
		operations.map(({ value, action }) => [`${resource}/${value}`, action]),
	),
);

export class HelloAsso implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HelloAsso',
		name: 'helloAsso',
		icon: { light: 'file:helloasso.svg', dark: 'file:helloasso.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(ACTIONS, '$parameter["resource"] + "/" + $parameter["operation"]'),
		description:
			'Members, tickets, donations, orders, payments, refunds and checkouts of an association at HelloAsso',
		defaults: { name: 'HelloAsso' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'helloAssoOAuth2Api', required: true }],
		sensitiveOutputFields: SENSITIVE_FIELDS,
		builderHint: actionsHint,
		properties: buildProperties(RESOURCES),
	};

	methods = { listSearch: { searchForms, searchOrganizations } };

	execute = execute;
}
