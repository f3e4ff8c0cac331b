/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator';
import { activePollerOf, pollerOf, type PollerOptions } from './poller';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVENTS = ['newForm', 'newItem', 'newOrder', 'newPayment', 'updatedPayment'];
const LISTS: Record<string, string> = { newForm: 'forms', newItem: 'items', newOrder: 'orders' };
const SORTING: Record<string, object> = { newForm: {}, newOrder: { sortOrder: 'Desc' } };

type Rest = [parameters?: IDataObject, options?: Partial<PollerOptions>];
let sim: Simulator;
beforeEach(async () => {
	// Far from the clock of this machine, which must not matter.
	sim = await startSimulator({ now: Date.now() + 400 * DAY });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sim.stop();
});

const locator = (value: string) => ({ __rl: true, mode: 'slug', value });
const poller = (event: string, ...more: Rest) => pollerOf(sim, event, ...more);
/** One that was activated, a minute ago. */
const active = async (event: string, ...more: Rest) => await activePollerOf(sim, event, ...more);
const ids = (items: IDataObject[] | null) => items?.map(({ id }) => id);
const lists = () => sim.apiRequests.map(({ path, query }) => [path.split('/').at(-1), query]);

/** Makes one record of the kind that the event is about; the ids that have to come out. */
function happen(event: string): unknown[] {
	if (event === 'newForm')
		return [sim.createForm({ formType: 'Event', title: `Fête ${sim.data.newId()}` }).formSlug];
	const { items, order, payments } = sim.sell({ kind: 'ticket' });
	if (event === 'newItem') return items.map(({ id }) => id);
	if (event === 'newOrder') return [order.id];
	if (event === 'updatedPayment') {
		// Nobody has seen it in another state: only its times can tell that it changed.
		sim.advance(1000);
		sim.changePayment(payments[0].id, 'Refused');
	}
	return payments.map(({ id }) => id);
}
const named = (items: IDataObject[] | null) => items?.map(({ id, formSlug }) => id ?? formSlug);

describe.each(EVENTS)('%s', (event) => {
	test('the first poll reads the whole list, its first page again where there are several, and hands on nothing', async () => {
		const trigger = poller(event);
		expect(await trigger.poll()).toBeNull();
		const asked = [
			LISTS[event] ?? 'payments',
			{ pageSize: '100', ...(SORTING[event] ?? { sortField: 'UpdateDate', sortOrder: 'Desc' }) },
		];
		const seen = lists();
		expect(seen[0]).toEqual(asked);
		if (event === 'newForm') expect(seen).toHaveLength(1);
		else {
			expect(seen.at(-1)).toEqual(asked);
			const tokens = seen.slice(1, -1).map(([, query]) => (query as IDataObject).continuationToken);
			expect(tokens).toEqual(tokens.map(() => expect.any(String) as string));
			expect(tokens.length).toBeGreaterThan(1);
		}
	});

	test('hands on each record once, oldest first, also after a restart', async () => {
		const trigger = await active(event);
		const first = happen(event);
		sim.advance(1000);
		const second = happen(event);
		expect(named(await trigger.poll())).toEqual([...first, ...second]);
		expect(await trigger.poll()).toBeNull();
		trigger.reload();
		expect(await trigger.poll()).toBeNull();
		sim.advance(2 * DAY);
		expect(await trigger.poll()).toBeNull();
	});

	test.each([0, MINUTE, 20 * MINUTE])(
		'a poll that finds nothing new takes one request and no token, %i ms after one that did',
		async (wait) => {
			const trigger = await active(event);
			const expected = happen(event);
			expect(named(await trigger.poll())).toEqual(expected);
			for (let idle = 0; idle < 3; idle++) {
				sim.advance(wait / 3);
				sim.clearRequests();
				expect(await trigger.poll()).toBeNull();
				expect([sim.apiRequests.length, sim.tokenRequests.length]).toEqual([1, 0]);
			}
		},
	);

	test('hands on the same when the clock of this machine jumps', async () => {
		const trigger = await active(event);
		const expected: unknown[] = [];
		const seen: unknown[] = [];
		for (const jump of [-3 * DAY, 3 * DAY, -1 * HOUR, 0]) {
			expected.push(...happen(event));
			const real = Date.now.bind(Date);
			const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + jump);
			const items = await trigger.poll();
			clock.mockRestore();
			seen.push(...(named(items) ?? []));
			sim.advance(MINUTE);
		}
		expect(seen).toEqual(expected);
	});

	test('a poll that fails leaves the state as it was, and the next one hands on everything', async () => {
		const trigger = await active(event);
		const before = trigger.staticData;
		const expected = happen(event);
		sim.failNext({ match: { path: /^\/v5/ }, status: 401 }, 2);
		await expect(trigger.poll()).rejects.toThrow();
		expect(trigger.staticData).toEqual(before);
		expect(named(await trigger.poll())).toEqual(expected);
	});

	test('two concurrent polls hand on a record once', async () => {
		const trigger = await active(event);
		const expected = happen(event);
		const both = await Promise.all([trigger.poll(), trigger.pollApart()]);
		expect(both.flatMap((items) => named(items) ?? [])).toEqual(expected);
		expect(sim.apiRequests.length).toBeGreaterThan(1);
	});

	test('a poll that begins while another runs sends nothing', async () => {
		const trigger = await active(event);
		expect(await Promise.all([trigger.poll(), trigger.poll()])).toEqual([null, null]);
		expect(sim.apiRequests).toHaveLength(1);
	});

	test('a test in the editor gives the latest record and leaves the state as it was', async () => {
		const trigger = await active(event);
		sim.advance(5 * MINUTE);
		const [expected] = happen(event);
		const before = trigger.staticData;
		expect(named(await trigger.poll('manual'))).toEqual([expected]);
		expect(trigger.staticData).toEqual(before);
		expect(sim.apiRequests).toHaveLength(1);
		expect(named(await trigger.poll())).toEqual([expected]);
	});

	test('gives raw records without Simplify', async () => {
		const trigger = await active(event, { simplify: false });
		happen(event);
		const [record] = (await trigger.poll()) ?? [];
		expect(record).toHaveProperty(event === 'newItem' ? 'order.meta.createdAt' : 'meta.createdAt');
	});
});

test('newItem › custom fields come as columns when that is chosen, also later', async () => {
	const trigger = await active('newItem', { options: { withDetails: true } });
	const organizationSlug = locator(sim.organizationSlug);
	const options = { withDetails: true, customFields: 'columns' };
	const parameters = { event: 'newItem', organizationSlug, options };
	trigger.reload({ parameters });
	const [{ id }] = sim.sell({ kind: 'membership' }).items;
	const [record, ...others] = (await trigger.poll()) ?? [];
	expect([record.id, others]).toEqual([id, []]);
	expect(record).not.toHaveProperty('customFields');
	expect(Object.keys(record)).toContain('customField: Date de naissance');
	expect(sim.apiRequests[0].query).toEqual({
		withDetails: 'true',
		sortField: 'UpdateDate',
		sortOrder: 'Desc',
		pageSize: '100',
	});
	trigger.reload({ parameters: { ...parameters, options: { customFields: 'rows' } } });
	await expect(trigger.poll()).rejects.toThrow("'Custom Fields' is 'rows'");
});

describe('what must not be missed', () => {
	test('150 sales within one second, which is more than a page', async () => {
		const trigger = await active('newItem');
		const at = sim.now();
		const expected = sim.sellMany(150, { at }).flatMap(({ items }) => items.map(({ id }) => id));
		expect(ids(await trigger.poll())?.sort()).toEqual(expected.sort());
		expect(await trigger.poll()).toBeNull();
	});

	test('a sale among many that were only updated', async () => {
		const trigger = await active('newPayment');
		const own = sim.data.payments.filter(
			({ orderId }) => sim.data.order(orderId)?.organizationSlug === sim.organizationSlug,
		);
		own.slice(0, 60).forEach(({ id, state }) => sim.changePayment(id, state));
		const { payments } = sim.sell({ kind: 'membership' });
		own.slice(60, 180).forEach(({ id, state }) => sim.changePayment(id, state));
		expect(ids(await trigger.poll())).toEqual([payments[0].id]);
		expect(await trigger.poll()).toBeNull();
	});

	test('a sale that shows up in the list minutes late', async () => {
		const trigger = await active('newOrder');
		sim.advance(8 * MINUTE);
		expect(await trigger.poll()).toBeNull();
		const { order } = sim.sell({ at: sim.now() - 8 * MINUTE });
		expect(ids(await trigger.poll())).toEqual([order.id]);
	});

	test.each(['newItem', 'newPayment'])(
		'%s: a sale entered by hand today with the date of last year',
		async (event) => {
			const trigger = await active(event);
			const { order, items, payments } = sim.sell({ kind: 'donation', state: 'Registered' });
			order.date = payments[0].date = new Date(sim.now() - 300 * DAY).toISOString();
			expect(ids(await trigger.poll())).toEqual([
				event === 'newItem' ? items[0].id : payments[0].id,
			]);
		},
	);

	test('a SEPA payment that a filter hides until it is authorized, days later', async () => {
		const trigger = await active('newPayment', { filters: { states: ['Authorized'] } });
		const { payments } = sim.sell({ kind: 'membership', state: 'WaitingBankValidation' });
		expect(await trigger.poll()).toBeNull();
		sim.advance(5 * DAY);
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(payments[0].id, 'Authorized');
		expect(ids(await trigger.poll())).toEqual([payments[0].id]);
		expect(await trigger.poll()).toBeNull();
	});

	test('an instalment that was planned before the start, on the day it is paid', async () => {
		const { payments } = sim.sell({ kind: 'membership', state: 'Pending' });
		payments[0].date = new Date(sim.now() + 30 * DAY).toISOString();
		sim.advance(DAY);
		const trigger = await active('newPayment');
		sim.advance(29 * DAY);
		sim.changePayment(payments[0].id, 'Authorized');
		expect(ids(await trigger.poll())).toEqual([payments[0].id]);
		expect(await trigger.poll()).toBeNull();
	});

	test('sales made while the list is read: moved between its pages, each comes once', async () => {
		const trigger = await active('newItem');
		const expected = sim.sellMany(250).flatMap(({ items }) => items.map(({ id }) => id));
		sim.failNext({ match: { path: /items$/ }, slow: 50 }, 3);
		const polling = trigger.poll();
		const until = async (count: number) => {
			while (sim.apiRequests.length < count) await new Promise((resolve) => setImmediate(resolve));
		};
		await until(2);
		expected.push(...sim.sellMany(30).flatMap(({ items }) => items.map(({ id }) => id)));
		const seen = [...(ids(await polling) ?? []), ...(ids(await trigger.poll()) ?? [])];
		expect(seen.sort()).toEqual(expected.sort());
		expect(await trigger.poll()).toBeNull();
	});

	test('what happened while n8n was off for weeks', async () => {
		const trigger = await active('newOrder');
		const saved = trigger.staticData;
		const expected: unknown[] = [];
		for (let week = 0; week < 3; week++) {
			expected.push(...sim.sellMany(90).map(({ order }) => order.id));
			sim.advance(7 * DAY);
		}
		trigger.reload({}, saved);
		expect(ids(await trigger.poll())?.sort()).toEqual(expected.sort());
	});
});

test.each(['newItem', 'newOrder', 'newPayment'])(
	'%s: a sale whose checkout began before the activation',
	async (event) => {
		const trigger = await active(event);
		const { items, order, payments } = sim.sell({ checkoutMs: HOUR });
		const [record] = { newItem: items, newOrder: [order] }[event] ?? payments;
		expect(ids(await trigger.poll())).toEqual([record.id]);
		expect(await trigger.poll()).toBeNull();
	},
);

test('takes one request when nothing is new, though the last minutes fill many pages', async () => {
	const trigger = await active('newItem');
	const expected: unknown[] = [];
	for (let minute = 0; minute < 5; minute++) {
		expected.push(...sim.sellMany(150).flatMap(({ items }) => items.map(({ id }) => id)));
		sim.advance(MINUTE);
	}
	expect(ids(await trigger.poll())?.sort()).toEqual(expected.sort());
	sim.advance(2 * MINUTE);
	await trigger.poll();
	sim.advance(MINUTE);
	sim.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(sim.apiRequests).toHaveLength(1);
	// One that shows up minutes late is behind those pages: it is found when all of them are read again.
	const { items } = sim.sell({ at: sim.now() - 7 * MINUTE });
	expect(await trigger.poll()).toBeNull();
	sim.advance(7 * MINUTE);
	expect(ids(await trigger.poll())).toEqual(items.map(({ id }) => id));
	expect(await trigger.poll()).toBeNull();
});

describe('faults on the way', () => {
	const kinds: Array<[string, IDataObject]> = [
		['reset', { reset: true }],
		['503', { status: 503 }],
		['truncated', { truncate: true }],
		['cut after handling', { resetAfterHandling: true }],
		['a page of the CDN', { html: true }],
	];
	test.each(kinds)(
		'%s on the second page: nothing is lost and nothing comes twice',
		async (_name, fault) => {
			const trigger = await active('newItem');
			const expected = sim.sellMany(220).flatMap(({ items }) => items.map(({ id }) => id));
			const before = trigger.staticData;
			// Once the first page has been read, three times: as often as a read is tried.
			sim.failNext({ match: { path: /items$/ }, slow: 1 });
			sim.failNext({ match: { path: /items$/ }, ...fault }, 3);
			await expect(trigger.poll()).rejects.toThrow();
			expect(sim.apiRequests.length).toBeGreaterThan(1);
			sim.clearFaults();
			expect(trigger.staticData).toEqual(before);
			expect(ids(await trigger.poll())?.sort()).toEqual(expected.sort());
			expect(await trigger.poll()).toBeNull();
		},
	);

	test('no answer within the timeout of the node', async () => {
		const trigger = await active('newItem', { options: { timeout: 200 } });
		const { items } = sim.sell();
		sim.failNext({ match: { path: /items$/ }, hang: true }, 3);
		await expect(trigger.poll()).rejects.toThrow('HelloAsso did not answer');
		expect(ids(await trigger.poll())).toEqual(items.map(({ id }) => id));
	});
});

describe('n8n starts while HelloAsso is down', () => {
	const down = () => sim.failNext({ match: { path: /^\/v5/ }, notJson: true });
	const told = 'HelloAsso answered something that is not JSON';

	test.each(['init', 'leadershipChange'] as const)(
		'%s: the first poll does not fail, and the next one fails or hands on everything',
		async (activation) => {
			const trigger = await active('newOrder');
			const { order } = sim.sell();
			trigger.reload({ activation });
			const before = trigger.staticData;
			down();
			expect(await trigger.poll()).toBeNull();
			expect(trigger.staticData).toEqual(before);
			down();
			await expect(trigger.poll()).rejects.toThrow(told);
			expect(ids(await trigger.poll())).toEqual([order.id]);
		},
	);

	test('activate: the first poll fails', async () => {
		down();
		await expect(poller('newOrder').poll()).rejects.toThrow(told);
	});
});

describe('updated payments', () => {
	test('hands on every change, also back to an earlier state, and no update without change', async () => {
		const trigger = await active('updatedPayment');
		const { payments } = sim.sell({ kind: 'membership' });
		const [{ id }] = payments;
		const seen: unknown[] = [];
		for (const state of [
			'Authorized',
			'Authorized',
			'Contested',
			'Contested',
			'Authorized',
			'Authorized',
			'Refunding',
			'Refunded',
		]) {
			sim.changePayment(id, state);
			seen.push((await trigger.poll())?.map((item) => [item.id, item.state]) ?? null);
			sim.advance(MINUTE);
		}
		expect(seen).toEqual([
			null,
			null,
			[[id, 'Contested']],
			null,
			[[id, 'Authorized']],
			null,
			[[id, 'Refunding']],
			[[id, 'Refunded']],
		]);
	});

	test('hands on an old payment that is refunded, not one that is only paid out', async () => {
		const old = sim.data.payments.filter(
			({ orderId, state }) =>
				state === 'Authorized' &&
				sim.data.order(orderId)?.organizationSlug === sim.organizationSlug,
		);
		const trigger = await active('updatedPayment');
		sim.advance(DAY);
		sim.changePayment(old[0].id, 'Authorized');
		sim.changePayment(old[1].id, 'Refunded');
		expect(ids(await trigger.poll())).toEqual([old[1].id]);
		expect(await trigger.poll()).toBeNull();
	});

	test('after a restart, which loses what was only found: hands on a debit that was paid, not a pay-out', async () => {
		const trigger = await active('updatedPayment');
		const written = trigger.staticData;
		const [{ id: paid }] = sim.sell({ kind: 'membership' }).payments;
		const [{ id: debit }] = sim.sell({ kind: 'membership', state: 'WaitingBankWithdraw' }).payments;
		expect(await trigger.poll()).toBeNull();
		sim.advance(5 * DAY);
		sim.changePayment(paid, 'Authorized');
		expect(await trigger.poll()).toBeNull();
		trigger.reload({}, written);
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(debit, 'Authorized');
		trigger.reload({}, written);
		expect(ids(await trigger.poll())).toEqual([debit]);
	});

	test('hands on only the states of the filter', async () => {
		const trigger = await active('updatedPayment', {
			filters: { states: ['Refused', 'Contested'] },
		});
		const [one, other] = sim
			.sellMany(2, { kind: 'membership' })
			.map(({ payments }) => payments[0].id);
		sim.advance(MINUTE);
		expect(await trigger.poll()).toBeNull();
		sim.changePayment(one, 'Contested');
		sim.changePayment(other, 'Refunded');
		expect(ids(await trigger.poll())).toEqual([one]);
		expect(sim.apiRequests.at(-1)?.query).toMatchObject({ states: ['Refused', 'Contested'] });
	});
});

describe('parameters', () => {
	const slug = 'adhesion-annuelle';
	const ofForm = { scope: 'form', formType: 'Membership', formSlug: locator(slug) };

	test.each(['newItem', 'newOrder', 'newPayment', 'updatedPayment'])(
		'%s of one form',
		async (event) => {
			const trigger = await active(event, ofForm);
			sim.sell({ kind: 'donation' });
			const { order, items, payments } = sim.sell({ formType: 'Membership', formSlug: slug });
			sim.advance(1000);
			if (event === 'updatedPayment') sim.changePayment(payments[0].id, 'Refunded');
			const kind = LISTS[event] ?? 'payments';
			const record = { items: items[0], orders: order }[kind] ?? payments[0];
			expect(ids(await trigger.poll())).toEqual([record.id]);
			expect(sim.apiRequests[0].path).toBe(
				`/v5/organizations/${sim.organizationSlug}/forms/Membership/${slug}/${kind}`,
			);
		},
	);

	const filters: Array<[string, IDataObject, IDataObject]> = [
		[
			'newItem',
			{ tierTypes: ['Donation'], itemStates: ['Processed'], tierName: 'Don', userSearchKey: 'a' },
			{},
		],
		['newOrder', { formTypes: ['Event'], userSearchKey: 'a' }, {}],
		['newPayment', { states: ['Refused'], userSearchKey: 'a' }, {}],
		['updatedPayment', { states: ['Refused'], userSearchKey: 'a' }, {}],
		['newForm', { formTypes: ['Event'], states: ['Public'] }, {}],
		['newItem', {}, { withDetails: true }],
		['newOrder', {}, { withDetails: true }],
	];
	test.each(filters)('%s sends filters %j and options %j', async (event, narrowed, options) => {
		await poller(event, { filters: narrowed, options }).poll();
		const sent = Object.fromEntries(
			Object.entries({ ...narrowed, ...options }).map(([name, value]) => [
				name,
				Array.isArray(value) ? value.join() : String(value),
			]),
		);
		expect(sim.apiRequests[0].query).toEqual({
			pageSize: '100',
			...(SORTING[event] ?? { sortField: 'UpdateDate', sortOrder: 'Desc' }),
			...sent,
		});
	});

	test('another filter or credential goes on from the last poll, Simplify too', async () => {
		const trigger = await active('newOrder');
		sim.sell({ kind: 'donation', at: sim.now() - 30 * MINUTE });
		const first = sim.sell({ kind: 'donation' });
		sim.sell({ kind: 'ticket' });
		sim.advance(2 * MINUTE);
		const parameters = { event: 'newOrder', organizationSlug: locator(sim.organizationSlug) };
		trigger.reload({ parameters: { ...parameters, filters: { formTypes: ['Donation'] } } });
		expect(ids(await trigger.poll())).toEqual([first.order.id]);
		expect(await trigger.poll()).toBeNull();
		const next = sim.sell({ kind: 'donation' });
		trigger.reload({ credentialId: 'c2' });
		expect(ids(await trigger.poll())).toEqual([next.order.id]);
		sim.advance(5 * MINUTE);
		trigger.reload({ parameters });
		const last = sim.sell({ kind: 'ticket' });
		expect(ids(await trigger.poll())).toEqual([last.order.id]);
		trigger.reload({ parameters: { ...parameters, simplify: false } });
		const after = sim.sell();
		expect(ids(await trigger.poll())).toEqual([after.order.id]);
	});

	test('another event starts anew', async () => {
		const trigger = await active('newOrder');
		sim.sell();
		const organizationSlug = locator(sim.organizationSlug);
		trigger.reload({ parameters: { event: 'newItem', organizationSlug } });
		expect(await trigger.poll()).toBeNull();
		const { items } = sim.sell();
		expect(ids(await trigger.poll())).toEqual(items.map(({ id }) => id));
	});

	test('what an earlier version of the node remembered: goes on from its last poll', async () => {
		const trigger = await active('newOrder');
		const { memory, comparedAt, handedOn, ...state } = trigger.staticData[
			'node:Trigger'
		] as IDataObject;
		expect([typeof memory, typeof comparedAt, typeof handedOn]).toEqual([
			'string',
			'number',
			'string',
		]);
		const { order } = sim.sell();
		trigger.reload({}, { 'node:Trigger': { ...state, seen: '0:' } });
		expect(ids(await trigger.poll())).toEqual([order.id]);
		expect(trigger.staticData['node:Trigger']).not.toHaveProperty('seen');
		expect(await trigger.poll()).toBeNull();
	});

	const wrong: Array<[string, IDataObject, string]> = [
		['event', { event: 'newThing' }, "'Trigger On' is 'newThing'"],
		['scope', { scope: 'everything' }, "'Scope' is 'everything'"],
		['formSlug', { scope: 'form', formType: 'Event', formSlug: locator('') }, "'Form' is empty"],
		['formType', { scope: 'form', formType: '', formSlug: locator('x') }, "'Form Type' is empty"],
		[
			'organizationSlug',
			{ organizationSlug: locator('no slug') },
			"'Organization' is not a slug: 'no slug'",
		],
		[
			'timeout',
			{ options: { timeout: -1 } },
			"'Timeout' must be a whole number from 1 to 3600000, not '-1'",
		],
		[
			'userSearchKey',
			{ filters: { userSearchKey: '={{ "" }}' } },
			"'Search for Person' was added, but is empty",
		],
		['tierTypes', { filters: { tierTypes: [] } }, "'Types' was added, but is empty"],
		['withDetails', { options: { withDetails: '={{ "" }}' } }, "'With Details' is empty"],
		[
			'changes',
			{ event: 'updatedPayment', filters: { changes: 'paid, sold' } },
			"'Changes' has 'sold'",
		],
		['simplify', { simplify: '={{ "no" }}' }, "'Simplify' is neither true nor false, but 'no'"],
	];
	test.each(wrong)(
		'a wrong %s is named, and nothing is sent',
		async (name, parameters, message) => {
			const failure = poller('newItem', parameters).poll();
			await expect(failure).rejects.toMatchObject({
				message,
				description: expect.stringContaining(`(Parameter '${name}'.)`) as string,
			});
			expect(sim.requests).toHaveLength(0);
		},
	);

	test('a switch that an expression turns off by a text is off', async () => {
		const trigger = await active('newOrder', { simplify: '={{ "false" }}' });
		const { order } = sim.sell();
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ id: order.id, meta: expect.anything() as unknown }),
		]);
	});

	test('an unknown organization is named with its parameter', async () => {
		await expect(
			poller('newItem', { organizationSlug: locator('no-such') }).poll(),
		).rejects.toThrow("HelloAsso does not know 'Organization' = 'no-such' (organizationSlug)");
	});

	test('a test without any record says what to do', async () => {
		const nobody = { filters: { userSearchKey: 'nobody has such a name' } };
		await expect(poller('newOrder', nobody).poll('manual')).rejects.toMatchObject({
			message: 'HelloAsso has no order yet that fits',
			description: expect.stringContaining('starts with the next order') as string,
		});
	});
});

describe("the credential's own organization", () => {
	const own = { organizationSlug: locator('') };

	test('is asked for once, not at every poll', async () => {
		const trigger = await active('newOrder', own);
		const { order } = sim.sell();
		expect(ids(await trigger.poll())).toEqual([order.id]);
		trigger.reload();
		sim.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(sim.apiRequests.map(({ path }) => path)).toEqual([
			`/v5/organizations/${sim.organizationSlug}/orders`,
		]);
	});

	test('is found again when it was renamed, and goes on', async () => {
		const trigger = await active('newOrder', own);
		const first = sim.sell();
		expect(ids(await trigger.poll())).toEqual([first.order.id]);
		sim.renameOrganization(sim.organizationSlug, 'les-amis-du-tricycle');
		const second = sim.sell();
		expect(ids(await trigger.poll())).toEqual([second.order.id]);
		sim.clearRequests();
		expect(await trigger.poll()).toBeNull();
		expect(sim.apiRequests.map(({ path }) => path)).toEqual([
			'/v5/organizations/les-amis-du-tricycle/orders',
		]);
	});
});

test.each(['date', 'sortField'] as const)(
	"whatever 'from' means to HelloAsso (%s), nothing depends on it",
	async (datesFilter) => {
		await sim.stop();
		sim = await startSimulator({ now: Date.now() - 400 * DAY, datesFilter });
		const trigger = await active('newItem');
		const { items } = sim.sell();
		expect(ids(await trigger.poll())).toEqual(items.map(({ id }) => id));
		expect(sim.apiRequests.every(({ query }) => !('from' in query) && !('to' in query))).toBe(true);
	},
);
