import { LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';

import { HelloAssoOAuth2Api } from '../../credentials/HelloAssoOAuth2Api.credentials';
// With its ending, without which tsx finds HelloAsso.node.json.
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node.ts';
import type { Simulator } from '../../simulator';
import { watch, watchCall } from './secretWatch';

/** Puts out the items of its parameter: the input of the node under test. */
class Items implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Items',
		name: 'items',
		group: ['input'],
		version: 1,
		description: 'Gives the items of a test',
		defaults: { name: 'Items' },
		usableAsTool: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: '[]' }],
	};

	async execute(this: IExecuteFunctions) {
		const items = JSON.parse(this.getNodeParameter('items', 0) as string) as IDataObject[];
		return [items.map((json): INodeExecutionData => ({ json }))];
	}
}

/** Hands its input on so many at a time, as n8n's Loop Over Items does. */
class Batches implements INodeType {
	description: INodeType['description'] = {
		...new Items().description,
		displayName: 'Batches',
		name: 'batches',
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		properties: [{ displayName: 'Size', name: 'size', type: 'number', default: 1 }],
	};

	async execute(this: IExecuteFunctions) {
		const state = this.getContext('node') as { left?: INodeExecutionData[]; done: object[] };
		if (state.left) state.done.push(...this.getInputData());
		else Object.assign(state, { left: this.getInputData(), done: [] });
		const left = state.left as INodeExecutionData[];
		const batch = left.splice(0, this.getNodeParameter('size', 0) as number);
		return batch.length > 0 ? [[], batch] : [state.done as INodeExecutionData[], []];
	}
}

const NODE_TYPES: Record<string, INodeType> = {
	items: new Items(),
	batches: new Batches(),
	helloAsso: new HelloAsso(),
};

const typesFrom = (types: Record<string, INodeType>) =>
	({
		getByName: (type: string) => types[type],
		getByNameAndVersion: (type: string) => types[type],
		getKnownTypes: () => ({}),
	}) as unknown as INodeTypes;

export interface Credential {
	/** As in n8n's database; default: one that no other credential has. */
	id?: string;
	data: ICredentialDataDecryptedObject;
	/** How often it was read. */
	readings?: number;
}

let ids = 0;
/** Each run is an execution of its own, as in n8n. */
let executions = 0;

/** A client-credentials credential on the simulator as n8n holds it, its computed fields filled in. */
export function credentialFor(
	sim: Pick<Simulator, 'url'> & { keys: Partial<Simulator['keys']> },
	key: keyof Simulator['keys'] = 'association',
	more: ICredentialDataDecryptedObject = {},
): Credential {
	return {
		data: {
			environment: 'custom',
			customApiUrl: sim.url,
			grantType: 'clientCredentials',
			accessTokenUrl: `${sim.url}/oauth2/token`,
			authentication: 'body',
			scope: '',
			...sim.keys[key],
			...more,
		},
	};
}

/** What n8n keeps in its database, here in memory: one credential, and the token that comes to it. */
function credentialsHelper(credential: Credential) {
	return {
		getParentTypes: () => ['oAuth2Api'],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => {
			credential.readings = (credential.readings ?? 0) + 1;
			return structuredClone(credential.data);
		},
		getCredentialsProperties: () => [],
		runPreAuthentication: async (_helpers: unknown, credentials: ICredentialDataDecryptedObject) =>
			await new HelloAssoOAuth2Api().preAuthentication(credentials),
		updateCredentialsOauthTokenData: async (
			_node: unknown,
			_type: string,
			data: ICredentialDataDecryptedObject,
		) => {
			credential.data = { ...credential.data, oauthTokenData: data.oauthTokenData };
		},
	};
}

export interface RunOptions {
	credential: Credential;
	parameters: IDataObject;
	items?: IDataObject[];
	node?: Partial<INode>;
	timezone?: string;
	/** Puts a loop around the node that gives it so many items at a time. */
	batchSize?: number;
	/** null for an execution that n8n does not number. */
	executionId?: string | null;
}

export interface RunResult {
	run: IRun;
	/** Items of the first output, or of the one at `index`; of the node's first run, or a later one in a loop. */
	output(index?: number, runIndex?: number): INodeExecutionData[];
	json(index?: number): IDataObject[];
	error: (Error & { description?: string; context?: IDataObject; httpCode?: string }) | undefined;
}

const to = (node: string) => ({ main: [[{ node, type: NodeConnectionTypes.Main, index: 0 }]] });

const batches = (size: number): INode => ({
	id: '3',
	name: 'Batches',
	type: 'batches',
	typeVersion: 1,
	position: [100, 0],
	parameters: { size },
});

function buildWorkflow(
	{
		credential,
		parameters,
		items = [{}],
		node = {},
		timezone = 'Europe/Paris',
		batchSize,
	}: RunOptions,
	nodeTypes = typesFrom(NODE_TYPES),
): Workflow {
	credential.id ??= `c${++ids}`;
	return new Workflow({
		id: 'test',
		nodes: [
			{
				id: '1',
				name: 'Items',
				type: 'items',
				typeVersion: 1,
				position: [0, 0],
				parameters: { items: JSON.stringify(items) },
			},
			{
				id: '2',
				name: 'HelloAsso',
				type: 'helloAsso',
				typeVersion: 1,
				position: [200, 0],
				parameters: parameters as INode['parameters'],
				credentials: { helloAssoOAuth2Api: { id: credential.id, name: 'My association' } },
				...node,
			},
			...(batchSize === undefined ? [] : [batches(batchSize)]),
		],
		connections:
			batchSize === undefined
				? { Items: to('HelloAsso') }
				: {
						Items: to('Batches'),
						Batches: { main: [[], ...to('HelloAsso').main] },
						HelloAsso: to('Batches'),
					},
		active: false,
		nodeTypes,
		settings: { timezone, executionOrder: 'v1' },
	});
}

export function buildAdditionalData(credential: Credential): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentialsHelper(credential),
		executionId: `e${++executions}`,
		restApiUrl: 'http://localhost:5678/rest',
		instanceBaseUrl: 'http://localhost:5678/',
		formWaitingBaseUrl: 'http://localhost:5678/',
		webhookBaseUrl: 'http://localhost:5678/',
		webhookWaitingBaseUrl: 'http://localhost:5678/',
		webhookTestBaseUrl: 'http://localhost:5678/',
		currentNodeParameters: undefined,
		variables: {},
		hooks: { runHook: async () => {} },
	} as unknown as IWorkflowExecuteAdditionalData;
}

export interface StartedRun {
	/** What n8n makes of it; after a Stop this can be there before the node has ended. */
	finished: Promise<RunResult>;
	/** The node itself has ended, with all its tries. */
	ended: () => boolean;
	/** As the user's Stop. */
	stop: () => void;
}

/** Starts `Items → HelloAsso` in n8n's own engine. */
export function startNode(options: RunOptions): StartedRun {
	let working = 0;
	const helloAsso = new HelloAsso();
	const { execute } = helloAsso;
	helloAsso.execute = async function (this: IExecuteFunctions) {
		working += 1;
		return await execute.call(this).finally(() => {
			working -= 1;
		});
	};
	const workflow = buildWorkflow(options, typesFrom({ ...NODE_TYPES, helloAsso }));
	const additionalData = buildAdditionalData(options.credential);
	const { executionId } = options;
	if (executionId !== undefined) additionalData.executionId = executionId ?? undefined;
	const execution = new WorkflowExecute(additionalData, 'manual', createEmptyRunExecutionData());
	const running = execution.run({ workflow, startNode: workflow.getNode('Items') ?? undefined });
	return {
		finished: running.then((run) => toResult(watch('the execution', run))),
		ended: () => working === 0,
		stop: () => running.cancel(),
	};
}

/** Runs `Items → HelloAsso` in n8n's own engine. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	return await startNode(options).finished;
}

function toResult(run: IRun): RunResult {
	const runs = run.data.resultData.runData.HelloAsso ?? [];
	const output = (index = 0, runIndex = 0) => runs[runIndex]?.data?.main[index] ?? [];
	return {
		run,
		output,
		json: (index = 0) => output(index).map(({ json }) => json),
		error: run.data.resultData.error as RunResult['error'],
	};
}

/** Asks a search behind a locator as the editor does while the node is being filled in. */
export async function searchList(
	method: 'searchForms' | 'searchOrganizations',
	options: RunOptions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const workflow = buildWorkflow(options);
	const node = workflow.getNode('HelloAsso') as INode;
	const additionalData = buildAdditionalData(options.credential);
	additionalData.currentNodeParameters = node.parameters;
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters');
	return await watchCall(
		'a search',
		new HelloAsso().methods.listSearch[method].call(context, filter, paginationToken),
	);
}
