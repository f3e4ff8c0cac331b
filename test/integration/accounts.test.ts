import type { IDataObject } from 'n8n-workflow';

import { startSimulator, type Readings, type Simulator } from '../../simulator';
import { DAY, parisDate } from '../../simulator/dates';
import { Random } from '../../simulator/seed/random';
import {
	bookAccounts,
	readAccounts,
	type AccountBooks,
	type Booked,
	type Kind,
	type Setting,
} from '../fixtures/accountBooks';
import { type Credential, credentialFor, runNode } from './engine';

let sim: Simulator;
let credential: Credential;

beforeAll(async () => {
	sim = await startSimulator({ seed: { directory: 0 } });
	credential = credentialFor(sim);
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

const run = async (resource: string, operation: string, parameters: IDataObject) => {
	const { error, json } = await runNode({
		credential,
		parameters: {
			resource,
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: sim.organizationSlug },
			...parameters,
		},
	});
	expect(error).toBeUndefined();
	return json();
};
const payouts = async (filters: IDataObject, more: IDataObject = {}) =>
	await run('cashOut', 'getAll', { returnAll: true, filters, ...more });
const payout = async (cashOutId: number) => await run('cashOut', 'get', { cashOutId });
const totals = async (from: number, to: number, groupBy: string[]) =>
	await run('payment', 'getTotals', { from: iso(from), to: iso(to), groupBy });

/** Upper bound for a busy machine: it takes a tenth of it. */
const TIMEOUT_MS = 60_000;

const iso = (time: number) => new Date(time).toISOString();
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const cents = (value: unknown) => Math.round(Number(value) * 100);
const sumOf = (records: IDataObject[], name: string) =>
	sum(records.map((record) => cents(record[name])));

/** Cents of a payment by the columns of the totals, by the books alone. */
function columnsOf(one: Booked): Record<string, number> {
	const { came, amount, refunded, contested, tip, payout } = one;
	const cameIn = came === 'online' || came === 'offline';
	return {
		receivedEuros: came === 'online' ? amount : 0,
		offlineEuros: came === 'offline' ? amount : 0,
		refundedEuros: refunded,
		contestedEuros: contested,
		netEuros: cameIn ? amount - refunded - contested : 0,
		plannedEuros: came === 'planned' ? amount : 0,
		refusedEuros: came === 'refused' ? amount : 0,
		paidOutEuros: payout ? amount : 0,
		tipEuros: came === 'online' ? tip : 0,
		paymentCount: cameIn ? 100 : 0,
	};
}
const COLUMNS = Object.keys(columnsOf({} as Booked));
const summed = (booked: Booked[]) =>
	Object.fromEntries(COLUMNS.map((name) => [name, sum(booked.map((one) => columnsOf(one)[name]))]));
const columns = (record: IDataObject) =>
	Object.fromEntries(COLUMNS.map((name) => [name, cents(record[name])]));

/** Periods at random: some begin and end where days of Paris do, or with a payment. */
function periods(random: Random, { booked }: AccountBooks, count: number): Array<[number, number]> {
	const bound = () =>
		random.int(0, 2) === 0 ? random.pick(booked).time : sim.now() - random.int(0, 1100) * DAY;
	return Array.from({ length: count }, () => {
		const [one, other] = [bound(), bound()].sort((a, b) => a - b);
		return [one, Math.max(other, one + 1)];
	});
}
const within = (time: number, [from, to]: [number, number]) => time >= from && time < to;

describe.each<[string, Setting?, Partial<Readings>?]>([
	['the seeded association'],
	['the seeded association, bounds about orders', undefined, { datesFilter: 'order' }],
	['an association at random', { seed: 1 }],
	['one whose bounds are about orders', { seed: 5 }, { datesFilter: 'order' }],
	['one that got no money for two years', { seed: 2, locked: 700 }],
	['a large one', { seed: 3, payments: 900, days: 700 }],
	['a small one', { seed: 4, payments: 30 }],
])('%s', (_name, setting, reading) => {
	let books: AccountBooks;
	let random: Random;
	beforeAll(() => {
		Object.assign(sim.readings, { datesFilter: 'date' }, reading);
		books = setting ? bookAccounts(sim, setting) : readAccounts(sim);
		random = new Random(setting?.seed ?? 0);
	});

	const groupsOf = (booked: Booked[], keyOf: (one: Booked) => string) => {
		const groups = new Map<string, Booked[]>();
		for (const one of booked) {
			const own = groups.get(keyOf(one));
			if (own) own.push(one);
			else groups.set(keyOf(one), [one]);
		}
		return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
	};

	test.each<[string, string[], (one: Booked) => string]>([
		['in one sum', [], () => ''],
		['by day', ['day'], ({ day }) => day],
		['by month', ['month'], ({ month }) => month],
		['by means', ['means'], ({ means }) => means],
		['by form', ['form', 'formType'], ({ form, formType }) => `${form} ${formType}`],
		[
			'by month and form',
			['month', 'form', 'formType'],
			({ month, form, formType }) => `${month} ${form} ${formType}`,
		],
	])(
		'Get Totals › agrees with the books over any period, %s',
		async (_how, keys, keyOf) => {
			for (const period of periods(random, books, 4)) {
				const booked = books.booked.filter(({ time }) => within(time, period));
				const records = await totals(
					...period,
					keys.filter((key) => key !== 'formType'),
				);
				const found = records.map((record) => [
					keys.map((key) => String(record[key])).join(' '),
					columns(record),
				]);
				const groups = groupsOf(booked, keyOf);
				// Without groups there is one sum, also of nothing.
				if (keys.length === 0) groups.set('', booked);
				const expected = Array.from(groups, ([key, own]) => [key, summed(own)]);
				expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
				expect(found).toHaveLength(expected.length);
			}
		},
		TIMEOUT_MS,
	);

	test(
		'Get Totals › by kind, payments are split by their items, to the cent',
		async () => {
			for (const period of periods(random, books, 4)) {
				const booked = books.booked.filter(({ time }) => within(time, period));
				const records = await totals(...period, ['kind']);
				const [whole] = await totals(...period, []);
				for (const name of COLUMNS.filter((name) => name !== 'paymentCount'))
					expect([name, sumOf(records, name)]).toEqual([name, cents(whole[name])]);
				const share = ({ parts }: Booked, kind: unknown) =>
					sum(parts.filter((part) => part.kind === kind).map((part) => part.cents));
				for (const record of records) {
					const parts = booked
						.map((one) => ({ one, part: share(one, record.kind) }))
						.filter(({ part }) => part > 0);
					// Where no cent is to be rounded: what came in, or did not.
					for (const name of [
						'receivedEuros',
						'offlineEuros',
						'plannedEuros',
						'refusedEuros',
						'paidOutEuros',
					]) {
						const own = parts.filter(({ one }) => columnsOf(one)[name] > 0);
						const expected = sum(own.map(({ part }) => part));
						expect([record.kind, name, cents(record[name])]).toEqual([record.kind, name, expected]);
					}
					// Of a refund of a part, each kind has its share, but for the last cent.
					const refunds = parts.filter(({ one }) => one.refunded > 0);
					const exact = sum(refunds.map(({ one, part }) => (one.refunded * part) / one.amount));
					expect(Math.abs(cents(record.refundedEuros) - exact)).toBeLessThan(refunds.length + 1e-6);
					expect(cents(record.netEuros)).toBe(
						cents(record.receivedEuros) +
							cents(record.offlineEuros) -
							cents(record.refundedEuros) -
							cents(record.contestedEuros),
					);
				}
			}
		},
		TIMEOUT_MS,
	);

	test(
		'Get Many › gives the payouts of any period, each whole',
		async () => {
			const all = books.payouts.map(({ time }) => [time, time + 1] as [number, number]);
			const chosen = [...periods(random, books, 6), ...all.slice(0, 3)];
			for (const period of chosen) {
				const found = await payouts({ from: iso(period[0]), to: iso(period[1]) });
				const expected = books.payouts.filter(({ time }) => within(time, period));
				expect(found.map(({ cashOutId }) => cashOutId)).toEqual(expected.map(({ id }) => id));
				for (const [index, { id, time }] of expected.entries()) {
					const own = books.booked.filter((one) => one.payout?.id === id);
					const times = own.map((one) => one.time);
					const record = found[index];
					expect({
						date: record.date,
						count: record.paymentCount,
						amount: cents(record.amountEuros),
						refunded: cents(record.refundedEuros),
						contested: cents(record.contestedEuros),
						tip: cents(record.tipEuros),
						first: Math.floor(Date.parse(String(record.firstPaymentDate)) / 1000),
						last: Math.floor(Date.parse(String(record.lastPaymentDate)) / 1000),
					}).toEqual({
						date: parisDate(time).slice(0, 10),
						count: own.length,
						amount: sum(own.map(({ amount }) => amount)),
						refunded: sum(own.map(({ refunded }) => refunded)),
						contested: sum(own.map(({ contested }) => contested)),
						tip: sum(own.map(({ tip }) => tip)),
						first: Math.floor(Math.min(...times) / 1000),
						last: Math.floor(Math.max(...times) / 1000),
					});
				}
			}
		},
		TIMEOUT_MS,
	);

	test(
		'Get Many › without a period gives all payouts, with a limit the newest ones',
		async () => {
			const ids = books.payouts.map(({ id }) => id);
			const all = await payouts({});
			expect(all.map(({ cashOutId }) => cashOutId)).toEqual(ids);
			expect(sumOf(all, 'amountEuros')).toBe(
				sum(books.booked.filter((one) => one.payout).map(({ amount }) => amount)),
			);
			for (const limit of [1, 3, 50]) {
				const newest = await payouts({}, { returnAll: false, limit });
				expect(newest).toEqual(all.slice(0, limit));
			}
		},
		TIMEOUT_MS,
	);

	/** What came to the bank account, by the books alone. */
	const transferOf = (id: number) => {
		const own = books.booked.filter(({ payout }) => payout?.id === id);
		const taken = books.booked.flatMap(({ takenOff }) =>
			takenOff.filter(({ payout }) => payout.id === id),
		);
		return sum(own.map(({ amount }) => amount)) - sum(taken.map((refund) => refund.cents));
	};

	test(
		'Get Many › compared with the export, tells what came to the bank account',
		async () => {
			const options = { compareWithExport: true };
			const found = await payouts({}, { returnAll: false, limit: 6, options });
			expect(
				found.map(({ payoutEuros, payoutCheck }) => [cents(payoutEuros), payoutCheck]),
			).toEqual(books.payouts.slice(0, 6).map(({ id }) => [transferOf(id), 'ok']));
		},
		TIMEOUT_MS,
	);

	test(
		'Get Totals › donations agree with Donation: Get Many, an item for each payment',
		async () => {
			const donations = await run('donation', 'getAll', {
				returnAll: true,
				filters: { payment: 'all' },
				options: { oneItemPer: 'payment' },
			});
			const byMonth = (name: string) => {
				const sums = new Map<unknown, number>();
				for (const one of donations) {
					const month = String(one.paymentDate).slice(0, 7);
					sums.set(month, (sums.get(month) ?? 0) + cents(one[name]));
				}
				return (month: unknown) => sums.get(month) ?? 0;
			};
			const [paid, refunded] = [byMonth('paidEuros'), byMonth('refundedEuros')];
			const records = await totals(0, sim.now() + 400 * DAY, ['month', 'kind']);
			const gifts = records.filter(({ kind }) => kind === 'donation');
			expect(gifts.length).toBeGreaterThan(1);
			for (const { month, receivedEuros, offlineEuros, refundedEuros, paymentCount } of gifts) {
				expect([month, cents(receivedEuros) + cents(offlineEuros)]).toEqual([month, paid(month)]);
				// Of a part that was refunded of several things, each list rounds its own.
				expect(Math.abs(cents(refundedEuros) - refunded(month))).toBeLessThanOrEqual(
					Number(paymentCount),
				);
			}
		},
		TIMEOUT_MS,
	);

	const READINGS: Array<Partial<Readings>> = [
		{},
		{ exportUnit: 'euros' },
		{ exportUnit: 'euros', exportSplitsDonations: true, exportNetsRefunds: true },
		{ exportSplitsDonations: true },
		{ exportNetsRefunds: true, shufflesPages: true, shortPages: 2 },
	];
	test.each(READINGS)(
		'Get › a payout line by line, where HelloAsso works so: %j',
		async (readings) => {
			const usual = { ...sim.readings };
			Object.assign(sim.readings, readings);
			for (const { id } of books.payouts.slice(0, 5)) {
				const isIn = (refund: Booked['takenOff'][number]) => refund.payout.id === id;
				const lines = await payout(id);
				const own = books.booked.filter((one) => one.payout?.id === id);
				const taken = books.booked.filter((one) => one.takenOff.some(isIn));
				expect(new Set(lines.map(({ check }) => check))).toEqual(new Set(['ok']));
				expect(lines).toEqual(
					lines.map(() => expect.objectContaining({ payoutCheck: 'ok' }) as object),
				);
				// One for each payment in it, and for each of an earlier payout that was refunded since.
				const named = [...own, ...taken.filter((one) => one.payout?.id !== id)];
				expect(lines.map(({ paymentId }) => paymentId).sort()).toEqual(
					named.map((one) => one.id).sort(),
				);
				expect(sumOf(lines, 'amountEuros')).toBe(sum(own.map(({ amount }) => amount)));
				const transferred = transferOf(id);
				expect(sumOf(lines, 'netEuros')).toBe(transferred);
				for (const line of lines) {
					expect(cents(line.payoutEuros)).toBe(transferred);
					expect(line.exportUnit).toBe(sim.readings.exportUnit);
					const one = named.find((other) => other.id === line.paymentId) as Booked;
					const kinds = (...wanted: Kind[]) =>
						one.payout?.id === id
							? sum(one.parts.filter(({ kind }) => wanted.includes(kind)).map((part) => part.cents))
							: 0;
					expect({
						refunded: cents(line.refundedEuros),
						tip: cents(line.tipEuros),
						form: [line.formType, line.formSlug],
						membership: cents(line.membershipEuros),
						ticket: cents(line.ticketEuros),
						donation: cents(line.donationEuros),
						product: cents(line.productEuros),
						other: cents(line.otherEuros),
					}).toEqual({
						refunded: one.refunded,
						tip: one.tip,
						form: [one.formType, one.form],
						membership: kinds('membership'),
						ticket: kinds('ticket'),
						donation: kinds('donation'),
						product: kinds('product'),
						other: kinds('crowdfunding', 'payment', 'other'),
					});
				}
			}
			Object.assign(sim.readings, usual);
		},
		TIMEOUT_MS,
	);
});

describe('what is read', () => {
	const NOW = Date.parse('2026-06-15T10:00:00Z');
	const PAYMENTS = '/v5/organizations/les-amis-du-velo/payments';
	let own: Simulator;
	let key: Credential;
	beforeEach(async () => {
		own = await startSimulator({ now: NOW, seed: { orders: 0, directory: 0 } });
		key = credentialFor(own);
	});
	afterEach(async () => {
		await own.stop();
	});

	/** A payment of a day; its money comes with the payout of another. */
	function pay(date: string, payoutDate: string): number {
		const { payments } = own.sell({ kind: 'donation', amount: 5000, notify: false });
		const [payment] = payments;
		payment.date = `${date}T12:00:00+01:00`;
		const idCashOut = Number(payoutDate.replaceAll('-', ''));
		const cashOutDate = `${payoutDate}T06:00:00+02:00`;
		Object.assign(payment, { idCashOut, cashOutDate, cashOutState: 'CashedOut' });
		return payment.id;
	}
	const ask = async (parameters: IDataObject) => {
		const organizationSlug = { __rl: true, mode: 'slug', value: own.organizationSlug };
		const result = await runNode({
			credential: key,
			parameters: { organizationSlug, ...parameters },
		});
		return { ...result, lists: listsOf(own) };
	};
	const listsOf = ({ apiRequests }: Simulator) =>
		apiRequests
			// Neither further pages, nor what tells which date the bounds are about.
			.filter(({ query }) => !query.continuationToken && !query.sortOrder)
			.map(({ path, query: { from, to } }) => [path.replace(PAYMENTS, ''), from, to]);
	const period = (from: string, to: string) => ({
		resource: 'cashOut',
		operation: 'getAll',
		returnAll: true,
		filters: { from, to },
	});

	test('Get Many › the year before the period, and the year before the oldest payment in it', async () => {
		pay('2026-03-20', '2026-04-10');
		pay('2026-04-05', '2026-05-10');
		const { json, lists } = await ask(period('2026-04-01', '2026-05-01'));
		expect(json().map(({ cashOutId }) => cashOutId)).toEqual([20260410]);
		expect(lists).toEqual([
			['', '2025-03-31T22:00:00.000Z', '2026-05-01T22:00:00.000Z'],
			['', '2025-03-20T11:00:00.000Z', '2025-03-31T22:00:00.000Z'],
		]);
	});

	test('Get Many › goes on backwards as long as payments waited for the payout', async () => {
		for (const date of ['2026-03-20', '2025-05-01', '2024-06-01', '2023-07-01', '2022-01-01'])
			pay(date, date === '2022-01-01' ? '2022-02-10' : '2026-04-10');
		const { json, lists } = await ask(period('2026-04-10', '2026-04-11'));
		expect(json()).toMatchObject([{ cashOutId: 20260410, amountEuros: 200, paymentCount: 4 }]);
		expect(lists.map(([, from]) => String(from).slice(0, 10))).toEqual([
			'2025-04-09',
			'2024-05-01',
			'2023-06-01',
			'2022-07-01',
		]);
	});

	test('Get Many › of the last payout, reads no more than a year before its oldest payment', async () => {
		pay('2026-05-20', '2026-06-10');
		pay('2024-05-20', '2024-06-10');
		const { json, lists } = await ask({
			resource: 'cashOut',
			operation: 'getAll',
			limit: 1,
			filters: { to: '2026-06-15' },
		});
		expect(json()).toMatchObject([{ cashOutId: 20260610, paymentCount: 1 }]);
		expect(lists).toEqual([
			['', '2025-06-14T22:00:00.000Z', '2026-06-15T22:00:00.000Z'],
			['', '2025-05-20T11:00:00.000Z', '2025-06-14T22:00:00.000Z'],
		]);
	});

	test('Get Many › a payment that waited too long shows when the export is compared', async () => {
		pay('2026-03-20', '2026-04-10');
		pay('2024-03-20', '2026-04-10');
		const asked = period('2026-04-01', '2026-05-01');
		const { json } = await ask({ ...asked, options: { compareWithExport: true } });
		expect(json()).toMatchObject([
			{ amountEuros: 50, paymentCount: 1, payoutEuros: 100, payoutCheck: 'amountDiffers' },
		]);
		const longer = await ask({ ...asked, options: { compareWithExport: true, longestWait: 30 } });
		expect(longer.json()).toMatchObject([
			{ amountEuros: 100, paymentCount: 2, payoutEuros: 100, payoutCheck: 'ok' },
		]);
	});

	test('Get Many › a payout without export stays in the list', async () => {
		pay('2026-03-20', '2026-04-10');
		own.failNext({ status: 404, match: { path: /export$/ } });
		const { json, error } = await ask({
			...period('2026-04-01', '2026-05-01'),
			options: { compareWithExport: true },
		});
		expect(error).toBeUndefined();
		expect(json()).toMatchObject([
			{ cashOutId: 20260410, amountEuros: 50, payoutEuros: null, payoutCheck: 'noExport' },
		]);
	});

	test('Get Many › Longest Wait reads less', async () => {
		pay('2026-03-20', '2026-04-10');
		const { json, lists } = await ask({
			...period('2026-04-01', '2026-05-01'),
			options: { longestWait: 2 },
		});
		expect(json()).toMatchObject([{ cashOutId: 20260410 }]);
		expect(lists.map(([, from]) => from)).toEqual([
			'2026-01-31T22:00:00.000Z',
			'2026-01-20T11:00:00.000Z',
		]);
	});

	test('Get Many › a day is one of Paris, or of the workflow where that is chosen', async () => {
		pay('2026-03-20', '2026-04-10');
		const parameters = period('2026-04-01', '2026-05-01');
		const organizationSlug = { __rl: true, mode: 'slug', value: own.organizationSlug };
		const to = async (options: IDataObject) => {
			own.clearRequests();
			await runNode({
				credential: key,
				timezone: 'Indian/Reunion',
				parameters: { ...parameters, organizationSlug, options },
			});
			return listsOf(own)[0][2];
		};
		expect(await to({})).toBe('2026-05-01T22:00:00.000Z');
		expect(await to({ timeZone: 'workflow' })).toBe('2026-05-01T20:00:00.000Z');
	});

	test('Get › payments that lie together from their days, single ones one by one', async () => {
		const days = ['2026-05-20', '2026-05-21', '2026-05-22', '2026-01-05'];
		const ids = days.map((date) => pay(date, '2026-06-10'));
		const { json, lists } = await ask({
			resource: 'cashOut',
			operation: 'get',
			cashOutId: 20260610,
		});
		expect(json().map(({ check }) => check)).toEqual(['ok', 'ok', 'ok', 'ok']);
		expect(lists).toEqual([
			['/v5/organizations/les-amis-du-velo/cash-out/20260610/export', undefined, undefined],
			['', '2026-05-19T11:00:00.000Z', '2026-05-23T11:00:00.000Z'],
			[`/v5/payments/${ids[3]}`, undefined, undefined],
		]);
	});

	describe.each(['date', 'order'] as const)('bounds that are about the %s', (datesFilter) => {
		/** Three payments, which are made in these months. */
		const plan = (orderedAt: string, ...months: string[]) => {
			own.readings.datesFilter = datesFilter;
			const { order, payments } = own.sell({ amount: 9_000, installments: 3, notify: false });
			order.date = `${orderedAt}T12:00:00+01:00`;
			for (const [index, month] of months.entries())
				Object.assign(payments[index], { state: 'Authorized', date: `${month}-20T12:00:00+01:00` });
			return payments;
		};
		const april = {
			resource: 'payment',
			operation: 'getTotals',
			from: '2026-04-01',
			to: '2026-05-01',
		};

		test('Get Totals › an instalment of an earlier order is there', async () => {
			plan('2026-01-20', '2026-02', '2026-03', '2026-04');
			const { json } = await ask({ ...april, groupBy: [] });
			expect(json()).toMatchObject([{ receivedEuros: 30, paymentCount: 1 }]);
		});

		test('Get Totals › so is that of a list that is not in the order of the payments', async () => {
			plan('2026-01-20', '2026-02', '2026-03', '2026-04');
			own
				.sellMany(150, { kind: 'donation', amount: 100, notify: false })
				.forEach(({ order, payments }) => {
					order.date = '2026-03-01T12:00:00+01:00';
					payments[0].date = order.date;
				});
			own.readings.shufflesPages = true;
			const { json } = await ask({ ...april, groupBy: [] });
			expect(json()).toMatchObject([{ receivedEuros: 30, paymentCount: 1 }]);
		});

		test('Get Many › an instalment of an order of years ago is in its payout', async () => {
			const [, , last] = plan('2023-04-20', '2023-04', '2023-05', '2026-05');
			const cashOutDate = '2026-06-10T06:00:00+02:00';
			Object.assign(last, { idCashOut: 77, cashOutDate });
			const { json } = await ask(period('2026-06-01', '2026-07-01'));
			expect(json()).toMatchObject([{ cashOutId: 77, amountEuros: 30, paymentCount: 1 }]);
		});

		test('Get Totals › reads on no further than its payments are', async () => {
			plan('2026-01-20', '2026-02', '2026-03', '2026-04');
			const { order, payments } = own.sell({ kind: 'donation', amount: 100, notify: false });
			order.date = '2026-03-10T12:00:00+01:00';
			payments[0].date = order.date;
			own
				.sellMany(350, { kind: 'donation', amount: 100, notify: false })
				.forEach(({ order, payments }) => {
					order.date = '2025-03-01T12:00:00+01:00';
					payments[0].date = order.date;
				});
			await ask({ ...april, groupBy: [] });
			const lists = own.apiRequests.filter(({ path }) => path === PAYMENTS);
			// The period, its end, the newest payment before, and where that is of the period, two pages.
			expect(lists.length).toBeLessThanOrEqual(5);
		});
	});

	test('Get Totals › the days of the period and nothing else', async () => {
		const { lists } = await ask({
			resource: 'payment',
			operation: 'getTotals',
			from: '2026-03-01',
			to: '2026-04-01',
			groupBy: ['month'],
		});
		expect(lists).toEqual([['', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']]);
	});

	test.each<[string, IDataObject, string]>([
		['a period without an end', { to: '={{ "" }}' }, "'To' is empty"],
		['one that ends before it begins', { to: '2026-02-01' }, "'To' is not after 'From'"],
		['a group that is none', { groupBy: ['week'] }, "'Group By' has 'week'"],
		['a kind that is none', { filters: { kinds: ['gift'] } }, "'Kinds' has 'gift'"],
		['no kind at all', { filters: { kinds: [] } }, "'Kinds' was added, but is empty"],
		['another time zone', { options: { timeZone: 'mars' } }, "'Time Zone' is 'mars'"],
	])('Get Totals › %s is an error before anything is read', async (_name, more, message) => {
		const { error, lists } = await ask({
			resource: 'payment',
			operation: 'getTotals',
			from: '2026-03-01',
			to: '2026-04-01',
			groupBy: ['month'],
			...more,
		});
		expect(error?.message).toContain(message);
		expect(lists).toEqual([]);
	});

	test('Get Totals › by default this year, by month and kind', async () => {
		const { payments } = own.sell({ kind: 'membership', amount: 3000, donation: 500 });
		const year = new Date().getFullYear();
		payments[0].date = `${year}-01-01T12:00:00+01:00`;
		const before = own.sell({ kind: 'membership', amount: 3000 });
		before.payments[0].date = `${year - 1}-12-31T12:00:00+01:00`;
		const { json } = await ask({ resource: 'payment', operation: 'getTotals' });
		const month = `${year}-01`;
		expect(json()).toMatchObject([
			{ month, kind: 'membership', receivedEuros: 30 },
			{ month, kind: 'donation', receivedEuros: 5 },
		]);
	});

	test('Get Totals › one kind › donations per month, also those beside a membership', async () => {
		const { payments } = own.sell({ kind: 'membership', amount: 3000, donation: 500 });
		payments[0].date = '2026-03-02T12:00:00+01:00';
		const { json } = await ask({
			resource: 'payment',
			operation: 'getTotals',
			...{ from: '2026-03-01', to: '2026-04-01', groupBy: ['month'] },
			filters: { kinds: ['donation'] },
		});
		expect(json()).toMatchObject([{ month: '2026-03', receivedEuros: 5, paymentCount: 1 }]);
	});
});
