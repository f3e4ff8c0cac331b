import type { Query } from '../transport';

/** What counts as sold: paid, or added by hand. */
export function sold(tierTypes: string[]): Query {
	return { tierTypes, itemStates: ['Processed', 'Registered'], withDetails: true };
}
