export function median(values: number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of several runs of the same. */
export interface Spread {
	median: number;
	least: number;
	most: number;
}

export function spreadOf(values: number[]): Spread {
	return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Three digits that count. */
export const short = (value: number) =>
	Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

export const withSpread = ({ median: middle, least, most }: Spread) =>
	least === most ? short(middle) : `${short(middle)} (${short(least)}–${short(most)})`;
