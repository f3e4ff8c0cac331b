import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim, 'fullAccess');
});
beforeEach(() => {
	sim.clearFaults();
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const run = async (parameters: IDataObject, key = credential) =>
	await runNode({
		credential: key,
		parameters: { resource: 'payment', operation: 'refund', ...parameters },
	});

const seen = () =>
	sim.apiRequests.map(({ method, path, query, body }) => ({
		method,
		path: path.replace(/^\/v5/, ''),
		query,
		body,
	}));

const authorized = () =>
	sim.data.payments.find(
		({ id, state, type }) => id >= 40_000_000 && state === 'Authorized' && type !== 'Offline',
	) as { id: number };

test('whole: no amount, nothing but the question', async () => {
	const { id } = authorized();
	const { json, error } = await run({ paymentId: id });
	expect(error).toBeUndefined();
	expect(seen()).toEqual([
		{ method: 'POST', path: `/payments/${id}/refund`, query: {}, body: undefined },
	]);
	expect(json()).toEqual([
		expect.objectContaining({ paymentId: id, state: 'Init', amountEuros: expect.any(Number) }),
	]);
	expect(sim.data.refunds.filter(({ paymentId }) => paymentId === id)).toHaveLength(1);
});

test('in part, with everything: all in the query, tokens in headers', async () => {
	const { id } = authorized();
	await run({
		paymentId: String(id),
		refundType: 'part',
		refundAmount: '1,50',
		options: {
			comment: 'erreur & co',
			cancelOrder: false,
			sendRefundMail: false,
			mfaSmsToken: '123456',
		},
	});
	expect(seen()).toEqual([
		{
			method: 'POST',
			path: `/payments/${id}/refund`,
			query: {
				amount: '150',
				comment: 'erreur & co',
				cancelOrder: 'false',
				sendRefundMail: 'false',
			},
			body: undefined,
		},
	]);
	expect(sim.apiRequests[0].headers).toMatchObject({ 'x-mfa-sms-access-authorization': '123456' });
});

test.each(['reset', 'resetAfterHandling', 'hang'] as const)(
	'is sent once though the network fails (%s)',
	async (fault) => {
		const { id } = authorized();
		sim.failNext({ match: { method: 'POST', path: /refund$/ }, [fault]: true }, 3);
		const { error } = await run({ paymentId: id, options: { timeout: 300 } });
		expect(seen()).toHaveLength(1);
		expect(error?.context).toMatchObject({
			errorType: fault === 'hang' ? 'timeout' : 'connection',
		});
	},
);

test('several at once go one after the other, each once', async () => {
	const ids = sim.data.payments
		.filter(
			({ id, state, type }) => id >= 40_000_000 && state === 'Authorized' && type !== 'Offline',
		)
		.slice(0, 5)
		.map(({ id }) => id);
	await runNode({
		credential,
		parameters: { resource: 'payment', operation: 'refund', paymentId: '={{ $json.id }}' },
		items: ids.map((id) => ({ id })),
	});
	expect(seen().map(({ path }) => path)).toEqual(ids.map((id) => `/payments/${id}/refund`));
});

test('a second factor is explained', async () => {
	sim.data.refundMfa = 'AuthorizationErrors.MFA.AccessOtpSmsRequired';
	const { error } = await run({ paymentId: authorized().id });
	sim.data.refundMfa = null;
	expect(error?.context).toMatchObject({
		errorType: 'conflict',
		helloAssoCode: 'AuthorizationErrors.MFA.AccessOtpSmsRequired',
	});
	expect(error?.description).toContain("'MFA SMS Token' under 'Options'");
});

test.each([['1.234'], [-1], ['1e2'], ['12 €']])(
	'amount %p is refused before a request leaves',
	async (refundAmount) => {
		const { error } = await run({
			paymentId: 1,
			refundType: 'part',
			refundAmount: `={{ ${JSON.stringify(refundAmount)} }}`,
		});
		expect(error?.message).toMatch(/^'Refund Amount' is not an amount in euros/);
		expect(sim.requests).toHaveLength(0);
	},
);

test('without the privilege the name of it is told', async () => {
	const { error } = await run({ paymentId: authorized().id }, credentialFor(sim));
	expect(error?.message).toBe(
		"The key of credential 'My association' lacks a privilege that this operation needs: RefundManagement",
	);
});
