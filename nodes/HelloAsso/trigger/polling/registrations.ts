import { randomUUID } from 'node:crypto';

import { recent } from '../../transport';

/** How many records of one trigger a process keeps in mind. */
const RECORDS_MAX = 10_000;

interface Trigger {
	records: Map<string, { number: number; by: WeakRef<object> }>;
	/** What had been handed on when a state of another process came to this one. */
	since: Map<string, number>;
}

const PROCESS = randomUUID();
const triggers = new Map<string, Trigger>();
let handedOn = 0;

/**
 * n8n can poll one trigger of a workflow twice in a process, each time with static data of its own, where a
 * workflow was activated twice. What one of them hands on, the other leaves out.
 *
 * Every state holds what the process had handed on before the poll that saved it began: only what another
 * one has handed on since then may be missing in it.
 */
export class Registration {
	private readonly trigger: Trigger;
	private readonly since: number;
	/** To be kept in the state. */
	readonly mark = `${PROCESS} ${handedOn}`;

	/**
	 * At the beginning of a poll.
	 * @param id workflow, node and event
	 * @param data the static data: whose they are tells one registration from another
	 * @param stored the `mark` of the state; undefined for a first poll
	 */
	constructor(
		id: string,
		private readonly data: object,
		stored: string | undefined,
	) {
		this.trigger = recent(triggers, id, () => ({ records: new Map(), since: new Map() }));
		this.since = this.numberOf(stored);
	}

	private numberOf(stored: string | undefined): number {
		const [process, number] = (stored ?? this.mark).split(' ');
		if (process === PROCESS) return Number(number);
		return recent(this.trigger.since, String(stored), () => handedOn);
	}

	/** Whether another registration has handed it on. */
	isHandedOn(record: string): boolean {
		const found = this.trigger.records.get(record);
		return found !== undefined && found.by.deref() !== this.data && found.number > this.since;
	}

	note(record: string): void {
		const { records } = this.trigger;
		records.delete(record);
		const by = new WeakRef(this.data);
		recent(records, record, () => ({ number: ++handedOn, by }), RECORDS_MAX);
	}
}
