/** The same seed gives the same numbers (mulberry32). */
export class Seeded {
	constructor(private state: number) {}

	/** From 0 up to, without, 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	whole(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	oneOf<T>(values: readonly T[]): T {
		return values[Math.floor(this.next() * values.length)];
	}
}
