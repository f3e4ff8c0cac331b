/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ROOT } from '../../tools/bootstrap/index.cjs';

/** What a service got. */
export interface OutsideRequest {
	/** `POST https://slack.com/api/chat.postMessage` */
	request: string;
	/** The header by which the service knows its customer. */
	key: string | undefined;
	/** JSON is read, other text is as it came. */
	body: unknown;
}

export interface OutsideAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: object;
}

const hostOf = ({ request }: Pick<OutsideRequest, 'request'>) => request.split('/')[2];

function matches(address: string, service: string): boolean {
	const [start, end] = service.split('*');
	return end === undefined ? address === start : address.startsWith(start) && address.endsWith(end);
}

/**
 * Stands for all services outside: keeps what they get, and gives the answer that is written down for the request.
 * Nothing of what the services do with it is here.
 */
export class OutsideServices {
	private readonly requests: OutsideRequest[] = [];

	private constructor(
		private readonly server: Server,
		private readonly answers: Record<string, OutsideAnswer>,
	) {}

	/** @param answers by method and address without its query; `*` stands for what the test does not know */
	static async start(answers: Record<string, OutsideAnswer>): Promise<OutsideServices> {
		const server = createServer();
		const services = new OutsideServices(server, answers);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { status, headers, body } = services.take(request, Buffer.concat(chunks).toString());
				response.writeHead(status ?? 200, { 'content-type': 'application/json', ...headers });
				response.end(body && JSON.stringify(body));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return services;
	}

	/** Of an n8n that is to reach these services, and nothing else beyond this machine by https. */
	get settings(): NodeJS.ProcessEnv {
		const { port } = this.server.address() as AddressInfo;
		return {
			NODE_OPTIONS: `--require "${path.join(ROOT, 'test', 'e2e', 'outside.cjs')}"`,
			OUTSIDE_SERVICES: `http://127.0.0.1:${port}`,
		};
	}

	/** What came since the last time, for the host or for all. */
	taken(host?: string): OutsideRequest[] {
		const isFor = (one: OutsideRequest) => host === undefined || hostOf(one) === host;
		const taken = this.requests.filter(isFor);
		this.requests.splice(0, Infinity, ...this.requests.filter((one) => !isFor(one)));
		return taken;
	}

	/** How many requests for the host are there. */
	count(host: string): number {
		return this.requests.filter((one) => hostOf(one) === host).length;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private take({ method, url, headers }: IncomingMessage, text: string): OutsideAnswer {
		const request = `${method} https://${headers.host}${url}`;
		const nothing: OutsideAnswer = { status: 404, body: { error: 'unknown' } };
		const services = Object.keys(this.answers);
		// n8n's own servers, which it asks by itself.
		if (!services.some((service) => hostOf({ request: service }) === headers.host)) return nothing;
		const isJson = headers['content-type']?.includes('json');
		const key = headers.authorization ?? headers['api-key'];
		this.requests.push({
			request,
			key: Array.isArray(key) ? key[0] : key,
			body: isJson && text ? JSON.parse(text) : text || undefined,
		});
		const [address] = request.split('?');
		const known = services.find((service) => matches(address, service));
		return known === undefined ? nothing : this.answers[known];
	}
}
