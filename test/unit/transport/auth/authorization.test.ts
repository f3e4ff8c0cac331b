import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { Authorization } from '../../../../nodes/HelloAsso/transport/auth/authorization';
import type { HelloAssoError } from '../../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { NODE, tokenOutage, tokenRefusal } from '../../../fixtures/thrownByN8n';

const NOW = Date.UTC(2026, 0, 15, 12);
const MINUTE_MS = 60_000;
const WAIT_TIMEOUT_MS = 10_000;
const refusal = tokenRefusal({ error: 'unauthorized_client' });
const outage = tokenOutage(503);

interface TokenCall {
	/** The credential that it is made with. */
	credential: ICredentialDataDecryptedObject;
	succeed: (token: IDataObject) => void;
	fail: (error: Error) => void;
}

let ids = 0;

/** One credential in n8n, whose token calls end when the test says so, and executions that use it. */
function inN8n(stored: IDataObject | undefined, more: ICredentialDataDecryptedObject = {}) {
	const id = `authorization-${++ids}`;
	const n8n = {
		credential: {
			environment: 'production',
			grantType: 'clientCredentials',
			clientId: id,
			clientSecret: 'secret',
			...(stored && { oauthTokenData: stored }),
			...more,
		} as ICredentialDataDecryptedObject,
		readings: 0,
		unreadable: undefined as Error | undefined,
		tokenCalls: [] as TokenCall[],
		/** Token and host of each request. */
		sent: [] as Array<[unknown, string]>,
		/** Tokens that the API rejects. */
		rejected: new Set<unknown>(),
	};
	const context = {
		getNode: () => ({ ...NODE, credentials: { helloAssoOAuth2Api: { id, name: 'Mine' } } }),
		async getCredentials() {
			n8n.readings++;
			if (n8n.unreadable) throw n8n.unreadable;
			return { ...n8n.credential };
		},
		helpers: {
			async refreshOAuth2Token(this: IExecuteFunctions, type: string) {
				const credential = await this.getCredentials(type);
				const token = await new Promise<IDataObject>((succeed, fail) => {
					n8n.tokenCalls.push({ credential, succeed, fail });
				});
				n8n.credential = { ...n8n.credential, oauthTokenData: token };
				return token;
			},
		},
	} as unknown as IExecuteFunctions;
	const execution = () => {
		const authorization = new Authorization(context);
		const sendWith = async (origin: string, { oauthTokenData }: ICredentialDataDecryptedObject) => {
			const { access_token: token } = oauthTokenData as IDataObject;
			n8n.sent.push([token, origin]);
			const statusCode = n8n.rejected.has(token) ? 401 : 200;
			return { statusCode, headers: {}, body: '' } as IN8nHttpFullResponse;
		};
		/** What comes of one request: its status, or the error. */
		return async () =>
			await authorization
				.send(sendWith, WAIT_TIMEOUT_MS)
				.then(({ statusCode }) => statusCode)
				.catch((error: unknown) => error as HelloAssoError);
	};
	return Object.assign(n8n, { execution });
}

const tokenUntil = (expiresAt: number, value = 'stored') => ({
	access_token: value,
	n8n_expires_at: String(expiresAt),
});
const GOOD = tokenUntil(NOW + 30 * MINUTE_MS);
const NEW = { access_token: 'new', refresh_token: 'r', expires_in: 1800 };
const connected = { ...GOOD, refresh_token: 'consent', organization_slug: 'les-amis-du-velo' };
const HOST = 'https://api.helloasso.com';

/** Lets everything run that waits for no timer and for no token call. */
const settle = async () => await jest.advanceTimersByTimeAsync(0);

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

describe('Authorization › with a good token', () => {
	it('sends all requests at once, after one reading of the credential', async () => {
		const n8n = inN8n(GOOD);
		const send = n8n.execution();
		expect(await Promise.all([send(), send(), send()])).toEqual([200, 200, 200]);
		expect(await send()).toBe(200);
		expect(n8n.sent).toEqual(Array(4).fill(['stored', HOST]));
		expect(n8n.readings).toBe(1);
		expect(n8n.tokenCalls).toEqual([]);
	});

	it('sends a token that tells no end', async () => {
		const n8n = inN8n({ access_token: 'opaque' });
		expect(await n8n.execution()()).toBe(200);
		expect(n8n.tokenCalls).toEqual([]);
	});

	it.each([
		[1, 0],
		[0, 1],
		[-MINUTE_MS, 1],
	])('that ends in %p ms, makes %p token calls', async (lifeMs, calls) => {
		const n8n = inN8n(tokenUntil(NOW + lifeMs));
		void n8n.execution()();
		await settle();
		expect(n8n.tokenCalls).toHaveLength(calls);
	});

	it('gets a new one when it ends during the execution', async () => {
		const n8n = inN8n(GOOD);
		const send = n8n.execution();
		await send();
		jest.setSystemTime(NOW + 30 * MINUTE_MS);
		const requests = [send(), send()];
		await settle();
		expect(n8n.tokenCalls).toHaveLength(1);
		n8n.tokenCalls[0].succeed(NEW);
		expect(await Promise.all(requests)).toEqual([200, 200]);
		expect(n8n.sent.map(([token]) => token)).toEqual(['stored', 'new', 'new']);
	});

	it('fails where the credential cannot be read, and reads it again for the next request', async () => {
		const n8n = inN8n(GOOD);
		const send = n8n.execution();
		n8n.unreadable = new Error('no credential');
		expect(await Promise.all([send(), send()])).toEqual([n8n.unreadable, n8n.unreadable]);
		n8n.unreadable = undefined;
		expect(await send()).toBe(200);
	});
});

describe('Authorization › without a good token', () => {
	it('makes one token call for all requests of all executions, and sends them when it is stored', async () => {
		const n8n = inN8n(undefined);
		const [first, second] = [n8n.execution(), n8n.execution()];
		const requests = [first(), first(), second(), second()];
		await settle();
		expect(n8n.tokenCalls).toHaveLength(1);
		expect(n8n.sent).toEqual([]);
		n8n.tokenCalls[0].succeed(NEW);
		expect(await Promise.all(requests)).toEqual([200, 200, 200, 200]);
		expect(n8n.sent).toEqual(Array(4).fill(['new', HOST]));
		expect(n8n.tokenCalls).toHaveLength(1);
		// Each execution before and after.
		expect(n8n.readings).toBe(4);
	});

	it('makes the next request the leader when a call fails for a passing reason', async () => {
		const n8n = inN8n(undefined);
		const send = n8n.execution();
		const requests = [send(), send()];
		await settle();
		n8n.tokenCalls[0].fail(outage);
		await settle();
		expect(await requests[0]).toMatchObject({ type: 'serverError' });
		expect(n8n.tokenCalls).toHaveLength(2);
		n8n.tokenCalls[1].succeed(NEW);
		expect(await requests[1]).toBe(200);
	});

	it('renews once a token that the API rejects, whoever met that first', async () => {
		const n8n = inN8n(GOOD);
		n8n.rejected.add('stored');
		const requests = [n8n.execution()(), n8n.execution()(), n8n.execution()()];
		await settle();
		expect(n8n.tokenCalls).toHaveLength(1);
		n8n.tokenCalls[0].succeed(NEW);
		expect(await Promise.all(requests)).toEqual([200, 200, 200]);
		expect(n8n.tokenCalls).toHaveLength(1);
	});

	it('trusts a new token for its lifetime, though the clock of this computer is ahead', async () => {
		const n8n = inN8n(undefined);
		const send = n8n.execution();
		const request = send();
		await settle();
		n8n.tokenCalls[0].succeed({ ...NEW, n8n_expires_at: String(NOW - 60 * MINUTE_MS) });
		expect(await request).toBe(200);
		jest.setSystemTime(NOW + 30 * MINUTE_MS - 1);
		expect(await send()).toBe(200);
		expect(await n8n.execution()()).toBe(200);
		expect(n8n.tokenCalls).toHaveLength(1);
	});
});

describe('Authorization › a refused token call', () => {
	it('is not repeated by any execution for ten seconds, which all get the same reason', async () => {
		const n8n = inN8n(undefined);
		const requests = [n8n.execution()(), n8n.execution()(), n8n.execution()()];
		await settle();
		n8n.tokenCalls[0].fail(refusal);
		const errors = new Set(await Promise.all(requests));
		expect(errors.size).toBe(1);
		jest.setSystemTime(NOW + 9_999);
		expect(errors).toContain(await n8n.execution()());
		expect(n8n.tokenCalls).toHaveLength(1);
		jest.setSystemTime(NOW + 10_000);
		void n8n.execution()();
		await settle();
		expect(n8n.tokenCalls).toHaveLength(2);
		expect(n8n.sent).toEqual([]);
	});

	it('is made at once by those who waited, with a secret that was repaired meanwhile', async () => {
		const n8n = inN8n(undefined);
		const requests = [n8n.execution()(), n8n.execution()()];
		await settle();
		n8n.credential.clientSecret = 'repaired';
		n8n.tokenCalls[0].fail(refusal);
		await settle();
		expect(n8n.tokenCalls.map(({ credential }) => credential.clientSecret)).toEqual([
			'secret',
			'repaired',
		]);
		n8n.tokenCalls[1].succeed(NEW);
		expect(await requests[1]).toBe(200);
	});
});

describe('Authorization › a token endpoint that does not answer', () => {
	const late = {
		type: 'timeout',
		message: 'HelloAsso gave no access token in time',
		details: { description: 'The request itself has not left. Try again later.' },
	};

	it('holds those that wait up no longer than waitTimeoutMs, and once', async () => {
		const n8n = inN8n(undefined);
		const [leader, ...others] = [n8n.execution(), n8n.execution(), n8n.execution()];
		void leader();
		const waiting = others.map(async (send) => await send());
		await jest.advanceTimersByTimeAsync(WAIT_TIMEOUT_MS - 1);
		n8n.tokenCalls[0].fail(outage);
		await jest.advanceTimersByTimeAsync(1);
		// One of the two leads now, the other has waited long enough.
		expect(n8n.tokenCalls).toHaveLength(2);
		expect(await waiting[1]).toMatchObject(late);
	});

	it('is asked again after a minute by the next request', async () => {
		const n8n = inN8n(undefined);
		void n8n.execution()();
		await jest.advanceTimersByTimeAsync(MINUTE_MS - 1);
		const next = n8n.execution()();
		await settle();
		expect(n8n.tokenCalls).toHaveLength(1);
		await jest.advanceTimersByTimeAsync(500);
		expect(n8n.tokenCalls).toHaveLength(2);
		n8n.tokenCalls[1].succeed(NEW);
		expect(await next).toBe(200);
	});
});

describe('Authorization › a stored token that is not to be used', () => {
	const unconnected = {
		type: 'unauthorized',
		message: "The credential 'Mine' is not connected to HelloAsso",
		details: { description: 'Open the credential and press Connect.', fromTokenEndpoint: true },
	};

	it("is one of an association for a key of one's own, which gets its own first", async () => {
		const n8n = inN8n(connected);
		const request = n8n.execution()();
		await settle();
		n8n.tokenCalls[0].succeed(NEW);
		expect(await request).toBe(200);
		expect(n8n.sent).toEqual([['new', HOST]]);
	});

	it.each([
		['own token of a key', { ...GOOD, refresh_token: 'r' }],
		[
			'token of an association without refresh token, at its end',
			{ ...connected, n8n_expires_at: '1', refresh_token: undefined },
		],
	])('is, for an association, an %s: nothing is sent', async (_title, stored) => {
		const n8n = inN8n(stored as IDataObject, { grantType: 'pkce' });
		expect(await n8n.execution()()).toMatchObject(unconnected);
		expect([n8n.sent, n8n.tokenCalls]).toEqual([[], []]);
	});

	it.each([
		['another environment', { environment: 'sandbox' }, 'https://api.helloasso-sandbox.com'],
		['another key', { clientId: 'another' }, HOST],
	])('is one that was used before %s was entered', async (_title, edit, host) => {
		const own = inN8n(GOOD);
		await own.execution()();
		Object.assign(own.credential, edit);
		const request = own.execution()();
		await settle();
		expect(own.tokenCalls[0].credential).toMatchObject(edit);
		own.tokenCalls[0].succeed(NEW);
		expect(await request).toBe(200);
		expect(own.sent).toEqual([
			['stored', HOST],
			['new', host],
		]);

		const partner = inN8n(connected, { grantType: 'pkce' });
		await partner.execution()();
		Object.assign(partner.credential, edit);
		expect(await partner.execution()()).toMatchObject(unconnected);
		expect(partner.sent).toEqual([['stored', HOST]]);
		expect(partner.tokenCalls).toEqual([]);
	});
});

describe('Authorization › a credential that is edited during an execution', () => {
	it.each([
		['another environment', { environment: 'sandbox' }],
		['another key', { clientId: 'another' }],
		['another connection', { grantType: 'pkce', oauthTokenData: connected }],
	])('to %s is not used for the rest of it', async (_title, edit) => {
		const n8n = inN8n(GOOD);
		const send = n8n.execution();
		await send();
		Object.assign(n8n.credential, edit);
		expect(await send()).toBe(200);
		n8n.rejected.add('stored');
		for (let request = 0; request < 3; request++) {
			expect(await send()).toMatchObject({
				type: 'unauthorized',
				message: "The credential 'Mine' was changed while the node was running",
			});
		}
		expect(new Set(n8n.sent.map(([token, host]) => `${String(token)} ${host}`))).toEqual(
			new Set([`stored ${HOST}`]),
		);
		expect(n8n.tokenCalls).toEqual([]);
	});

	it('while a token is got is used neither with it nor for the request', async () => {
		const n8n = inN8n(undefined);
		const send = n8n.execution();
		const request = send();
		await settle();
		n8n.credential.environment = 'sandbox';
		n8n.tokenCalls[0].succeed(NEW);
		expect(await request).toMatchObject({
			message: "The credential 'Mine' was changed while the node was running",
		});
		expect(n8n.sent).toEqual([]);
		// n8n has stored the token of one environment in the credential of the other.
		const next = n8n.execution()();
		await settle();
		expect(n8n.tokenCalls[1].credential).toMatchObject({ environment: 'sandbox' });
		n8n.tokenCalls[1].succeed({ ...NEW, access_token: 'of the sandbox' });
		expect(await next).toBe(200);
		expect(n8n.sent).toEqual([['of the sandbox', 'https://api.helloasso-sandbox.com']]);
	});
});
