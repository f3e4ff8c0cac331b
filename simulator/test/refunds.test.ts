import { startSimulator, type Simulator } from '../index';
import type { Payment } from '../model';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 44 } });
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(() => sim.stop());

/** A payment of the main association that fits; changed by the caller's tests at will. */
function payment(fits: (payment: Payment) => boolean): Payment {
	const found = sim.data.payments.find(
		(candidate) =>
			candidate.id >= 40_000_000 && candidate.state === 'Authorized' && fits(candidate),
	);
	if (!found) throw new Error('The seed has no such payment');
	return found;
}

describe('refunds', () => {
	const refusal = (json: unknown) =>
		(json as { errors: Array<{ code: string; message: string }> }).errors[0];

	test('a whole payment: Refunding at once, Refunded later', async () => {
		const { id, amount } = payment(({ refundOperations }) => refundOperations.length === 0);
		const answer = await api.call(
			'POST',
			`/payments/${id}/refund?comment=trop%20per%C3%A7u&sendRefundMail=false`,
		);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({
			id: expect.any(Number),
			amount,
			cancelOrder: false,
			creationDate: expect.stringMatching(/^2026-03-18T12:0\d:\d\d\.\d{7}\+01:00$/),
			state: 'Init',
			sendRefundMail: false,
			paymentId: id,
		});
		expect(sim.data.refunds).toHaveLength(1);
		expect(sim.data.refunds[0]).toMatchObject({ paymentId: id, amount, comment: 'trop perçu' });
		const state = async () => ((await api.get(`/payments/${id}`)).json as Payment).state;
		expect(await state()).toBe('Refunding');
		const again = await api.call('POST', `/payments/${id}/refund`);
		expect([again.status, refusal(again.json).message]).toEqual([
			409,
			'Code : [112] - [Same operation in progress]',
		]);
		sim.advance(60_000);
		expect(await state()).toBe('Refunded');
		const late = await api.call('POST', `/payments/${id}/refund`);
		expect([late.status, refusal(late.json).message]).toEqual([409, 'Code : [119] - [Bad state]']);
		expect(sim.data.refunds).toHaveLength(1);
	});

	test('a part of it, on Stripe only, and never more than is left', async () => {
		const { id, amount } = payment(
			({ provider, refundOperations }) => provider === 'Stripe' && refundOperations.length === 0,
		);
		const answer = await api.call('POST', `/payments/${id}/refund?amount=100`);
		expect(answer.json).toMatchObject({ amount: 100 });
		sim.advance(60_000);
		const read = (await api.get(`/payments/${id}`)).json as Payment;
		expect([read.state, read.refundOperations.map(({ status }) => status)]).toEqual([
			'Authorized',
			['Processed'],
		]);
		const tooMuch = await api.call('POST', `/payments/${id}/refund?amount=${amount}`);
		expect(refusal(tooMuch.json).message).toBe('Code : [107] - [Amount mismatch]');
		const withOrder = await api.call('POST', `/payments/${id}/refund?amount=1&cancelOrder=true`);
		expect(withOrder.status).toBe(409);
		const other = payment(
			({ provider, refundOperations }) => provider !== 'Stripe' && refundOperations.length === 0,
		);
		const refused = await api.call('POST', `/payments/${other.id}/refund?amount=1`);
		expect(refusal(refused.json).message).toBe('Code : [111] - [Not implemented]');
	});

	test('cancelOrder takes items and future payments along', async () => {
		const { orderId, id } = payment((candidate) =>
			sim.data.paymentsOf(candidate.orderId).some(({ state }) => state === 'Pending'),
		);
		expect((await api.call('POST', `/payments/${id}/refund?cancelOrder=true`)).status).toBe(200);
		expect(new Set(sim.data.itemsOf(orderId).map(({ state }) => state))).toEqual(
			new Set(['Canceled']),
		);
		expect(sim.data.paymentsOf(orderId).map(({ state }) => state)).not.toContain('Pending');
		expect(sim.data.paymentsOf(orderId).map(({ state }) => state)).toContain('Canceled');
	});

	test.each([
		['AuthorizationErrors.MFA.AccessTokenRequired', 'x-mfa-access-authorization'],
		['AuthorizationErrors.MFA.AccessOtpSmsRequired', 'x-mfa-sms-access-authorization'],
		['AuthorizationErrors.MFA.AccessPasswordTokenRequired', 'x-mfa-password-authorization'],
		['AuthorizationErrors.UserNotEnrolled', undefined],
	])('%s', async (code, header) => {
		sim.data.refundMfa = code;
		const { id } = payment(() => true);
		const refused = await api.call('POST', `/payments/${id}/refund`);
		expect([refused.status, refusal(refused.json).code]).toEqual([409, code]);
		expect(sim.data.refunds).toEqual([]);
		if (!header) return;
		const accepted = await api.call('POST', `/payments/${id}/refund`, undefined, {
			[header]: 'token',
		});
		expect(accepted.status).toBe(200);
	});

	test('failed tries are hidden by default', async () => {
		const found = sim.data.payments.find(
			({ id, refundOperations }) =>
				id >= 40_000_000 && refundOperations.some(({ status }) => status === 'Refused'),
		);
		const statuses = async (query: string) =>
			((await api.get(`/payments/${found?.id}${query}`)).json as Payment).refundOperations.map(
				({ status }) => status,
			);
		expect(await statuses('')).toEqual(['Processed']);
		expect(await statuses('?withFailedRefundOperation=true')).toEqual(['Refused', 'Processed']);
	});
});

test('cancel stops the future payments and nothing else; 200 with an empty body', async () => {
	const { orderId } = payment((candidate) =>
		sim.data.paymentsOf(candidate.orderId).some(({ state }) => state === 'Pending'),
	);
	const items = sim.data.itemsOf(orderId).map(({ state }) => state);
	const answer = await api.call('POST', `/orders/${orderId}/cancel`);
	expect([answer.status, answer.text]).toEqual([200, '']);
	const states = sim.data.paymentsOf(orderId).map(({ state }) => state);
	expect(states.sort()).toEqual([
		'Authorized',
		...Array<string>(states.length - 1).fill('Canceled'),
	]);
	expect(sim.data.itemsOf(orderId).map(({ state }) => state)).toEqual(items);
	expect(sim.data.cancellations).toEqual([orderId]);
	const foreign = await api.call('POST', '/orders/50000000/cancel');
	expect(foreign.status).toBe(403);
	expect(sim.data.cancellations).toEqual([orderId]);
});
