/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import type { Clock } from '../clock';
import { mixed, Random } from '../seed/random';
import { Poster, type Answer, type Headers } from './poster';
import type { Recipient } from './recipients';
import { SIGNATURE_HEADER, sign } from './signature';

export interface NotificationOptions {
	/** Real time before the second try; doubles with each one after it. Default 3 s, as HelloAsso's. */
	retryMs?: number;
	/** Default 16, as HelloAsso's. */
	maxTries?: number;
	/** Real time that the receiver has for its answer. HelloAsso's is not known. */
	timeoutMs?: number;
	/** How many are on their way at a time. */
	concurrency?: number;
	/** What a proxy between HelloAsso and the receiver would add, e.g. `x-forwarded-for`. */
	headers?: Headers;
}

export interface Try {
	/** Simulated clock, ms. */
	at: number;
	/** 0: no answer. */
	status: number;
	/** Real time until the next try; absent when there is none. */
	retryInMs?: number;
}

export interface SentNotification {
	id: number;
	/** `partner`, or the slug of an organization. */
	scope: string;
	/** Type of the slot; absent for the main one. */
	notificationType?: string;
	url: string;
	eventType: string;
	/** The text that is sent, to the byte. */
	body: string;
	signed: boolean;
	tries: Try[];
	state: 'pending' | 'delivered' | 'gaveUp';
	/** Sent twice on purpose: id of the one that it repeats. */
	duplicateOf?: number;
}

export interface Release {
	/** Part of what was held that is sent twice, 0 to 1. */
	duplicates?: number;
	/** In another order than it happened. */
	shuffle?: boolean;
	/** The same seed repeats and shuffles the same way. */
	seed?: number;
	/** For what is sent until everything has settled. */
	concurrency?: number;
}

export interface Forged {
	/** Signs with this key, be it right or wrong. */
	signatureKey?: string;
	/** Sent as it is, instead of a computed one. */
	signature?: string;
	/** On top of HelloAsso's own; undefined leaves one of those out. */
	headers?: Headers;
	timeoutMs?: number;
}

/** A notification with what its retries need and nobody else may see. */
interface Delivery {
	notification: SentNotification;
	recipient: Recipient;
}

/** Notifications on their way: sent at once, again until a 200, in no particular order. */
export class Notifications {
	readonly sent: SentNotification[] = [];
	private readonly options: Required<NotificationOptions>;
	private readonly poster = new Poster();
	private readonly timers = new Set<NodeJS.Timeout>();
	private readonly waiting: Array<() => void> = [];
	private collected?: Delivery[];
	private queue: Delivery[] = [];
	/** Where the queue starts: `shift` would move thousands each time. */
	private next = 0;
	/** Everything that has not settled: queued, on its way, or waiting for its next try. */
	private open = new Set<Delivery>();
	private running = 0;
	private concurrency: number;
	private lastId = 0;
	private stopped = false;

	constructor(
		private readonly clock: Clock,
		{
			retryMs = 3_000,
			maxTries = 16,
			timeoutMs = 30_000,
			concurrency = 8,
			headers = {},
		}: NotificationOptions = {},
	) {
		this.options = { retryMs, maxTries, timeoutMs, concurrency, headers };
		this.concurrency = this.options.concurrency;
	}

	/** What `hold` has collected so far. */
	get held(): readonly SentNotification[] {
		return (this.collected ?? []).map(({ notification }) => notification);
	}

	/** One event to all who have asked for it. */
	send(eventType: string, body: string, recipients: Recipient[]): void {
		for (const recipient of recipients) this.add(this.delivery(eventType, body, recipient));
	}

	/** Resolves when none is pending. Those that are held do not count: they wait for `release`. */
	settled(): Promise<void> {
		if (this.open.size === 0) return Promise.resolve();
		return new Promise((resolve) => this.waiting.push(resolve));
	}

	/** From now on notifications are collected instead of sent; what is on its way goes on. */
	hold(): void {
		this.collected ??= [];
	}

	/** Sends what was held, and from now on everything at once again. Returns what was put on its way. */
	release({
		duplicates = 0,
		shuffle = false,
		seed = 1,
		concurrency,
	}: Release = {}): SentNotification[] {
		const held = this.collected ?? [];
		this.collected = undefined;
		if (concurrency !== undefined) this.concurrency = concurrency;
		const random = new Random(seed);
		const twice = new Set(mixed(held, random).slice(0, Math.round(held.length * duplicates)));
		const all = held.flatMap((delivery) => {
			if (!twice.has(delivery)) return [delivery];
			const { notification, recipient } = delivery;
			const again = this.delivery(notification.eventType, notification.body, recipient);
			again.notification.duplicateOf = notification.id;
			return [delivery, again];
		});
		const ordered = shuffle ? mixed(all, random) : all;
		for (const delivery of ordered) this.add(delivery);
		return ordered.map(({ notification }) => notification);
	}

	/** Forgets everything, with what is held and what would be tried again. */
	clear(): void {
		this.sent.length = 0;
		if (this.collected) this.collected = [];
		this.forgetOpen();
	}

	/** One request outside of all this, such as a forged notification. Never tried again; status 0 is no answer. */
	post(url: string, body: string | Uint8Array | object, forged: Forged = {}): Promise<Answer> {
		const isContent = typeof body === 'string' || body instanceof Uint8Array;
		const content = isContent ? body : JSON.stringify(body);
		const { signatureKey, headers, timeoutMs = this.options.timeoutMs } = forged;
		const signature =
			forged.signature ?? (signatureKey === undefined ? undefined : sign(content, signatureKey));
		const all = { ...this.options.headers, [SIGNATURE_HEADER]: signature, ...headers };
		return this.poster.post(url, content, all, timeoutMs);
	}

	/** Nothing is sent any more, and nothing keeps the process alive. */
	stop(): void {
		this.stopped = true;
		this.collected = undefined;
		this.forgetOpen();
		this.poster.close();
	}

	private delivery(eventType: string, body: string, recipient: Recipient): Delivery {
		const { scope, notificationType, url, signatureKey } = recipient;
		this.lastId += 1;
		const notification: SentNotification = {
			id: this.lastId,
			scope,
			notificationType,
			url,
			eventType,
			body,
			signed: signatureKey !== undefined,
			tries: [],
			state: 'pending',
		};
		return { notification, recipient };
	}

	private add(delivery: Delivery): void {
		if (this.stopped) return;
		if (this.collected) {
			this.collected.push(delivery);
			return;
		}
		this.sent.push(delivery.notification);
		this.open.add(delivery);
		this.enqueue(delivery);
	}

	private enqueue(delivery: Delivery): void {
		this.queue.push(delivery);
		// Not within the caller's turn: an event is over before anybody hears of it.
		setImmediate(() => this.pump());
	}

	private pump(): void {
		while (this.running < this.concurrency) {
			const delivery = this.take();
			if (!delivery) return;
			this.running += 1;
			void this.attempt(delivery).finally(() => {
				this.running -= 1;
				this.pump();
			});
		}
	}

	private take(): Delivery | undefined {
		const delivery = this.queue.at(this.next);
		this.next += 1;
		if (!delivery) this.emptyQueue();
		return delivery;
	}

	private emptyQueue(): void {
		this.queue = [];
		this.next = 0;
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const { notification, recipient } = delivery;
		const { url, body, tries } = notification;
		// The key that the slot has at the time of the try (not documented; a rotated key could also be left out).
		const key = recipient.signatureKey?.();
		const headers = {
			...this.options.headers,
			[SIGNATURE_HEADER]: key === undefined ? undefined : sign(body, key),
		};
		const { status } = await this.poster.post(url, body, headers, this.options.timeoutMs);
		if (!this.open.has(delivery)) return;
		const made: Try = { at: this.clock.now(), status };
		tries.push(made);
		// Exactly 200: whether HelloAsso takes another 2xx for a success is not known.
		if (status === 200) this.settle(delivery, 'delivered');
		else if (tries.length >= this.options.maxTries) this.settle(delivery, 'gaveUp');
		else this.later(delivery, made);
	}

	private later(delivery: Delivery, made: Try): void {
		made.retryInMs = this.options.retryMs * 2 ** (delivery.notification.tries.length - 1);
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			this.enqueue(delivery);
		}, made.retryInMs);
		this.timers.add(timer);
	}

	private settle(delivery: Delivery, state: SentNotification['state']): void {
		delivery.notification.state = state;
		this.open.delete(delivery);
		if (this.open.size === 0) this.allSettled();
	}

	private forgetOpen(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.emptyQueue();
		this.open = new Set();
		this.allSettled();
	}

	private allSettled(): void {
		this.concurrency = this.options.concurrency;
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}
