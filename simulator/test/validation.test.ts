import { startSimulator, type Simulator } from '../index';
import { Api, NOW, send, validationErrors } from './api';

let sim: Simulator;
let lax: Simulator;
let api: Api;
let laxApi: Api;
const ITEMS = '/organizations/les-amis-du-velo/items';

beforeAll(async () => {
	sim = await startSimulator({ now: NOW });
	lax = await startSimulator({ now: NOW, strict: false });
	api = await Api.as(sim, sim.keys.association);
	laxApi = await Api.as(lax, lax.keys.association);
});
afterAll(() => Promise.all([sim.stop(), lax.stop()]));

const invalid = (value: string) => [`The value '${value}' is not valid.`];

describe('what the real API refuses', () => {
	test.each<[string, Record<string, string[]>]>([
		['/orders/abc', { orderId: invalid('abc') }],
		['/items/2147483648', { itemId: invalid('2147483648') }],
		['/payments/1.0', { paymentId: invalid('1.0') }],
		['/organizations/les-amis-du-velo/forms/event/x/public', { formType: invalid('event') }],
		[`${ITEMS}?pageSize=ten`, { pageSize: invalid('ten') }],
		[`${ITEMS}?pageSize=0`, { pageSize: invalid('0') }],
		[`${ITEMS}?pageIndex=0`, { pageIndex: invalid('0') }],
		[`${ITEMS}?tierTypes=Membership&tierTypes=membership`, { tierTypes: invalid('membership') }],
		[`${ITEMS}?tierTypes=Membership,Donation`, { tierTypes: invalid('Membership,Donation') }],
		[`${ITEMS}?sortOrder=desc`, { sortOrder: invalid('desc') }],
		[`${ITEMS}?withDetails=yes`, { withDetails: invalid('yes') }],
		[`${ITEMS}?from=yesterday`, { from: invalid('yesterday') }],
		[`${ITEMS}?from=2026-02-30T00:00:00Z`, { from: invalid('2026-02-30T00:00:00Z') }],
		// An unescaped plus is a space.
		[`${ITEMS}?to=2026-01-01T00:00:00+01:00`, { to: invalid('2026-01-01T00:00:00 01:00') }],
		[`${ITEMS}?pageSize=x&sortField=Name`, { pageSize: invalid('x'), sortField: invalid('Name') }],
	])('%s', async (path, errors) => {
		for (const caller of [api, laxApi]) {
			const answer = await caller.get(path);
			expect(answer.status).toBe(400);
			expect(answer.json).toMatchObject({
				title: 'One or more validation errors occurred.',
				status: 400,
			});
			expect(validationErrors(answer)).toEqual(errors);
		}
	});
});

describe('what only strict mode refuses', () => {
	const unknown = ['The parameter is not known to this operation.'];
	test.each<[string, Record<string, string[]>]>([
		[`${ITEMS}?limit=5`, { limit: unknown }],
		[`${ITEMS}?tierTypes[0]=Membership`, { 'tierTypes[0]': unknown }],
		[`${ITEMS}?states=Processed`, { states: unknown }],
		['/organizations/les-amis-du-velo/orders?sortField=Date', { sortField: unknown }],
		[`${ITEMS}?pageSize=101`, { pageSize: invalid('101') }],
		[`${ITEMS}?from=2026-01-01T00:00:00`, { from: invalid('2026-01-01T00:00:00') }],
		[`${ITEMS}?from=2026-01-01`, { from: invalid('2026-01-01') }],
		[`${ITEMS}?pageSize=5&pageSize=6`, { pageSize: ['The parameter was sent more than once.'] }],
	])('%s', async (path, errors) => {
		const answer = await api.get(path);
		expect(answer.status).toBe(400);
		expect(validationErrors(answer)).toEqual(errors);
		expect((await laxApi.get(path)).status).toBe(200);
	});

	test('a page of 101 is cut to 100 by the real API, as far as anybody knows', async () => {
		expect((await laxApi.page(`${ITEMS}?pageSize=101`)).pagination.pageSize).toBe(100);
	});

	test('an Accept that does not admit JSON, and none at all', async () => {
		const headers = { 'user-agent': 'tests', authorization: `Bearer ${api.token}` };
		const missing = await send(sim, '/v5/users/me/organizations', { headers });
		expect(missing.status).toBe(400);
		expect(validationErrors(missing)).toEqual({
			Accept: ['The header must admit application/json.'],
		});
		expect((await api.get('/users/me/organizations', { accept: 'text/csv' })).status).toBe(400);
		expect(
			(await api.get('/users/me/organizations', { accept: 'text/html, */*;q=0.1' })).status,
		).toBe(200);
	});

	test('a body where none is read', async () => {
		const full = await Api.as(sim, sim.keys.fullAccess);
		const payment = sim.data.payments[0];
		const answer = await full.call('POST', `/payments/${payment.id}/refund`, { amount: 100 });
		expect(answer.status).toBe(400);
		expect(sim.data.refunds).toEqual([]);
	});
});

describe('paths', () => {
	test.each([
		'/nothing',
		'/orders/1%2F2',
		'/orders/1%2f..%2f2',
		'/organizations/les-amis-du-velo/../les-amis-du-velo',
		'/organizations/%2e%2e/orders',
		'/organizations/./orders',
		'/organizations//orders',
		'/organizations/a%5Cb',
		'/organizations/a%00',
		'/organizations/a%0Ab',
		'/organizations/a%',
		'/Users/me/organizations',
		'/users/me/organizations/',
	])('%s is a 404, and is logged as sent', async (path) => {
		sim.clearRequests();
		const answer = await api.get(path);
		expect([answer.status, answer.text]).toEqual([404, '']);
		expect(sim.requests.map((seen) => [seen.method, seen.path, seen.status])).toEqual([
			['GET', `/v5${path}`, 404],
		]);
	});

	test('a slug may hold an escaped character that is no separator', async () => {
		const answer = await api.get('/organizations/%C3%A9t%C3%A9');
		expect(answer.status).toBe(404);
		expect(answer.json).toEqual({
			errors: [{ code: 'NotFound', message: "L'organisation demandée n'existe pas." }],
		});
	});

	test('a known path with another verb is a 405', async () => {
		const answer = await api.call('PATCH', '/partners/me/api-notifications');
		expect(answer.status).toBe(405);
		expect(answer.headers.allow).toBe('PUT, DELETE');
	});
});

describe('order of the checks', () => {
	test('the CDN first: no User-Agent, an HTML page', async () => {
		const answer = await send(sim, '/v5/nothing', { headers: { accept: 'application/json' } });
		expect(answer.status).toBe(403);
		expect(answer.headers['content-type']).toBe('text/html; charset=UTF-8');
		expect(answer.text).toContain('<html');
	});

	test('then the token, the privilege, the values, the rights, the existence', async () => {
		const wrongValue = '/organizations/chorale-des-deux-rives/payments?pageSize=x';
		expect((await new Api(sim, 'x').get(wrongValue)).status).toBe(401);
		const noTransactions = await Api.as(sim, sim.keys.noTransactions);
		const refused = await noTransactions.get(wrongValue);
		expect([refused.status, refused.text]).toEqual([403, 'Forbidden - insufficient Privileges']);
		expect((await api.get(wrongValue)).status).toBe(400);
		expect((await api.get('/organizations/chorale-des-deux-rives/payments')).status).toBe(403);
		expect((await api.get('/organizations/nobody/payments')).status).toBe(404);
	});
});

describe('the log', () => {
	test('keeps what was sent: query, headers, body, answer, clock', async () => {
		sim.clearRequests();
		await api.get(`${ITEMS}?tierTypes=Membership&tierTypes=Donation&userSearchKey=%C3%A9`);
		await api.call('POST', '/organizations/les-amis-du-velo/checkout-intents', { totalAmount: 1 });
		expect(sim.requests).toHaveLength(2);
		const [first, second] = sim.requests;
		expect(first).toMatchObject({
			method: 'GET',
			path: `/v5${ITEMS}`,
			url: `/v5${ITEMS}?tierTypes=Membership&tierTypes=Donation&userSearchKey=%C3%A9`,
			query: { tierTypes: ['Membership', 'Donation'], userSearchKey: 'é' },
			headers: { accept: 'application/json', 'user-agent': 'simulator-tests' },
			status: 200,
			ip: '127.0.0.1',
		});
		expect(first.body).toBeUndefined();
		expect(Math.abs(first.at - sim.now())).toBeLessThan(60_000);
		expect(second).toMatchObject({ method: 'POST', body: { totalAmount: 1 }, status: 400 });
	});

	test('tells API from token requests', async () => {
		sim.clearRequests();
		await Api.as(sim, sim.keys.association);
		await api.get('/values/tags');
		expect(sim.tokenRequests.map((seen) => seen.body)).toEqual([
			{
				grant_type: 'client_credentials',
				client_id: sim.keys.association.clientId,
				client_secret: sim.keys.association.clientSecret,
			},
		]);
		expect(sim.apiRequests.map((seen) => seen.path)).toEqual(['/v5/values/tags']);
	});
});
