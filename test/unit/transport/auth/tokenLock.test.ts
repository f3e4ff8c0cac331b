import { HelloAssoError } from '../../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { TokenLock } from '../../../../nodes/HelloAsso/transport/auth/tokenLock';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const NOW = Date.UTC(2026, 0, 15, 12);

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('TokenLock › of', () => {
	it('gives one for each credential id, and shares none without', () => {
		expect(TokenLock.of('a')).toBe(TokenLock.of('a'));
		expect(TokenLock.of('a')).not.toBe(TokenLock.of('b'));
		expect(TokenLock.of(undefined)).not.toBe(TokenLock.of(undefined));
	});

	it('keeps those of the thousand credentials used last', () => {
		const [kept, dropped] = [TokenLock.of('kept'), TokenLock.of('dropped')];
		for (let other = 0; other < 1_000; other++) {
			TokenLock.of('kept');
			TokenLock.of(`other ${other}`);
		}
		expect(TokenLock.of('kept')).toBe(kept);
		expect(TokenLock.of('dropped')).not.toBe(dropped);
	});
});

describe('TokenLock › withLock', () => {
	it('is locked until the task has ended, well or badly', async () => {
		const shared = TokenLock.of(null);
		expect(shared.isLocked).toBe(false);
		let end = () => {};
		const task = shared.withLock(async () => await new Promise<void>((resolve) => (end = resolve)));
		expect(shared.isLocked).toBe(true);
		end();
		await task;
		expect(shared.isLocked).toBe(false);
		const failing = shared.withLock(async () => await Promise.reject(new Error('no token')));
		expect(shared.isLocked).toBe(true);
		await expect(failing).rejects.toThrow('no token');
		expect(shared.isLocked).toBe(false);
	});

	it('treats a lock that is held for a minute as abandoned, whose late end unlocks no other', async () => {
		const shared = TokenLock.of(null);
		let end = () => {};
		const lost = shared.withLock(async () => await new Promise<void>((resolve) => (end = resolve)));
		jest.setSystemTime(NOW + MINUTE_MS - 1);
		expect(shared.isLocked).toBe(true);
		jest.setSystemTime(NOW + MINUTE_MS);
		expect(shared.isLocked).toBe(false);
		void shared.withLock(async () => await new Promise(() => {}));
		end();
		await lost;
		expect(shared.isLocked).toBe(true);
	});
});

describe('TokenLock › refusalOf', () => {
	const refused = new HelloAssoError('unauthorized', 'wrong key', { fromTokenEndpoint: true });
	const standsFor = (shared: TokenLock, credential: string) => {
		for (let seconds = 0; ; seconds++) {
			if (!shared.refusalOf(credential)) return seconds;
			jest.setSystemTime(Date.now() + SECOND_MS);
		}
	};

	it('stands for ten seconds, for the same credential', () => {
		const shared = TokenLock.of(null);
		expect(shared.refuse('first', refused)).toBe(refused);
		expect(shared.refusalOf('first')).toBe(refused);
		expect(shared.refusalOf('repaired')).toBeUndefined();
		expect(standsFor(shared, 'first')).toBe(10);
	});

	it('stands twice as long each time, up to a quarter of an hour', () => {
		const shared = TokenLock.of(null);
		const waits = Array.from({ length: 9 }, () => {
			shared.refuse('first', refused);
			return standsFor(shared, 'first');
		});
		expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
	});

	it('begins anew an hour after the last one was over', () => {
		const shared = TokenLock.of(null);
		shared.refuse('first', refused);
		jest.setSystemTime(NOW + 10 * SECOND_MS + 60 * MINUTE_MS);
		shared.refuse('first', refused);
		expect(standsFor(shared, 'first')).toBe(10);
	});

	it('is not prolonged by those who meet it at the same time', () => {
		const shared = TokenLock.of(null);
		for (let time = 0; time < 10; time++) shared.refuse('first', refused);
		expect(standsFor(shared, 'first')).toBe(10);
	});

	it.each([
		['as long as Retry-After says', { retryAfterSeconds: 700 }, 700],
		['an hour at the most', { retryAfterSeconds: 1e9 }, 3600],
		['ten minutes where that is not known', {}, 600],
		['no shorter than a refusal without', { retryAfterSeconds: 1 }, 10],
	])('stands, after a 429, %s', (_title, details, seconds) => {
		const shared = TokenLock.of(null);
		shared.refuse('first', new HelloAssoError('rateLimited', 'locked', details));
		expect(standsFor(shared, 'first')).toBe(seconds);
	});
});

describe('TokenLock › note', () => {
	it('knows whose token it is, by the first to note it', () => {
		const shared = TokenLock.of(null);
		shared.note('token', 'sandbox key', undefined);
		shared.note('token', 'production key', undefined);
		expect(shared.isOfOtherOwner('token', 'production key')).toBe(true);
		expect(shared.isOfOtherOwner('token', 'sandbox key')).toBe(false);
		expect(shared.isOfOtherOwner('other token', 'production key')).toBe(false);
		expect(shared.isOfOtherOwner(undefined, 'production key')).toBe(false);
	});

	it('knows the end of a token, by the later of what was noted and what the token says', () => {
		const shared = TokenLock.of(null);
		expect(shared.isCurrent('opaque')).toBe(true);
		expect(shared.isCurrent('token', NOW + 1)).toBe(true);
		expect(shared.isCurrent('token', NOW)).toBe(false);
		shared.note('token', 'key', NOW + 1);
		expect(shared.isCurrent('token', NOW - 30 * MINUTE_MS)).toBe(true);
		jest.setSystemTime(NOW + 1);
		expect(shared.isCurrent('token', NOW - 30 * MINUTE_MS)).toBe(false);
	});
});
