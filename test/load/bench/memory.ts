import { compare, type Round } from './compare';
import { HTTP, OURS } from './lists';
import { httpList, ourList, wholeList } from './nodes';
import type { Options } from './options';
import type { BenchStage } from './stage';

export const WHOLE_ANSWER = 'HTTP Request, all in one answer';

export interface Memory {
	records: number;
	/** Peak of a new n8n in its first long run, less what it took before, in bytes. */
	rounds: Array<Record<string, number>>;
}

/** Each in an n8n of its own, which has run a short list before: memory that was once taken stays taken. */
export async function memory(
	bench: BenchStage,
	options: Options,
	say: (line: string) => void,
): Promise<Memory> {
	const { large: records } = options;
	const short = await bench.association(500);
	const long = await bench.association(records);
	const paths = { short: '/all?records=short', long: '/all?records=long' };
	short.front.offer(paths.short, await bench.records(short));
	long.front.offer(paths.long, await bench.records(long));
	const workflows = {
		[OURS]: [await bench.workflow(ourList(short)), await bench.workflow(ourList(long))],
		[HTTP]: [await bench.workflow(httpList(short)), await bench.workflow(httpList(long))],
		[WHOLE_ANSWER]: [
			await bench.workflow(wholeList(short, paths.short)),
			await bench.workflow(wholeList(long, paths.long)),
		],
	};
	// A new n8n takes longer than what is measured.
	const runs = Math.max(1, options.runs - 2);
	const rounds: Round[] = await compare(
		`${records} payments, memory`,
		Object.entries(workflows).map(([name, [first, second]]) => ({
			name,
			async run() {
				say(`  ${name} in a new n8n`);
				await bench.restart();
				await bench.call(first, short.front);
				return await bench.call(second, long.front);
			},
		})),
		{ runs, expected: long.expected },
	);
	return {
		records,
		rounds: rounds.map((round) =>
			Object.fromEntries(
				Object.entries(round).flatMap(([name, { peakBytes, beforeBytes }]) =>
					peakBytes === undefined ? [] : [[name, peakBytes - (beforeBytes ?? 0)]],
				),
			),
		),
	};
}
