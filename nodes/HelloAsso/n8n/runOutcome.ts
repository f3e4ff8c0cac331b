import { sleep } from 'n8n-workflow';

/** The part of Express's response that tells what became of a webhook. */
export interface WebhookResponse {
	statusCode: number;
	/** The answer has left as a whole. */
	readonly writableFinished: boolean;
	readonly destroyed: boolean;
	once(event: 'close', listener: () => void): unknown;
}

/** How long a run may still fail to start after its sender has hung up. */
const WATCH_MS = 60_000;
const INTERVAL_MS = 1_000;

/**
 * n8n 2.41 starts the run after the node has returned, and does not tell the node when that fails: only the
 * answer does, with 500 instead of 200. Nothing is sent to a sender that has hung up, but n8n still sets the
 * status. (n8n 1.123 answers 200 before it starts the run, and nothing tells.)
 */
export function whenRunNotStarted(response: WebhookResponse, act: () => void): void {
	const hasFailed = () => response.statusCode !== 200;
	const watch = async () => {
		for (let ms = 0; ms < WATCH_MS && !hasFailed(); ms += INTERVAL_MS) await sleep(INTERVAL_MS);
		if (hasFailed()) act();
	};
	const close = () => {
		if (!response.writableFinished) void watch();
		else if (hasFailed()) act();
	};
	if (response.destroyed) close();
	else response.once('close', close);
}
