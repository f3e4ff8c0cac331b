import { sleep } from 'n8n-workflow';

/** The part of Express's response that tells how it went. */
export interface Outcome {
	statusCode: number;
	/** The answer has left as a whole. */
	readonly writableFinished: boolean;
	readonly destroyed: boolean;
	once(event: 'close', listener: () => void): unknown;
}

/** As long as a run may still fail to start for a sender that did not wait for the answer. */
const WATCH_MS = 60_000;
const LOOK_MS = 1_000;

/**
 * Calls back when the answer to a notification is not 200 after all, because n8n could not start the
 * workflow. To a sender that has hung up nothing is sent any more, but n8n still notes the status, which
 * is 200 until then.
 */
export function whenNotAccepted(response: Outcome, act: () => void): void {
	const isRefused = () => response.statusCode !== 200;
	const watch = async () => {
		for (let ms = 0; ms < WATCH_MS && !isRefused(); ms += LOOK_MS) await sleep(LOOK_MS);
		if (isRefused()) act();
	};
	const close = () => {
		if (!response.writableFinished) void watch();
		else if (isRefused()) act();
	};
	if (response.destroyed) close();
	else response.once('close', close);
}
