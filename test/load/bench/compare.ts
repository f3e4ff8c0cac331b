import { Random } from '../../../simulator/seed/random';
import type { Answer, Run } from './stage';
import { spreadOf, type Spread } from './statistics';

/** One round: each contestant once. */
export type Round = Record<string, Run>;

export interface Contestant {
	name: string;
	run(): Promise<Run>;
}

/** What all of them found wrong: then no figure counts. */
export const wrong: string[] = [];

export function check(what: string, answer: Answer, expected: Answer): void {
	const [got, wanted] = [answer, expected].map(({ count, unique, ids, cents }) =>
		JSON.stringify({ count, unique, ids, cents }),
	);
	if (got !== wanted) wrong.push(`${what}: ${got} instead of ${wanted}`);
}

const random = new Random(Date.now());

/** In another order each time, so that a slow moment of the machine does not hit the same one again. */
function shuffled<T>(values: T[]): T[] {
	return values
		.map((value) => ({ value, place: random.next() }))
		.sort((a, b) => a.place - b.place)
		.map(({ value }) => value);
}

/** Each contestant once in each of `runs` rounds; each has to find the same. */
export async function compare(
	what: string,
	contestants: Contestant[],
	{ runs, expected }: { runs: number; expected: Answer },
): Promise<Round[]> {
	const rounds: Round[] = [];
	for (let index = 0; index < runs; index++) {
		const round: Round = {};
		for (const { name, run } of shuffled(contestants)) {
			round[name] = await run();
			check(`${what}, ${name}`, round[name].answer, expected);
		}
		rounds.push(round);
	}
	return rounds;
}

type Figure = keyof Omit<Run, 'answer'>;

/** A figure of one contestant over all rounds; undefined where it was not measured. */
export function figure(rounds: Round[], name: string, key: Figure): Spread | undefined {
	const values = rounds.flatMap((round) => round[name]?.[key] ?? []);
	return values.length > 0 ? spreadOf(values) : undefined;
}

/** A figure of one contestant by that of another, round by round. */
export function ratio(
	rounds: Round[],
	name: string,
	other: string,
	key: Figure = 'ms',
): Spread | undefined {
	const values = rounds.flatMap((round) => {
		const [own, its] = [round[name]?.[key], round[other]?.[key]];
		return own === undefined || !its ? [] : own / its;
	});
	return values.length > 0 ? spreadOf(values) : undefined;
}
