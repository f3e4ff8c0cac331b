/** The simulated clock: real time plus what `sim.advance()` added. */
export class Clock {
	private offset: number;

	constructor(start?: Date | string | number) {
		this.offset = start === undefined ? 0 : new Date(start).getTime() - Date.now();
	}

	now(): number {
		return Date.now() + this.offset;
	}

	advance(ms: number): void {
		this.offset += ms;
	}
}
