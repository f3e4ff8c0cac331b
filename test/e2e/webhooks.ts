import type { RestClient } from '../../tools/n8n/rest';
import type { N8nServer } from '../../tools/n8n/server';
import type { WorkflowNode } from './workflows';

/** Nodes in a row behind a Webhook node, whose last item is the answer, unless it answers before they run. */
export function onWebhook(
	path: string,
	nodes: WorkflowNode[],
	responseMode: 'lastNode' | 'onReceived' = 'lastNode',
): object {
	const webhook = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'GET', path, responseMode, options: {} },
	};
	const row = [webhook, ...nodes];
	const connections = row
		.slice(0, -1)
		.map(({ name }, index) => [
			name,
			{ main: [[{ node: row[index + 1].name, type: 'main', index: 0 }]] },
		]);
	return {
		name: path,
		nodes: row.map((node, index) => ({ id: `node-${index}`, position: [index * 220, 0], ...node })),
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1' },
		active: false,
	};
}

/** Creates a workflow and switches it on, as each n8n line calls that. */
export async function activate(rest: RestClient, workflow: object): Promise<string> {
	const { id, versionId } = await rest.call<{ id: string; versionId: string }>(
		'POST',
		'/workflows',
		workflow,
	);
	const { status } = await rest.request('POST', `/workflows/${id}/activate`, { versionId });
	if (status === 404) await rest.call('PATCH', `/workflows/${id}`, { active: true, versionId });
	return id;
}

/** Calls a webhook several times at once; answers as they came. */
export async function callAtOnce(
	{ url }: Pick<N8nServer, 'url'>,
	path: string,
	times: number,
): Promise<unknown[]> {
	const call = async () => (await fetch(`${url}/webhook/${path}`)).json();
	return await Promise.all(Array.from({ length: times }, call));
}
