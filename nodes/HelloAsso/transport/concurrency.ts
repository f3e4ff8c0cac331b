import { sleep } from 'n8n-workflow';

import { recent } from './recent';
import { answerFailure } from './errors/failure';
import { HelloAssoError } from './errors/helloAssoError';
import { Latencies } from './latencies';
import { Rate } from './rate';

/** Requests in flight at first, and again after a quiet time. */
const START = 4;
/** Above what any single execution may have in flight. */
const LIMIT_MAX = 64;
/** A latency that grows does not throttle further: a slow but steady API would else be read one by one. */
const SLOW_MIN = 2;
const QUIET_MS = 60_000;
/** After a refusal without `Retry-After`; doubled with each further one, until an answer comes. */
const PAUSE_MIN_MS = 500;
const PAUSE_MAX_MS = 30_000;
/** The longest sleep, because it cannot be cancelled. */
const STEP_MS = 250;
/** Statuses of a server, or of the proxy before it, that has too much to do. */
const OVERLOADED = new Set([429, 502, 503, 504]);

/** Who sends: an execution, and what it sends. */
export interface Sender {
	/** The same for all requests of one execution. */
	owner: object;
	/** The most that this execution has in flight. */
	ceiling: number;
	/** Requests of one kind take about as long as each other. */
	kind: string;
	isWrite: boolean;
	stopSignal?: AbortSignal;
}

interface Waiter extends Sender {
	start: () => void;
	isWaiting: boolean;
}

type Answer = Parameters<typeof answerFailure>[0];

const hosts = new Map<string, Concurrency>();

/**
 * How many requests to one host are in flight at a time: shared by all executions of this process, and
 * found out as TCP does, because HelloAsso documents no limit. It grows with each answer, doubling in the
 * time of one request, then by one; it is halved when HelloAsso refuses, fails or becomes much slower. After
 * a refusal nothing is sent until `Retry-After` is over, and then at the rate that was let through.
 */
export class Concurrency {
	private window = START;
	private isProbing = true;
	private inFlight = 0;
	private readonly inFlightOf = new Map<object, number>();
	/** By execution, the one whose turn is next first, so that a long export does not hold up the others. */
	private readonly waiting = new Map<object, Waiter[]>();
	private isAdmitting = false;
	private pausedUntilMs = 0;
	private refusals = 0;
	private reducedAtMs = -Infinity;
	private usedAtMs = Date.now();
	private readonly latencies = new Latencies();
	private readonly rate = new Rate();

	static of(origin: string): Concurrency {
		return recent(hosts, origin, () => new Concurrency());
	}

	/** Requests that may be in flight now, of all executions. */
	get limit(): number {
		return Math.max(1, Math.floor(this.window));
	}

	/** Sends when it is this execution's turn. Writes wait for a pause to end, not for reads. */
	async run<T extends Answer>(sender: Sender, send: () => Promise<T>): Promise<T> {
		await this.admission(sender);
		const sentAtMs = Date.now();
		const isAlone = () => this.inFlight === 1;
		const wasAlone = isAlone();
		try {
			const answer = await send().catch(async (error: unknown) => {
				if (!sender.stopSignal?.aborted) this.reduce(sentAtMs, 1);
				return await Promise.reject(error);
			});
			if (OVERLOADED.has(answer.statusCode)) this.refused(sentAtMs, answer);
			else this.answered(sentAtMs, sender.kind, answer.statusCode, wasAlone && isAlone());
			return answer;
		} finally {
			this.inFlight--;
			this.inFlightOf.set(sender.owner, this.countOf(sender.owner) - 1);
			if (this.countOf(sender.owner) === 0) this.inFlightOf.delete(sender.owner);
			void this.admit();
		}
	}

	private countOf(owner: object): number {
		return this.inFlightOf.get(owner) ?? 0;
	}

	private async admission(sender: Sender): Promise<void> {
		const { owner, stopSignal } = sender;
		if (Date.now() - this.usedAtMs > QUIET_MS && this.inFlight === 0) {
			this.window = START;
			this.isProbing = true;
		}
		this.usedAtMs = Date.now();
		await new Promise<void>((resolve, reject) => {
			const stop = () => {
				waiter.isWaiting = false;
				// Takes it out of the queue.
				void this.admit();
				reject(new HelloAssoError('timeout', 'The execution was stopped', { final: true }));
			};
			const waiter: Waiter = {
				...sender,
				isWaiting: true,
				start: () => {
					stopSignal?.removeEventListener('abort', stop);
					resolve();
				},
			};
			if (stopSignal?.aborted) return stop();
			stopSignal?.addEventListener('abort', stop, { once: true });
			this.waiting.set(owner, [...(this.waiting.get(owner) ?? []), waiter]);
			void this.admit();
		});
	}

	/** Lets requests start, as long as there is room for them and no reason to wait. */
	private async admit(): Promise<void> {
		if (this.isAdmitting) return;
		this.isAdmitting = true;
		while (this.next()) {
			if (!(await this.pause())) continue;
			// Only now, because a write may have come in, and a Stop.
			const waiter = this.next();
			if (waiter) this.start(waiter);
		}
		this.isAdmitting = false;
	}

	/**
	 * Waits as long as must be, in short steps and no longer than somebody waits.
	 * @returns false when HelloAsso has asked for more meanwhile
	 */
	private async pause(): Promise<boolean> {
		const until = this.pausedUntilMs;
		// No longer than any pause, also when the clock is put back.
		const pauseMs = Math.min(until - Date.now(), PAUSE_MAX_MS);
		let leftMs = Math.max(pauseMs, this.rate.delayMs());
		for (; leftMs > 0 && this.next(); leftMs -= STEP_MS) await sleep(Math.min(leftMs, STEP_MS));
		if (this.pausedUntilMs !== until) return false;
		if (leftMs <= 0) this.pausedUntilMs = 0;
		return true;
	}

	private next(): Waiter | undefined {
		let first: Waiter | undefined;
		for (const [owner, all] of this.waiting) {
			while (all.length > 0 && !all[0].isWaiting) all.shift();
			if (all.length === 0) this.waiting.delete(owner);
			const write = all.find(({ isWrite, isWaiting }) => isWrite && isWaiting);
			if (write) return write;
			const hasRoom = this.inFlight < this.limit && this.countOf(owner) < (all[0]?.ceiling ?? 0);
			if (hasRoom) first ??= all[0];
		}
		return first;
	}

	private start(waiter: Waiter): void {
		const { owner } = waiter;
		const others = (this.waiting.get(owner) ?? []).filter((one) => one !== waiter);
		// Behind all others: each execution in turn.
		this.waiting.delete(owner);
		if (others.length > 0) this.waiting.set(owner, others);
		this.inFlight++;
		this.inFlightOf.set(owner, this.countOf(owner) + 1);
		this.rate.sent();
		waiter.start();
	}

	private answered(sentAtMs: number, kind: string, status: number, isAlone: boolean): void {
		const now = Date.now();
		this.refusals = 0;
		this.rate.accepted();
		// A refused token or a record that is not there is quick, whatever HelloAsso has to do.
		if (status >= 400) return;
		const slowness = isAlone
			? this.latencies.alone(kind, now - sentAtMs)
			: this.latencies.add(kind, now - sentAtMs, sentAtMs < this.reducedAtMs);
		if (slowness !== 'steady') this.isProbing = false;
		if (slowness === 'slow') this.reduce(sentAtMs, Math.min(this.window, SLOW_MIN));
		const isUsed = this.inFlight >= this.limit;
		if (slowness !== 'steady' || !isUsed) return;
		this.window = Math.min(LIMIT_MAX, this.window + (this.isProbing ? 1 : 1 / this.window));
	}

	private refused(sentAtMs: number, answer: Answer): void {
		const now = Date.now();
		const { retryAfterSeconds } = answerFailure(answer);
		const isFirst = this.reduce(sentAtMs, 1) && answer.statusCode === 429;
		if (isFirst) this.rate.refused();
		const own = isFirst ? PAUSE_MIN_MS * 2 ** this.refusals++ : 0;
		const asked = retryAfterSeconds === undefined ? own : retryAfterSeconds * 1_000;
		const until = now + Math.min(asked, PAUSE_MAX_MS);
		this.pausedUntilMs = Math.max(this.pausedUntilMs, until);
	}

	/** Once for all requests that were in flight together. @returns whether it is the first of them */
	private reduce(sentAtMs: number, least: number): boolean {
		const now = Date.now();
		// Later than now where the clock was put back.
		if (sentAtMs < this.reducedAtMs && this.reducedAtMs <= now) return false;
		this.reducedAtMs = now;
		this.isProbing = false;
		this.window = Math.max(least, this.window / 2);
		this.latencies.forget();
		return true;
	}
}
