/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';
import { WAIT_MS } from './chromium';

const POLL_MS = 50;

/** Waits until a condition holds. */
export async function waitFor(
	condition: () => Promise<boolean> | boolean,
	{ what, timeoutMs = WAIT_MS }: { what: () => string; timeoutMs?: number },
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${what()}`);
		await wait(POLL_MS);
	}
}
