import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { retriedRun } from '../n8n/retryOnFail';
import { HelloAssoError } from '../transport';

type Outcome = { items: INodeExecutionData[] } | { unknown: HelloAssoError };

/** How many items of writes are remembered in this process; the outcome of one takes about a kilobyte. */
const ITEMS_MAX = 50_000;
/** After its last sign of life: n8n waits five seconds between two tries at the most. */
const KEPT_MS = 60 * 60 * 1000;
const KEPT_AFTER_SUCCESS_MS = 60 * 1000;

interface Run {
	outcomes: Map<number, Outcome>;
	/** Places in the memory that are held for the run. */
	itemCount: number;
	tries: number;
	untilMs: number;
}

const runs = new Map<string, Run>();

/**
 * What one run of a node has carried out at HelloAsso, item by item, so that a further try by n8n's
 * 'Retry On Fail' sends nothing a second time. In memory: n8n's tries stay in one process.
 */
export class WriteLedger {
	private constructor(
		private readonly key: string,
		private readonly run: Run,
		private readonly isLastTry: boolean,
	) {}

	/**
	 * The ledger of this run; undefined where n8n runs the node only once.
	 * @throws {HelloAssoError} where a further try could not be told from another run
	 */
	static open(execute: IExecuteFunctions): WriteLedger | undefined {
		const retried = retriedRun(execute);
		if (!retried) return undefined;
		const { key, maxTries } = retried;
		if (key === undefined) throw refused('here n8n does not tell one try from the next');
		const now = Date.now();
		for (const [other, { untilMs }] of runs) if (untilMs < now) runs.delete(other);
		const itemCount = execute.getInputData().length;
		const held = [...runs.values()].reduce((sum, run) => sum + run.itemCount, 0);
		const run = runs.get(key) ?? { outcomes: new Map(), itemCount, tries: 0, untilMs: 0 };
		if (!runs.has(key) && held + itemCount > ITEMS_MAX) {
			throw refused(`more than ${ITEMS_MAX} items cannot be remembered at a time`);
		}
		runs.set(key, run);
		run.tries++;
		run.untilMs = Infinity;
		return new WriteLedger(key, run, run.tries >= maxTries);
	}

	/** Runs the work of an item, unless an earlier try has: then its outcome stands. */
	async once(
		itemIndex: number,
		work: () => Promise<INodeExecutionData[]>,
	): Promise<INodeExecutionData[]> {
		const known = this.run.outcomes.get(itemIndex);
		if (known && 'items' in known) return known.items;
		if (known) return await Promise.reject(known.unknown);
		const items = await work().catch(async (error: unknown) => {
			const isUnknown = error instanceof HelloAssoError && error.details.outcomeUnknown;
			if (isUnknown) this.run.outcomes.set(itemIndex, { unknown: notSentAgain(error) });
			return await Promise.reject(error);
		});
		this.run.outcomes.set(itemIndex, { items });
		return items;
	}

	/** At the end of a try: forgets the run at once after the last one, else later. */
	close(hasFailed: boolean): void {
		if (this.isLastTry) runs.delete(this.key);
		// n8n goes on with what was put out within the same try, and runs the node again if that fails.
		else this.run.untilMs = Date.now() + (hasFailed ? KEPT_MS : KEPT_AFTER_SUCCESS_MS);
	}
}

function notSentAgain({ type, message, details }: HelloAssoError): HelloAssoError {
	return new HelloAssoError(type, message, {
		...details,
		description: `${details.description} 'Retry On Fail' did not send it again.`,
	});
}

function refused(reason: string): HelloAssoError {
	return new HelloAssoError(
		'invalidParameter',
		"'Retry On Fail' could send this twice: nothing was sent",
		{
			description: `Switch 'Retry On Fail' off under 'Settings', since ${reason}. To go on after a failure, choose 'Continue' under 'On Error'.`,
		},
	);
}
