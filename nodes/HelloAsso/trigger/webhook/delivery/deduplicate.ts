import { randomUUID } from 'node:crypto';

import { DedupeStore } from '../../dedupeStore';

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
	private readonly store = new DedupeStore();
	private merged = '';

	/** Adds what an earlier process stored, or another one has meanwhile. */
	merge(stored: unknown): void {
		const text = typeof stored === 'string' ? stored : '';
		if (text === this.merged || text.startsWith(`${PROCESS_ID} `)) return;
		this.merged = text;
		this.store.addAll(new DedupeStore(text.slice(text.indexOf(' ') + 1)));
	}

	/** @param lifetimeMs how long a repeat is told from a new event; without it as long as it is stored */
	isKnown(key: string, lifetimeMs = Infinity): boolean {
		const timeMs = this.store.timeOf(key);
		return timeMs !== undefined && Date.now() - timeMs < lifetimeMs;
	}

	note(key: string): void {
		const now = Date.now();
		this.store.add(key, now);
		this.store.forgetBefore(now - REPEATS_MS, KEPT_LONGER);
	}

	/** The event may come again: its run could not be started, or the record has another state by now. */
	forget(key: string): void {
		this.store.delete(key);
	}

	/** As static data keep it. */
	toString(): string {
		return `${PROCESS_ID} ${this.store.toString()}`;
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
