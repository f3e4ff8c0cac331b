import { randomUUID } from 'node:crypto';

import { EventStore, idOf, type Occurrence } from './eventStore';

/** How long HelloAsso may repeat an event (two days were seen), doubled. */
const REPEATS_MS = 4 * 24 * 3_600_000;
/** Older ones than that are kept up to this number. */
const KEPT_LONGER = 1_000;
/** Tells the texts that this process wrote from those of an earlier or another one. */
const PROCESS_ID = randomUUID().slice(0, 8);

/**
 * The events that one trigger has handed on, to recognise a repeat. The store of the process counts, since
 * n8n reads static data anew for each notification; they carry the store over a restart.
 */
export class EventDedupe {
	private readonly store = new EventStore();
	/** Ids of what n8n has not put on its way yet: were it killed now, HelloAsso would send that again. */
	private readonly starting = new Set<string>();
	private merged = '';

	/** Adds what an earlier process stored, or another one has meanwhile. */
	merge(stored: unknown): void {
		const text = typeof stored === 'string' ? stored : '';
		if (text === this.merged || text.startsWith(`${PROCESS_ID} `)) return;
		this.merged = text;
		this.store.addAll(new EventStore(text.slice(text.indexOf(' ') + 1)));
	}

	/** @param lifetimeMs how long a repeat is told from a new event; without it as long as it is stored */
	isHandedOn(occurrence: Occurrence, lifetimeMs = Infinity): boolean {
		const timeMs = this.store.handedOnAt(occurrence);
		return timeMs !== undefined && Date.now() - timeMs < lifetimeMs;
	}

	/** Whether an event told of it that started a run, be it with a condition that came after it. */
	wasTold(occurrence: Occurrence): boolean {
		return this.store.has(occurrence);
	}

	/** What was handed on of the same record: see {@link note}. */
	handedOnOf(occurrence: Occurrence): string[] {
		return this.store.handedOnOf(occurrence);
	}

	/**
	 * @param confirmed what is handed on
	 * @param told what the event itself said; the same without confirmation
	 * @param over what the API has shown to be over, so that it may come about again
	 */
	note(confirmed: Occurrence, told: Occurrence, over: string[]): void {
		const now = Date.now();
		for (const id of over) this.store.end(id, now);
		if (!this.store.has(told)) this.store.add(told, now, false);
		this.store.add(confirmed, now);
		for (const occurrence of [told, confirmed]) this.starting.add(idOf(occurrence));
		this.store.forgetBefore(now - REPEATS_MS, KEPT_LONGER);
	}

	/** Its run is on its way: from now on it is stored with the others. */
	noteStarted(...occurrences: Occurrence[]): void {
		for (const occurrence of occurrences) this.starting.delete(idOf(occurrence));
	}

	/** Its run could not be started: the event may come again. */
	forget(...occurrences: Occurrence[]): void {
		this.noteStarted(...occurrences);
		for (const occurrence of occurrences) this.store.delete(occurrence);
	}

	/**
	 * As static data keep it.
	 * @param own of the event whose static data these are: n8n writes them when its run is on its way
	 */
	toString(own: readonly Occurrence[] = []): string {
		const without = new Set(this.starting);
		for (const occurrence of own) without.delete(idOf(occurrence));
		return `${PROCESS_ID} ${this.store.toString(without)}`;
	}
}

const dedupes = new Map<string, EventDedupe>();

/** That of one trigger node in one workflow; there are as many as this n8n has such triggers. */
export function dedupeOf(workflowId: string, nodeId: string): EventDedupe {
	const name = `${workflowId} ${nodeId}`;
	const dedupe = dedupes.get(name) ?? new EventDedupe();
	dedupes.set(name, dedupe);
	return dedupe;
}
