/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, cdnPage } from './errors';

/** What goes wrong with the next matching request. Give one of the kinds; `slow` goes with any. */
export interface Fault {
	match?: { method?: string; path?: RegExp };
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** The connection is cut before anything happens. */
	reset?: boolean;
	/** The operation is carried out, then the connection is cut: the caller cannot know. */
	resetAfterHandling?: boolean;
	/** Never answered; the connection ends when the simulator stops. */
	hang?: boolean;
	/** An HTML page of the CDN, with `status` (default 503). */
	html?: boolean;
	/** 200, but a page instead of JSON. */
	notJson?: boolean;
	redirectTo?: string;
	/** The JSON stops midway. */
	truncate?: boolean;
	/** Milliseconds of real time before the request is handled. */
	slow?: number;
	/** 200 without a body. */
	empty?: boolean;
	/** The operation is carried out, and its answer, as it is by then, leaves when this resolves. */
	answerAfter?: Promise<unknown>;
}

const cut = (request: FastifyRequest, reply: FastifyReply) => {
	reply.hijack();
	request.raw.socket.destroy();
};

export class Faults {
	private planned: Array<{ fault: Fault; left: number }> = [];
	private readonly afterwards = new WeakMap<FastifyRequest, Fault>();

	plan(fault: Fault, times: number): void {
		this.planned.push({ fault, left: times });
	}

	clear(): void {
		this.planned = [];
	}

	private take(request: FastifyRequest): Fault | undefined {
		const path = request.originalUrl.split('?', 1)[0];
		const next = this.planned.find(
			({ fault: { match }, left }) =>
				left > 0 &&
				(match?.method ?? request.method).toUpperCase() === request.method &&
				(match?.path?.test(path) ?? true),
		);
		if (next) next.left -= 1;
		return next?.fault;
	}

	/** Before the request is looked at. */
	async before(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const fault = this.take(request);
		if (!fault) return;
		if (fault.slow) await sleep(fault.slow);
		if (fault.reset) return cut(request, reply);
		if (fault.hang) {
			reply.hijack();
			return;
		}
		if (fault.resetAfterHandling || fault.truncate || fault.answerAfter) {
			this.afterwards.set(request, fault);
			return;
		}
		if (fault.html) throw cdnPage(fault.status ?? 503);
		if (fault.notJson) {
			throw new ApiError(200, '<html><body>Maintenance</body></html>', {
				'content-type': 'text/html',
			});
		}
		if (fault.redirectTo) {
			throw new ApiError(fault.status ?? 302, undefined, { location: fault.redirectTo });
		}
		if (fault.empty) throw new ApiError(200);
		if (fault.status) throw new ApiError(fault.status, fault.body, fault.headers);
	}

	/** When the answer is ready; returns what is sent instead. */
	async after(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
		const fault = this.afterwards.get(request);
		if (!fault) return payload;
		if (fault.answerAfter) {
			await fault.answerAfter;
			return payload;
		}
		if (fault.truncate && typeof payload === 'string') {
			const half = payload.slice(0, Math.ceil(payload.length / 2));
			reply.header('content-length', Buffer.byteLength(half));
			return half;
		}
		request.raw.socket.destroy();
		return payload;
	}
}
