import { HelloAssoError } from '../../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { TokenGuard, type TokenState } from '../../../../nodes/HelloAsso/transport/auth/tokenGuard';
import { SharedToken } from '../../../../nodes/HelloAsso/transport/auth/sharedToken';
import { thrownBy } from '../../../fixtures/thrown';

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE_MS = 60_000;
const PATIENCE_MS = 10_000;

interface Request {
	name: string;
	/** 'waiting' until the gate lets it start. */
	state: 'waiting' | 'started' | 'done' | 'failed';
	succeed: () => void;
	fail: (error?: Error) => void;
	end: Promise<unknown>;
}

interface Stored {
	/** Its end, or what reading it throws. */
	expiry: number | undefined | Error;
	value: string | undefined;
	owner: string;
	usable: boolean;
	reads: number;
	replaced: number;
	replace: () => void;
}

const storedUntil = (expiry: Stored['expiry'], value: string | undefined = 'token'): Stored => ({
	expiry,
	value: expiry === undefined ? undefined : value,
	owner: 'key',
	usable: true,
	reads: 0,
	replaced: 0,
	replace() {},
});

function readFrom(stored: Stored): TokenState {
	stored.reads++;
	if (stored.expiry instanceof Error) throw stored.expiry;
	const { value, owner, usable, expiry: expiresAt } = stored;
	return { value, owner, usable, expiresAt, credential: `${owner} ${value}` };
}

/** What an execution has read of the credential is good until it sends, or is told to forget it. */
function gateOf(stored: Stored, lane: SharedToken) {
	let kept: TokenState | undefined;
	const forget = () => (kept = undefined);
	const read = async () => (kept ??= readFrom(stored));
	const replace = async () => {
		stored.replaced++;
		stored.replace();
		forget();
	};
	return { gate: new TokenGuard(lane, { read, replace, forget }), read, forget };
}

/** An execution with a token that ends at `expiry`, and requests that end when the test says so. */
function openGate(
	expiry: Stored['expiry'],
	lane = SharedToken.of(null),
	stored = storedUntil(expiry),
) {
	const { gate, read, forget } = gateOf(stored, lane);
	const passing = async (send: () => Promise<string>) => await gate.pass(send, PATIENCE_MS);
	const start = (name: string, pass: typeof passing = passing): Request => {
		const request: Request = {
			name,
			state: 'waiting',
			succeed() {},
			fail() {},
			end: Promise.resolve(),
		};
		// Where the request goes stands in the credential, too.
		void read().catch(() => undefined);
		request.end = pass(async () => {
			request.state = 'started';
			const answer = new Promise<string>((resolve, reject) => {
				request.succeed = () => {
					request.state = 'done';
					resolve(`answer of ${name}`);
				};
				request.fail = (error = new Error(`failure of ${name}`)) => {
					request.state = 'failed';
					reject(error);
				};
			});
			return await answer.finally(forget);
		}).catch((error: unknown) => error);
		return request;
	};
	return {
		gate,
		stored,
		start: (name: string) => start(name),
		startRenewal: (name: string, renewals: number) =>
			start(name, async (send) => await gate.renew(send, PATIENCE_MS, renewals)),
	};
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

describe('TokenGuard', () => {
	it('sends one request ahead while no token is stored, and the others side by side after it', async () => {
		const { stored, start } = openGate(undefined);
		const requests = ['a', 'b', 'c', 'd'].map((name) => start(name));
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
		const requests = ['a', 'b', 'c', 'd'].map((name) => start(name));
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
		const { gate } = openGate(undefined);
		const failing = () => {
			throw new Error('at once');
		};
		const thrown = await Promise.all(
			[1, 2, 3].map(async () => await thrownBy(async () => await gate.pass(failing, PATIENCE_MS))),
		);
		expect(thrown.map((error) => (error as Error).message)).toEqual([
			'at once',
			'at once',
			'at once',
		]);
		expect(await gate.pass(async () => 'answer', PATIENCE_MS)).toBe('answer');
	});

	it.each([
		[1, 'started'],
		[0, 'waiting'],
		[-MINUTE_MS, 'waiting'],
	])('with a token that ends in %p ms, a second request is %s', async (life, state) => {
		const { start } = openGate(NOW + life);
		const requests = ['a', 'b'].map(start);
		await settle();
		expect(states(requests)).toEqual(['started', state]);
	});

	it('closes again when the token ends', async () => {
		const { stored, start } = openGate(NOW + 30 * MINUTE_MS);
		start('a').succeed();
		await settle();
		jest.setSystemTime(NOW + 30 * MINUTE_MS);
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
		const { start } = openGate(NOW + 1000);
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

const refusal = () => new HelloAssoError('unauthorized', 'refused', { fromTokenEndpoint: true });

describe('several executions with one credential', () => {
	/** Executions that share a lane and what is stored. */
	const executions = (count: number, expiry: Stored['expiry']) => {
		const lane = SharedToken.of(null);
		const stored = storedUntil(expiry);
		return {
			lane,
			stored,
			gates: Array.from({ length: count }, () => openGate(expiry, lane, stored)),
		};
	};

	it('send one request ahead for all of them', async () => {
		const { stored, gates } = executions(3, undefined);
		const requests = gates.map(({ start }, index) => start(`request ${index}`));
		await settle();
		expect(states(requests)).toEqual(['started', 'waiting', 'waiting']);
		Object.assign(stored, { value: 'new', expiry: NOW + 30 * MINUTE_MS });
		requests[0].succeed();
		await settle();
		expect(states(requests)).toEqual(['done', 'started', 'started']);
	});

	it('get the refusal of the key without asking again, for ten seconds', async () => {
		const { gates } = executions(4, undefined);
		const requests = gates.slice(0, 3).map(({ start }, index) => start(`request ${index}`));
		await settle();
		const refused = refusal();
		requests[0].fail(refused);
		await settle();
		expect(await Promise.all(requests.map(async ({ end }) => await end))).toEqual([
			refused,
			refused,
			refused,
		]);
		expect(states(requests)).toEqual(['failed', 'waiting', 'waiting']);
		const { start } = gates[3];
		jest.setSystemTime(NOW + 9_999);
		expect(await start('soon').end).toBe(refused);
		jest.setSystemTime(NOW + 10_000);
		const later = start('later');
		await settle();
		expect(later.state).toBe('started');
	});

	it('learn of a refusal that one of them met although the token looked good', async () => {
		const { gates } = executions(2, NOW + 30 * MINUTE_MS);
		const first = gates[0].start('first');
		await settle();
		const refused = refusal();
		first.fail(refused);
		await settle();
		const second = gates[1].start('second');
		expect(await second.end).toBe(refused);
		expect(second.state).toBe('waiting');
	});

	it('try themselves when the credential was repaired meanwhile, or the failure may pass', async () => {
		const { stored, gates } = executions(2, undefined);
		const requests = gates.map(({ start }, index) => start(`request ${index}`));
		await settle();
		stored.owner = 'repaired key';
		requests[0].fail(refusal());
		await settle();
		expect(states(requests)).toEqual(['failed', 'started']);
		const third = openGate(undefined);
		const passing = ['a', 'b'].map(third.start);
		await settle();
		passing[0].fail(new HelloAssoError('connection', 'silence', { fromTokenEndpoint: true }));
		await settle();
		expect(states(passing)).toEqual(['failed', 'started']);
	});

	it('know a token of unknown lifetime that worked in another one', async () => {
		const { stored, gates } = executions(2, undefined);
		stored.value = 'opaque';
		const first = gates[0].start('first');
		await settle();
		first.succeed();
		await settle();
		const others = ['a', 'b'].map(gates[1].start);
		await settle();
		expect(states(others)).toEqual(['started', 'started']);
	});

	it('renew a refused token once, whoever met it first', async () => {
		const { lane, gates } = executions(3, NOW + 30 * MINUTE_MS);
		const renewals = gates.map(({ startRenewal }, index) => startRenewal(`renewal ${index}`, 0));
		await settle();
		expect(states(renewals)).toEqual(['started', 'waiting', 'waiting']);
		renewals[0].succeed();
		await settle();
		expect(states(renewals)).toEqual(['done', 'started', 'started']);
		expect(lane.renewals).toBe(1);
	});

	it('do not renew again for those that waited when the renewal is refused', async () => {
		const { gates } = executions(3, NOW + 30 * MINUTE_MS);
		const renewals = gates.map(({ startRenewal }, index) => startRenewal(`renewal ${index}`, 0));
		await settle();
		renewals[0].fail(refusal());
		await settle();
		expect(states(renewals)).toEqual(['failed', 'waiting', 'waiting']);
		expect(await renewals[2].end).toEqual(refusal());
	});

	it('renew again when the credential was repaired while they waited', async () => {
		const { stored, gates } = executions(2, NOW + 30 * MINUTE_MS);
		const renewals = gates.map(({ startRenewal }, index) => startRenewal(`renewal ${index}`, 0));
		await settle();
		stored.owner = 'repaired key';
		renewals[0].fail(refusal());
		await settle();
		expect(states(renewals)).toEqual(['failed', 'started']);
	});
});

describe('a token endpoint that never answers', () => {
	const lateness = new HelloAssoError('timeout', 'HelloAsso gave no access token in time', {
		description: 'The request itself has not left. Try again later.',
	});

	it('holds those that wait up no longer than their own request might', async () => {
		const { start } = openGate(undefined);
		const requests = ['a', 'b', 'c'].map(start);
		await jest.advanceTimersByTimeAsync(PATIENCE_MS - 1);
		expect(states(requests)).toEqual(['started', 'waiting', 'waiting']);
		await jest.advanceTimersByTimeAsync(1);
		expect([await requests[1].end, await requests[2].end]).toEqual([lateness, lateness]);
		expect(states(requests)).toEqual(['started', 'waiting', 'waiting']);
	});

	it('holds those that wait up once, not once for each of them', async () => {
		const { start } = openGate(undefined);
		const requests = ['a', 'b', 'c'].map(start);
		await jest.advanceTimersByTimeAsync(PATIENCE_MS - 1);
		requests[0].fail();
		await jest.advanceTimersByTimeAsync(1);
		expect(states(requests)).toEqual(['failed', 'started', 'waiting']);
		expect(await requests[2].end).toEqual(lateness);
	});

	it('is asked again after a minute by the next request', async () => {
		const { start } = openGate(undefined);
		const lost = start('lost');
		await jest.advanceTimersByTimeAsync(MINUTE_MS - 1);
		const waiting = start('waiting');
		await settle();
		expect(states([lost, waiting])).toEqual(['started', 'waiting']);
		await jest.advanceTimersByTimeAsync(500);
		expect(waiting.state).toBe('started');
		const next = start('next');
		lost.fail();
		await settle();
		expect(next.state).toBe('waiting');
	});

	it('holds renewals up no longer than that either', async () => {
		const { startRenewal } = openGate(NOW + 30 * MINUTE_MS);
		const renewals = ['a', 'b'].map((name) => startRenewal(name, 0));
		await jest.advanceTimersByTimeAsync(PATIENCE_MS);
		expect(await renewals[1].end).toEqual(lateness);
		expect(states(renewals)).toEqual(['started', 'waiting']);
	});
});

describe('a stored token that is not to be used', () => {
	it('is replaced before the first request, once for all', async () => {
		const { stored, start } = openGate(NOW + 30 * MINUTE_MS);
		stored.usable = false;
		stored.replace = () => Object.assign(stored, { usable: true, value: 'own' });
		const requests = ['a', 'b', 'c'].map(start);
		await settle();
		expect(states(requests)).toEqual(['started', 'started', 'started']);
		expect(stored.replaced).toBe(1);
	});

	it('is one that worked for another key of the same credential', async () => {
		const lane = SharedToken.of(null);
		const stored = storedUntil(NOW + 30 * MINUTE_MS);
		openGate(undefined, lane, stored).start('with the first key');
		await settle();
		expect(stored.replaced).toBe(0);
		stored.owner = 'second key';
		stored.replace = () => Object.assign(stored, { value: 'of the second key' });
		const request = openGate(undefined, lane, stored).start('with the second key');
		await settle();
		expect(stored.replaced).toBe(1);
		expect(request.state).toBe('started');
	});

	it('is not sent when it cannot be replaced, and the next execution tries again', async () => {
		const { stored, start } = openGate(NOW + 30 * MINUTE_MS);
		stored.usable = false;
		stored.replace = () => {
			throw refusal();
		};
		const requests = ['a', 'b'].map(start);
		await settle();
		expect(states(requests)).toEqual(['waiting', 'waiting']);
		expect(await requests[0].end).toEqual(refusal());
		expect(stored.replaced).toBe(1);
	});
});

describe('the lanes', () => {
	it('are one for each credential id, and none is shared without', () => {
		expect(SharedToken.of('a')).toBe(SharedToken.of('a'));
		expect(SharedToken.of('a')).not.toBe(SharedToken.of('b'));
		expect(SharedToken.of(undefined)).not.toBe(SharedToken.of(undefined));
	});

	it('are kept for the thousand credentials used last', () => {
		const [kept, dropped] = [SharedToken.of('kept'), SharedToken.of('dropped')];
		for (let other = 0; other < 1_000; other++) {
			SharedToken.of('kept');
			SharedToken.of(`other ${other}`);
		}
		expect(SharedToken.of('kept')).toBe(kept);
		expect(SharedToken.of('dropped')).not.toBe(dropped);
	});
});
