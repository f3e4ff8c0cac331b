/** A small seeded generator (mulberry32): the same seed gives the same association, on every machine. */
export class Random {
	constructor(private state: number) {}

	/** 0 ≤ x < 1 */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** An integer from `least` to `most`, both included. */
	int(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	pick<T>(values: readonly T[]): T {
		return values[Math.floor(this.next() * values.length)];
	}
}

/** A copy in another order. */
export function mixed<T>(values: readonly T[], random: Random): T[] {
	const left = [...values];
	for (let index = left.length - 1; index > 0; index -= 1) {
		const other = random.int(0, index);
		[left[index], left[other]] = [left[other], left[index]];
	}
	return left;
}
