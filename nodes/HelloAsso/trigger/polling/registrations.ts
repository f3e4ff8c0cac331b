import { randomUUID } from 'node:crypto';

import { recent } from '../../transport';

/** How many records of one trigger a process keeps in mind. */
const RECORDS_MAX = 10_000;
/** In so many polls a registration leaves to another what that one may have handed on. */
const POLLS_LEFT_TO_ANOTHER = 2;

/** One poll of a registration. */
interface Poll {
	/** n8n has taken what it found: the same registration has polled again since, or its state was written. */
	isTaken(): boolean;
}

interface HandedOn {
	number: number;
	poll: Poll;
	/** Whose static data these are. */
	by: object;
	/** How often each other registration has left it out. */
	left: WeakMap<object, number>;
}

interface Trigger {
	records: Map<string, HandedOn>;
	/** What had been handed on when a state of another process came to this one. */
	since: Map<string, number>;
	/** How often each registration has polled. */
	polls: WeakMap<object, { count: number }>;
}

const PROCESS = randomUUID();
const triggers = new Map<string, Trigger>();
let handedOn = 0;

/**
 * n8n can poll one trigger of a workflow twice in a process, each time with static data of its own, where a
 * workflow was activated twice. What one of them hands on, the other leaves out.
 *
 * Not all that was handed on has started the workflow: n8n 2.41 throws away what a poll returns during which the
 * workflow was saved or switched off. So another registration leaves it out for good when that is known to have
 * been taken, and hands it on itself when that does not show in {@link POLLS_LEFT_TO_ANOTHER} of its own polls.
 *
 * Every state holds what the process had handed on before the poll that saved it began: only what another
 * one has handed on since then may be missing in it.
 */
export class Registration implements Poll {
	private readonly trigger: Trigger;
	private readonly since: number;
	private readonly polls: { count: number };
	private readonly pollNumber: number;
	private readonly startMark = `${PROCESS} ${handedOn}`;
	private hasLeft = false;
	private canTell = false;

	/**
	 * At the beginning of a poll.
	 * @param id workflow, node and event
	 * @param data the static data: whose they are tells one registration from another
	 * @param stored the `mark` of the state; undefined for a first poll
	 * @param isUnsaved whether n8n has yet to write the static data; undefined where that is not known
	 */
	constructor(
		id: string,
		private readonly data: object,
		private readonly stored: string | undefined,
		private readonly isUnsaved: () => boolean | undefined,
	) {
		this.trigger = recent(triggers, id, () => ({
			records: new Map(),
			since: new Map(),
			polls: new WeakMap(),
		}));
		this.since = this.numberOf(stored);
		const { polls } = this.trigger;
		this.polls = polls.get(data) ?? { count: 0 };
		polls.set(data, this.polls);
		this.pollNumber = ++this.polls.count;
	}

	/** To be kept in the state: what was left to another is asked about again. */
	get mark(): string {
		return this.hasLeft && this.stored !== undefined ? this.stored : this.startMark;
	}

	private numberOf(stored: string | undefined): number {
		const [process, number] = (stored ?? this.startMark).split(' ');
		if (process === PROCESS) return Number(number);
		return recent(this.trigger.since, String(stored), () => handedOn);
	}

	/** Whether another registration has handed it on: `maybe` it has, and it is to be asked again in the next poll. */
	isHandedOn(record: string): boolean | 'maybe' {
		const found = this.trigger.records.get(record);
		if (!found || found.by === this.data || found.number <= this.since) return false;
		if (found.poll.isTaken()) return true;
		const times = found.left.get(this.data) ?? 0;
		if (times >= POLLS_LEFT_TO_ANOTHER) return false;
		found.left.set(this.data, times + 1);
		this.hasLeft = true;
		return 'maybe';
	}

	note(record: string): void {
		const { records } = this.trigger;
		records.delete(record);
		const noted = { number: ++handedOn, by: this.data, poll: this, left: new WeakMap() };
		recent(records, record, () => noted, RECORDS_MAX);
	}

	/** When the state is saved: from now on n8n's writing it tells that what was found is taken. */
	end(): void {
		this.canTell = this.isUnsaved() === true;
	}

	isTaken(): boolean {
		const hasPolledSince = this.polls.count > this.pollNumber;
		return hasPolledSince || (this.canTell && this.isUnsaved() === false);
	}
}
