import { chain, helloAsso, type WorkflowNode } from './workflows';

export const MODEL_CREDENTIAL = { id: 'scriptedModel', name: 'Scripted model' };

/** The credential of a model at this address, as `n8n import:credentials` takes it. */
export function modelCredential(url: string): object {
	return { ...MODEL_CREDENTIAL, type: 'openAiApi', data: { apiKey: 'no-key', url } };
}

/** The node that n8n makes of ours for AI agents. */
export function helloAssoTool(
	...[name, parameters, settings]: Parameters<typeof helloAsso>
): WorkflowNode {
	return { ...helloAsso(name, parameters, settings), type: 'n8n-nodes-helloasso.helloAssoTool' };
}

/** A Manual Trigger and an AI agent with these tools. Its answer is the only item of the node 'Agent'. */
export function agentWorkflow(prompt: string, tools: WorkflowNode[]): object {
	const agent: WorkflowNode = {
		name: 'Agent',
		type: '@n8n/n8n-nodes-langchain.agent',
		// The newest of n8n 1.x.
		typeVersion: 3,
		parameters: { promptType: 'define', text: prompt, options: {} },
	};
	const model: WorkflowNode = {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.3,
		parameters: {
			model: { mode: 'id', value: 'scripted' },
			responsesApiEnabled: false,
			options: { maxRetries: 0 },
		},
		credentials: { openAiApi: MODEL_CREDENTIAL },
	};
	const { nodes, connections } = chain([agent]) as { nodes: object[]; connections: object };
	const to = (type: string) => ({ [type]: [[{ node: agent.name, type, index: 0 }]] });
	return {
		// As the editor saves it: in the older order, which is what a workflow without this has, n8n goes on
		// with the agent before its tools have run.
		settings: { executionOrder: 'v1' },
		nodes: [
			...nodes,
			...[model, ...tools].map((node, index) => ({
				id: `sub-${index}`,
				position: [index * 220, 220],
				...node,
			})),
		],
		connections: {
			...connections,
			[model.name]: to('ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, to('ai_tool')])),
		},
	};
}
