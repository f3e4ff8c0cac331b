/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkflowNode } from './workflows';

/** Runs that wait for their answer. What they send counts as received only when they get it. */
export class Held {
	private readonly requests: Array<{ response: ServerResponse; take: () => void }> = [];

	constructor(private readonly onRelease: () => void) {}

	add(response: ServerResponse, take: () => void): void {
		this.requests.push({ response, take });
	}

	/** How many wait, without those that have ended meanwhile. */
	get count(): number {
		return this.requests.filter(({ response }) => !response.destroyed).length;
	}

	release(): void {
		this.onRelease();
		for (const { response, take } of this.requests) if (!response.destroyed) take();
	}
}

/** Takes what workflows send it, so that a test can count runs without asking n8n. */
export class Collector {
	readonly received: IDataObject[] = [];
	private held: Held | undefined;

	private constructor(private readonly server: Server) {}

	static async start(): Promise<Collector> {
		const server = createServer();
		const collector = new Collector(server);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const item = JSON.parse(Buffer.concat(chunks).toString('utf8')) as IDataObject;
				const take = () => {
					collector.received.push(item);
					response.setHeader('content-type', 'application/json');
					response.end('{}');
				};
				if (collector.held) collector.held.add(response, take);
				else take();
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return collector;
	}

	/** A node that sends each item here. */
	node(name = 'Collect'): WorkflowNode {
		const { port } = this.server.address() as AddressInfo;
		return {
			name,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: `http://127.0.0.1:${port}/`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '={{ $json }}',
			},
		};
	}

	/** From now on runs stay where they send something, until `release`. */
	hold(): Held {
		this.held = new Held(() => (this.held = undefined));
		return this.held;
	}

	/** Everything so far, which is then forgotten. */
	take(): IDataObject[] {
		return this.received.splice(0);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
