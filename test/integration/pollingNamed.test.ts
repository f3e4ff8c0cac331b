import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { activePollerOf, pollerOf } from './poller';

const MINUTE = 60_000;
const PEOPLE = { itemStates: ['Processed', 'Registered'], withDetails: 'true' };
const BY_UPDATE = { sortField: 'UpdateDate', sortOrder: 'Desc', pageSize: '100' };

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator();
});
afterEach(async () => {
	await sim.stop();
});

const poller = (event: string, parameters?: IDataObject) => pollerOf(sim, event, parameters);
const active = async (event: string, parameters?: IDataObject) =>
	await activePollerOf(sim, event, parameters);
const sellAll = () => {
	const member = sim.sell({ kind: 'membership', donation: 500 });
	const ticket = sim.sell({ kind: 'ticket' });
	const waiting = sim.sell({ kind: 'membership', state: 'WaitingBankValidation' });
	return { member, ticket, waiting };
};

test('newMember › gives each membership that is paid as Member: Get Many does, with its validity', async () => {
	const trigger = await active('newMember');
	const { member, waiting } = sellAll();
	const [record, ...others] = (await trigger.poll()) ?? [];
	expect(others).toEqual([]);
	expect(sim.apiRequests[0].query).toEqual({ tierTypes: 'Membership', ...PEOPLE, ...BY_UPDATE });
	expect(record).toMatchObject({
		itemId: member.items[0].id,
		orderId: member.order.id,
		membership: member.items[0].name,
		validityType: expect.any(String) as string,
		customFields: expect.any(Object) as object,
	});
	expect(Object.keys(record)).toEqual(expect.arrayContaining(['validFrom', 'validUntil']));
	sim.advance(5 * MINUTE);
	sim.changePayment(waiting.payments[0].id, 'Authorized');
	expect((await trigger.poll())?.map(({ itemId }) => itemId)).toEqual([waiting.items[0].id]);
	expect(await trigger.poll()).toBeNull();
});

test.each(['Refused', 'Refunded', 'Contested'])(
	'newMember › a membership whose payment is %s when a poll first sees it comes only once that is paid',
	async (state) => {
		const trigger = await active('newMember');
		const { items, payments } = sim.sell({ kind: 'membership' });
		sim.changePayment(payments[0].id, state);
		expect(items[0].state).toBe('Processed');
		expect(await trigger.poll()).toBeNull();
		sim.advance(5 * MINUTE);
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(payments[0].id, 'Authorized');
		expect((await trigger.poll())?.map(({ itemId }) => itemId)).toEqual([items[0].id]);
		sim.advance(5 * MINUTE);
		sim.changePayment(payments[0].id, state);
		expect(await trigger.poll()).toBeNull();
	},
);

test('newMember › a test in the editor does not show one whose payment was refused', async () => {
	const { items } = sim.sell({ kind: 'membership' });
	sim.advance(MINUTE);
	sim.sell({ kind: 'membership', state: 'Refused' });
	const [record, ...others] = (await poller('newMember').poll('manual')) ?? [];
	expect([record.itemId, others]).toEqual([items[0].id, []]);
});

test('newMember › where HelloAsso leaves out the name of the form, it comes with the validity', async () => {
	const trigger = await active('newMember');
	const { order } = sim.sell({ kind: 'membership' });
	sim.failNext({ everywhere: { formName: null }, match: { path: /\/items$/ } }, 9);
	const title = sim.data.form(order.organizationSlug, order.formType, order.formSlug)?.title;
	expect((await trigger.poll())?.map(({ formName }) => formName)).toEqual([title]);
	expect(sim.apiRequests.filter(({ path }) => path.endsWith('/public'))).toHaveLength(1);
});

test('newMember › when the form of a membership cannot be read, the member comes with the next poll', async () => {
	const trigger = await active('newMember', { simplify: false });
	const { member } = sellAll();
	const before = trigger.staticData;
	sim.failNext({ match: { path: /\/public$/ }, status: 400 });
	await expect(trigger.poll()).rejects.toThrow();
	expect(trigger.staticData).toEqual(before);
	expect(await trigger.poll()).toEqual([
		expect.objectContaining({
			id: member.items[0].id,
			validity: expect.objectContaining({ type: expect.any(String) as string }) as object,
		}),
	]);
});

test('newDonation › gives each donation, also one beside a membership', async () => {
	const trigger = await active('newDonation');
	const { member } = sellAll();
	const records = await trigger.poll();
	expect(records?.map(({ itemId, amountEuros }) => [itemId, amountEuros])).toEqual([
		[member.items[1].id, 5],
	]);
	const tierTypes = ['Donation', 'MonthlyDonation', 'OfflineDonation'];
	expect(sim.apiRequests[0].query).toEqual({ tierTypes, ...PEOPLE, ...BY_UPDATE });
});

test('newTicket › gives each ticket with its attendee, custom fields as columns when that is chosen', async () => {
	const trigger = await active('newTicket', { options: { customFields: 'columns' } });
	const { ticket } = sellAll();
	const [record, ...others] = (await trigger.poll()) ?? [];
	expect([record.itemId, others]).toEqual([ticket.items[0].id, []]);
	expect(Object.keys(record)).toEqual(expect.arrayContaining(['tier', 'ticketUrl']));
	expect(record).not.toHaveProperty('customFields');
	expect(sim.apiRequests[0].query).toEqual({ tierTypes: 'Registration', ...PEOPLE, ...BY_UPDATE });
});

test('paymentReceived › gives each payment when its money comes', async () => {
	const trigger = await active('paymentReceived');
	const { member, ticket, waiting } = sellAll();
	const first = [member, ticket].map(({ payments }) => payments[0].id);
	expect((await trigger.poll())?.map(({ id }) => id)).toEqual(first);
	const states = ['Authorized', 'Registered'];
	expect(sim.apiRequests[0].query).toEqual({ states, ...BY_UPDATE });
	sim.changePayment(waiting.payments[0].id, 'Authorized');
	expect((await trigger.poll())?.map(({ id }) => id)).toEqual([waiting.payments[0].id]);
});

test.each<[string, Array<string | undefined>]>([
	['paymentRefunded', ['partlyRefunded', 'refunded']],
	['paymentRefused', ['refused']],
	['paymentPaidOut', ['paidOut']],
	['updatedPayment', ['partlyRefunded', 'refunded', 'paidOut', 'refused']],
])('%s › gives %j of all that becomes of payments', async (event, expected) => {
	const trigger = await active(event);
	const { member, ticket, waiting } = sellAll();
	expect(await trigger.poll()).toBeNull();
	sim.partRefund(member.payments[0].id, 100);
	sim.advance(2 * MINUTE);
	const seen = [...((await trigger.poll()) ?? [])];
	sim.changePayment(member.payments[0].id, 'Refunded');
	sim.payOut(ticket.payments[0].id);
	sim.changePayment(waiting.payments[0].id, 'Refused');
	seen.push(...((await trigger.poll()) ?? []));
	expect(seen.map(({ change }) => change).sort()).toEqual([...expected].sort());
	expect(await trigger.poll()).toBeNull();
});

test('paymentRefunded › a test in the editor gives the latest refund, not the latest payment', async () => {
	const { payments } = sim.sell({ kind: 'membership' });
	sim.changePayment(payments[0].id, 'Refunded');
	sim.advance(MINUTE);
	sim.sellMany(120, { kind: 'membership', notify: false });
	const [record, ...others] = (await poller('paymentRefunded').poll('manual')) ?? [];
	expect([record.id, record.change, others]).toEqual([payments[0].id, 'refunded', []]);
	expect(sim.apiRequests).toHaveLength(2);
});
