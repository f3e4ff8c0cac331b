import { check, wrong } from './compare';
import { ourList } from './nodes';
import type { Options } from './options';
import type { BenchStage, Run } from './stage';

export interface Limited {
	records: number;
	perSecond: number;
	/** Absent when the list did not arrive. */
	run?: Run;
	failure?: string;
	/** Its time by the shortest in which so many requests are allowed. */
	byShortest?: number;
}

const PER_SECOND = 10;
const LIMITED_LATENCY_MS = 30;

/** A HelloAsso that allows few requests a second. */
export async function limited(
	bench: BenchStage,
	options: Options,
	say: (line: string) => void,
): Promise<Limited> {
	const { limited: records } = options;
	const association = await bench.association(records);
	const { front, expected } = association;
	const workflow = await bench.workflow(ourList(association));
	await bench.call(workflow, front);
	say(`  ${records} payments at ${PER_SECOND} requests a second`);
	Object.assign(front, { latencyMs: LIMITED_LATENCY_MS, limitPerSecond: PER_SECOND });
	try {
		const run = await bench.call(workflow, front);
		check(`${records} payments, limited`, run.answer, expected);
		const shortestMs = ((run.requests - run.refused) / PER_SECOND) * 1_000;
		return { records, perSecond: PER_SECOND, run, byShortest: run.ms / shortestMs };
	} catch (error) {
		const failure = error instanceof Error ? error.message : String(error);
		wrong.push(`${records} payments, limited, did not arrive: ${failure}`);
		return { records, perSecond: PER_SECOND, failure };
	} finally {
		Object.assign(front, { latencyMs: 0, limitPerSecond: Infinity });
	}
}
