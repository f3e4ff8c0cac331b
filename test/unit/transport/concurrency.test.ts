/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { Concurrency, type Sender } from '../../../nodes/HelloAsso/transport/concurrency';

const SECOND_MS = 1_000;
const execution = (more: Partial<Sender> = {}): Sender => ({
	owner: {},
	ceiling: 32,
	kind: 'list',
	isWrite: false,
	...more,
});

/** HelloAsso by a fake clock: how long an answer takes, and what it is. */
function host(
	latencyMs: (inFlight: number) => number,
	status: () => { statusCode: number; headers: Record<string, string> } = () => OK,
) {
	const seen = { inFlight: 0, most: 0, sent: [] as Array<[ms: number, owner: object]>, refused: 0 };
	const concurrency = new Concurrency();
	const run = async (sender: Sender) =>
		await concurrency.run(sender, async () => {
			seen.sent.push([Date.now(), sender.owner]);
			seen.most = Math.max(seen.most, ++seen.inFlight);
			const answer = status();
			await new Promise((resolve) => setTimeout(resolve, latencyMs(seen.inFlight)));
			seen.inFlight--;
			if (answer.statusCode === 429) seen.refused++;
			return { ...answer, body: '' };
		});
	/** So many requests, each again until it is answered; returns how long they took. */
	const all = async (count: number, sender = execution()) => {
		const startMs = Date.now();
		const until = async () => {
			while ((await run(sender)).statusCode !== 200);
		};
		const done = Promise.all(Array.from({ length: count }, until)).then(() => Date.now() - startMs);
		await jest.runAllTimersAsync();
		return await done;
	};
	return Object.assign(seen, { concurrency, run, all });
}

const OK = { statusCode: 200, headers: {} };
const refusal = (seconds?: number) => ({
	statusCode: 429,
	headers:
		seconds === undefined ? ({} as Record<string, string>) : { 'retry-after': String(seconds) },
});

beforeEach(() => {
	jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
	expect(jest.getTimerCount()).toBe(0);
	jest.useRealTimers();
});

describe('Concurrency', () => {
	it('begins with four requests and grows to the ceiling while HelloAsso keeps up', async () => {
		const api = host(() => 100);
		const tookMs = await api.all(200, execution({ ceiling: 16 }));
		expect(api.sent.filter(([ms]) => ms === 1_000_000)).toHaveLength(4);
		expect(api.most).toBe(16);
		expect(tookMs).toBeLessThan(1_700);
	});

	it('is not throttled by answers that are slow from the first on', async () => {
		const api = host(() => 3_000);
		await api.all(200, execution({ ceiling: 16 }));
		expect(api.most).toBe(16);
		expect(api.concurrency.limit).toBeGreaterThanOrEqual(16);
	});

	it('takes what a request takes that is alone for what HelloAsso takes now', async () => {
		let latencyMs = 3;
		const api = host(() => latencyMs);
		await api.all(50);
		latencyMs = 200;
		await api.all(1);
		await api.all(1);
		expect(await api.all(100, execution({ ceiling: 16 }))).toBeLessThanOrEqual(2_000);
		expect(api.most).toBeGreaterThanOrEqual(16);
	});

	it('grows again from a single request at a time', async () => {
		let refusals = 4;
		const api = host(
			() => 100,
			() => (refusals-- > 0 ? refusal() : OK),
		);
		await api.all(1);
		expect(api.concurrency.limit).toBeLessThanOrEqual(2);
		await api.all(60);
		expect(api.concurrency.limit).toBeGreaterThan(4);
	});

	it('takes back what makes HelloAsso slower', async () => {
		const api = host((inFlight) => (inFlight <= 6 ? 100 : 100 * (inFlight - 5) ** 2));
		await api.all(400);
		expect(api.most).toBeLessThan(20);
		const late = api.sent.slice(200).map(([ms]) => ms);
		// A fourth of what six at a time would get through, by an API that nearly stands still with ten.
		expect(late.length / (late[late.length - 1] - late[0])).toBeGreaterThan(0.015);
	});

	it('sends nothing while Retry-After lasts, whichever execution waits', async () => {
		let isFirst = true;
		const api = host(
			() => 100,
			() => {
				const answer = isFirst ? refusal(20) : OK;
				isFirst = false;
				return answer;
			},
		);
		const first = api.run(execution());
		await jest.advanceTimersByTimeAsync(100);
		await first;
		const others = [api.run(execution()), api.run(execution({ isWrite: true }))];
		await jest.advanceTimersByTimeAsync(19 * SECOND_MS);
		expect(api.sent).toHaveLength(1);
		await jest.runAllTimersAsync();
		await Promise.all(others);
		expect(api.sent[1][0]).toBeGreaterThanOrEqual(1_000_100 + 20 * SECOND_MS);
	});

	it.each([undefined, 1])(
		'finds the rate of an API that takes ten in a second, with Retry-After %p',
		async (seconds) => {
			let accepted: number[] = [];
			const api = host(
				() => 50,
				() => {
					const now = Date.now();
					accepted = accepted.filter((ms) => ms > now - SECOND_MS);
					if (accepted.length >= 10) return refusal(seconds);
					accepted.push(now);
					return OK;
				},
			);
			const tookMs = await api.all(500);
			expect(api.refused).toBeLessThan(25);
			expect(tookMs).toBeLessThan(65 * SECOND_MS);
		},
	);

	it('halves once for all that were refused together', async () => {
		const answers = [...Array(28).fill(OK), ...Array(8).fill(refusal(0))];
		const api = host(
			() => 100,
			() => answers.shift() ?? OK,
		);
		await api.all(36, execution({ ceiling: 8 }));
		expect(api.concurrency.limit).toBeGreaterThanOrEqual(4);
	});

	it('takes the executions in turn: a long export does not hold up a single read', async () => {
		const api = host(() => 100);
		const long = api.all(300, execution({ ceiling: 32 }));
		const one = execution();
		void api.run(one);
		await long;
		const at = api.sent.findIndex(([, owner]) => owner === one.owner);
		expect(at).toBeLessThanOrEqual(5);
	});

	it('lets a write go past reads that wait', async () => {
		const api = host(() => 100);
		const long = api.all(100);
		const write = execution({ isWrite: true });
		void api.run(write);
		await long;
		expect(api.sent.find(([, owner]) => owner === write.owner)?.[0]).toBe(1_000_000);
	});

	it('ends the waiting at once when the execution is stopped, and gives the place to another', async () => {
		const api = host(() => 100);
		const stop = new AbortController();
		const running = Array.from({ length: 4 }, async () => await api.run(execution()));
		const stopped = api.run(execution({ stopSignal: stop.signal })).catch((error: Error) => error);
		const other = api.run(execution());
		stop.abort();
		expect(await stopped).toMatchObject({ message: 'The execution was stopped' });
		await jest.runAllTimersAsync();
		await Promise.all([...running, other]);
		expect(api.sent).toHaveLength(5);
	});

	it('gives back the place of a request that failed', async () => {
		const concurrency = new Concurrency();
		const failing = async () =>
			await concurrency
				.run(execution(), async () => await Promise.reject(new Error('reset')))
				.catch(() => 'failed');
		for (let count = 0; count < 50; count++) expect(await failing()).toBe('failed');
		expect(concurrency.limit).toBe(1);
		const answer = await concurrency.run(execution(), async () => ({ ...OK, body: 'here' }));
		expect(answer.body).toBe('here');
	});

	it('comes back to speed after HelloAsso has refused everything for a minute', async () => {
		const untilMs = Date.now() + 60 * SECOND_MS;
		const api = host(
			() => 100,
			() => (Date.now() < untilMs ? refusal() : OK),
		);
		await api.all(40, execution({ ceiling: 16 }));
		expect(Date.now()).toBeGreaterThan(untilMs);
		const tookMs = await api.all(500, execution({ ceiling: 16 }));
		expect(tookMs).toBeLessThan(60 * SECOND_MS);
	});

	it('waits no longer than it was asked to when the clock is put back', async () => {
		const answers = [...Array(20).fill(OK), refusal(2), ...Array(20).fill(OK)];
		const api = host(
			() => 100,
			() => answers.shift() ?? OK,
		);
		const first = api.all(21);
		await first;
		jest.setSystemTime(Date.now() - 900 * SECOND_MS);
		const tookMs = await api.all(20);
		expect(tookMs).toBeLessThan(60 * SECOND_MS);
	});

	it('grows again when the clock is put back', async () => {
		const answers = [...Array(40).fill(OK), refusal(0)];
		const api = host(
			() => 100,
			() => answers.shift() ?? OK,
		);
		await api.all(40, execution({ ceiling: 8 }));
		await api.all(1);
		const { limit } = api.concurrency;
		jest.setSystemTime(Date.now() - 900 * SECOND_MS);
		await api.all(100, execution({ ceiling: 16 }));
		expect(api.concurrency.limit).toBeGreaterThan(limit);
	});

	it('begins anew after a quiet minute', async () => {
		const api = host(() => 100);
		await api.all(200, execution({ ceiling: 16 }));
		await jest.advanceTimersByTimeAsync(61 * SECOND_MS);
		await api.all(1);
		expect(api.concurrency.limit).toBe(4);
	});
});
