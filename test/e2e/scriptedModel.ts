/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What n8n tells a model about one tool. */
export interface ToolTold {
	name: string;
	description: string;
	parameters: {
		properties: Record<string, { type: string; description?: string }>;
		required: string[];
	};
}

interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
	tool_call_id?: string;
}

interface ChatRequest {
	model: string;
	messages: Message[];
	tools?: Array<{ type: 'function'; function: ToolTold }>;
	stream?: boolean;
}

export interface ToolCall {
	tool: string;
	arguments: object;
}

/** What the model says next, given the results of its earlier tool calls: a call, or its last words. */
export type Turn = (results: string[]) => ToolCall | string;

/**
 * A chat model that says what the test tells it to, behind OpenAI's chat completions API, on the
 * loopback interface only. It answers each request with the next turn.
 */
export class ScriptedModel {
	readonly requests: ChatRequest[] = [];
	private turns: Turn[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', async (request, response) => {
			const { status, body } = await this.answer(request);
			response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		});
	}

	static async start(): Promise<ScriptedModel> {
		const server = createServer();
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(0, '127.0.0.1', resolve);
		});
		return new ScriptedModel(server);
	}

	/** Base URL of an OpenAI credential. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** Forgets what it was asked, and starts with the first of these turns. */
	play(...turns: Turn[]): void {
		this.requests.length = 0;
		this.turns = turns;
	}

	/** The tools of the last request, by name. */
	get tools(): Record<string, ToolTold> {
		const tools = this.requests.at(-1)?.tools ?? [];
		return Object.fromEntries(tools.map(({ function: told }) => [told.name, told]));
	}

	/** What the tools gave back, in the order of the calls, as the last request told. */
	get results(): string[] {
		return resultsIn(this.requests.at(-1)?.messages ?? []);
	}

	private async answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
		const body = JSON.parse((await text(request)) || '{}') as ChatRequest;
		const refuse = (message: string) => ({ status: 400, body: { error: { message } } });
		if (request.url !== '/v1/chat/completions') return refuse(`not played: ${request.url}`);
		if (body.stream) return refuse('streams are not played');
		const turn = this.turns.at(this.requests.length);
		this.requests.push(body);
		if (!turn) return refuse('the script is at its end');
		return {
			status: 200,
			body: completion(body.model, turn(resultsIn(body.messages)), this.requests.length),
		};
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

function resultsIn(messages: Message[]): string[] {
	return messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
}

function completion(model: string, said: ToolCall | string, count: number): object {
	const message =
		typeof said === 'string'
			? { content: said }
			: {
					content: null,
					tool_calls: [
						{
							id: `call_${count}`,
							type: 'function',
							function: { name: said.tool, arguments: JSON.stringify(said.arguments) },
						},
					],
				};
	return {
		id: `chatcmpl-${count}`,
		object: 'chat.completion',
		created: 1_700_000_000,
		model,
		choices: [
			{
				index: 0,
				message: { role: 'assistant', refusal: null, ...message },
				logprobs: null,
				finish_reason: typeof said === 'string' ? 'stop' : 'tool_calls',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
