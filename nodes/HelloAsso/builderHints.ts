import type { IBuilderHint } from 'n8n-workflow';

/**
 * What n8n's own AI builder is told beside the descriptions when it looks for a node (n8n 2.x; 1.x passes over it).
 * Plain texts: no expressions, no names of connections.
 */
const ACTIONS = 'n8n-nodes-helloasso.helloAsso';
const NOTIFIED = 'n8n-nodes-helloasso.helloAssoTrigger';
const POLLED = 'n8n-nodes-helloasso.helloAssoPollingTrigger';

export const actionsHint: IBuilderHint = {
	searchHint:
		'Reads and changes what a French association has at HelloAsso. Leave Organization empty for the own one. Amounts of simplified output are in euros. To start a workflow on something new, use a trigger; to let an agent read only, use a credential with Access Read Only.',
	relatedNodes: [
		{ nodeType: POLLED, relationHint: 'Starts on new members, donations, tickets and payments' },
	],
};

export const notifiedHint: IBuilderHint = {
	searchHint:
		'Starts at once, when HelloAsso notifies: n8n needs a public https address, and somebody has to enter it at HelloAsso, which knows one for each association. Without that, use the polling trigger. Choose one event for one purpose: a sale brings an order and a payment.',
	relatedNodes: [
		{ nodeType: POLLED, relationHint: 'The same events, without a public address' },
		{ nodeType: ACTIONS, relationHint: 'Reads more about what was sold or paid' },
	],
};

export const polledHint: IBuilderHint = {
	searchHint:
		'Starts for each new record, at intervals, without a public address. For money that came in, take Payment Received: an instalment comes when it is paid. For the past, or for all records, use the HelloAsso node.',
	relatedNodes: [
		{ nodeType: NOTIFIED, relationHint: 'Starts at once, where n8n has a public address' },
		{ nodeType: ACTIONS, relationHint: 'Reads more about what was sold or paid' },
	],
};
