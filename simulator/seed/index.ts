import { parisMidnight } from '../dates';
import { Store } from '../store';
import { AssociationSeed, type Size } from './association';
import { directory } from './directory';
import { FOREIGN, MAIN, organizations, SMALL } from './organizations';

/** Size of the main association; the others are small. */
export interface SeedSize extends Size {
	/** Entries of the public directory, of each kind. */
	directory: number;
}

export const DEFAULT_SIZE: SeedSize = { orders: 220, directory: 45 };

/** The same size and the same day give the same data, to the last digit. */
export function seed(size: Partial<SeedSize>, now: number): Store {
	const store = new Store();
	const today = parisMidnight(now);
	store.organizations.push(...organizations());
	const { directory: entries, ...main } = { ...DEFAULT_SIZE, ...size };
	new AssociationSeed(store, { ...main, slug: MAIN, firstId: 60_000_000, today }).run();
	new AssociationSeed(store, { orders: 44, slug: FOREIGN, firstId: 50_000_000, today }).run();
	SMALL.forEach((slug, index) => {
		const firstId = 40_000_000 + index * 1_000_000;
		new AssociationSeed(store, { orders: 6, slug, firstId, today }).run();
	});
	store.directory.push(...directory(store, entries, today));
	return store;
}
