/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';
import { WAIT_MS } from './chromium';

const POLL_MS = 50;
/** A page draws what a click changes a moment later; on a busy machine that can be seconds. */
const DRAWN_MS = 15_000;

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

/**
 * Reads until it is what a test expects; if that does not come, what is there instead, so that the test
 * shows the difference.
 */
export async function readUntil<T>(
	read: () => Promise<T>,
	isExpected: (value: T) => boolean,
	timeoutMs = DRAWN_MS,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const value = await read();
		if (isExpected(value) || Date.now() > deadline) return value;
		await wait(POLL_MS);
	}
}
