import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../../simulator';
import { runNode } from '../../integration/engine';
import { KilledEngine, stopMidway } from './interruptions';
import { newListRun, runList } from './lists';
import { Seeded } from './random';
import {
	carriedOut,
	inShort,
	judge,
	judgeCopies,
	newWriteRun,
	optionsOf,
	planFaults,
	type Violate,
	type Violation,
	type WriteRun,
} from './writes';

export interface TortureSizes {
	/** Runs of refund, cancel and checkout. */
	runs: number;
	lists: number;
	/** Among the runs: so many in a process that is killed in the middle. */
	kills: number;
	seed: number;
	/** Runs at the same time, each on a simulator of its own. */
	workers: number;
	say?: (line: string) => void;
}

export interface TortureReport {
	runs: number;
	items: number;
	carriedOut: number;
	withRetries: number;
	stopped: number;
	killed: number;
	lists: number;
	violations: Violation[];
}

const STOPPED = 0.08;
/** Access tokens of the simulator are good for 30 minutes. */
const RUNS_PER_TOKEN = 200;
const PROGRESS_LINES = 10;
const LIST_SIZES = { payments: 450 };

class Worker {
	private token: IDataObject = {};
	private uses = 0;

	constructor(readonly sim: Simulator) {
		sim.setTokenLimits(false);
	}

	async oauthTokenData(): Promise<IDataObject> {
		if (this.uses % RUNS_PER_TOKEN === 0) this.token = await this.newToken();
		this.uses += 1;
		return this.token;
	}

	private async newToken(): Promise<IDataObject> {
		const { clientId, clientSecret } = this.sim.keys.fullAccess;
		const answer = await fetch(`${this.sim.url}/oauth2/token`, {
			method: 'POST',
			body: new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: clientId,
				client_secret: clientSecret,
			}),
		});
		return (await answer.json()) as IDataObject;
	}
}

/** Hands out the numbers of the runs to the workers; each run has a seed of its own, so that the order does not matter. */
async function share(
	what: string,
	{ workers, say }: TortureSizes,
	count: number,
	seed: object,
	work: (worker: Worker, run: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const step = Math.max(1, Math.ceil(count / PROGRESS_LINES));
	const one = async () => {
		if (next >= count) return;
		const worker = new Worker(await startSimulator({ seed }));
		try {
			while (next < count) {
				const run = next++;
				await work(worker, run);
				if ((run + 1) % step === 0) say?.(`  ${run + 1} of ${count} ${what}`);
			}
		} finally {
			await worker.sim.stop();
		}
	};
	await Promise.all(Array.from({ length: workers }, one));
}

/** Runs of the node under faults, in n8n's engine, compared with the simulator's books. */
export async function torture(sizes: TortureSizes): Promise<TortureReport> {
	const { runs, lists, kills, seed } = sizes;
	const report: TortureReport = {
		...{ runs, items: 0, carriedOut: 0, withRetries: 0, stopped: 0, killed: 0, lists },
		violations: [],
	};
	const violateIn =
		(run: number, scenario: string, isRetried = false): Violate =>
		(what, fault, detail) =>
			report.violations.push({ what, run, isRetried, fault, scenario: `${scenario} → ${detail}` });
	const killed = new KilledEngine();
	let killing = Promise.resolve();

	const write = async (worker: Worker, number: number) => {
		const random = new Seeded(seed + number);
		const { sim } = worker;
		const isKilled =
			number % Math.max(1, Math.floor(runs / Math.max(1, kills))) === 0 && report.killed < kills;
		const isStopped = random.chance(STOPPED);
		sim.clearFaults();
		sim.clearRequests();
		sim.clearBooks();
		const run: WriteRun = newWriteRun(sim, random);
		const options = optionsOf(run, sim, await worker.oauthTokenData());
		report.items += run.items.length;
		if (run.node.retryOnFail) report.withRetries += 1;
		if (isKilled || isStopped) run.interruptedAt = random.int(0, run.items.length - 1);
		if (run.interruptedAt !== undefined && run.items[run.interruptedAt].isWrong) {
			const good = run.items.findIndex(({ isWrong }) => !isWrong);
			run.interruptedAt = good < 0 ? undefined : good;
		}
		const violate = violateIn(number, inShort(run), run.node.retryOnFail);
		if (run.interruptedAt === undefined) {
			planFaults(sim, run);
			const result = await runNode(options);
			judge(run, carriedOut(sim, run), result, violate);
		} else if (isKilled) {
			report.killed += 1;
			// One process is killed after the other.
			killing = killing.then(async () => await killed.killMidway(sim, run, options, violate));
			await killing;
		} else {
			report.stopped += 1;
			await stopMidway(sim, run, options, violate);
		}
		judgeCopies(sim, run, violate);
		report.carriedOut += carriedOut(sim, run).reduce((sum, count) => sum + count, 0);
	};
	await share('runs', sizes, runs, { orders: 0, directory: 0 }, write).finally(
		async () => await killed.kill(),
	);

	const read = async (worker: Worker, number: number) => {
		const list = newListRun(new Seeded(seed + 1_000_000 + number));
		const violate = violateIn(number, `list, ${list.name}`);
		await runList(worker.sim, list, await worker.oauthTokenData(), violate);
	};
	await share('lists', sizes, lists, LIST_SIZES, read);
	return report;
}
