import { compare, type Contestant, type Round } from './compare';
import { httpGets, httpList, ourGets, ourList } from './nodes';
import type { Options } from './options';
import type { Association, BenchStage, Run } from './stage';

export const BARE = 'Bare loop';
export const OURS = 'HelloAsso';
export const SEQUENTIAL = 'HelloAsso, one request at a time';
export const SIMPLIFIED = 'HelloAsso, Simplify on';
export const HTTP = 'HTTP Request + Split Out';
export const HTTP_EACH = 'HTTP Request';

/** One comparison: all contestants, the same records, the same latency. */
export interface Comparison {
	records: number;
	latencyMs: number;
	rounds: Round[];
	/** How many requests the server works on at the same time; undefined: any number. */
	workers?: number;
	/** Before the rounds, and not part of them. */
	tokenCalls: Record<string, number>;
}

type Say = (line: string) => void;

/** A comparison of which a round takes longer has three of them. */
const LONG_MS = 20_000;
/** Enough for the targets, and few enough to be felt. */
const WORKERS = 8;
const BUSY_RECORDS = 5_000;
const BUSY_LATENCY_MS = 100;

interface Race {
	what: string;
	records: number;
	association: Association;
	contestants: Contestant[];
	/** These only where there is no latency. */
	withoutLatency: Contestant[];
	expected: Run['answer'];
}

async function race(
	{ what, records, association, contestants, withoutLatency, expected }: Race,
	{ latency, runs }: Options,
	say: Say,
): Promise<Comparison[]> {
	const { front } = association;
	const all = [...contestants, ...withoutLatency];
	front.latencyMs = 0;
	say(`  ${what}: a first run of each`);
	const [first] = await compare(`${what}, first run`, all, { runs: 1, expected });
	const tokenCalls = Object.fromEntries(
		Object.entries(first).map(([name, run]) => [name, run.tokenCalls]),
	);
	const comparisons: Comparison[] = [];
	for (const latencyMs of latency) {
		front.latencyMs = latencyMs;
		const isLong = latencyMs * first[BARE].requests > LONG_MS;
		const rounds = isLong ? Math.min(runs, 3) : runs;
		say(`  ${what}, ${latencyMs} ms: ${rounds} rounds`);
		comparisons.push({
			records,
			latencyMs,
			tokenCalls,
			rounds: await compare(`${what}, ${latencyMs} ms`, latencyMs === 0 ? all : contestants, {
				runs: rounds,
				expected,
			}),
		});
	}
	front.latencyMs = 0;
	return comparisons;
}

/** Whole lists of payments, of each length and at each latency. */
export async function lists(bench: BenchStage, options: Options, say: Say): Promise<Comparison[]> {
	const comparisons: Comparison[] = [];
	for (const records of options.records) {
		const association = await bench.association(records);
		const { front, expected } = association;
		const behind = async (name: string, nodes: Parameters<BenchStage['workflow']>[0]) => {
			const workflow = await bench.workflow(nodes);
			return { name, run: async () => await bench.call(workflow, front) };
		};
		comparisons.push(
			...(await race(
				{
					what: `${records} payments`,
					records,
					association,
					contestants: [
						{ name: BARE, run: async () => await bench.bare(association) },
						await behind(OURS, ourList(association)),
						await behind(HTTP, httpList(association)),
					],
					withoutLatency: [
						await behind(SEQUENTIAL, ourList(association, { options: { parallelRequests: 1 } })),
						await behind(SIMPLIFIED, ourList(association, { simplify: true })),
					],
					expected,
				},
				options,
				say,
			)),
		);
	}
	const { records, latency } = options;
	if (records.includes(BUSY_RECORDS) && latency.includes(BUSY_LATENCY_MS))
		comparisons.push(await busy(bench, options, say));
	return comparisons;
}

/** A server that cannot work on as many requests as a client might send. */
async function busy(bench: BenchStage, { runs }: Options, say: Say): Promise<Comparison> {
	const association = await bench.association(BUSY_RECORDS);
	const { front, expected } = association;
	const workflow = await bench.workflow(ourList(association));
	const what = `${BUSY_RECORDS} payments, ${BUSY_LATENCY_MS} ms, ${WORKERS} at a time`;
	const contestants = [
		{ name: BARE, run: async () => await bench.bare(association) },
		{ name: OURS, run: async () => await bench.call(workflow, front) },
	];
	say(`  ${what}: ${runs} rounds`);
	Object.assign(front, { latencyMs: BUSY_LATENCY_MS, workers: WORKERS });
	try {
		const rounds = await compare(what, contestants, { runs, expected });
		return {
			records: BUSY_RECORDS,
			latencyMs: BUSY_LATENCY_MS,
			workers: WORKERS,
			tokenCalls: {},
			rounds,
		};
	} finally {
		Object.assign(front, { latencyMs: 0, workers: Infinity });
	}
}

/** Payments one by one, each by its id. */
export async function gets(bench: BenchStage, options: Options, say: Say): Promise<Comparison[]> {
	const association = await bench.association(options.gets);
	const { front, paymentIds, expected } = association;
	const workflows = {
		[OURS]: await bench.workflow(ourGets(association, paymentIds)),
		[HTTP_EACH]: await bench.workflow(httpGets(association, paymentIds)),
	};
	const contestants = Object.entries(workflows).map(([name, workflow]) => ({
		name,
		run: async () => await bench.call(workflow, front),
	}));
	const bare = { name: BARE, run: async () => await bench.bare(association, paymentIds) };
	const what = `${options.gets} × Get`;
	return await race(
		{
			what,
			records: options.gets,
			association,
			contestants: [bare, ...contestants],
			withoutLatency: [],
			expected,
		},
		options,
		say,
	);
}
