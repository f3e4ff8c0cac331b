/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';

export interface SeenRequest {
	method: string;
	/** As sent: neither decoded nor normalised, without the query. */
	path: string;
	/** As sent, with the query. */
	url: string;
	query: Record<string, string | string[]>;
	headers: IncomingHttpHeaders;
	/** Parsed when it is JSON or a form, else the raw text. */
	body: unknown;
	/** 0 while unanswered, and for a connection that was cut. */
	status: number;
	/** Simulated clock, ms. */
	at: number;
	ip: string;
}

function readable(body: unknown, contentType = ''): unknown {
	if (typeof body !== 'string' || !/\bjson\b/i.test(contentType)) return body ?? undefined;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}

/** Everything that reached the server, refused or not. */
export class RequestLog {
	readonly entries: SeenRequest[] = [];
	private readonly byRequest = new WeakMap<FastifyRequest, SeenRequest>();

	add(request: FastifyRequest, at: number): void {
		const url = request.originalUrl;
		const seen: SeenRequest = {
			method: request.method,
			path: url.split('?', 1)[0],
			url,
			query: { ...parse(url.split('?').slice(1).join('?')) } as SeenRequest['query'],
			headers: request.headers,
			body: undefined,
			status: 0,
			at,
			ip: request.ip,
		};
		this.entries.push(seen);
		this.byRequest.set(request, seen);
	}

	body(request: FastifyRequest): void {
		const seen = this.byRequest.get(request);
		if (seen) seen.body = readable(request.body, request.headers['content-type']);
	}

	status(request: FastifyRequest, status: number): void {
		const seen = this.byRequest.get(request);
		if (seen) seen.status = status;
	}

	clear(): void {
		this.entries.length = 0;
	}
}
