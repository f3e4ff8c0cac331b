/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
import { startSimulator, type Simulator } from '../index';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;
const TAGS = '/values/tags';

beforeAll(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 30 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
});
afterAll(() => sim.stop());

test('a status with body and headers, for as often as asked', async () => {
	sim.failNext({ status: 429, body: { message: 'slow down' }, headers: { 'retry-after': '7' } }, 2);
	for (let call = 0; call < 2; call += 1) {
		const answer = await api.get(TAGS);
		expect([answer.status, answer.json, answer.headers['retry-after']]).toEqual([
			429,
			{ message: 'slow down' },
			'7',
		]);
	}
	expect((await api.get(TAGS)).status).toBe(200);
	expect(sim.requests.map(({ status }) => status)).toEqual([429, 429, 200]);
});

test('a plain text and an empty body', async () => {
	sim.failNext({ status: 500, body: 'oops' });
	sim.failNext({ status: 502 });
	sim.failNext({ empty: true });
	const answers = [await api.get(TAGS), await api.get(TAGS), await api.get(TAGS)];
	expect(answers.map(({ status, text }) => [status, text])).toEqual([
		[500, 'oops'],
		[502, ''],
		[200, ''],
	]);
});

test('only the matching request fails', async () => {
	sim.failNext({ match: { method: 'get', path: /\/orders\/\d+$/ }, status: 503 });
	expect((await api.get(TAGS)).status).toBe(200);
	expect((await api.get('/orders/60000000')).status).toBe(503);
	expect((await api.get('/orders/60000000')).status).toBe(200);
});

test('pages instead of JSON, cut JSON, a redirect', async () => {
	sim.failNext({ html: true, status: 520 });
	sim.failNext({ notJson: true });
	sim.failNext({ truncate: true });
	sim.failNext({ redirectTo: 'http://127.0.0.1:9/elsewhere' });
	const html = await api.get(TAGS);
	expect([html.status, html.headers['content-type']]).toEqual([520, 'text/html; charset=UTF-8']);
	const page = await api.get(TAGS);
	expect([page.status, page.headers['content-type'], page.json]).toEqual([
		200,
		'text/html',
		undefined,
	]);
	const cut = await api.get(TAGS);
	expect([cut.status, cut.json]).toEqual([200, undefined]);
	expect(cut.text).toMatch(/^\[\{"name":"vélo"/);
	const redirect = await api.get(TAGS);
	expect([redirect.status, redirect.headers.location]).toEqual([
		302,
		'http://127.0.0.1:9/elsewhere',
	]);
});

test('a connection cut before, and after the deed', async () => {
	const payment = sim.data.payments.find(
		({ state, id }) => state === 'Authorized' && id >= 40_000_000,
	);
	const path = `/payments/${payment?.id}/refund`;
	sim.failNext({ reset: true });
	await expect(api.call('POST', path)).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(sim.data.refunds).toHaveLength(0);
	sim.failNext({ resetAfterHandling: true });
	await expect(api.call('POST', path)).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(sim.data.refunds.map(({ paymentId }) => paymentId)).toEqual([payment?.id]);
	expect(sim.requests.map(({ status }) => status)).toEqual([0, 0]);
});

test('the token endpoint can fail too', async () => {
	sim.failNext({ match: { path: /^\/oauth2\/token$/ }, status: 503 });
	await expect(Api.as(sim, sim.keys.association)).rejects.toThrow('No token: 503');
});

test('slow answers, then whatever else is asked', async () => {
	sim.failNext({ slow: 5, status: 504 });
	expect((await api.get(TAGS)).status).toBe(504);
	sim.failNext({ slow: 5 });
	expect((await api.get(TAGS)).status).toBe(200);
});

test('clearFaults forgets what was planned', async () => {
	sim.failNext({ status: 500 }, 5);
	sim.clearFaults();
	expect((await api.get(TAGS)).status).toBe(200);
});

test('a hanging request ends when the simulator stops', async () => {
	const other = await startSimulator({ now: NOW, seed: { orders: 1 } });
	const caller = await Api.as(other, other.keys.association);
	other.failNext({ hang: true });
	const hanging = caller.get(TAGS).then(
		() => 'answered',
		(error: { code: string }) => error.code,
	);
	// Let it arrive before the end.
	for (let turn = 0; turn < 500 && other.apiRequests.length === 0; turn += 1) {
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(other.apiRequests.map(({ status }) => status)).toEqual([0]);
	await other.stop();
	expect(await hanging).toBe('ECONNRESET');
});
