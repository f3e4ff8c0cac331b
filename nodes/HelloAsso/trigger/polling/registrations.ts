import { randomUUID } from 'node:crypto';

import { recent } from '../../transport';

/** How many records of one trigger a process keeps in mind. */
const RECORDS_MAX = 10_000;
/** In so many polls a registration leaves to another what that one may have handed on. */
const POLLS_LEFT_TO_ANOTHER = 2;

/** How many polls are asked whether n8n has taken what they found: that shows at once or not at all. */
const POLLS_ASKED = 10;

/** A registration: how often it has polled. */
interface Poller {
	polls: number;
}

/** What one poll handed on. */
interface Result {
	by: Poller;
	/** Which of its polls it was. */
	poll: number;
	/** Whether n8n has yet to write the state that knows of it; undefined where that is not known. */
	isUnsaved?: () => boolean | undefined;
}

interface HandedOn {
	number: number;
	result: Result;
	/** How often each other registration has left it out. */
	left: WeakMap<Poller, number>;
}

interface Trigger {
	records: Map<string, HandedOn>;
	/** What had been handed on when a state of another process came to this one. */
	since: Map<string, number>;
	/** By their static data. */
	pollers: WeakMap<object, Poller>;
	/** The latest, because each holds what n8n keeps of a workflow. */
	asked: Result[];
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
export class Registration {
	private readonly trigger: Trigger;
	private readonly since: number;
	private readonly result: Result;
	private readonly startMark = `${PROCESS} ${handedOn}`;
	private hasLeft = false;

	/**
	 * At the beginning of a poll.
	 * @param id workflow, node and event
	 * @param data the static data: whose they are tells one registration from another
	 * @param stored the `mark` of the state; undefined for a first poll
	 * @param isUnsaved whether n8n has yet to write the static data; undefined where that is not known
	 */
	constructor(
		id: string,
		data: object,
		private readonly stored: string | undefined,
		private readonly isUnsaved: () => boolean | undefined,
	) {
		this.trigger = recent(triggers, id, () => ({
			records: new Map(),
			since: new Map(),
			pollers: new WeakMap(),
			asked: [],
		}));
		this.since = this.numberOf(stored);
		const { pollers } = this.trigger;
		const by = pollers.get(data) ?? { polls: 0 };
		pollers.set(data, by);
		this.result = { by, poll: ++by.polls };
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
		const { by } = this.result;
		if (!found || found.result.by === by || found.number <= this.since) return false;
		if (isTaken(found.result)) return true;
		const times = found.left.get(by) ?? 0;
		if (times >= POLLS_LEFT_TO_ANOTHER) return false;
		found.left.set(by, times + 1);
		this.hasLeft = true;
		return 'maybe';
	}

	note(record: string): void {
		const { records } = this.trigger;
		records.delete(record);
		const noted = { number: ++handedOn, result: this.result, left: new WeakMap() };
		recent(records, record, () => noted, RECORDS_MAX);
	}

	/** When the state is saved: from now on n8n's writing it tells that what was found is taken. */
	end(): void {
		if (this.isUnsaved() !== true) return;
		const { asked } = this.trigger;
		this.result.isUnsaved = this.isUnsaved;
		asked.push(this.result);
		if (asked.length > POLLS_ASKED) delete asked.shift()?.isUnsaved;
	}
}

/** Whether n8n has taken it: the same registration has polled again since, or its state was written. */
function isTaken({ by, poll, isUnsaved }: Result): boolean {
	return by.polls > poll || isUnsaved?.() === false;
}
