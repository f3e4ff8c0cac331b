/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import type { Simulator } from '../../../simulator';
import type { Certificate } from './certificate';

/** What reached the simulator between two questions. */
export interface Traffic {
	/** Of the API, answered or refused. */
	requests: number;
	/** Those of them without a continuation token. */
	firstPages: number;
	tokenCalls: number;
	/** TLS handshakes. */
	connections: number;
	/** Requests that got a 429. */
	refused: number;
	/** The most that were under way at the same time. */
	atATime: number;
	/** Different time ranges that lists were asked for. */
	windows: number;
}

interface Answer {
	status: number;
	headers: OutgoingHttpHeaders;
	body: Buffer;
}

const REFUSED: Answer = { status: 429, headers: { 'retry-after': '1' }, body: Buffer.alloc(0) };
const WINDOW_MS = 1_000;
/** The connection's own, and the time of the answer: one that is given again is not of that time. */
const NOT_PASSED_ON = ['connection', 'date', 'host', 'keep-alive', 'transfer-encoding'];
/** Longer than any pause between two requests of one client. */
const KEEP_ALIVE_MS = 60_000;

/**
 * TLS in front of a simulator, with the latency of a far server and, if wanted, a limit of requests. What
 * was asked before is answered from memory, so that the simulator's own work is in nobody's time.
 */
export class Front {
	/** How long each answer takes, connections apart. */
	latencyMs = 0;
	/** Requests in a second above which it answers 429; the refused ones do not count. */
	limitPerSecond = Infinity;
	/** How many requests it works on at the same time; others wait, so that more of them make all slower. */
	workers = Infinity;
	private busy = 0;
	private readonly waiting: Array<() => void> = [];
	private readonly traffic: Omit<Traffic, 'windows'> = {
		requests: 0,
		firstPages: 0,
		tokenCalls: 0,
		connections: 0,
		refused: 0,
		atATime: 0,
	};
	private underWay = 0;
	private readonly windows = new Set<string>();
	private readonly known = new Map<string, Answer>();
	private readonly offered = new Map<string, Answer>();
	private readonly goodTokens = new Set<string>();
	private readonly acceptedAt: number[] = [];

	private constructor(
		private readonly simulator: Simulator,
		private readonly server: Server,
	) {
		server.keepAliveTimeout = KEEP_ALIVE_MS;
		server.on('secureConnection', () => (this.traffic.connections += 1));
		server.on('request', (request: IncomingMessage, response: ServerResponse) => {
			this.serve(request, response).catch(() => response.destroy());
		});
	}

	static async start(simulator: Simulator, certificate: Certificate): Promise<Front> {
		const front = new Front(simulator, createServer(certificate));
		front.server.listen(0, 'localhost');
		await once(front.server, 'listening');
		return front;
	}

	get url(): string {
		return `https://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	/** From now on answers GET `path`, which HelloAsso does not have, with these records as one list. */
	offer(path: string, records: unknown[]): void {
		const body = Buffer.from(JSON.stringify(records));
		this.offered.set(path, { status: 200, headers: { 'content-type': 'application/json' }, body });
	}

	/** What came since the last call. */
	take(): Traffic {
		const taken = { ...this.traffic, windows: this.windows.size };
		for (const key of Object.keys(this.traffic)) this.traffic[key as keyof typeof this.traffic] = 0;
		this.windows.clear();
		return taken;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await once(this.server, 'close');
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { url = '' } = request;
		this.count(url);
		this.underWay += 1;
		this.traffic.atATime = Math.max(this.traffic.atATime, this.underWay);
		await this.worker();
		const { status, headers, body } = await this.inTime(request, url).finally(() => {
			this.underWay -= 1;
			this.busy -= 1;
			this.waiting.shift()?.();
		});
		response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
	}

	/** The answer, no earlier than a far server's would come. */
	private async inTime(request: IncomingMessage, url: string): Promise<Answer> {
		const begun = performance.now();
		const answer = this.isRefused(url) ? REFUSED : await this.answer(request, url);
		const left = this.latencyMs - (performance.now() - begun);
		if (left > 0) await wait(left);
		return answer;
	}

	private async worker(): Promise<void> {
		while (this.busy >= this.workers)
			await new Promise<void>((resolve) => this.waiting.push(resolve));
		this.busy += 1;
	}

	private count(url: string): void {
		if (url.startsWith('/oauth2/')) {
			this.traffic.tokenCalls += 1;
			return;
		}
		this.traffic.requests += 1;
		const query = new URLSearchParams(url.split('?')[1]);
		if (!query.has('continuationToken')) this.traffic.firstPages += 1;
		this.windows.add(`${query.get('from')} ${query.get('to')}`);
	}

	private isRefused(url: string): boolean {
		if (this.limitPerSecond === Infinity || url.startsWith('/oauth2/')) return false;
		const now = performance.now();
		while (this.acceptedAt[0] <= now - WINDOW_MS) this.acceptedAt.shift();
		if (this.acceptedAt.length < this.limitPerSecond) {
			this.acceptedAt.push(now);
			return false;
		}
		this.traffic.refused += 1;
		return true;
	}

	private async answer(request: IncomingMessage, url: string): Promise<Answer> {
		const { method = '', headers } = request;
		const offered = this.offered.get(url);
		if (offered) return offered;
		const token = headers.authorization ?? '';
		const known = method === 'GET' && this.goodTokens.has(token) && this.known.get(url);
		if (known) return known;
		const answer = await this.ask(url, request);
		if (method === 'GET' && answer.status === 200) {
			this.goodTokens.add(token);
			this.known.set(url, answer);
		}
		return answer;
	}

	private async ask(url: string, request: IncomingMessage): Promise<Answer> {
		const sent = await buffer(request);
		const headers = Object.entries(request.headers).flatMap(([name, value]) =>
			NOT_PASSED_ON.includes(name) ? [] : [[name, String(value)] as [string, string]],
		);
		const response = await fetch(`${this.simulator.url}${url}`, {
			method: request.method,
			headers,
			...(sent.length > 0 && { body: new Uint8Array(sent) }),
		});
		const body = Buffer.from(await response.arrayBuffer());
		const kept = [...response.headers].filter(([name]) => !NOT_PASSED_ON.includes(name));
		return { status: response.status, headers: Object.fromEntries(kept), body };
	}
}
