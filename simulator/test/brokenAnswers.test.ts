/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { connect } from 'node:net';
import { gunzipSync, constants } from 'node:zlib';
import { startSimulator, type Fault, type Simulator } from '../index';
import { Api, NOW, send, type Page } from './api';

let sim: Simulator;
let api: Api;
const TAGS = '/values/tags';
const MORE_PAGES = '/organizations/les-amis-du-velo/payments?pageSize=5';

beforeAll(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 30 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
	sim.clearBooks();
});
afterAll(() => sim.stop());

/** Everything that the server sends before it ends the connection. */
async function wire(path = TAGS): Promise<{ head: string; body: Buffer }> {
	const bytes = await new Promise<Buffer>((resolve, reject) => {
		const chunks: Buffer[] = [];
		const socket = connect(Number(new URL(sim.url).port), '127.0.0.1', () => {
			const lines = [
				`GET /v5${path} HTTP/1.1`,
				'Host: simulator',
				'User-Agent: test',
				'Accept: application/json',
				`Authorization: Bearer ${api.token}`,
				'',
				'',
			];
			socket.write(lines.join('\r\n'));
		});
		socket.on('data', (chunk: Buffer) => chunks.push(chunk));
		socket.on('end', () => resolve(Buffer.concat(chunks)));
		socket.on('error', reject);
	});
	const end = bytes.indexOf('\r\n\r\n');
	const head = end < 0 ? bytes : bytes.subarray(0, end);
	return { head: head.toString(), body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4) };
}

let tags = '';
let payments: Simulator['data']['payments'];
beforeAll(async () => {
	tags = (await api.get(TAGS)).text;
	payments = structuredClone(sim.data.payments);
});
const firstHalf = () => tags.slice(0, Math.ceil(tags.length / 2));

describe('an answer that breaks off', () => {
	test('within its headers', async () => {
		sim.failNext({ cut: 'headers' });
		const { head, body } = await wire();
		expect(head).toMatch(
			/^HTTP\/1.1 200 OK\r\ncontent-type: [^]*content-length: $|^HTTP\/1.1 200 OK\r\n/,
		);
		expect(head).not.toContain('\r\n\r\n');
		expect(body).toHaveLength(0);
		sim.failNext({ cut: 'headers' });
		await expect(api.get(TAGS)).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	test('with a length that is not reached', async () => {
		sim.failNext({ cut: 'length' });
		const { head, body } = await wire();
		expect(head).toContain(`content-length: ${Buffer.byteLength(tags)}`);
		expect(body).toEqual(Buffer.from(tags).subarray(0, Math.ceil(Buffer.byteLength(tags) / 2)));
		sim.failNext({ cut: 'length' });
		await expect(api.get(TAGS)).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	test('in chunks without the last one', async () => {
		sim.failNext({ cut: 'chunked' });
		const { head, body } = await wire();
		expect(head).toContain('transfer-encoding: chunked');
		expect(body.toString()).toContain(firstHalf().slice(0, 40));
		expect(body.toString()).not.toMatch(/\r\n0\r\n/);
		sim.failNext({ cut: 'chunked' });
		await expect(api.get(TAGS)).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	test('without any length: HTTP takes it for whole', async () => {
		sim.failNext({ cut: 'close' });
		const { head } = await wire();
		expect(head).not.toMatch(/content-length|transfer-encoding/);
		expect(head).toContain('connection: close');
		sim.failNext({ cut: 'close' });
		const answer = await api.get(TAGS);
		expect([answer.status, answer.json]).toEqual([200, undefined]);
		expect(tags.startsWith(answer.text)).toBe(true);
	});

	test('as a gzip stream without its end', async () => {
		sim.failNext({ cut: 'gzip' });
		const { head, body } = await wire();
		expect(head).toContain('content-encoding: gzip');
		expect(() => gunzipSync(body)).toThrow('unexpected end of file');
		const text = gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
		expect(text.length).toBeGreaterThan(0);
		expect(tags.startsWith(text)).toBe(true);
	});

	test('with a status other than 200', async () => {
		sim.failNext({ cut: 'length', status: 404 });
		const { head } = await wire();
		expect(head).toMatch(/^HTTP\/1.1 404 Not Found/);
	});

	test('with a length that agrees: only the JSON tells', async () => {
		sim.failNext({ truncate: true });
		const answer = await api.get(TAGS);
		expect([answer.status, answer.text]).toEqual([200, firstHalf()]);
	});
});

describe('an answer that takes its time', () => {
	test('drips, then comes whole', async () => {
		sim.failNext({ drip: { everyMs: 1, blanks: 5 } });
		expect((await api.get(TAGS)).text).toBe(`     ${tags}`);
	});

	test('drips without end until the caller has enough', async () => {
		sim.failNext({ drip: { everyMs: 1, blanks: Infinity } });
		const stop = new AbortController();
		const { headers, body } = await fetch(`${sim.url}/v5${TAGS}`, {
			signal: stop.signal,
			headers: { accept: 'application/json', authorization: `Bearer ${api.token}` },
		});
		expect(headers.get('transfer-encoding')).toBe('chunked');
		const reader = (body as ReadableStream<Uint8Array>).getReader();
		for (let read = 0; read < 3; read += 1) {
			expect(Buffer.from((await reader.read()).value ?? []).toString()).toMatch(/^ +$/);
		}
		stop.abort();
	});
});

describe('an answer that is not what it should be', () => {
	test.each<[string, Fault, number, string]>([
		['a mistake in the JSON', { invalidJson: true }, 200, '{"id": 1, "amount": oops}'],
		['null', { nullAnswer: true }, 200, 'null'],
		['an error with status 200', { status: 200, body: { errors: [] } }, 200, '{"errors":[]}'],
		['nothing', { empty: true }, 200, ''],
	])('%s', async (_what, fault, status, text) => {
		sim.failNext(fault);
		const answer = await api.get(TAGS);
		expect([answer.status, answer.text]).toEqual([status, text]);
	});

	test('another type, and 10 MB of blanks', async () => {
		sim.failNext({ contentType: 'text/plain' });
		const plain = await api.get(TAGS);
		expect([plain.headers['content-type'], plain.text]).toEqual(['text/plain', tags]);
		sim.failNext({ padding: 10_000_000 });
		const large = await api.get(TAGS);
		expect(large.text.length).toBe(10_000_000 + tags.length);
		expect(large.json).toEqual(JSON.parse(tags));
	});

	test('an enum value that nobody knows, wherever it stands', async () => {
		sim.failNext({ everywhere: { state: 'Unheard' } });
		const { data } = (await api.get(MORE_PAGES)).json as Page<{ state: string }>;
		expect(data.map(({ state }) => state)).toEqual(Array(5).fill('Unheard'));
	});

	test('the first page again and again, under new tokens', async () => {
		sim.failNext({ repeatPage: true }, Infinity);
		const pages = [await api.page(MORE_PAGES)];
		for (let count = 1; count < 4; count += 1) {
			const { continuationToken } = pages[count - 1].pagination;
			pages.push(await api.page(`${MORE_PAGES}&continuationToken=${continuationToken}`));
		}
		const [first] = pages;
		expect(pages.map(({ data }) => data)).toEqual(Array(4).fill(first.data));
		expect(new Set(pages.map(({ pagination }) => pagination.continuationToken)).size).toBe(4);
	});
});

describe('a connection', () => {
	test('is refused until it is taken again', async () => {
		await sim.refuseConnections();
		await expect(api.get(TAGS)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await sim.acceptConnections();
		expect((await api.get(TAGS)).status).toBe(200);
		expect(sim.requests).toHaveLength(1);
	});

	test('is reset before the body of the request is read', async () => {
		sim.failNext({ resetUnread: true });
		await expect(api.get(TAGS)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sim.requests.map(({ status }) => status)).toEqual([0]);
	});
});

/** Faults that come with the answer: the caller cannot know what was done. */
const UNCERTAIN: Array<[string, Fault]> = [
	...[400, 401, 403, 404, 408, 409, 410, 422, 429, 500, 502, 503, 504].map(
		(status): [string, Fault] => [`status ${status}`, { status }],
	),
	['a reset', { reset: true }],
	['cut headers', { cut: 'headers' }],
	['a body cut short of its length', { cut: 'length' }],
	['cut chunks', { cut: 'chunked' }],
	['a body cut with its connection', { cut: 'close' }],
	['cut gzip', { cut: 'gzip' }],
	['cut JSON', { truncate: true }],
	['drips', { drip: { everyMs: 1, blanks: 2 } }],
	['a page', { notJson: true }],
	['a page of the CDN', { html: true }],
	['invalid JSON', { invalidJson: true }],
	['another type', { contentType: 'text/plain' }],
	['an error with status 200', { status: 200, body: { errors: [] } }],
	['nothing', { empty: true }],
	['null', { nullAnswer: true }],
	['10 MB', { padding: 10_000_000 }],
];

describe.each([true, false])('of a write, carried out: %s', (carriedOut) => {
	test.each(UNCERTAIN)('%s', async (_what, fault) => {
		sim.data.refunds = [];
		sim.data.payments = structuredClone(payments);
		const { id } = sim.data.payments.find(
			({ state, id: number }) => state === 'Authorized' && number >= 40_000_000,
		) as { id: number };
		sim.failNext({ ...fault, carriedOut });
		await api.call('POST', `/payments/${id}/refund`).catch(() => undefined);
		const refund = {
			route: 'POST /payments/{paymentId}/refund',
			path: { paymentId: id },
			query: expect.any(Object) as object,
			body: undefined,
		};
		expect(sim.books.carriedOut).toEqual(carriedOut ? [refund] : []);
		expect(sim.books.refunds).toEqual(carriedOut ? { [id]: [expect.any(Number)] } : {});
	});
});

test('the books tell what was cancelled and made, and how often', async () => {
	const { orderId } = sim.data.payments[0];
	await api.call('POST', `/orders/${orderId}/cancel`);
	await api.call('POST', `/orders/${orderId}/cancel`);
	const body = {
		totalAmount: 700,
		initialAmount: 700,
		itemName: 'Adhésion',
		backUrl: 'https://example.org/back',
		errorUrl: 'https://example.org/error',
		returnUrl: 'https://example.org/return',
		containsDonation: false,
		metadata: { reference: 'A-12' },
	};
	const made = await api.call('POST', '/organizations/les-amis-du-velo/checkout-intents', body);
	const { id } = made.json as { id: number };
	await api.get(TAGS);
	const { carriedOut, cancellations, checkoutIntents } = sim.books;
	expect(carriedOut.map(({ route }) => route)).toEqual([
		'POST /orders/{orderId}/cancel',
		'POST /orders/{orderId}/cancel',
		'POST /organizations/{organizationSlug}/checkout-intents',
	]);
	expect(cancellations).toEqual({ [orderId]: 2 });
	expect(checkoutIntents['A-12']).toEqual([id]);
	expect(carriedOut[2].body).toEqual(body);
});

describe('by HTTP', () => {
	const control = (method: string, path: string, body?: object) =>
		send(sim, `/simulator${path}`, {
			method,
			headers: { 'user-agent': 'test' },
			body: body && JSON.stringify(body),
		});

	test('a fault is planned for a route, so many times, and forgotten', async () => {
		const fault = { match: { method: 'GET', path: 'tags$' }, status: 409, times: 2 };
		expect((await control('POST', '/faults', fault)).json).toEqual({ planned: 2 });
		expect((await api.get(TAGS)).status).toBe(409);
		expect((await control('DELETE', '/faults')).json).toEqual({ planned: 0 });
		expect((await api.get(TAGS)).status).toBe(200);
	});

	test('or for always, and never for what plans it', async () => {
		await control('POST', '/faults', { status: 503, times: 0 });
		for (let count = 0; count < 3; count += 1) expect((await api.get(TAGS)).status).toBe(503);
		expect((await control('GET', '/books')).json).toMatchObject({ carriedOut: [] });
	});

	test.each([{ cut: 'in two' }, { statsu: 503 }, { drip: {} }])('%j is a 400', async (fault) => {
		expect((await control('POST', '/faults', fault)).status).toBe(400);
	});

	test('connections are refused for a while', async () => {
		await control('POST', '/refuse-connections', { ms: 1 });
		let answer: { status: number } | undefined;
		while (!answer) answer = await api.get(TAGS).catch(() => undefined);
		expect(answer.status).toBe(200);
	});
});
