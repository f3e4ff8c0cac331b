import type { IPollFunctions } from 'n8n-workflow';

import { skipWhileRunning } from '../../../nodes/HelloAsso/n8n/pollContext';

const MINUTE_MS = 60_000;
const context = () => ({}) as IPollFunctions;
const done = async () => 'done';

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 0, 15, 12) }));
afterEach(() => jest.useRealTimers());

describe('skipWhileRunning', () => {
	it('skips a poll while an earlier one with the same context runs, and no other', async () => {
		const [one, other] = [context(), context()];
		let end = () => {};
		const running = skipWhileRunning(one, async () => await new Promise<void>((ok) => (end = ok)));
		expect(await skipWhileRunning(one, done)).toBeNull();
		expect(await skipWhileRunning(other, done)).toBe('done');
		end();
		await running;
		expect(await skipWhileRunning(one, done)).toBe('done');
	});

	it('polls again after one that failed', async () => {
		const one = context();
		const failing = skipWhileRunning(one, async () => await Promise.reject(new Error('down')));
		await expect(failing).rejects.toThrow('down');
		expect(await skipWhileRunning(one, done)).toBe('done');
	});

	// n8n 1.123 waits without limit for a token endpoint that says nothing.
	it('waits a quarter of an hour for a poll that never ends, and then polls again', async () => {
		const one = context();
		void skipWhileRunning(one, async () => await new Promise(() => {}));
		jest.advanceTimersByTime(15 * MINUTE_MS - 1);
		expect(await skipWhileRunning(one, done)).toBeNull();
		jest.advanceTimersByTime(1);
		expect(await skipWhileRunning(one, done)).toBe('done');
		expect(await skipWhileRunning(one, done)).toBe('done');
	});

	it('goes on skipping when one that was given up ends while a later one runs', async () => {
		const one = context();
		const ends: Array<() => void> = [];
		const hold = async () => await new Promise<void>((ok) => ends.push(ok));
		const givenUp = skipWhileRunning(one, hold);
		jest.advanceTimersByTime(15 * MINUTE_MS);
		const later = skipWhileRunning(one, hold);
		ends[0]();
		await givenUp;
		expect(await skipWhileRunning(one, done)).toBeNull();
		ends[1]();
		await later;
	});
});
