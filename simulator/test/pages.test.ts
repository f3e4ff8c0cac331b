import { startSimulator, type Simulator } from '../index';
import { Api, NOW, send, type Answer } from './api';

let sim: Simulator;
let api: Api;

beforeEach(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 44 }, localUrls: true });
	api = await Api.as(sim, sim.keys.fullAccess);
});
afterEach(() => sim.stop());

const form = (path: string, fields: Record<string, string>): Promise<Answer> =>
	send(sim, path, {
		method: 'POST',
		headers: {
			'user-agent': 'simulator-tests',
			'content-type': 'application/x-www-form-urlencoded',
		},
		body: new URLSearchParams(fields).toString(),
	});
const get = (path: string): Promise<Answer> =>
	send(sim, path, { headers: { 'user-agent': 'simulator-tests' } });

describe('payment page', () => {
	const PAYER = { firstName: 'Camille', lastName: 'Exemple', email: 'camille@example.org' };
	const body = {
		totalAmount: 2_500,
		initialAmount: 2_500,
		itemName: 'Adhésion <2026>',
		backUrl: 'http://127.0.0.1:9/back?from=back',
		errorUrl: 'http://127.0.0.1:9/error?from=error',
		returnUrl: 'http://127.0.0.1:9/return?from=return',
		containsDonation: false,
		metadata: { reference: 'A-1' },
	};

	async function intent(changes: object = {}): Promise<{ id: number; path: string }> {
		const { json } = await api.call(
			'POST',
			`/organizations/${sim.organizationSlug}/checkout-intents`,
			{ ...body, ...changes },
		);
		const { id, redirectUrl } = json as { id: number; redirectUrl: string };
		expect(redirectUrl.startsWith(`${sim.url}/associations/`)).toBe(true);
		return { id, path: new URL(redirectUrl).pathname };
	}
	const order = async (id: number) => {
		const { json } = await api.get(`/organizations/${sim.organizationSlug}/checkout-intents/${id}`);
		return (json as { order?: { id: number; payments: Array<{ state: string }> } }).order;
	};

	test('shows what is paid, escaped, and the payer that was given', async () => {
		const { path } = await intent({ payer: { firstName: 'Camille', lastName: 'D’Exemple' } });
		const { status, text, headers } = await get(path);
		expect([status, headers['x-frame-options']]).toEqual([200, 'DENY']);
		expect(text).toContain('<strong>Adhésion &lt;2026&gt;</strong>');
		expect(text).toContain('name="lastName" type="text" value="D’Exemple"');
	});

	test('paid: the intent has its order, the payer comes back with code and orderId, notifications are sent', async () => {
		const received = 'http://127.0.0.1:9/hook';
		sim.setBackOfficeUrl(received);
		sim.notifications.hold();
		const { id, path } = await intent();
		const answer = await form(path, { ...PAYER, decision: 'pay' });
		const made = await order(id);
		expect([answer.status, answer.headers.location]).toEqual([
			303,
			`http://127.0.0.1:9/return?from=return&checkoutIntentId=${id}&code=succeeded&orderId=${made?.id}`,
		]);
		expect(made?.payments.map(({ state }) => state)).toEqual(['Authorized']);
		const told = sim.notifications.held.map(({ body: text }) => JSON.parse(text));
		expect(told.map(({ eventType }) => eventType).sort()).toEqual(['Order', 'Payment']);
		expect(told.map(({ metadata }) => metadata)).toEqual([body.metadata, body.metadata]);
	});

	test('refused, failed, left: no order, the documented parameters, and it may be paid afterwards', async () => {
		const { id, path } = await intent();
		const seen = [];
		for (const decision of ['refuse', 'fail', 'leave'])
			seen.push((await form(path, { decision })).headers.location);
		expect(seen).toEqual([
			`http://127.0.0.1:9/return?from=return&checkoutIntentId=${id}&code=refused`,
			`http://127.0.0.1:9/error?from=error&checkoutIntentId=${id}&error=technical_error`,
			'http://127.0.0.1:9/back?from=back',
		]);
		expect(await order(id)).toBeUndefined();
		expect((await form(path, { ...PAYER, decision: 'pay' })).status).toBe(303);
		expect(await order(id)).toBeDefined();
	});

	test('by SEPA where it was enabled: the payment waits for the bank', async () => {
		expect((await get((await intent()).path)).text).not.toContain('value="sepa"');
		const { id, path } = await intent({ paymentOptions: { enableSepa: true } });
		expect((await get(path)).text).toContain('value="sepa"');
		await form(path, { ...PAYER, decision: 'sepa' });
		expect((await order(id))?.payments.map(({ state }) => state)).toEqual([
			'WaitingBankValidation',
		]);
	});

	test('paid already, older than 15 minutes, unknown: says so and takes nothing', async () => {
		const { path } = await intent();
		await form(path, { ...PAYER, decision: 'pay' });
		const late = await intent();
		sim.advance(15 * 60_000 + 1);
		const orders = sim.data.orders.length;
		const answers = [path, late.path, '/associations/x/checkout/y'].map(async (at) => {
			const { status, text } = await form(at, { ...PAYER, decision: 'pay' });
			return [status, /role="alert">([^<]+)/.exec(text)?.[1]];
		});
		expect(await Promise.all(answers)).toEqual([
			[410, 'Ce paiement a déjà été effectué.'],
			[410, 'Cette page de paiement a expiré.'],
			[404, 'Cette page de paiement n&#39;existe pas.'],
		]);
		expect(sim.data.orders).toHaveLength(orders);
	});

	test('reading returnQuery: appended puts a second question mark', async () => {
		sim.readings.returnQuery = 'appended';
		const { id, path } = await intent();
		expect((await form(path, { decision: 'refuse' })).headers.location).toBe(
			`http://127.0.0.1:9/return?from=return?checkoutIntentId=${id}&code=refused`,
		);
	});
});

describe('simulate page', () => {
	const press = async (event: string, payment?: number) => {
		const answer = await form('/simulate', {
			event,
			...(payment && { payment: String(payment) }),
		});
		return [answer.status, sim.data.payment(payment ?? 0)?.state];
	};
	const latest = () => sim.data.payments.at(-1)?.id ?? 0;

	test('buys what each button says', async () => {
		const kinds = 'membership ticket donation product instalments refused sepa'.split(' ');
		const { text } = await get('/simulate');
		const missing = kinds.filter((event) => !text.includes(`name="event" value="${event}"`));
		expect(missing).toEqual([]);
		const before = sim.data.payments.length;
		for (const event of kinds) expect(await press(event)).toEqual([303, undefined]);
		expect(sim.data.payments.slice(before).map(({ state }) => state)).toEqual([
			...Array<string>(5).fill('Authorized'),
			'Pending',
			'Pending',
			'Refused',
			'WaitingBankValidation',
		]);
	});

	test('a refund is under way and through a minute later; contested; SEPA late; an instalment', async () => {
		await press('membership');
		const refunded = latest();
		expect(await press('refund', refunded)).toEqual([303, 'Refunding']);
		sim.advance(61_000);
		expect(sim.data.payment(refunded)?.state).toBe('Refunded');
		await press('donation');
		expect(await press('contest', latest())).toEqual([303, 'Contested']);
		await press('sepa');
		expect(await press('arrives', latest())).toEqual([303, 'Authorized']);
		await press('sepa');
		expect(await press('fails', latest())).toEqual([303, 'Refused']);
		await press('instalments');
		expect(await press('due', latest())).toEqual([303, 'Authorized']);
	});

	test('shows the latest sale with its buttons, however many older ones wait', async () => {
		for (let count = 0; count < 6; count++) await press('sepa');
		await press('donation');
		const { text } = await get('/simulate');
		const row = text.split('<tr>').find((cells) => cells.includes(`<td>${latest()}</td>`));
		expect(row?.match(/<button>[^<]+/g)).toEqual([
			'<button>Refund',
			'<button>Refund half',
			'<button>Contest',
		]);
		expect(text.match(/SEPA comes through/g)).toHaveLength(4);
	});

	test('a button that does not fit says why and changes nothing', async () => {
		await press('refused');
		const answer = await form('/simulate', { event: 'refund', payment: String(latest()) });
		expect(answer.status).toBe(400);
		expect(answer.text).toContain(`The payment ${latest()} is Refused`);
		expect(sim.data.payment(latest())?.state).toBe('Refused');
		expect((await form('/simulate', { event: 'toString' })).status).toBe(400);
	});

	test('lists the open checkouts', async () => {
		const { json } = await api.call(
			'POST',
			`/organizations/${sim.organizationSlug}/checkout-intents`,
			{
				totalAmount: 500,
				initialAmount: 500,
				itemName: 'Tombola',
				backUrl: 'http://127.0.0.1:9/',
				errorUrl: 'http://127.0.0.1:9/',
				returnUrl: 'http://127.0.0.1:9/',
				containsDonation: false,
			},
		);
		const { redirectUrl } = json as { redirectUrl: string };
		expect((await get('/simulate')).text).toContain(`href="${redirectUrl}"`);
	});
});
