import type { Api } from '../api';
import type { Walk } from '../paging';
import type { Probes } from '../probes';
import type { Evidence } from '../reads';
import type { Written } from '../writes';

/** What a check can look at, and with what it can ask further. */
export interface Facts {
	readonly api: Api;
	readonly live: Evidence;
	readonly simulated: Evidence;
	/** Of the simulator, to ask it the same. */
	readonly simulatorApi: Api;
	readonly probes: Probes;
	readonly walk: Walk | undefined;
	readonly written: Written;
}

/** Whether HelloAsso does as the simulator. Texts are ours: no value of an answer is in them. */
export type Verdict =
	| { readonly is: 'here' }
	| { readonly is: 'other'; readonly how: string }
	| { readonly is: 'unknown'; readonly why: string };

export const AS_HERE: Verdict = { is: 'here' };
export const other = (how: string): Verdict => ({ is: 'other', how });
export const unknown = (why: string): Verdict => ({ is: 'unknown', why });

/** A line of "Decided here, not known" in the simulator's README, by its name there. */
export type Decision = Checked | Unchecked;

export interface Checked {
	readonly name: string;
	readonly check: (facts: Facts) => Verdict | Promise<Verdict>;
}

export interface Unchecked {
	readonly name: string;
	/** Why reading cannot tell: "it …". */
	readonly because: string;
}

/** Of many cases: all of them one way, or both ways were seen. */
export function ofAll(here: number, others: number, how: string, none: string): Verdict {
	if (here + others === 0) return unknown(none);
	if (others === 0) return AS_HERE;
	return here === 0 ? other(how) : unknown(`both ways were seen: ${here} as here, ${others} not`);
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const timeOf = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : NaN);
