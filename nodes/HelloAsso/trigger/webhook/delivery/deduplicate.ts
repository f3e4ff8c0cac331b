import { randomUUID } from 'node:crypto';

import { DedupeStore } from '../../dedupeStore';

/** How long HelloAsso may repeat an event (two days were seen), doubled. */
const REPEATS_MS = 4 * 24 * 3_600_000;
/** Older ones than that are kept up to this number. */
const KEPT_LONGER = 1_000;
/** Tells the texts that this process wrote from those of an earlier or another one. */
const PROCESS_ID = randomUUID().slice(0, 8);

/**
 * What one trigger has handed on.
 *
 * n8n reads a workflow's static data anew for each notification and writes it back afterwards, so that
 * of two at once the later one would undo what the other noted. The memory of the process is therefore
 * the one that counts, and static data carries it over a restart.
 */
export class EventDedupe {
	private readonly seen = DedupeStore.read('');
	private merged = '';

	/** Takes over what an earlier process noted, or another one has in the meantime. */
	merge(stored: unknown): void {
		const text = typeof stored === 'string' ? stored : '';
		if (text === this.merged || text.startsWith(`${PROCESS_ID} `)) return;
		this.merged = text;
		this.seen.addAll(DedupeStore.read(text.slice(text.indexOf(' ') + 1)));
	}

	/** @param lifetimeMs how long a repeat is told from a new event; without it as long as is remembered */
	isKnown(key: string, lifetimeMs = Infinity): boolean {
		const moment = this.seen.momentOf(key);
		return moment !== undefined && Date.now() - moment < lifetimeMs;
	}

	note(key: string): void {
		const now = Date.now();
		this.seen.add(key, now);
		this.seen.forgetBefore(now - REPEATS_MS, KEPT_LONGER);
	}

	/** The event may come again: its run could not be started, or the record has another state by now. */
	forget(key: string): void {
		this.seen.delete(key);
	}

	/** As static data keeps it. */
	toString(): string {
		return `${PROCESS_ID} ${this.seen.toString()}`;
	}
}

/**
 * Put into static data, it is the memory as it stands in the moment in which n8n writes: of two
 * notifications at once, the one that is written last must not carry an older state.
 */
export class LiveText {
	constructor(private readonly memory: EventDedupe) {}

	toJSON(): string {
		return this.memory.toString();
	}
}

const memories = new Map<string, EventDedupe>();

/** The memory of one trigger node in one workflow; there are as many as this n8n has such triggers. */
export function memoryOf(workflowId: string, nodeId: string): EventDedupe {
	const name = `${workflowId} ${nodeId}`;
	const memory = memories.get(name) ?? new EventDedupe();
	memories.set(name, memory);
	return memory;
}
