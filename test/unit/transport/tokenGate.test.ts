import { TokenGate, tokenExpiry } from '../../../nodes/HelloAsso/transport/tokenGate';
import { thrownBy } from '../../fixtures/thrown';

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE_MS = 60_000;

interface Request {
	name: string;
	/** 'waiting' until the gate lets it start. */
	state: 'waiting' | 'started' | 'done' | 'failed';
	succeed: () => void;
	fail: () => void;
	end: Promise<unknown>;
}

/** A gate whose token ends at `expiry`, and requests that end when the test says so. */
function openGate(expiry: number | undefined | Error) {
	const stored = { expiry, reads: 0 };
	const gate = new TokenGate(async () => {
		stored.reads++;
		if (stored.expiry instanceof Error) throw stored.expiry;
		return stored.expiry;
	});
	const start = (name: string): Request => {
		const request: Request = { name, state: 'waiting', succeed() {}, fail() {}, end: Promise.resolve() };
		request.end = gate
			.pass(async () => {
				request.state = 'started';
				return await new Promise<string>((resolve, reject) => {
					request.succeed = () => {
						request.state = 'done';
						resolve(`answer of ${name}`);
					};
					request.fail = () => {
						request.state = 'failed';
						reject(new Error(`failure of ${name}`));
					};
				});
			})
			.catch((error: unknown) => error);
		return request;
	};
	return { stored, start };
}

/** Lets everything run that waits for no timer and for no request. */
const settle = async () => await jest.advanceTimersByTimeAsync(0);
const states = (requests: Request[]) => requests.map(({ state }) => state);

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('TokenGate', () => {
	it('sends one request ahead while no token is stored, and the others side by side after it', async () => {
		const { stored, start } = openGate(undefined);
		const requests = ['a', 'b', 'c', 'd'].map(start);
		await settle();
		expect(states(requests)).toEqual(['started', 'waiting', 'waiting', 'waiting']);

		stored.expiry = NOW + 30 * MINUTE_MS;
		requests[0].succeed();
		await settle();
		expect(states(requests)).toEqual(['done', 'started', 'started', 'started']);
		for (const request of requests.slice(1)) request.succeed();
		expect(await Promise.all(requests.map(async ({ end }) => await end))).toEqual([
			'answer of a',
			'answer of b',
			'answer of c',
			'answer of d',
		]);
	});

	it('lets all go at once when a good token is stored, and reads the credential once for them', async () => {
		const { stored, start } = openGate(NOW + 30 * MINUTE_MS);
		const requests = ['a', 'b', 'c'].map(start);
		await settle();
		expect(states(requests)).toEqual(['started', 'started', 'started']);
		expect(stored.reads).toBe(1);
	});

	it('makes the next one the scout when the scout fails, until one succeeds', async () => {
		const { stored, start } = openGate(undefined);
		const requests = ['a', 'b', 'c', 'd'].map(start);
		await settle();
		requests[0].fail();
		await settle();
		expect(states(requests)).toEqual(['failed', 'started', 'waiting', 'waiting']);
		requests[1].fail();
		await settle();
		expect(states(requests)).toEqual(['failed', 'failed', 'started', 'waiting']);
		stored.expiry = NOW + 30 * MINUTE_MS;
		requests[2].succeed();
		await settle();
		expect(states(requests)).toEqual(['failed', 'failed', 'done', 'started']);
		expect(await requests[0].end).toEqual(new Error('failure of a'));
	});

	it('is not blocked by a credential that cannot be read', async () => {
		const { stored, start } = openGate(new Error('no credential'));
		const [first, second] = ['a', 'b'].map(start);
		expect(await first.end).toEqual(new Error('no credential'));
		expect(await second.end).toEqual(new Error('no credential'));
		stored.expiry = NOW + 30 * MINUTE_MS;
		const third = start('c');
		await settle();
		expect(third.state).toBe('started');
	});

	it('is not blocked by a request that throws before it begins', async () => {
		const gate = new TokenGate(async () => undefined);
		const failing = () => {
			throw new Error('at once');
		};
		const thrown = await Promise.all([1, 2, 3].map(async () => await thrownBy(async () => await gate.pass(failing))));
		expect(thrown.map((error) => (error as Error).message)).toEqual(['at once', 'at once', 'at once']);
		expect(await gate.pass(async () => 'answer')).toBe('answer');
	});

	it.each([
		[MINUTE_MS, 'waiting'],
		[MINUTE_MS - 1, 'waiting'],
		[MINUTE_MS + 1, 'started'],
		[-MINUTE_MS, 'waiting'],
	])('with a token that ends in %p ms, a second request is %s', async (life, state) => {
		const { start } = openGate(NOW + life);
		const requests = ['a', 'b'].map(start);
		await settle();
		expect(states(requests)).toEqual(['started', state]);
	});

	it('closes again when the token is about to end', async () => {
		const { stored, start } = openGate(NOW + 30 * MINUTE_MS);
		start('a').succeed();
		await settle();
		jest.setSystemTime(NOW + 29 * MINUTE_MS);
		const late = ['b', 'c'].map(start);
		await settle();
		expect(states(late)).toEqual(['started', 'waiting']);
		stored.expiry = NOW + 59 * MINUTE_MS;
		late[0].succeed();
		await settle();
		expect(states(late)).toEqual(['done', 'started']);
	});

	it('trusts a token of unknown lifetime for one minute after it worked', async () => {
		const { start } = openGate(undefined);
		const first = start('a');
		await settle();
		first.succeed();
		await settle();
		jest.setSystemTime(NOW + MINUTE_MS - 1);
		const within = ['b', 'c'].map(start);
		await settle();
		expect(states(within)).toEqual(['started', 'started']);
		jest.setSystemTime(NOW + MINUTE_MS);
		const after = ['d', 'e'].map(start);
		await settle();
		expect(states(after)).toEqual(['started', 'waiting']);
	});

	it.each([MINUTE_MS, 1])('keeps to one at a time while the token that comes ends in %p ms', async (life) => {
		const { stored, start } = openGate(undefined);
		const requests = ['a', 'b', 'c'].map(start);
		await settle();
		stored.expiry = NOW + life;
		requests[0].succeed();
		await settle();
		expect(states(requests)).toEqual(['done', 'started', 'waiting']);
		requests[1].succeed();
		await settle();
		expect(states(requests)).toEqual(['done', 'done', 'started']);
	});

	it.each([0, -1, -30 * MINUTE_MS])(
		'trusts for one minute a token that worked although our clock says it ended %p ms from now',
		async (life) => {
			const { start } = openGate(NOW + life);
			const requests = ['a', 'b', 'c'].map(start);
			await settle();
			expect(states(requests)).toEqual(['started', 'waiting', 'waiting']);
			requests[0].succeed();
			await settle();
			expect(states(requests)).toEqual(['done', 'started', 'started']);
			jest.setSystemTime(NOW + MINUTE_MS);
			const late = ['d', 'e'].map(start);
			await settle();
			expect(states(late)).toEqual(['started', 'waiting']);
		},
	);

	it('has one scout even if an earlier request, let through with the old token, ends meanwhile', async () => {
		const { start } = openGate(NOW + MINUTE_MS + 1000);
		const slow = start('slow');
		await settle();
		jest.setSystemTime(NOW + 2000);
		const scout = start('scout');
		await settle();
		expect(states([slow, scout])).toEqual(['started', 'started']);
		slow.succeed();
		await settle();
		const late = start('late');
		await settle();
		expect(late.state).toBe('waiting');
	});
});

const jwt = (claims: unknown) =>
	`${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

describe('tokenExpiry', () => {
	it("reads the token's own end", () => {
		expect(tokenExpiry({ access_token: jwt({ exp: 1_768_480_000, cps: ['Checkout'] }) })).toBe(1_768_480_000_000);
	});

	it('prefers it to what n8n noted, which it takes otherwise, as number or text', () => {
		expect(tokenExpiry({ access_token: jwt({ exp: 1_768_480_000 }), n8n_expires_at: '5' })).toBe(1_768_480_000_000);
		expect(tokenExpiry({ access_token: 'opaque', n8n_expires_at: '1768480000123' })).toBe(1_768_480_000_123);
		expect(tokenExpiry({ access_token: jwt({}), n8n_expires_at: 1_768_480_000_123 })).toBe(1_768_480_000_123);
	});

	it('understands claims with letters beyond ASCII', () => {
		expect(tokenExpiry({ access_token: jwt({ name: 'Fête ✓', exp: 42 }) })).toBe(42_000);
	});

	it.each([
		undefined,
		null,
		'token',
		{},
		{ n8n_expires_at: '1768480000123' },
		{ access_token: '', n8n_expires_at: '1768480000123' },
		{ access_token: 42, n8n_expires_at: '1768480000123' },
		{ access_token: 'opaque' },
		{ access_token: 'opaque', n8n_expires_at: 'soon' },
		{ access_token: 'a.b.c' },
		{ access_token: 'a..c' },
		{ access_token: jwt(null) },
		{ access_token: jwt({ exp: 'soon' }) },
		{ access_token: jwt({ exp: 0 }) },
		{ access_token: jwt({ exp: -5 }) },
		{ access_token: jwt({ exp: null }) },
	])('cannot tell for %j', (stored) => {
		expect(tokenExpiry(stored)).toBeUndefined();
	});
});
