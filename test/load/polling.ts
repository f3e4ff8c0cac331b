import type { Fault } from '../../simulator';
import { elapsed } from '../../tools/bootstrap/index.cjs';
import { PollingStage } from '../e2e/pollingStage';

export interface PollingStorm {
	/** How many sales are made. */
	sales: number;
	/** How often n8n is ended and started again meanwhile; sales go on while it is down. */
	restarts: number;
	/** One request out of so many fails; every fourth of those so persistently that the poll does. */
	faultEvery: number;
	/** Is told how far it is. */
	say?: (line: string) => void;
}

export interface PollingStormReport extends Omit<PollingStorm, 'say'> {
	runs: number;
	/** Items that started a run. */
	delivered: number;
	/** Items of the sales that never did. */
	missing: number[];
	/** Items that did more than once, or that were not sold in the storm. */
	surplus: unknown[];
	apiRequests: number;
	failedRequests: number;
	tokenRequests: number;
	seconds: number;
}

const API = /^\/v5\//;
/** Longer than an answer takes on a busy machine, shorter than a poll may hang. */
const TIMEOUT_MS = 3_000;
/** So many sales may wait for the next poll: as after an hour of a large festival. */
const BACKLOG_MAX = 500;
/** In how many portions the sales come, between which the trigger polls: at least, and as large at the most. */
const PORTIONS_MIN = 24;
const PORTION_MAX = 100;

/** Every way in which a read can fail. A truncated answer ends a poll; of the others it takes three in a row. */
const FAULTS: Fault[] = [
	{ reset: true },
	{ truncate: true },
	{ status: 503 },
	{ hang: true },
	{ resetAfterHandling: true },
	{ html: true },
];

/**
 * Sales by the hundred, while requests fail and n8n is restarted, for a workflow that polls for new items
 * every second.
 */
export async function pollingStorm({
	sales,
	restarts,
	faultEvery,
	say,
}: PollingStorm): Promise<PollingStormReport> {
	const stage = await PollingStage.open();
	const { simulator } = stage;
	const begun = Date.now();
	try {
		await stage.activate({ event: 'newItem', options: { timeout: TIMEOUT_MS } });
		planFaults(stage, faultEvery);
		const sold: number[] = [];
		const sell = (count: number) => {
			const sale = simulator.sellMany(count, { kind: 'ticket', notify: false });
			sold.push(...sale.flatMap(({ items }) => items.map(({ id }) => id)));
		};
		for (const { count, isRestart } of portions(sales, restarts)) {
			const first = Math.ceil(count / 2);
			sell(first);
			if (isRestart) {
				const restarting = stage.stage.restartServer();
				sell(count - first);
				await restarting;
			} else {
				await stage.polls(1);
				sell(count - first);
				await stage.untilDelivered(sold.length - BACKLOG_MAX);
			}
			say?.(
				`  ${sold.length} of ${sales} sold, ${stage.ids().length} have started a run, ${elapsed(begun)}`,
			);
		}
		// What is missing is told by the report.
		await stage.untilDelivered(sold.length).catch(() => {});
		simulator.clearFaults();
		// What comes twice would come now.
		await stage.polls(3);
		const ids = stage.ids();
		const open = new Set<unknown>(sold);
		const surplus = ids.filter((id) => !open.delete(id));
		return {
			sales,
			restarts,
			faultEvery,
			runs: stage.collector.received.length,
			delivered: ids.length,
			missing: [...open] as number[],
			surplus,
			apiRequests: simulator.apiRequests.length,
			failedRequests: simulator.apiRequests.filter(({ status }) => status !== 200).length,
			tokenRequests: simulator.tokenRequests.length,
			seconds: Math.round((Date.now() - begun) / 1000),
		};
	} finally {
		await stage.close();
	}
}

/** Many come while n8n is down: more than one page of the list. */
const WEIGHT_OF_RESTART = 8;

function portions(sales: number, restarts: number): Array<{ count: number; isRestart: boolean }> {
	const count = Math.max(PORTIONS_MIN, Math.ceil(sales / PORTION_MAX));
	const length = count / (restarts + 1);
	const turns = Array.from(
		{ length: count },
		(_, turn) => Math.floor(turn / length) > Math.floor((turn - 1) / length) && turn > 0,
	);
	const weights = turns.map((isRestart) => (isRestart ? WEIGHT_OF_RESTART : 1));
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	let weight = 0;
	let sold = 0;
	return turns.map((isRestart, turn) => {
		weight += weights[turn];
		const share = Math.round((sales * weight) / whole) - sold;
		sold += share;
		return { count: share, isRestart };
	});
}

/** More rounds than there will be requests. */
const ROUNDS = 2_000;

function planFaults({ simulator }: PollingStage, faultEvery: number): void {
	const match = { path: API };
	for (let round = 0; round < ROUNDS; round++) {
		simulator.failNext({ match }, faultEvery - 1);
		simulator.failNext({ match, ...FAULTS[round % FAULTS.length] }, round % 4 === 3 ? 3 : 1);
	}
}
