import { Random } from '../../../simulator/seed/random';

/** The same seed gives the same runs. */
export class Seeded extends Random {
	chance(probability: number): boolean {
		return this.next() < probability;
	}
}
