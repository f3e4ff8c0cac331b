import {
	HelloAssoError,
	type ErrorType,
	type HelloAssoErrorDetails,
} from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { withRetry } from '../../../nodes/HelloAsso/transport/retry';

const failure = (type: ErrorType, details: HelloAssoErrorDetails = {}) =>
	new HelloAssoError(type, type, details);

/** Reads that fail with the given errors, in turn, then succeed. Notes when each was sent. */
function reading(...failures: unknown[]) {
	const sentAt: number[] = [];
	const read = async () => {
		sentAt.push(Date.now());
		if (sentAt.length <= failures.length) throw failures[sentAt.length - 1];
		return 'answer';
	};
	return { sentAt, read };
}

const outcomeOf = async (promise: Promise<unknown>) => {
	const outcome = promise.catch((error: unknown) => error);
	await jest.runAllTimersAsync();
	return await outcome;
};

beforeEach(() => {
	jest.useFakeTimers({ now: 0 });
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

describe('withRetry', () => {
	it('asks once when the answer comes', async () => {
		const { read, sentAt } = reading();
		expect(await outcomeOf(withRetry(read))).toBe('answer');
		expect(sentAt).toEqual([0]);
	});

	it.each(['connection', 'timeout', 'serverError'] as const)(
		'repeats after %s, twice at the most, with growing pauses',
		async (type) => {
			const twice = reading(failure(type), failure(type));
			expect(await outcomeOf(withRetry(twice.read))).toBe('answer');
			expect(twice.sentAt).toEqual([0, 500, 2500]);

			jest.setSystemTime(0);
			const last = failure(type);
			const thrice = reading(failure(type), failure(type), last);
			expect(await outcomeOf(withRetry(thrice.read))).toBe(last);
			expect(thrice.sentAt).toEqual([0, 500, 2500]);
		},
	);

	it('repeats what was refused five times at the most, with growing pauses', async () => {
		const refusals = Array.from({ length: 6 }, () => failure('rateLimited'));
		const five = reading(...refusals.slice(1));
		expect(await outcomeOf(withRetry(five.read))).toBe('answer');
		expect(five.sentAt).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500]);

		const six = reading(...refusals);
		expect(await outcomeOf(withRetry(six.read))).toBe(refusals[5]);
		expect(six.sentAt).toHaveLength(6);
	});

	it('counts refusals apart from failures', async () => {
		const kinds = ['rateLimited', 'serverError', 'rateLimited', 'timeout', 'rateLimited'] as const;
		const { read, sentAt } = reading(...kinds.map((type) => failure(type)));
		expect(await outcomeOf(withRetry(read))).toBe('answer');
		expect(sentAt).toEqual([0, 500, 1_000, 2_000, 4_000, 6_000]);
	});

	it.each([
		'invalidParameter',
		'badRequest',
		'unauthorized',
		'forbidden',
		'notFound',
		'conflict',
		'invalidResponse',
	] as const)('does not repeat after %s', async (type) => {
		const error = failure(type);
		const { read, sentAt } = reading(error);
		expect(await outcomeOf(withRetry(read))).toBe(error);
		expect(sentAt).toEqual([0]);
	});

	it('does not repeat what it does not know', async () => {
		const error = new TypeError('undefined is not a function');
		const { read, sentAt } = reading(error);
		expect(await outcomeOf(withRetry(read))).toBe(error);
		expect(sentAt).toEqual([0]);
	});

	it('does not repeat what will not pass by itself', async () => {
		const error = failure('connection', { final: true });
		const { read, sentAt } = reading(error);
		expect(await outcomeOf(withRetry(read))).toBe(error);
		expect(sentAt).toEqual([0]);
	});

	it('gives up at the first failure that does not pass', async () => {
		const final = failure('notFound');
		const { read, sentAt } = reading(failure('serverError'), final);
		expect(await outcomeOf(withRetry(read))).toBe(final);
		expect(sentAt).toEqual([0, 500]);
	});

	it.each([
		[0, 500],
		[0.1, 500],
		[3, 3000],
		[1.3, 1300],
		[30, 30_000],
	])('after Retry-After: %p asks again at %p ms', async (retryAfterSeconds, sentAgainAt) => {
		const { read, sentAt } = reading(failure('rateLimited', { retryAfterSeconds }));
		expect(await outcomeOf(withRetry(read))).toBe('answer');
		expect(sentAt).toEqual([0, sentAgainAt]);
	});

	it('never asks earlier than its own pause, and keeps each Retry-After to its own try', async () => {
		const { read, sentAt } = reading(
			failure('serverError', { retryAfterSeconds: 5 }),
			failure('serverError', { retryAfterSeconds: 1 }),
		);
		expect(await outcomeOf(withRetry(read))).toBe('answer');
		expect(sentAt).toEqual([0, 5000, 7000]);
	});

	it('gives up when the wait asked for is longer than half a minute', async () => {
		const error = failure('rateLimited', { retryAfterSeconds: 30.001 });
		const { read, sentAt } = reading(error);
		expect(await outcomeOf(withRetry(read))).toBe(error);
		expect(sentAt).toEqual([0]);
	});

	it.each(['connection', 'timeout', 'rateLimited', 'serverError'] as const)(
		'never repeats a failure of the token endpoint: %s',
		async (type) => {
			const error = failure(type, { fromTokenEndpoint: true, retryAfterSeconds: 1 });
			const { read, sentAt } = reading(error);
			expect(await outcomeOf(withRetry(read))).toBe(error);
			expect(sentAt).toEqual([0]);
		},
	);

	it('does not sleep on when the user has pressed Stop', async () => {
		const stop = new AbortController();
		const { read, sentAt } = reading(failure('serverError', { retryAfterSeconds: 30 }));
		const outcome = withRetry(read, stop.signal).catch((error: unknown) => error);
		await jest.advanceTimersByTimeAsync(1000);
		expect(sentAt).toEqual([0]);
		stop.abort();
		await jest.advanceTimersByTimeAsync(250);
		await outcome;
		expect(jest.getTimerCount()).toBe(0);
	});

	it('spreads requests that failed together over up to half of the pause', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		const { read, sentAt } = reading(
			failure('serverError'),
			failure('rateLimited', { retryAfterSeconds: 7 }),
		);
		expect(await outcomeOf(withRetry(read))).toBe('answer');
		// The first wait after a refusal, and its own half of a half.
		expect(sentAt).toEqual([0, 625, 625 + 7000 + 125]);
	});
});
