/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** The example workflows that start from a trigger, put into a running n8n and at work there. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../simulator';
import { ROOT } from './bootstrap/index.cjs';
import { importJson } from './n8n/cli';
import type { RestClient } from './n8n/rest';
import type { N8nServer } from './n8n/server';

export interface TriggerExample {
	file: string;
	id: string;
	/** What makes it start, in the words of the simulator's `kind`. */
	startsWith: string;
}

export const WELCOME: TriggerExample = {
	file: 'welcome-new-member.json',
	id: 'welcomeNewMember',
	startsWith: 'membership',
};
export const THANK: TriggerExample = {
	file: 'thank-a-donor.json',
	id: 'thankDonorExample',
	startsWith: 'donation',
};
export const ALERT: TriggerExample = {
	file: 'alert-on-payment-problem.json',
	id: 'alertPaymentIssue',
	startsWith: 'a refused payment',
};
export const BOOK: TriggerExample = {
	file: 'book-each-payment-once.json',
	id: 'bookPaymentOnce1',
	startsWith: 'membership',
};
export const CHECKOUT: TriggerExample = {
	file: 'checkout-and-wait.json',
	id: 'checkoutAndWait1',
	startsWith: 'a form',
};
export const MAILING_LIST: TriggerExample = {
	file: 'new-member-to-mailing-list.json',
	id: 'memberToMailList',
	startsWith: 'membership',
};
export const SALE_MESSAGE: TriggerExample = {
	file: 'message-per-sale.json',
	id: 'messagePerSale01',
	startsWith: 'membership',
};
const SAMPLES: TriggerExample = {
	file: 'notification-samples.json',
	id: 'helloAssoSamples',
	startsWith: 'nothing: it holds samples',
};
export const TRIGGER_EXAMPLES = [WELCOME, MAILING_LIST, THANK, SALE_MESSAGE, ALERT];
/** Those that `npm start` switches on. */
const ACTIVE_EXAMPLES = [...TRIGGER_EXAMPLES, CHECKOUT];
/** HelloAsso has one address for notifications, and the demonstration gives it to another example. */
const IDLE_EXAMPLES = [BOOK, SAMPLES];
export const DEMONSTRATED = [...ACTIVE_EXAMPLES, ...IDLE_EXAMPLES];

const column = (type: 'boolean' | 'number' | 'string') => (name: string) => ({ name, type });
/** Data tables, by what stands in the examples for the one that their user chooses. */
const TABLES = {
	'donations-table': {
		name: 'Donations',
		columns: [
			...['donation', 'amountEuros'].map(column('number')),
			...['date', 'donor', 'email'].map(column('string')),
		],
	},
	'mailing-list-table': {
		name: 'Mailing list',
		columns: ['email', 'firstName', 'lastName', 'membership', 'validUntil'].map(column('string')),
	},
	'payments-table': {
		name: 'Payments',
		columns: [
			...['paymentId', 'amountEuros'].map(column('number')),
			...['date', 'payer'].map(column('string')),
		],
	},
	'directory-table': {
		name: 'Directory',
		columns: [
			...['form', 'organizationSlug', 'formSlug', 'url', 'continuationToken'].map(column('string')),
			column('boolean')('listed'),
		],
	},
};

interface ExampleWorkflow {
	name: string;
	nodes: Array<{ type: string; webhookId?: string }>;
}

const NOTIFIED = 'n8n-nodes-helloasso.helloAssoTrigger';
/** Nodes that listen at an address. */
const LISTENERS = [
	NOTIFIED,
	...['formTrigger', 'wait', 'webhook'].map((name) => `n8n-nodes-base.${name}`),
];

export async function readTriggerExample({ file }: TriggerExample): Promise<ExampleWorkflow> {
	return JSON.parse(await readFile(path.join(ROOT, 'examples', file), 'utf8')) as ExampleWorkflow;
}

/** A data table as an example wants it; returns its id. */
export async function tableFor(
	rest: RestClient,
	placeholder: keyof typeof TABLES,
): Promise<string> {
	const table = TABLES[placeholder];
	const { id: projectId } = await rest.call<{ id: string }>('GET', '/projects/personal');
	const { data } = await rest.call<{ data: Array<{ id: string; name: string }> }>(
		'GET',
		`/projects/${projectId}/data-tables`,
	);
	const present = data.find(({ name }) => name === table.name);
	return (
		present?.id ??
		(await rest.call<{ id: string }>('POST', `/projects/${projectId}/data-tables`, table)).id
	);
}

const tablesIn = (workflow: object) =>
	(Object.keys(TABLES) as Array<keyof typeof TABLES>).filter((placeholder) =>
		JSON.stringify(workflow).includes(placeholder),
	);
export const needsTable = (workflow: object): boolean => tablesIn(workflow).length > 0;

/** With the data tables chosen that the example needs; they are created where they are missing. */
export async function withTables<W extends object>(rest: RestClient, workflow: W): Promise<W> {
	let text = JSON.stringify(workflow);
	for (const placeholder of tablesIn(workflow))
		text = text.replaceAll(placeholder, await tableFor(rest, placeholder));
	return JSON.parse(text) as W;
}

/** Imports those that are missing and switches them on; what the user has switched off stays so. */
export async function importTriggerExamples(
	server: N8nServer,
	rest: RestClient,
	simulator: Simulator,
): Promise<void> {
	const missing: TriggerExample[] = [];
	for (const example of DEMONSTRATED)
		if (!(await rest.has('workflows', example.id))) missing.push(example);
	const workflows = [];
	for (const workflow of await Promise.all(missing.map(readTriggerExample)))
		workflows.push(await withTables(rest, withAddress(workflow)));
	// Anew each time, for the simulator may have another port.
	await importJson(server, 'workflow', [...workflows, simulateASale(simulator)]);
	for (const example of missing)
		if (ACTIVE_EXAMPLES.includes(example)) await rest.activate(example.id);
}

/** Gives the nodes that listen an address of their own, as the editor does at an import. */
export function withAddress<W extends Pick<ExampleWorkflow, 'nodes'>>(workflow: W): W {
	const nodes = workflow.nodes.map((node) =>
		LISTENERS.includes(node.type) ? { ...node, webhookId: randomUUID() } : node,
	);
	return { ...workflow, nodes };
}

/** The Production URL of an example that starts from notifications, in an n8n that has it. */
export async function productionUrl(
	server: N8nServer,
	rest: RestClient,
	id = THANK.id,
): Promise<string> {
	const { nodes } = await rest.call<Pick<ExampleWorkflow, 'nodes'>>('GET', `/workflows/${id}`);
	return `${server.url}/webhook/${nodes.find(({ type }) => type === NOTIFIED)?.webhookId}/webhook`;
}

/** The form that starts the checkout example; its path is in the example. */
export const formUrl = ({ url }: Pick<N8nServer, 'url'>) => `${url}/form/helloasso-checkout`;

export const SIMULATE_A_SALE = 'Simulate a sale';

/** A workflow that buys something at the simulator, so that the triggers have something to do. */
function simulateASale({ url }: Simulator): object {
	const kinds = ['membership', 'donation', 'ticket', 'refused membership'];
	const node = (
		id: string,
		type: string,
		typeVersion: number,
		x: number,
		name: string,
		parameters: object,
	) => ({
		...{ id, name, type, typeVersion, parameters },
		position: [x, id === 'note' ? 60 : 300],
	});
	const body =
		"={{ JSON.stringify({ kind: $json.kind.split(' ').pop(), ...($json.kind.startsWith('refused') && { state: 'Refused' }) }) }}";
	const request = {
		method: 'POST',
		url: `${url}/simulator/sales`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: body,
	};
	return {
		id: 'simulateASaleNow1',
		name: SIMULATE_A_SALE,
		active: false,
		nodes: [
			node('note', 'n8n-nodes-base.stickyNote', 1, -60, 'What this does', {
				content: `## Simulate a sale\nBuys one of each at the HelloAsso simulator: ${kinds.join(', ')}. Then look at **Executions** of the example workflows: a donation starts its workflow at once, the others within a minute.`,
				...{ width: 700, height: 180, color: 4 },
			}),
			node('start', 'n8n-nodes-base.manualTrigger', 1, 0, 'Start', {}),
			node('kinds', 'n8n-nodes-base.set', 3.4, 220, 'What is sold', {
				mode: 'raw',
				jsonOutput: JSON.stringify({ kinds: kinds.map((kind) => ({ kind })) }),
			}),
			node('each', 'n8n-nodes-base.splitOut', 1, 440, 'One of each', { fieldToSplitOut: 'kinds' }),
			node('sell', 'n8n-nodes-base.httpRequest', 4.2, 660, 'Buy at the simulator', request),
		],
		connections: Object.fromEntries(
			[
				['Start', 'What is sold'],
				['What is sold', 'One of each'],
				['One of each', 'Buy at the simulator'],
			].map(([from, to]) => [from, { main: [[{ node: to, type: 'main', index: 0 }]] }]),
		),
		settings: { executionOrder: 'v1' },
	};
}
