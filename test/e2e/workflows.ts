import { CREDENTIAL_ID, CREDENTIAL_NAME } from '../../tools/simulatorCredential';

export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	credentials?: object;
	onError?: 'continueRegularOutput' | 'continueErrorOutput';
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
	/** Part of the address of a trigger's webhook. */
	webhookId?: string;
}

type Settings = 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries';
export type HelloAssoSettings = Pick<WorkflowNode, Settings> & { credentialId?: string };

export function helloAsso(
	name: string,
	parameters: object,
	{ credentialId = CREDENTIAL_ID, ...settings }: HelloAssoSettings = {},
): WorkflowNode {
	return {
		name,
		type: 'n8n-nodes-helloasso.helloAsso',
		typeVersion: 1,
		parameters,
		credentials: { helloAssoOAuth2Api: { id: credentialId, name: CREDENTIAL_NAME } },
		...settings,
	};
}

/** A node that gives one item for each record. */
export function records(name: string, field: string, values: unknown[]): WorkflowNode[] {
	return [
		{
			name: `${name} list`,
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ [field]: values }) },
		},
		{
			name,
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: field },
		},
	];
}

/** Keeps what it gets: something to stand behind an output. */
export function keep(name: string): WorkflowNode {
	return { name, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
}

const MANUAL: WorkflowNode = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

type Connections = Record<
	string,
	{ main: Array<Array<{ node: string; type: 'main'; index: number }>> }
>;

/**
 * Nodes in a row behind a trigger, by default the manual one. `otherOutputs` puts a node on the second output of another:
 * the error output of one with `onError: 'continueErrorOutput'`.
 */
export function chain(
	nodes: WorkflowNode[],
	otherOutputs: Record<string, WorkflowNode> = {},
	trigger: WorkflowNode = MANUAL,
): object {
	const row = [trigger, ...nodes];
	const connections: Connections = {};
	row.slice(0, -1).forEach(({ name }, index) => {
		connections[name] = { main: [[{ node: row[index + 1].name, type: 'main', index: 0 }]] };
	});
	for (const [from, to] of Object.entries(otherOutputs)) {
		connections[from] ??= { main: [[]] };
		connections[from].main.push([{ node: to.name, type: 'main', index: 0 }]);
	}
	const all = [...row, ...Object.values(otherOutputs)];
	return {
		nodes: all.map((node, index) => ({ id: `node-${index}`, position: [index * 220, 0], ...node })),
		connections,
	};
}

/** Nodes side by side behind the manual trigger. */
export function fan(nodes: WorkflowNode[]): object {
	const all = [MANUAL, ...nodes];
	return {
		nodes: all.map((node, index) => ({
			id: `node-${index}`,
			position: [220, index * 220],
			...node,
		})),
		connections: {
			[MANUAL.name]: { main: [nodes.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
	};
}
