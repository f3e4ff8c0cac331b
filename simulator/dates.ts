export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** 01:00 UTC on the last Sunday of a month (0-11): when European summer time starts and ends. */
function lastSunday(year: number, month: number): number {
	const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
	return lastDay.getTime() - lastDay.getUTCDay() * DAY;
}

/** Start and end of summer time, per year: dates are written by the hundred thousand. */
const summers = new Map<number, [number, number]>();

function parisOffsetHours(time: number): 1 | 2 {
	const year = new Date(time).getUTCFullYear();
	const [start, end] = summers.get(year) ?? [lastSunday(year, 2), lastSunday(year, 9)];
	summers.set(year, [start, end]);
	return time >= start && time < end ? 2 : 1;
}

/**
 * HelloAsso writes dates with seven digits of fraction and the offset of Paris
 * (samples of the HelloAsso docs). `ticks` are the four digits below the millisecond.
 */
export function parisDate(time: number, ticks = 0): string {
	const offset = parisOffsetHours(time);
	const local = new Date(time + offset * HOUR).toISOString().slice(0, -1);
	return `${local}${String(ticks % 10_000).padStart(4, '0')}+0${offset}:00`;
}

/** Midnight in Paris of the day that contains `time`. */
export function parisMidnight(time: number): number {
	const local = time + parisOffsetHours(time) * HOUR;
	const localMidnight = Math.floor(local / DAY) * DAY;
	const guess = localMidnight - parisOffsetHours(time) * HOUR;
	return localMidnight - parisOffsetHours(guess) * HOUR;
}

const EXACT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/;
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?)?$/;

/**
 * A date-time of the query or body, in ms, or undefined when it is none. How HelloAsso reads a value
 * without offset is not documented, so strict mode refuses it; otherwise it counts as UTC.
 */
export function readDate(text: string, strict: boolean): number | undefined {
	if (!EXACT.test(text)) {
		if (strict || !WITHOUT_OFFSET.test(text)) return undefined;
		text = text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`;
	}
	const time = Date.parse(text);
	if (Number.isNaN(time)) return undefined;
	// Date.parse rolls 31 February over to March; .NET refuses it.
	const day = Number(text.slice(8, 10));
	const lastDay = new Date(
		Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0),
	).getUTCDate();
	return day <= lastDay ? time : undefined;
}
