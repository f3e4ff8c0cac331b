import { recent } from './recent';

/** How much longer than usual a request takes when HelloAsso cannot keep up. */
const SLOW_FACTOR = 3;
const SLOW_MARGIN_MS = 100;
/** From here on the number of requests grows no more. */
const FULL_FACTOR = 3;
const FULL_MARGIN_MS = 50;
/** The weight of a single latency in the mean. */
const WEIGHT = 1 / 8;
/** Its weight in what is usual, when it is longer: a lasting change becomes usual within some hundreds of requests. */
const WEIGHT_LONGER = 1 / 256;
const SAMPLES_MIN = 4;
const KINDS_MAX = 100;

interface Kind {
	/** Follows shorter latencies fast and longer ones slowly, so that a single quick answer does not decide. */
	usual: number;
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
		// The clock was put back.
		if (latencyMs < 0) return 'steady';
		const one = recent(this.kinds, kind, () => newKind(latencyMs), KINDS_MAX);
		const weight = latencyMs < one.usual ? WEIGHT : WEIGHT_LONGER;
		one.usual += (latencyMs - one.usual) * weight;
		if (isOld) return 'steady';
		one.mean = one.samples++ === 0 ? latencyMs : one.mean + (latencyMs - one.mean) * WEIGHT;
		if (one.samples < SAMPLES_MIN) return 'steady';
		if (one.mean > one.usual * SLOW_FACTOR + SLOW_MARGIN_MS) return 'slow';
		return one.mean > one.usual * FULL_FACTOR + FULL_MARGIN_MS ? 'full' : 'steady';
	}

	/** A request that is alone waits for none of ours: so long an answer takes now, whatever it took before. */
	alone(kind: string, latencyMs: number): 'steady' {
		if (latencyMs < 0) return 'steady';
		const begun = newKind(latencyMs);
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

const newKind = (usual: number): Kind => ({ usual, mean: 0, samples: 0 });
