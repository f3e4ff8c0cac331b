import { figure, ratio } from './compare';
import { BARE, HTTP, OURS, SEQUENTIAL, type Comparison } from './lists';
import type { Limited } from './limited';
import { WHOLE_ANSWER, type Memory } from './memory';
import { median } from './statistics';

/** All that was measured; what was left out is absent. */
export interface Results {
	lists?: Comparison[];
	gets?: Comparison[];
	limited?: Limited;
	memory?: Memory;
}

export interface Target {
	what: string;
	most: number;
	/** undefined: not measured. */
	value?: number;
}

const PAGE_SIZE = 100;

const at = (all: Comparison[] | undefined, records: number, latencyMs: number, isBusy = false) =>
	all?.find(
		(one) =>
			one.records === records &&
			one.latencyMs === latencyMs &&
			(one.workers !== undefined) === isBusy,
	)?.rounds ?? [];

/** How much longer the longest list took than one of a tenth, at the same latency; the worst of them. */
function growth(lists: Comparison[] = []): number | undefined {
	const times = lists.flatMap(({ records, latencyMs, rounds }) => {
		const tenth = figure(at(lists, records / 10, latencyMs), OURS, 'ms')?.median;
		const whole = figure(rounds, OURS, 'ms')?.median;
		// A short list is mostly the first page.
		return records / 10 < 5_000 || !tenth || !whole ? [] : whole / tenth;
	});
	return times.length > 0 ? Math.max(...times) : undefined;
}

/** Requests of a run above its pages, the most of all runs. */
function surplus(lists: Comparison[] = [], name: string): number | undefined {
	const all = lists.flatMap(({ records, rounds }) =>
		rounds.flatMap(({ [name]: run }) => {
			const windows = name === OURS ? run?.windows : 1;
			return run ? (run.requests - Math.ceil(records / PAGE_SIZE)) / windows : [];
		}),
	);
	return all.length > 0 ? Math.max(...all) : undefined;
}

export const memoryRatio = ({ rounds }: Memory, name: string, other: string) =>
	median(rounds.map((round) => round[name] / round[other]));

/** What was set out for reading lists, and what it came to. */
export function targets({ lists, gets, limited, memory }: Results): Target[] {
	const bare = (all: Comparison[] | undefined, records: number) =>
		ratio(at(all, records, 100), OURS, BARE)?.median;
	const http = (key: 'ms' | 'cpuSeconds') => {
		const all = (lists ?? []).flatMap(
			({ rounds, latencyMs }) =>
				(latencyMs === 0 && ratio(rounds, SEQUENTIAL, HTTP, key)?.median) || [],
		);
		return all.length > 0 ? Math.max(...all) : undefined;
	};
	const one = gets?.[0]?.records ?? 500;
	const byOther = (other: string) =>
		memory && memory.rounds.some((round) => other in round)
			? memoryRatio(memory, OURS, other)
			: undefined;
	const { run } = limited ?? {};
	return [
		{ what: '5,000 payments at 100 ms, by the bare loop', most: 0.25, value: bare(lists, 5_000) },
		{
			what: 'The same, of a server that works on 8 requests at a time',
			most: 0.25,
			value: ratio(at(lists, 5_000, 100, true), OURS, BARE)?.median,
		},
		{ what: '50,000 payments at 100 ms, by the bare loop', most: 0.2, value: bare(lists, 50_000) },
		{ what: `${one} × Get at 100 ms, by the bare loop`, most: 0.12, value: bare(gets, one) },
		{
			what: `Time without latency, one request at a time, by ${HTTP}`,
			most: 0.8,
			value: http('ms'),
		},
		{ what: `CPU of the same, by ${HTTP}`, most: 0.8, value: http('cpuSeconds') },
		{ what: 'Time of ten times as many payments', most: 11, value: growth(lists) },
		{ what: `Memory, by ${HTTP}`, most: 1.3, value: byOther(HTTP) },
		{ what: `Memory, by ${WHOLE_ANSWER}`, most: 1.3, value: byOther(WHOLE_ANSWER) },
		{
			what: 'Requests above the pages, one request at a time',
			most: 1,
			value: surplus(lists, SEQUENTIAL),
		},
		{ what: 'Requests above the pages, for each window', most: 2, value: surplus(lists, OURS) },
		{
			what: 'Part of the requests that was refused at ten a second',
			most: 0.05,
			value: run && run.refused / run.requests,
		},
	];
}
