import { recent } from './auth/recent';

/** How much longer than the shortest of its kind a request takes when HelloAsso cannot keep up. */
const SLOW_FACTOR = 3;
const SLOW_MARGIN_MS = 100;
/** From here on the number of requests grows no more. */
const FULL_FACTOR = 2;
const FULL_MARGIN_MS = 50;
/** The weight of a single latency in the mean. */
const WEIGHT = 1 / 8;
const SAMPLES_MIN = 4;
/** The shortest latency is that of the last one or two of these times, so that a lasting change is no slowness. */
const PERIOD_MS = 30_000;
const KINDS_MAX = 100;

interface Kind {
	shortest: number;
	/** Of the period before. */
	earlier: number;
	sinceMs: number;
	mean: number;
	samples: number;
}

/** Whether requests take much longer than they could, which means that they wait for each other. */
export class Latencies {
	private readonly kinds = new Map<string, Kind>();

	/**
	 * @param kind what is compared with each other, e.g. the path of a list
	 * @param isOld whether it was sent before the number of requests was reduced, and says nothing of it
	 */
	add(kind: string, latencyMs: number, isOld: boolean): 'steady' | 'full' | 'slow' {
		const now = Date.now();
		const one = recent(this.kinds, kind, () => newKind(now), KINDS_MAX);
		if (now - one.sinceMs > PERIOD_MS) {
			Object.assign(one, { earlier: one.shortest, shortest: Infinity, sinceMs: now });
		}
		one.shortest = Math.min(one.shortest, latencyMs);
		if (isOld) return 'steady';
		one.mean = one.samples++ === 0 ? latencyMs : one.mean + (latencyMs - one.mean) * WEIGHT;
		const base = Math.min(one.shortest, one.earlier);
		if (one.samples < SAMPLES_MIN) return 'steady';
		if (one.mean > base * SLOW_FACTOR + SLOW_MARGIN_MS) return 'slow';
		return one.mean > base * FULL_FACTOR + FULL_MARGIN_MS ? 'full' : 'steady';
	}

	/** A request that is alone waits for none of ours: so long an answer takes now, whatever it took before. */
	alone(kind: string, latencyMs: number): 'steady' {
		const begun = { ...newKind(Date.now()), shortest: latencyMs };
		Object.assign(
			recent(this.kinds, kind, () => begun, KINDS_MAX),
			begun,
		);
		return 'steady';
	}

	/** The mean begins anew, with fewer requests at a time. */
	forget(): void {
		for (const kind of this.kinds.values()) kind.samples = 0;
	}
}

function newKind(sinceMs: number): Kind {
	return { shortest: Infinity, earlier: Infinity, sinceMs, mean: 0, samples: 0 };
}
