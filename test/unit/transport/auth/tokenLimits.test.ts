import { countTokenCall } from '../../../../nodes/HelloAsso/transport/auth/tokenLimits';
import { thrownBy } from '../../../fixtures/thrown';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const NOW = Date.UTC(2026, 0, 15, 12);

let keys = 0;
/** A key of which nothing was counted yet. */
const newKey = () => `https://api.helloasso.com key-${++keys}`;
const call = (key: string, times = 1) => {
	for (let time = 0; time < times; time++) countTokenCall(key);
};
const refusal = async (key: string) => await thrownBy(async () => countTokenCall(key));

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('countTokenCall', () => {
	it('allows 10 calls in 10 seconds, and says when the next one is allowed', async () => {
		const key = newKey();
		call(key, 10);
		jest.setSystemTime(NOW + 3 * SECOND_MS);
		expect(await refusal(key)).toMatchObject({
			type: 'rateLimited',
			message: 'Too many access tokens were asked for with this key',
			details: {
				description: expect.stringMatching(/^Try again in 7 seconds: HelloAsso allows a key 10 /),
				retryAfterSeconds: 7,
				fromTokenEndpoint: true,
			},
		});
		jest.setSystemTime(NOW + 10 * SECOND_MS);
		expect(() => call(key)).not.toThrow();
	});

	it('allows 20 calls in 10 minutes', async () => {
		const key = newKey();
		for (let time = 0; time < 20; time++) {
			jest.setSystemTime(NOW + time * 2 * SECOND_MS);
			call(key);
		}
		jest.setSystemTime(NOW + 5 * MINUTE_MS);
		expect(await refusal(key)).toMatchObject({
			details: {
				description: expect.stringMatching(/^Try again in 5 minutes: /),
				retryAfterSeconds: 300,
			},
		});
		jest.setSystemTime(NOW + 10 * MINUTE_MS);
		expect(() => call(key)).not.toThrow();
		expect(await refusal(key)).toMatchObject({ details: { retryAfterSeconds: 2 } });
	});

	it('allows 50 calls in an hour', async () => {
		const key = newKey();
		for (let time = 0; time < 50; time++) {
			jest.setSystemTime(NOW + time * MINUTE_MS);
			call(key);
		}
		jest.setSystemTime(NOW + 50 * MINUTE_MS);
		expect(await refusal(key)).toMatchObject({ details: { retryAfterSeconds: 600 } });
		jest.setSystemTime(NOW + 60 * MINUTE_MS);
		expect(() => call(key)).not.toThrow();
	});

	it('does not count a call that it refused, nor one that is taken back', async () => {
		const key = newKey();
		call(key, 9);
		const uncount = countTokenCall(key);
		expect(await refusal(key)).toMatchObject({ details: { retryAfterSeconds: 10 } });
		uncount();
		expect(() => call(key)).not.toThrow();
		jest.setSystemTime(NOW + 10 * SECOND_MS);
		expect(() => call(key, 10)).not.toThrow();
	});

	it('counts each key by itself', async () => {
		const [full, other] = [newKey(), newKey()];
		call(full, 10);
		expect(await refusal(full)).toMatchObject({ type: 'rateLimited' });
		expect(() => call(other, 10)).not.toThrow();
	});
});
