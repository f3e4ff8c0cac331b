import { recent } from '../../../transport';

const WINDOW_MS = 60_000;
/** HelloAsso allows far more requests; what remains is for true notifications and other workflows. */
const REFUSALS_MAX = 60;

/**
 * Keeps made-up events of anybody from using up HelloAsso's request limit: after so many that HelloAsso did not
 * confirm, those of unknown addresses are refused for the rest of a minute without asking. A true one among them
 * is sent again by HelloAsso; with its own address it is asked about at any time.
 */
export class RefusalLimit {
	private startedAtMs = 0;
	private count = 0;

	get isReached(): boolean {
		return this.count >= REFUSALS_MAX && Date.now() - this.startedAtMs < WINDOW_MS;
	}

	note(): void {
		if (Date.now() - this.startedAtMs >= WINDOW_MS) {
			this.startedAtMs = Date.now();
			this.count = 0;
		}
		this.count++;
	}
}

const limits = new Map<string, RefusalLimit>();

/** That of one trigger node in one workflow. */
export function refusalLimitOf(workflowId: string, nodeId: string): RefusalLimit {
	return recent(limits, `${workflowId} ${nodeId}`, () => new RefusalLimit());
}
