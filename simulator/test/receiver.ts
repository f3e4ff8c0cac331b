/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	raw: Buffer;
	json: { eventType: string; data: Record<string, unknown>; metadata?: unknown };
	/** Real time, ms. */
	at: number;
}

/** A status, a cut connection, or silence. */
export type Reaction = number | 'cut' | 'silence';

/** Somebody's server that gets notifications: answers as it is told, then always 200. */
export class Receiver {
	readonly received: Received[] = [];
	readonly connections = new Set<Socket>();
	readonly url: string;
	reactions: Reaction[] = [];
	private waiting: Array<{ count: number; resolve: () => void }> = [];

	private constructor(private readonly server: Server) {
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	static async start(): Promise<Receiver> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const receiver = new Receiver(server);
		server.on('request', (request, response) => {
			receiver.connections.add(request.socket);
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const raw = Buffer.concat(chunks);
				const { method = '', url = '', headers } = request;
				const json = parsed(raw.toString());
				receiver.received.push({ method, path: url, headers, raw, json, at: performance.now() });
				const reaction = receiver.reactions.shift() ?? 200;
				if (reaction === 'cut') request.socket.destroy();
				else if (reaction !== 'silence') {
					response.writeHead(reaction, { location: '/elsewhere' }).end('thanks');
				}
				receiver.tell();
			});
		});
		return receiver;
	}

	/** Resolves when that many have arrived since the start. */
	arrived(count: number): Promise<void> {
		return new Promise((resolve) => {
			this.waiting.push({ count, resolve });
			this.tell();
		});
	}

	get events(): string[] {
		return this.received.map(({ json }) => json.eventType);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private tell(): void {
		const due = this.waiting.filter(({ count }) => count <= this.received.length);
		this.waiting = this.waiting.filter((waiter) => !due.includes(waiter));
		for (const { resolve } of due) resolve();
	}
}

function parsed(text: string): Received['json'] {
	try {
		return JSON.parse(text) as Received['json'];
	} catch {
		return { eventType: 'none', data: {} };
	}
}
