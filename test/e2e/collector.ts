/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkflowNode } from './workflows';

/** Takes what workflows send it, so that a test can count runs without asking n8n. */
export class Collector {
	readonly received: IDataObject[] = [];
	private waiting: Array<() => void> | undefined;

	private constructor(private readonly server: Server) {}

	static async start(): Promise<Collector> {
		const server = createServer();
		const collector = new Collector(server);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				collector.received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as IDataObject);
				response.setHeader('content-type', 'application/json');
				if (collector.waiting) collector.waiting.push(() => response.end('{}'));
				else response.end('{}');
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

	/** From now on runs stay where they send something; returns what lets them go on. */
	hold(): () => void {
		const waiting: Array<() => void> = [];
		this.waiting = waiting;
		return () => {
			this.waiting = undefined;
			for (const answer of waiting) answer();
		};
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
