import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode, type Credential } from './engine';
import { Notified } from './notified';

let sim: Simulator;
let credential: Credential;
beforeEach(async () => {
	sim = await startSimulator();
	credential = credentialFor(sim);
});
afterEach(async () => {
	await sim.stop();
});

let workflows = 0;
/** Each test has its own workflow, since the process keeps one dedupe store for each. */
const notified = (events: string[], more: IDataObject = {}) =>
	new Notified({ credential, parameters: { events, ...more }, workflowId: `named${++workflows}` });

/** The notifications that HelloAsso has sent since, as their receiver would see them. */
const told = () => {
	sim.notifications.hold();
	sim.setBackOfficeUrl('http://127.0.0.1:9/hook');
	return {
		sell: (input: Parameters<Simulator['sell']>[0]) => {
			const sold = sim.sell(input);
			return { ...sold, told: take() };
		},
		take,
	};
	function take(): Told[] {
		const bodies = sim.notifications.held.map(({ body }) => JSON.parse(body) as Told);
		sim.notifications.clear();
		return bodies;
	}
};
interface Told {
	eventType: string;
	data: IDataObject;
}
const ofType = (events: Told[], eventType: string) =>
	events.find((event) => event.eventType === eventType) as Told;

/** A membership by debit: nothing at the sale, and its member days later, with the payment. */
async function expectMemberWithItsDebit(trigger: Notified): Promise<void> {
	const happens = told();
	const sold = happens.sell({ kind: 'membership', state: 'WaitingBankValidation' });
	for (const event of sold.told) expect(await trigger.receiveAll(event)).toBeUndefined();
	sim.changePayment(sold.payments[0].id, 'Authorized');
	const [authorized] = happens.take();
	const [output] = (await trigger.receiveAll(authorized)) ?? [];
	expect(output.map(({ data }) => (data as IDataObject).itemId)).toEqual([sold.items[0].id]);
}

const paths = () => {
	const asked = sim.apiRequests.map(({ method, path }) => `${method} ${path.replace('/v5', '')}`);
	sim.clearRequests();
	return asked;
};

async function listed(resource: string, parameters: IDataObject = {}): Promise<IDataObject[]> {
	const { json } = await runNode({
		credential,
		parameters: { resource, operation: 'getAll', returnAll: true, ...parameters },
	});
	sim.clearRequests();
	return json();
}

describe('a sale', () => {
	it.each([[['Order', 'Payment']], [['Payment', 'Order']]])(
		'told of by %j gives its member once, by one request for each',
		async (order) => {
			const trigger = notified(['newMember']);
			const { told: events, items } = told().sell({ kind: 'membership', donation: 500 });
			const [first, second] = order.map((eventType) => ofType(events, eventType));
			const outputs = await trigger.receiveAll(first);
			const orderId = items[0].orderId;
			const { formSlug } = sim.data.order(orderId) ?? {};
			const form = `/organizations/${sim.organizationSlug}/forms/Membership/${formSlug}/public`;
			expect(paths()).toEqual([`GET /orders/${orderId}`, `GET ${form}`]);
			const member = (await listed('member')).find(({ itemId }) => itemId === items[0].id);
			expect(outputs).toEqual([
				[
					{
						event: 'newMember',
						eventType: order[0],
						data: member,
						verifiedBy: ['sourceIp', 'api'],
					},
				],
			]);
			expect(await trigger.receiveAll(second)).toBeUndefined();
			expect(await trigger.receiveAll(first)).toBeUndefined();
			expect(paths()).toEqual([]);
		},
	);

	it.each([
		['ticket', 'newTicket', 'attendee'],
		['free', 'newTicket', 'attendee'],
		['donation', 'newDonation', 'donation'],
	] as const)('of kind %s gives %s as Get Many of %s does', async (kind, event, resource) => {
		const trigger = notified(['newDonation', 'newMember', 'newTicket']);
		const { told: events, items, order } = told().sell({ kind });
		const outputs = await trigger.receiveAll(ofType(events, 'Order'));
		const form =
			resource === 'attendee'
				? {
						formType: 'Event',
						formSlug: { __rl: true, mode: 'slug', value: order.formSlug },
					}
				: {};
		const same = (await listed(resource, form)).find(({ itemId }) => itemId === items[0].id);
		expect(outputs?.[0].map(({ event: name, data }) => [name, data])).toEqual([[event, same]]);
	});

	it('with Simplify off gives the item as the list of items has it', async () => {
		const trigger = notified(['newMember'], { simplify: false });
		const { told: events, items } = told().sell({ kind: 'membership' });
		const outputs = await trigger.receiveAll(ofType(events, 'Payment'));
		const [same] = (await listed('member', { simplify: false })).filter(
			({ id }) => id === items[0].id,
		);
		expect(outputs?.[0][0].data).toEqual(same);
	});

	it('of a membership with a donation gives both, and the order, in one run', async () => {
		const trigger = notified(['newMember', 'newDonation', 'Order']);
		const { told: events, items, order } = told().sell({ kind: 'membership', donation: 500 });
		const outputs = await trigger.receiveAll(ofType(events, 'Order'));
		expect(
			outputs?.[0].map(({ event, data }) => {
				const { itemId, id } = data as IDataObject;
				return [event, itemId ?? id];
			}),
		).toEqual([
			['newDonation', items[1].id],
			['newMember', items[0].id],
			['Order', order.id],
		]);
		expect(await trigger.receiveAll(ofType(events, 'Payment'))).toBeUndefined();
	});

	it('by debit (SEPA) gives its member when the payment is authorized, days later', async () => {
		const trigger = notified(['newMember']);
		await expectMemberWithItsDebit(trigger);
	});

	it('of before the activation gives nothing when its payment is refunded, contested or paid out', async () => {
		const trigger = notified(['newMember', 'newDonation', 'newTicket']);
		const happens = told();
		const { payments } = happens.sell({ kind: 'membership' });
		for (const state of ['Refunding', 'Refunded', 'Contested']) {
			sim.changePayment(payments[0].id, state);
			const [event] = happens.take();
			expect(await trigger.receiveAll(event)).toBeUndefined();
		}
		const authorized = { id: payments[0].id, state: 'Authorized', cashOutState: 'CashedOut' };
		const data = { ...authorized, order: { id: payments[0].orderId } };
		expect(await trigger.receiveAll({ eventType: 'Payment', data })).toBeUndefined();
		expect(paths()).toEqual([]);
	});

	it.each(['Refused', 'RecoveryExpired', 'Contested', 'Refunded'])(
		'that was %s is no sale, though HelloAsso calls the item Processed',
		async (state) => {
			const trigger = notified(['newMember']);
			const { told: events, items } = told().sell({ kind: 'membership', state });
			expect(items[0].state).toBe('Processed');
			for (const event of events) expect(await trigger.receiveAll(event)).toBeUndefined();
		},
	);

	it('that is filtered out gives nothing, and is not remembered', async () => {
		const trigger = notified(['newMember'], { filters: { formTypes: ['Event'] } });
		const { told: events } = told().sell({ kind: 'membership' });
		for (const event of events) expect(await trigger.receiveAll(event)).toBeUndefined();
		trigger.reload({ parameters: { events: ['newMember'] } });
		expect(await trigger.receiveAll(events[0])).toHaveLength(1);
	});

	it('of which the run could not be started gives its member when it is told of again', async () => {
		const trigger = notified(['newMember']);
		const { told: events } = told().sell({ kind: 'membership' });
		expect((await trigger.receive(events[0], undefined, true)).status).toBe(500);
		expect((await trigger.receive(events[1])).item?.event).toBe('newMember');
		expect((await trigger.receive(events[0])).item).toBeUndefined();
	});

	it('told of twice at the same moment gives its member once', async () => {
		const trigger = notified(['newMember']);
		const { told: events } = told().sell({ kind: 'membership' });
		const outputs = await Promise.all(events.map((event) => trigger.receiveAll(event)));
		expect(outputs.filter((output) => output !== undefined)).toHaveLength(1);
	});

	it('is not confirmed while the form cannot be read, and comes again', async () => {
		const trigger = notified(['newMember']);
		const { told: events } = told().sell({ kind: 'membership' });
		sim.failNext({ match: { path: /\/public$/ }, status: 503 }, 3);
		expect((await trigger.receive(events[0])).status).toBe(503);
		expect((await trigger.receive(events[0])).item?.event).toBe('newMember');
	});
});

describe('without a question to HelloAsso', () => {
	const options = { confirm: false };

	it('a card sale gives what its order tells, without the validity', async () => {
		const trigger = notified(['newMember'], { options });
		const { told: events, items } = told().sell({ kind: 'membership' });
		expect(await trigger.receiveAll(ofType(events, 'Payment'))).toBeUndefined();
		const [output] = (await trigger.receiveAll(ofType(events, 'Order'))) ?? [];
		const [member] = (await listed('member')).filter(({ itemId }) => itemId === items[0].id);
		expect(output[0].data).toEqual({
			...member,
			validFrom: null,
			validUntil: null,
			validityType: null,
			customFields: {},
		});
	});

	it('a debit gives its member when it is authorized', async () => {
		const trigger = notified(['newMember'], { options });
		await expectMemberWithItsDebit(trigger);
		expect(sim.requests).toEqual([]);
	});
});

describe('a payment', () => {
	const all = ['paymentReceived', 'paymentRefunded', 'paymentRefused'];

	it.each([
		['Authorized', 'paymentReceived'],
		['Registered', 'paymentReceived'],
		['Refused', 'paymentRefused'],
		['WaitingBankValidation', undefined],
	])('that is %s gives %s, once', async (state, event) => {
		const trigger = notified(all);
		const { told: events, payments } = told().sell({ kind: 'membership', state });
		const payment = ofType(events, 'Payment');
		const outputs = await trigger.receiveAll(payment);
		const [same] = (await listed('payment')).filter(({ id }) => id === payments[0].id);
		expect(outputs?.[0].map(({ event: name, data }) => [name, data])).toEqual(
			event && [[event, same]],
		);
		expect(await trigger.receiveAll(payment)).toBeUndefined();
		expect(await trigger.receiveAll(ofType(events, 'Order'))).toBeUndefined();
		expect(paths()).toEqual([]);
	});

	it('gives each refund once, and the money that came in once', async () => {
		const trigger = notified(all);
		const { payments } = told().sell({ kind: 'membership', amount: 4500 });
		const [{ id, refundOperations }] = payments;
		const seen: unknown[] = [];
		const tell = async () => {
			const data = { id, state: payments[0].state, refundOperations: [...refundOperations] };
			const outputs = await trigger.receiveAll({ eventType: 'Payment', data });
			const [item] = outputs?.[0] ?? [];
			seen.push(item && [item.event, (item.data as IDataObject).refundedEuros]);
		};
		const refund = { amountTip: 0, meta: payments[0].meta } as (typeof refundOperations)[number];
		await tell();
		refundOperations.push({ ...refund, id: 1, amount: 500, status: 'Processing' });
		await tell();
		refundOperations[0].status = 'Processed';
		await tell();
		await tell();
		refundOperations.push({ ...refund, id: 2, amount: 700, status: 'Processed' });
		await tell();
		expect(seen).toEqual([
			['paymentReceived', 0],
			undefined,
			['paymentRefunded', 5],
			undefined,
			['paymentRefunded', 12],
		]);
	});
});

it('registers the kinds of notification that the chosen events need', async () => {
	credential = credentialFor(sim, 'partner');
	const trigger = notified(['newMember', 'Form'], { registration: 'automatic', scope: 'partner' });
	await trigger.activate();
	expect(sim.data.notificationSlots.map(({ notificationType }) => notificationType).sort()).toEqual(
		['Form', 'Order', 'Payment'],
	);
});

describe('a notification that says little', () => {
	const body = (data: IDataObject) => ({ eventType: 'Payment', data });

	it('of a payment without its state: it has come in when HelloAsso says so', async () => {
		const { payments } = sim.sell({ notify: false });
		const trigger = notified(['paymentReceived']);
		const { item } = await trigger.receive(body({ id: payments[0].id }));
		expect([item?.event, (item?.data as IDataObject).id]).toEqual([
			'paymentReceived',
			payments[0].id,
		]);
		expect((await trigger.receive(body({ id: payments[0].id }))).item).toBeUndefined();
	});

	it.each(['Refunding', 'Refunded', 'Contested'])(
		'of a payment that was paid and is %s by now: it has come in all the same',
		async (state) => {
			const { payments } = sim.sell({ notify: false });
			sim.changePayment(payments[0].id, state, { notify: false });
			const trigger = notified(['paymentReceived']);
			const { item } = await trigger.receive(body({ id: payments[0].id, state: 'Authorized' }));
			expect((item?.data as IDataObject).state).toBe(state);
		},
	);

	it('of a refund, without the refunds: HelloAsso is asked for them', async () => {
		const { payments } = sim.sell({ notify: false });
		const trigger = notified(['paymentRefunded']);
		const told = body({ id: payments[0].id, state: 'Authorized', order: { id: 1 } });
		expect((await trigger.receive(told)).item).toBeUndefined();
		sim.partRefund(payments[0].id, 100, { notify: false });
		sim.advance(60_000);
		const { item } = await trigger.receive(told);
		expect([item?.event, item?.change]).toEqual(['paymentRefunded', 'partlyRefunded']);
		expect((await trigger.receive(told)).item).toBeUndefined();
	});

	it.each([
		['its number as a text', ({ id }: { id: number }) => ({ id: String(id) })],
		['no order', ({ id }: { id: number }) => ({ id, order: undefined })],
	])('of a debit that has come through, with %s: the member comes', async (_what, change) => {
		const { items, payments, order } = sim.sell({
			kind: 'membership',
			state: 'WaitingBankValidation',
			notify: false,
		});
		const trigger = notified(['newMember']);
		expect(
			(await trigger.receive({ eventType: 'Order', data: { id: order.id } })).item,
		).toBeUndefined();
		sim.changePayment(payments[0].id, 'Authorized', { notify: false });
		const data = { state: 'Authorized', order: { id: order.id }, ...change(payments[0]) };
		const { item } = await trigger.receive(body(data as IDataObject));
		expect((item?.data as IDataObject).itemId).toBe(items[0].id);
	});
});
