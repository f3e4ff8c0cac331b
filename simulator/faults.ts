/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { breakOff, type Cut } from './brokenAnswers';
import { cdnPage } from './errors';

/** What goes wrong with the next matching request. Give one of the kinds; `slow` goes with any. */
export interface Fault {
	match?: { method?: string; path?: RegExp };
	/**
	 * Whether the operation is carried out, and the fault happens to its answer only. Default: yes for
	 * the kinds that change the operation's own answer (`cut`, `drip`, `truncate`, `everywhere`,
	 * `padding`, `contentType`, `repeatPage`), no for all others. Of an operation that is not carried
	 * out, or answers nothing, a stand-in is cut, dripped or changed.
	 */
	carriedOut?: boolean;
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** The connection is reset when the request's headers are in, before its body is read. */
	resetUnread?: boolean;
	/** The request is read, then the connection is reset. */
	reset?: boolean;
	/** The same as `reset` with `carriedOut`: the caller cannot know. */
	resetAfterHandling?: boolean;
	/** Never answered; the connection ends when the simulator stops. */
	hang?: boolean;
	/** The answer breaks off: within its headers, or in the midst of its body. */
	cut?: Cut;
	/** Before its body, the answer drips so many blanks, one each `everyMs`; Infinity: without end. */
	drip?: { everyMs: number; blanks: number };
	/** An HTML page of the CDN, with `status` (default 503). */
	html?: boolean;
	/** 200, but a page instead of JSON. */
	notJson?: boolean;
	/** 200 and JSON by its type, but with a mistake in it. */
	invalidJson?: boolean;
	redirectTo?: string;
	/** The JSON stops midway, and its length agrees. */
	truncate?: boolean;
	/** Milliseconds of real time before the request is handled. */
	slow?: number;
	/** 200 without a body. */
	empty?: boolean;
	/** 200 and nothing but `null`. */
	nullAnswer?: boolean;
	/** These values instead of the answer's own, wherever in it a field has the name. */
	everywhere?: Record<string, unknown>;
	/** The answer as it is, under another type. */
	contentType?: string;
	/** The answer as it is, behind so many blanks. */
	padding?: number;
	/** The first page of a list again, whatever continuation token was sent, with a token that is new. */
	repeatPage?: boolean;
	/** The operation is carried out, and its answer, as it is by then, leaves when this resolves. */
	answerAfter?: Promise<unknown>;
}

/** An answer on its way out. */
interface Answer {
	status: number;
	body: string | Buffer;
	headers: Record<string, string>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
/** Of an operation that is not carried out there is no answer of its own to spoil. */
const STAND_IN = JSON.stringify({ note: 'In the place of an answer. '.repeat(20) });
const HTML_PAGE = '<html><body>Maintenance</body></html>';

function isCarriedOut(fault: Fault): boolean {
	const { cut, drip, truncate, everywhere, padding, contentType, repeatPage } = fault;
	const { resetAfterHandling, answerAfter } = fault;
	const ownAnswer = [cut, drip, truncate, everywhere, padding, contentType, repeatPage];
	const byDefault = [...ownAnswer, resetAfterHandling, answerAfter].some(Boolean);
	// Nothing goes wrong with an answer that is only slow.
	const onlySlow = Object.keys(fault).every((name) => ['match', 'slow'].includes(name));
	return fault.carriedOut ?? (byDefault || onlySlow);
}

export class Faults {
	private planned: Array<{ fault: Fault; left: number }> = [];
	private readonly taken = new WeakMap<FastifyRequest, Fault>();
	private tokens = 0;

	plan(fault: Fault, times: number): void {
		this.planned.push({ fault, left: times });
	}

	clear(): void {
		this.planned = [];
	}

	private take(request: FastifyRequest): Fault | undefined {
		const path = request.originalUrl.split('?', 1)[0];
		// What plans the faults is not hit by them.
		if (path.startsWith('/simulator/')) return undefined;
		const next = this.planned.find(
			({ fault: { match }, left }) =>
				left > 0 &&
				(match?.method ?? request.method).toUpperCase() === request.method &&
				(match?.path?.test(path) ?? true),
		);
		if (next) next.left -= 1;
		return next?.fault;
	}

	/** When the headers are in. */
	arrived(request: FastifyRequest, reply: FastifyReply): void {
		const fault = this.take(request);
		if (fault?.resetUnread) reset(request, reply);
		else if (fault) this.taken.set(request, fault);
	}

	/** When the request is read and nothing is done yet; true when it was answered or never will be. */
	async before(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
		const fault = this.taken.get(request);
		if (!fault) return false;
		if (fault.slow) await sleep(fault.slow);
		if (fault.repeatPage) delete (request.query as Record<string, unknown>).continuationToken;
		if (isCarriedOut(fault)) return false;
		if (fault.reset) reset(request, reply);
		else if (fault.hang) reply.hijack();
		else void reply.type(JSON_TYPE).send(STAND_IN);
		return true;
	}

	/** When the answer is ready; returns what is sent instead. */
	async after(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
		const fault = this.taken.get(request);
		if (!fault) return payload;
		this.taken.delete(request);
		if (fault.answerAfter) await fault.answerAfter;
		if (fault.reset || fault.resetAfterHandling) {
			request.raw.socket.resetAndDestroy();
			return payload;
		}
		const answer = this.spoil(fault, ownAnswer(reply, payload));
		if (fault.cut || fault.drip || fault.hang) {
			// Fastify is to take the request for answered, not to go on when the connection ends.
			reply.hijack();
			const { status, headers, body } = answer;
			if (fault.cut) await breakOff(request.raw.socket, fault.cut, status, headers, body);
			else if (fault.drip) await drip(reply.raw, fault.drip, answer);
			return await new Promise<never>(() => {});
		}
		reply.code(answer.status).removeHeader('content-length').headers(answer.headers);
		if (answer.headers['content-type'] === undefined) reply.removeHeader('content-type');
		return answer.body;
	}

	private spoil(fault: Fault, own: Answer): Answer {
		const { status = 200, headers = {} } = fault;
		const answer = (body: string, type: string | undefined, code = status): Answer => ({
			status: code,
			body,
			headers: { ...(type !== undefined && { 'content-type': type }), ...headers },
		});
		if (fault.html) {
			const page = cdnPage(fault.status ?? 503);
			return answer(String(page.body), page.headers['content-type'], page.status);
		}
		if (fault.notJson) return answer(HTML_PAGE, 'text/html');
		if (fault.invalidJson) return answer('{"id": 1, "amount": oops}', JSON_TYPE);
		if (fault.nullAnswer) return answer('null', JSON_TYPE);
		if (fault.redirectTo) {
			const redirect = answer('', undefined, fault.status ?? 302);
			return { ...redirect, headers: { location: fault.redirectTo } };
		}
		const changesOwn = fault.cut ?? fault.drip;
		if (fault.empty || (fault.status && !changesOwn)) {
			const { body } = fault;
			if (body === undefined) return answer('', undefined);
			if (typeof body === 'string') return answer(body, 'text/plain; charset=utf-8');
			return answer(JSON.stringify(body), JSON_TYPE);
		}
		return this.spoilOwn(fault, { ...own, status: fault.status ?? own.status });
	}

	private spoilOwn(fault: Fault, own: Answer): Answer {
		const { cut, truncate, everywhere, padding, contentType, repeatPage } = fault;
		const needsBody = cut ?? truncate;
		const filled = needsBody && own.body.toString() === '' ? standIn(own) : own;
		const { headers } = filled;
		const text = filled.body.toString();
		if (truncate) return { ...filled, body: text.slice(0, Math.ceil(text.length / 2)) };
		if (contentType) return { ...filled, headers: { ...headers, 'content-type': contentType } };
		if (padding) return { ...filled, body: ' '.repeat(padding) + text };
		if (repeatPage) {
			this.tokens += 1;
			const fresh = { continuationToken: `2${String(this.tokens).padStart(16, '0')}` };
			return { ...filled, body: changed(text, fresh) };
		}
		return everywhere ? { ...filled, body: changed(text, everywhere) } : filled;
	}
}

function reset(request: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	request.raw.socket.resetAndDestroy();
}

function ownAnswer(reply: FastifyReply, payload: unknown): Answer {
	const type = reply.getHeader('content-type');
	return {
		status: reply.statusCode,
		body: Buffer.isBuffer(payload) ? payload : ((payload as string | null | undefined) ?? ''),
		headers: type === undefined ? {} : { 'content-type': String(type) },
	};
}

function standIn(answer: Answer): Answer {
	return { ...answer, body: STAND_IN, headers: { 'content-type': JSON_TYPE } };
}

function changed(json: string, values: Record<string, unknown>): string {
	if (json === '') return json;
	return JSON.stringify(
		JSON.parse(json, (name: string, value: unknown) =>
			Object.hasOwn(values, name) ? values[name] : value,
		),
	);
}

/** Sends blanks, then the answer; ends as soon as the caller hangs up. */
async function drip(
	response: ServerResponse,
	{ everyMs, blanks }: NonNullable<Fault['drip']>,
	{ status, headers, body }: Answer,
): Promise<void> {
	response.on('error', () => {});
	response.writeHead(status, headers);
	for (let left = blanks; left > 0 && !response.destroyed; left -= 1) {
		response.write(' ');
		await sleep(everyMs);
	}
	response.end(body);
}
