import { startSimulator, type Simulator } from '../index';
import type { Order, Payment } from '../model';
import { Api, NOW, send, validationErrors } from './api';
import { Receiver } from './receiver';

let receiver: Receiver;
let sim: Simulator;

beforeEach(async () => {
	receiver = await Receiver.start();
	sim = await startSimulator({ now: NOW, seed: { orders: 22 } });
});
afterEach(async () => {
	await sim.stop();
	await receiver.stop();
});

/** As curl sends it: no token, and a content type that is not true. */
const call = (method: string, path: string, body?: unknown) =>
	send(sim, `/simulator${path}`, {
		method,
		headers: { 'user-agent': 'curl/8', 'content-type': 'application/x-www-form-urlencoded' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});

test('a sale answers its order, as the API would', async () => {
	const answer = await call('POST', '/sales', {
		kind: 'donation',
		amount: 2_500,
		payer: { firstName: 'Zoé' },
	});
	expect(answer.status).toBe(200);
	const order = answer.json as Order & { payments: Payment[] };
	expect(order).toMatchObject({
		formType: 'Donation',
		amount: { total: 2_500 },
		payer: { firstName: 'Zoé' },
	});
	const api = await Api.as(sim, sim.keys.association);
	expect((await api.get(`/orders/${order.id}`)).json).toEqual(answer.json);
	expect(order.payments).toHaveLength(1);
	expect(((await call('POST', '/sales')).json as Order).formType).toBe('Membership');
	expect(((await call('POST', '/sales', '')).json as Order).formType).toBe('Membership');
});

test('a payment gets its state', async () => {
	const { payments } = sim.sell();
	const path = `/payments/${payments[0].id}/state`;
	const answer = await call('POST', path, { state: 'Refunded' });
	expect([answer.status, answer.json]).toMatchObject([
		200,
		{ id: payments[0].id, state: 'Refunded' },
	]);
	expect(sim.data.payment(payments[0].id)?.state).toBe('Refunded');
});

test('the back office gets its URLs, and what was sent to them is shown', async () => {
	const url = `${receiver.url}/hook`;
	expect((await call('PUT', '/back-office-url', { url })).json).toEqual([
		{ scope: 'les-amis-du-velo', url },
	]);
	const typed = { url, notificationType: 'Order', organizationSlug: 'club-de-lecture' };
	expect((await call('PUT', '/back-office-url', typed)).json).toEqual([
		{ scope: 'les-amis-du-velo', url },
		{ scope: 'club-de-lecture', notificationType: 'Order', url },
	]);
	await call('POST', '/sales', {});
	await sim.notifications.settled();
	const shown = (await call('GET', '/notifications')).json as object[];
	expect(shown).toEqual(JSON.parse(JSON.stringify([...sim.notifications.sent].reverse())));
	expect(shown).toMatchObject([
		{ id: 2, url, state: 'delivered', tries: [{ status: 200 }] },
		{ id: 1, url, state: 'delivered', tries: [{ status: 200 }] },
	]);
	sim.sellMany(30);
	await sim.notifications.settled();
	expect((await call('GET', '/notifications')).json).toHaveLength(50);
});

test.each<[string, string, unknown, object]>([
	['POST', '/sales', { kind: 'gift' }, { kind: expect.any(Array) as string[] }],
	['POST', '/sales', { amonut: 1 }, { amonut: expect.any(Array) as string[] }],
	['POST', '/sales', { amount: -1 }, { amount: expect.any(Array) as string[] }],
	['POST', '/sales', { payer: { mail: 'x' } }, { 'payer.mail': expect.any(Array) as string[] }],
	['POST', '/sales', '{', { $: expect.any(Array) as string[] }],
	['POST', '/payments/1/state', {}, { state: expect.any(Array) as string[] }],
	['PUT', '/back-office-url', {}, { url: expect.any(Array) as string[] }],
])('%s %s %j is a 400', async (method, path, body, errors) => {
	const answer = await call(method, path, body);
	expect(answer.status).toBe(400);
	expect(validationErrors(answer)).toEqual(errors);
});

test.each<[string, string, unknown, string]>([
	[
		'POST',
		'/sales',
		{ organizationSlug: 'nobody' },
		'The organization nobody has no such form: Membership',
	],
	['POST', '/payments/1/state', { state: 'Refunded' }, 'There is no payment 1'],
	['POST', '/payments/x/state', { state: 'Refunded' }, 'There is no payment NaN'],
	['PUT', '/back-office-url', { url: 'nonsense' }, 'This is no URL: nonsense'],
])('%s %s %j says what is wrong', async (method, path, body, message) => {
	const answer = await call(method, path, body);
	expect([answer.status, answer.json]).toEqual([400, { errors: [{ code: 'Error', message }] }]);
});

test('nothing of it counts as a request to the API', async () => {
	await call('POST', '/sales', {});
	await call('GET', '/notifications');
	expect(sim.requests.map(({ path }) => path)).toEqual([
		'/simulator/sales',
		'/simulator/notifications',
	]);
	expect(sim.apiRequests).toEqual([]);
	expect(
		(await send(sim, '/v5/simulator/sales', { method: 'POST', headers: { 'user-agent': 'x' } }))
			.status,
	).toBe(404);
});
