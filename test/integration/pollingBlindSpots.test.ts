import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Readings, type Simulator } from '../../simulator';
import { activePollerOf, pollerOf } from './poller';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MONEY = { filters: { states: ['Authorized', 'Registered'] } };

let sim: Simulator;
beforeEach(async () => {
	sim = await startSimulator({ now: Date.now() + 400 * DAY });
});
afterEach(async () => {
	await sim.stop();
});

const locator = (value: string) => ({ __rl: true, mode: 'slug', value });
const poller = (event: string, parameters?: IDataObject) => pollerOf(sim, event, parameters);
const active = async (event: string, parameters?: IDataObject) =>
	await activePollerOf(sim, event, parameters);
const ids = (items: IDataObject[] | null) => items?.map(({ id }) => id);
const changes = (items: IDataObject[] | null) => items?.map(({ id, change }) => [id, change]);
const own = () =>
	sim.data.payments.filter(
		({ orderId, state }) =>
			state === 'Authorized' && sim.data.order(orderId)?.organizationSlug === sim.organizationSlug,
	);

describe('updatedPayment', () => {
	test('a part that is refunded, and a second one, come once each, also when no poll saw them under way', async () => {
		const { payments } = sim.sell({ kind: 'membership', amount: 2000 });
		const [{ id }] = payments;
		const trigger = await active('updatedPayment');
		for (let part = 0; part < 2; part++) {
			sim.partRefund(id, 500);
			sim.advance(2 * MINUTE);
			expect(changes(await trigger.poll())).toEqual([[id, 'partlyRefunded']]);
			expect(await trigger.poll()).toBeNull();
		}
		sim.payOut(id);
		expect(changes(await trigger.poll())).toEqual([[id, 'paidOut']]);
		expect(await trigger.poll()).toBeNull();
	});

	test.each([true, false])('says what changed, with Simplify %p', async (simplify) => {
		const trigger = await active('updatedPayment', { simplify });
		const [{ id }] = sim.sell({ kind: 'membership', state: 'WaitingBankValidation' }).payments;
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(id, 'Refused');
		const [record] = (await trigger.poll()) ?? [];
		expect(record).toMatchObject({ id, state: 'Refused', change: 'refused' });
		expect('meta' in record).toBe(!simplify);
	});

	test('hands on only the changes that were chosen; other ones later neither are lost nor come twice', async () => {
		const trigger = await active('updatedPayment', { filters: { changes: ['contested'] } });
		const [one, other] = sim
			.sellMany(2, { kind: 'membership' })
			.map(({ payments: [{ id }] }) => id);
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(one, 'Contested');
		sim.changePayment(other, 'Refunded');
		expect(changes(await trigger.poll())).toEqual([[one, 'contested']]);
		expect(sim.apiRequests[0].query).not.toHaveProperty('changes');
		const organizationSlug = locator(sim.organizationSlug);
		trigger.reload({ parameters: { event: 'updatedPayment', organizationSlug } });
		sim.changePayment(one, 'Authorized');
		expect(changes(await trigger.poll())).toEqual([[one, 'paid']]);
		expect(await trigger.poll()).toBeNull();
	});
});

test('newPayment, for money that came: a SEPA payment from before the activation comes when it is authorized', async () => {
	const [{ id }] = sim.sell({ kind: 'membership', state: 'WaitingBankValidation' }).payments;
	sim.advance(DAY);
	const trigger = await active('newPayment', MONEY);
	expect(await trigger.poll()).toBeNull();
	sim.advance(5 * DAY);
	sim.changePayment(id, 'Authorized');
	expect(ids(await trigger.poll())).toEqual([id]);
	expect(await trigger.poll()).toBeNull();
});

test('newPayment: an instalment comes once, though 10,000 other payments lie between its sale and its day', async () => {
	const trigger = await active('newPayment');
	const { payments } = sim.sell({ kind: 'membership' });
	const [{ id, orderId, shares }] = payments;
	const later = {
		...payments[0],
		id: id + 1,
		orderId,
		shares,
		state: 'Pending',
		date: new Date(sim.now() + 30 * DAY).toISOString(),
	};
	sim.data.payments.push(later);
	const seen = [...(ids(await trigger.poll()) ?? [])];
	expect(seen.sort()).toEqual([id, later.id]);
	for (let day = 0; day < 6; day++) {
		sim.sellMany(2_000, { kind: 'donation', notify: false });
		seen.push(...(ids(await trigger.poll()) ?? []));
		sim.advance(5 * DAY);
	}
	sim.changePayment(later.id, 'Authorized');
	seen.push(...(ids(await trigger.poll()) ?? []));
	expect([seen.length, new Set(seen).size]).toEqual([12_002, 12_002]);
}, 120_000);

test.each(['dates', 'meta'])(
	'newPayment: with one record without %s on a page, a poll is one request and reads as far back as without',
	async (what) => {
		for (let minute = 0; minute < 150; minute++) sim.sell({ kind: 'membership', notify: false });
		const [bare] = own().slice(-5);
		const key = what === 'dates' ? 'withoutDates' : 'withoutMeta';
		const trigger = await active('newPayment');
		sim.advance(DAY);
		await trigger.poll();
		const readings: Partial<Readings> = { [key]: (id: number) => id === bare.id };
		Object.assign(sim.readings, readings);
		sim.changePayment(bare.id, 'Authorized');
		await trigger.poll();
		sim.advance(DAY);
		await trigger.poll();
		sim.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(sim.apiRequests).toHaveLength(1);
		// More were touched than a page holds: the sale stands on the second one.
		const { payments } = sim.sell({ kind: 'membership' });
		sim.advance(1000);
		for (const { id, state } of own().slice(0, 130)) sim.changePayment(id, state);
		sim.changePayment(bare.id, 'Authorized');
		expect(ids(await trigger.poll())).toEqual([payments[0].id]);
		expect(await trigger.poll()).toBeNull();
	},
);

test('newOrder: two registrations of a trigger in a process hand on an order once', async () => {
	const both = [await active('newOrder'), poller('newOrder')];
	both[1].reload({}, both[0].staticData);
	const seen: unknown[] = [];
	const expected: unknown[] = [];
	for (let round = 0; round < 3; round++) {
		expected.push(sim.sell().order.id);
		const found = await Promise.all(both.map(async (trigger) => await trigger.poll()));
		seen.push(...found.flatMap((items) => ids(items) ?? []));
		sim.advance(MINUTE);
	}
	expect(seen).toEqual(expected);
});

describe('newOrder: a poll that was under way while its workflow was saved', () => {
	test.each([
		['n8n 2.41 throws its result away: the order comes by a later poll', false],
		['n8n 1.123 takes its result: the order does not come again', true],
	])('%s', async (_title, isTaken) => {
		const former = await active('newOrder');
		const present = poller('newOrder');
		present.reload({}, former.staticData);
		former.takeResult();
		const { order } = sim.sell();
		expect(ids(await former.poll())).toEqual([order.id]);
		if (isTaken) former.takeResult();
		const found: unknown[] = [];
		for (let minute = 0; minute < 5; minute++) {
			found.push(...(ids(await present.poll()) ?? []));
			sim.advance(MINUTE);
		}
		expect(found).toEqual(isTaken ? [] : [order.id]);
	});
});

test('newOrder: an organization that was renamed while more than a page was sold › misses no sale with an old date', async () => {
	sim.sellMany(120);
	const trigger = await active('newOrder', { organizationSlug: locator('') });
	const { order } = sim.sell({
		kind: 'donation',
		state: 'Registered',
		date: sim.now() - 300 * DAY,
	});
	expect(await trigger.poll()).toBeNull();
	sim.advance(10 * MINUTE);
	const { order: plain } = sim.sell();
	expect(ids(await trigger.poll())).toEqual([plain.id]);
	sim.renameOrganization(sim.organizationSlug, 'les-amis-du-tricycle', { notify: false });
	sim.advance(10 * MINUTE);
	const sold = sim.sellMany(120).map((sale) => sale.order.id);
	expect(ids(await trigger.poll())?.sort()).toEqual([order.id, ...sold].sort());
	expect(await trigger.poll()).toBeNull();
});

describe.each<[string, Partial<Readings>]>([
	['sorts by date whatever was asked', { ignoresSortField: true }],
	['gives shuffled pages', { shufflesPages: true }],
	['gives short pages', { shortPages: 2 }],
	['counts records for its pages', { paging: 'offset' }],
	['does not touch refunded payments', { refundTouches: false }],
	['dates sales entered by hand back', { enteredCreatedAt: 'date' }],
	['lacks meta here and there', { withoutMeta: 10 }],
	['lacks dates here and there', { withoutDates: 10 }],
])('a HelloAsso that %s', (_name, readings) => {
	test('each payment comes once, when it is paid, and each refund of a part once', async () => {
		Object.assign(sim.readings, readings);
		const received = await active('paymentReceived');
		const refunded = await active('paymentRefunded');
		const { payments } = sim.sell({ kind: 'membership', amount: 3000, installments: 3 });
		const [sepa] = sim.sell({ kind: 'membership', state: 'WaitingBankValidation' }).payments;
		const [byHand] = sim.sell({
			kind: 'donation',
			state: 'Registered',
			date: sim.now() - 300 * DAY,
		}).payments;
		const seen: unknown[] = [];
		const back: unknown[] = [];
		const poll = async () => {
			seen.push(...(ids(await received.poll()) ?? []));
			back.push(...(changes(await refunded.poll()) ?? []));
		};
		await poll();
		sim.advance(DAY);
		sim.changePayment(sepa.id, 'Authorized');
		sim.partRefund(payments[0].id, 100);
		await poll();
		sim.advance(MINUTE);
		for (const days of [1, 30, 31]) {
			// What stands deep in a list comes with the next sale.
			sim.sell({ kind: 'donation', notify: false });
			await poll();
			sim.advance(days * DAY);
		}
		sim.sell({ kind: 'donation', notify: false });
		await poll();
		await poll();
		const wanted = [...payments, sepa, byHand].map(({ id }) => id);
		expect(seen.filter((id) => wanted.includes(id as number)).sort()).toEqual(wanted.sort());
		expect(seen).toHaveLength(wanted.length + 4);
		expect(back).toEqual([[payments[0].id, 'partlyRefunded']]);
	});
});

/** A token that has expired is found out by a request of its own. */
const answered = () => sim.apiRequests.filter(({ status }) => status === 200);

describe('an association with 50,000 payments of which 3,000 are to come', () => {
	test.each(['newPayment', 'updatedPayment', 'paymentReceived'])(
		'%s: the first poll reads its pages, and one with nothing new is one request',
		async (event) => {
			const [pattern] = own();
			const many = 50_000;
			const start = sim.now() - 500 * DAY;
			const meta = { createdAt: new Date(start).toISOString(), updatedAt: '' };
			sim.data.payments = Array.from({ length: many }, (_, index) => {
				const at = new Date(start + index * 13 * MINUTE).toISOString();
				const toCome = index % 16 === 0 && index / 16 < 3_000;
				return {
					...pattern,
					id: 30_000_000 + index * 1_100,
					state: toCome ? 'Pending' : 'Authorized',
					date: toCome ? new Date(sim.now() + (index % 300) * DAY + DAY).toISOString() : at,
					meta: { ...meta, createdAt: at, updatedAt: at },
				};
			});
			const trigger = poller(event);
			expect(await trigger.poll()).toBeNull();
			const listed = event === 'paymentReceived' ? many - 3_000 : many;
			// The empty page that ends the list, and the first one again.
			expect(answered()).toHaveLength(listed / 100 + 2);
			expect(JSON.stringify(trigger.staticData).length).toBeLessThan(160_000);
			const wait = [MINUTE, 20 * MINUTE, DAY];
			for (const idle of wait) {
				sim.advance(idle);
				sim.clearRequests();
				expect(await trigger.poll()).toBeNull();
				expect(answered()).toHaveLength(1);
			}
			sim.data.payments[0].state = 'Authorized';
			sim.data.payments[0].meta.updatedAt = new Date(sim.now()).toISOString();
			expect(ids(await trigger.poll())).toEqual([30_000_000]);
			sim.clearRequests();
			expect(await trigger.poll()).toBeNull();
			expect(answered()).toHaveLength(1);
		},
		120_000,
	);
});

test('a form that stands behind a page of known ones comes at once, since HelloAsso counts its forms', async () => {
	const trigger = await active('newForm');
	for (let known = 0; known < 130; known++)
		sim.createForm({ formType: 'Event', title: `Fête ${known}` });
	expect(await trigger.poll()).toHaveLength(130);
	sim.advance(60 * MINUTE);
	const { formSlug, meta } = sim.createForm({ formType: 'Event', title: 'Ancienne fête' });
	meta.createdAt = new Date(sim.now() - 2_000 * DAY).toISOString();
	expect((await trigger.poll())?.map((form) => form.formSlug)).toEqual([formSlug]);
	sim.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(sim.apiRequests).toHaveLength(1);
});
