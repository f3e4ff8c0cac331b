import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { HelloAssoClient, type ApiRequest } from '../../../nodes/HelloAsso/transport';
import { Concurrency } from '../../../nodes/HelloAsso/transport/concurrency';
import type { HelloAssoError } from '../../../nodes/HelloAsso/transport/errors/helloAssoError';
import { thrownBy } from '../../fixtures/thrown';
import {
	apiAnswer,
	apiSilence,
	NODE,
	tokenAnswer,
	tokenRefusal,
	tokenSilence,
} from '../../fixtures/thrownByN8n';

const CONFIDENTIAL = 'k3yOfTheAssociation0123456789';
const KEY: ICredentialDataDecryptedObject = {
	environment: 'production',
	grantType: 'clientCredentials',
	clientSecret: CONFIDENTIAL,
	oauthTokenData: {
		access_token: 'opaque-access',
		refresh_token: 'opaque-refresh',
		n8n_expires_at: '99999999999999',
	},
};
const NEW_TOKEN = { access_token: 'new-access', refresh_token: 'new-refresh', expires_in: 1800 };
const READ: ApiRequest = { method: 'GET', path: '/v5/orders/1' };
const WRITE: ApiRequest = { method: 'POST', path: '/v5/orders/1/cancel' };

const answer = (body: unknown, statusCode = 200) => ({
	statusCode,
	headers: { 'content-type': 'application/json' },
	body,
});

let credentials = 0;

/**
 * n8n at the edge, with a credential and a key that no other test has: HelloAsso's answers in turn, the
 * last one again and again, and those of the token endpoint, which n8n stores; errors are thrown.
 */
function inN8n(
	outcomes: unknown[],
	credential = { ...KEY },
	tokens: unknown[] = [NEW_TOKEN],
	stop?: AbortSignal,
) {
	const sent: Array<{
		helper: string;
		options: IHttpRequestOptions;
		token?: unknown;
		/** As n8n takes it. */
		signal?: AbortSignal;
	}> = [];
	const id = `credential-${++credentials}`;
	const asked: string[] = [];
	const result = (list: unknown[], count: number) => {
		const outcome = list[Math.min(count, list.length) - 1];
		if (outcome instanceof Error) throw outcome;
		return outcome;
	};
	const context = {
		...(stop && { getExecutionCancelSignal: () => stop }),
		getNode: () => ({
			...NODE,
			credentials: { helloAssoOAuth2Api: { id, name: 'My association' } },
		}),
		// As it is stored at that moment.
		getCredentials: async () => ({ clientId: id, ...credential }),
		helpers: {
			async httpRequest(options: IHttpRequestOptions) {
				sent.push({ helper: 'httpRequest', options });
				return result(outcomes, sent.length);
			},
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				type: string,
				options: IHttpRequestOptions,
			) {
				const { oauthTokenData } = await this.getCredentials(type);
				const { access_token: token } = (oauthTokenData ?? {}) as IDataObject;
				const signal = stop && this.getExecutionCancelSignal();
				sent.push({
					helper: 'httpRequestWithAuthentication',
					options,
					token,
					...(signal && { signal }),
				});
				return result(outcomes, sent.length);
			},
			async refreshOAuth2Token(this: IExecuteFunctions, type: string) {
				asked.push(String((await this.getCredentials(type)).clientSecret));
				const token = result(tokens, asked.length) as IDataObject;
				credential.oauthTokenData = token;
				return token;
			},
		},
	} as unknown as IExecuteFunctions;
	return { client: new HelloAssoClient(context), sent, asked, credential };
}

const failing = async (client: HelloAssoClient, request: ApiRequest) => {
	const thrown = thrownBy(async () => await client.request(request));
	await jest.runAllTimersAsync();
	return (await thrown) as HelloAssoError;
};

beforeEach(() => {
	jest.useFakeTimers();
	// What one test learns of the host holds for no other.
	jest.spyOn(Concurrency, 'of').mockReturnValue(new Concurrency());
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

describe('HelloAssoClient: what leaves', () => {
	it('goes to the host of the environment, as JSON, with a User-Agent, following no redirect', async () => {
		const { client, sent } = inN8n([answer('{"id":1}')], { ...KEY, environment: 'sandbox' });
		await client.request({ ...READ, query: { formTypes: ['Event', 'Shop'], withDetails: true } });
		expect(sent).toEqual([
			{
				helper: 'httpRequestWithAuthentication',
				token: 'opaque-access',
				options: {
					method: 'GET',
					url: 'https://api.helloasso-sandbox.com/v5/orders/1?formTypes=Event&formTypes=Shop&withDetails=true',
					headers: { Accept: 'application/json', 'User-Agent': 'n8n-nodes-helloasso' },
					body: undefined,
					timeout: 30_000,
					abortSignal: expect.any(AbortSignal),
					disableFollowRedirect: true,
					ignoreHttpStatusErrors: true,
					returnFullResponse: true,
					encoding: 'text',
				},
			},
		]);
	});

	it.each<ApiRequest>([
		WRITE,
		{ method: 'PUT', path: '/v5/partners/me/api-clients', body: { domain: 'x' } },
		{ method: 'DELETE', path: '/v5/partners/me/api-notifications', isRetryable: true },
		{ ...WRITE, authenticated: false },
	])('is no write of a read-only credential, which the refusal names: %j', async (request) => {
		const { client, sent } = inN8n([answer('{}')], { ...KEY, access: 'readOnly' });
		const { type, message } = await failing(client, request);
		expect([type, message]).toEqual([
			'forbidden',
			`The credential 'My association' is read-only: '${request.method} ${request.path}' was not sent`,
		]);
		expect(sent).toEqual([]);
	});

	it.each(['readonly', 'ReadOnly', '', 'none'])(
		'is no write where Access is %p',
		async (access) => {
			const { client, sent } = inN8n([answer('{}')], { ...KEY, access });
			expect((await failing(client, WRITE)).type).toBe('forbidden');
			expect(sent).toEqual([]);
		},
	);

	it('is refused by the name of the operation, where it has one', async () => {
		const { client } = inN8n([answer('{}')], { ...KEY, access: 'readOnly' });
		const { message } = await failing(client, {
			...WRITE,
			action: 'Cancel future payments of order',
		});
		expect(message).toBe(
			"The credential 'My association' is read-only: 'Cancel future payments of order' was not sent",
		);
	});

	it('is what a read-only credential may read, by POST too', async () => {
		const { client, sent } = inN8n([answer('{}')], { ...KEY, access: 'readOnly' });
		await client.request(READ);
		await client.request({ method: 'POST', path: '/v5/directory/forms', onlyReads: true });
		expect(sent.map(({ options }) => options.method)).toEqual(['GET', 'POST']);
	});

	it('ends for n8n when its time is up, and when Stop is pressed', async () => {
		jest.useRealTimers();
		const stop = new AbortController();
		const { client, sent } = inN8n([answer('{}')], KEY, undefined, stop.signal);
		await client.request({ ...READ, timeoutMs: 20 });
		await client.request(READ);
		const [brief, long] = sent.map(({ signal }) => signal as AbortSignal);
		await new Promise((resolve) => brief.addEventListener('abort', resolve));
		expect(long.aborted).toBe(false);
		stop.abort();
		expect(long.aborted).toBe(true);
	});

	it('has the token of a connection that was made since the last request', async () => {
		const credential: ICredentialDataDecryptedObject = {
			...KEY,
			grantType: 'pkce',
			oauthTokenData: {},
		};
		const { client, sent } = inN8n([answer('[]')], credential);
		await client.request({ ...READ, authenticated: false });
		expect((await failing(client, READ)).message).toBe(
			"The credential 'My association' is not connected to HelloAsso",
		);
		credential.oauthTokenData = {
			access_token: 'of-the-association',
			organization_slug: 'les-amis-du-velo',
		};
		expect((await client.request(READ)).body).toEqual([]);
		expect(sent.map(({ helper }) => helper)).toEqual([
			'httpRequest',
			'httpRequestWithAuthentication',
		]);
	});

	it('carries body, headers and timeout of the request', async () => {
		const { client, sent } = inN8n([answer('')]);
		await client.request({
			...WRITE,
			body: { a: 1 },
			headers: { Accept: 'text/csv', 'X-Test': '1' },
			timeoutMs: 5,
		});
		expect(sent[0].options).toMatchObject({
			method: 'POST',
			body: '{"a":1}',
			headers: {
				Accept: 'text/csv',
				'Content-Type': 'application/json',
				'User-Agent': 'n8n-nodes-helloasso',
				'X-Test': '1',
			},
			timeout: 5,
		});
	});

	it('sends no token when it is told so', async () => {
		const { client, sent } = inN8n([answer('{}')]);
		await client.request({ ...READ, authenticated: false });
		expect(sent.map(({ helper }) => helper)).toEqual(['httpRequest']);
	});

	it('sends nothing to a custom address that is not safe', async () => {
		const { client, sent } = inN8n([answer('{}')], {
			...KEY,
			environment: 'custom',
			customApiUrl: 'http://evil.example',
		});
		expect(await failing(client, READ)).toMatchObject({ type: 'invalidParameter' });
		expect(sent).toEqual([]);
	});

	it('sends nothing with a partner credential that nobody connected', async () => {
		for (const oauthTokenData of [undefined, {}, { access_token: '' }]) {
			const { client, sent } = inN8n([answer('{}')], {
				...KEY,
				grantType: 'pkce',
				oauthTokenData,
			} as ICredentialDataDecryptedObject);
			expect(await failing(client, READ)).toMatchObject({
				type: 'unauthorized',
				message: "The credential 'My association' is not connected to HelloAsso",
			});
			expect(sent).toEqual([]);
		}
	});
});

describe('HelloAssoClient: what comes back', () => {
	it.each([
		['{"id":1}', { id: 1 }],
		['\uFEFF[1]', [1]],
		['null', null],
		['"text"', 'text'],
		['', undefined],
		[' \n', undefined],
		[undefined, undefined],
	])('reads %p', async (body, parsed) => {
		const { client } = inN8n([answer(body, 201)]);
		expect(await client.request(READ)).toEqual({
			statusCode: 201,
			headers: { 'content-type': 'application/json' },
			body: parsed,
		});
	});

	it('gives text and bytes as they are', async () => {
		const csv = '\uFEFFid;nom\n1;Zoé\n';
		expect(
			(await inN8n([answer(csv)]).client.request({ ...READ, responseType: 'text' })).body,
		).toBe(csv);
		const { client, sent } = inN8n([answer(new Uint8Array([80, 75, 3, 4]).buffer)]);
		expect((await client.request({ ...READ, responseType: 'bytes' })).body).toEqual(
			Buffer.from([80, 75, 3, 4]),
		);
		expect(sent[0].options.encoding).toBe('arraybuffer');
	});

	it('does not take a page for JSON, shows no secret of it, and asks once', async () => {
		const { client, sent } = inN8n([
			answer(`Bearer opaque-access, ${CONFIDENTIAL}, opaque-refresh`),
		]);
		const error = await failing(client, READ);
		expect(error.type).toBe('invalidResponse');
		expect(error.details.description).toMatch(
			/^The answer starts with 'Bearer \*\*\*, \*\*\*, \*\*\*'\. /,
		);
		expect(sent).toHaveLength(1);
	});

	it('does not ask to send a write again whose answer it cannot read', async () => {
		const error = await failing(inN8n([answer('Done.')]).client, WRITE);
		expect(error.details.description).toContain(
			'It is not known whether HelloAsso carried the request out',
		);
	});
});

describe('HelloAssoClient: failures', () => {
	it('repeats a read, not a write', async () => {
		const silences = [...apiSilence('ECONNRESET'), ...apiSilence('ECONNABORTED')].map(
			([, thrown]) => thrown,
		);
		for (const outcome of [apiAnswer(503), apiAnswer(429), ...silences]) {
			const read = inN8n([outcome, outcome, answer('{"id":1}')]);
			const reading = read.client.request(READ);
			await jest.runAllTimersAsync();
			expect((await reading).body).toEqual({ id: 1 });
			expect(read.sent).toHaveLength(3);

			for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
				const write = inN8n([outcome, answer('')]);
				await failing(write.client, { ...WRITE, method });
				expect(write.sent).toHaveLength(1);
			}
		}
	});

	it('repeats a POST that only reads, and not a GET that must not be', async () => {
		const reading = inN8n([apiAnswer(503), answer('{}')]);
		const request = reading.client.request({ ...WRITE, isRetryable: true });
		await jest.runAllTimersAsync();
		await request;
		expect(reading.sent).toHaveLength(2);

		const once = inN8n([apiAnswer(503), answer('{}')]);
		await failing(once.client, { ...READ, isRetryable: false });
		expect(once.sent).toHaveLength(1);
	});

	it('asks for a token once with a wrong key, however many items wait', async () => {
		const { client, sent, asked } = inN8n(
			[answer('{}')],
			{ ...KEY, oauthTokenData: undefined } as unknown as ICredentialDataDecryptedObject,
			[tokenRefusal({ error: 'unauthorized_client' })],
		);
		const errors = await Promise.all(
			Array.from({ length: 20 }, async () => await failing(client, READ)),
		);
		expect(new Set(errors.map(({ type }) => type))).toEqual(new Set(['unauthorized']));
		expect(asked).toHaveLength(1);
		expect(sent).toEqual([]);
	});

	it('renews a token that the API rejects, and sends once more with the new one', async () => {
		for (const request of [READ, WRITE]) {
			const { client, sent, asked } = inN8n([apiAnswer(401), answer('{"id":1}')]);
			expect((await client.request(request)).body).toEqual({ id: 1 });
			expect(asked).toHaveLength(1);
			expect(sent.map(({ token }) => token)).toEqual(['opaque-access', 'new-access']);
			expect(sent[1].options).toEqual(sent[0].options);
		}
	});

	it('gives up when the API rejects the new token too, and asks for no further one', async () => {
		const { client, sent, asked } = inN8n([apiAnswer(401)]);
		for (const request of [READ, WRITE, READ]) {
			expect(await failing(client, request)).toMatchObject({
				type: 'unauthorized',
				message: 'HelloAsso did not accept the access token, not even a new one',
				details: { httpCode: 401 },
			});
		}
		expect(asked).toHaveLength(1);
		expect(sent).toHaveLength(4);
	});

	it.each([
		['a wrong key', tokenRefusal({ error: 'unauthorized_client' })],
		['an error of its own', tokenRefusal({ error: 'something_new', error_description: 'Slow' })],
		['429', tokenAnswer(429, 'Too Many Requests')],
		['429 with a page', tokenAnswer(429, '<html></html>')],
	])(
		'asks for a token once when the renewal is refused with %s, however many items follow',
		async (_title, thrown) => {
			const { client, sent, asked } = inN8n([apiAnswer(401)], { ...KEY }, [thrown]);
			const errors = [
				await failing(client, READ),
				await failing(client, READ),
				await failing(client, WRITE),
			];
			expect(errors.map(({ details }) => details.fromTokenEndpoint)).toEqual([true, true, true]);
			expect(asked).toHaveLength(1);
			expect(sent.map(({ token }) => token)).toEqual(Array(3).fill('opaque-access'));
		},
	);

	it('counts no token call that did not reach HelloAsso', async () => {
		const credential = { ...KEY, oauthTokenData: {} };
		const refused = tokenSilence('ECONNREFUSED');
		const { client, asked } = inN8n([answer('{}')], credential, [
			...Array<unknown>(60).fill(refused),
			NEW_TOKEN,
		]);
		for (let time = 0; time < 60; time++) {
			expect(await failing(client, WRITE)).toMatchObject({ type: 'connection' });
		}
		await client.request(WRITE);
		expect(asked).toHaveLength(61);
	});

	it('follows no redirect that comes as an answer', async () => {
		const { client, sent } = inN8n([
			apiAnswer(302, '', { location: 'https://evil.example' }),
			answer('{}'),
		]);
		expect(await failing(client, READ)).toMatchObject({
			type: 'invalidResponse',
			details: { httpCode: 302 },
		});
		expect(sent).toHaveLength(1);
	});

	it('shows no secret of the credential in any message', async () => {
		const { client } = inN8n([
			apiAnswer(400, `You sent ${CONFIDENTIAL}, opaque-access and opaque-refresh`),
		]);
		const error = await failing(client, READ);
		expect(error.message).toBe('HelloAsso refused the request: You sent ***, *** and ***');
	});

	it('takes a repeated request as a copy: what n8n writes into the options stays behind', async () => {
		const { client, sent } = inN8n([apiAnswer(503), answer('{}')]);
		const request = client.request(READ);
		await jest.advanceTimersByTimeAsync(0);
		sent[0].options.headers = { Authorization: 'Bearer old' };
		await jest.runAllTimersAsync();
		await request;
		expect(sent[1].options.headers).toEqual({
			Accept: 'application/json',
			'User-Agent': 'n8n-nodes-helloasso',
		});
	});
});

describe('HelloAssoClient: the empty organization', () => {
	it('is the only one of the key, looked up once', async () => {
		const { client, sent } = inN8n([answer('[{"organizationSlug":"my-association"}]')]);
		expect(await Promise.all([client.defaultOrganization(), client.defaultOrganization()])).toEqual(
			['my-association', 'my-association'],
		);
		expect(sent.map(({ options }) => options.url)).toEqual([
			'https://api.helloasso.com/v5/users/me/organizations',
		]);
	});

	it('is the one that a partner connected, without a request', async () => {
		const { client, sent } = inN8n([answer('[]')], {
			...KEY,
			grantType: 'pkce',
			oauthTokenData: { access_token: 'opaque-access', organization_slug: 'connected' },
		});
		expect(await client.defaultOrganization()).toBe('connected');
		expect(sent).toEqual([]);
	});

	it("is not taken from the token of an association's own key", async () => {
		const { client } = inN8n([answer('[{"organizationSlug":"own"}]')], {
			...KEY,
			oauthTokenData: { access_token: 'opaque-access', organization_slug: 'stale' },
		});
		expect(await client.defaultOrganization()).toBe('own');
	});

	it.each([
		[
			'[{"organizationSlug":"a"},{"organizationSlug":"b"}]',
			"'Organization' is empty, but the key of this credential has several: a, b",
		],
		[
			'[]',
			"'Organization' is empty, and the key of this credential has no organization of its own",
		],
		[
			'{}',
			"'Organization' is empty, and the key of this credential has no organization of its own",
		],
	])('is refused for %s', async (body, message) => {
		const { client } = inN8n([answer(body)]);
		expect(await thrownBy(async () => await client.defaultOrganization())).toMatchObject({
			type: 'invalidParameter',
			message,
		});
	});

	it('can be looked up again after a failure', async () => {
		const { client } = inN8n([apiAnswer(404), answer('[{"organizationSlug":"my-association"}]')]);
		expect(await thrownBy(async () => await client.defaultOrganization())).toMatchObject({
			type: 'notFound',
		});
		expect(await client.defaultOrganization()).toBe('my-association');
	});
});
