import type { IDataObject } from 'n8n-workflow';

import { stopClock } from '../fixtures/clock';
import type { Sale } from '../fixtures/handWritten';
import { serveByHand } from './byHand';

/**
 * What a treasurer and a secretary ask, of small associations that are written out here, each with the answer that
 * a person would give. HelloAsso is `HandWritten`, which shares nothing with the simulator.
 */

const byHand = serveByHand();
const { helloAsso } = byHand;

const ask = async (resource: string, operation: string, parameters: IDataObject = {}) =>
	await byHand.ask({ resource, operation, returnAll: true, ...parameters });
const all = { filters: { payment: 'all' } };
const pickEach = (records: IDataObject[], ...names: string[]) =>
	records.map((record) => names.map((name) => record[name]));
const MONEY = ['paidEuros', 'refundedEuros', 'paymentState', 'instalment'];

const payer = { firstName: 'Alix', lastName: 'Exemple', email: 'alix@example.org' };
const adhesion = { formType: 'Membership', formSlug: 'adhesion', formName: 'Adhésion' };
const order = (id: number, date: string, form: IDataObject = adhesion): IDataObject => ({
	id,
	date,
	...form,
	organizationSlug: 'club',
	meta: { createdAt: date, updatedAt: date },
});
const item = (id: number, amount: number, more: IDataObject = {}): IDataObject => ({
	id,
	amount,
	type: 'Membership',
	state: 'Processed',
	name: 'Adulte',
	user: { firstName: 'Alix', lastName: 'Exemple' },
	options: [],
	customFields: [],
	...more,
});
type Payment = NonNullable<Sale['payments']>[number];
const pay = (id: number, date: string, amount: number, more: Partial<Payment> = {}): Payment => ({
	id,
	date,
	amount,
	amountTip: 0,
	state: 'Authorized',
	type: 'Credit',
	paymentMeans: 'Card',
	installmentNumber: 1,
	cashOutDate: null,
	idCashOut: null,
	refundOperations: [],
	...more,
});
const refund = (amount: number, more: IDataObject = {}) => ({
	id: 900 + amount,
	amount,
	amountTip: 0,
	status: 'Processed',
	...more,
});

describe('the money behind a person', () => {
	test('a donation paid with the first of three instalments › is paid, whatever becomes of the others', async () => {
		const gift = item(2, 1000, { type: 'Donation', name: 'Don' });
		const later = (id: number, number: number, state: string) =>
			pay(id, `2026-0${number}-10T10:00:00+02:00`, 3000, {
				installmentNumber: number,
				state,
				shares: { 1: 3000, 2: 0 },
			});
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, 9000), gift],
				payments: [
					pay(11, '2026-01-10T10:00:00+01:00', 4000, { shares: { 1: 3000, 2: 1000 } }),
					later(12, 2, 'Refused'),
					later(13, 3, 'Pending'),
				],
			},
		];
		expect(pickEach(await ask('donation', 'getAll', all), ...MONEY)).toEqual([
			[10, 0, 'paid', null],
		]);
		expect(pickEach(await ask('member', 'getAll', all), ...MONEY)).toEqual([
			[30, 0, 'partlyPaid', '1 of 3'],
		]);
		const perPayment = { ...all, options: { oneItemPer: 'payment' } };
		expect(pickEach(await ask('donation', 'getAll', perPayment), 'paymentId', 'paidEuros')).toEqual(
			[[11, 10]],
		);
	});

	test('a free ticket beside one that was refused › is paid', async () => {
		const ticket = { type: 'Registration' };
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00', { formType: 'Event', formSlug: 'adhesion' }),
				payer,
				items: [item(1, 2000, ticket), item(2, 0, { ...ticket, discount: { code: 'FREE' } })],
				payments: [
					pay(11, '2026-01-10T10:00:00+01:00', 2000, {
						state: 'Refused',
						shares: { 1: 2000, 2: 0 },
					}),
				],
			},
		];
		const formSlug = { __rl: true, mode: 'slug', value: 'adhesion' };
		expect(pickEach(await ask('attendee', 'getAll', { ...all, formSlug }), ...MONEY)).toEqual([
			[0, 0, 'refused', null],
			[0, 0, 'paid', null],
		]);
		expect(pickEach(await ask('attendee', 'getAll', { filters: {}, formSlug }), 'itemId')).toEqual([
			[2],
		]);
	});

	test('a payment that was refused and made again, without numbers › is paid', async () => {
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, 2000, { options: [{ name: 'Revue', amount: 500 }] })],
				payments: [
					pay(11, '2026-01-10T10:00:00+01:00', 2500, {
						state: 'Refused',
						installmentNumber: null,
						shares: { 1: 2500 },
					}),
					pay(12, '2026-01-10T10:05:00+01:00', 2500, {
						installmentNumber: null,
						shares: { 1: 2500 },
					}),
				],
			},
		];
		expect(pickEach(await ask('member', 'getAll'), ...MONEY)).toEqual([[25, 0, 'paid', null]]);
	});

	test.each([
		['Processed', 'paid', null],
		['Registered', 'offline', null],
		['Waiting', 'planned', 0],
		['Canceled', 'refused', 0],
	])('%s without payments, but not free › %s, paid: %s', async (state, word, paid) => {
		for (const payments of [null, []]) {
			helloAsso.sales = [
				{
					order: order(1, '2026-01-10T10:00:00+01:00'),
					payer: null,
					items: [item(1, 2000, { state, payments })],
				},
			];
			expect(pickEach(await ask('member', 'getAll', all), 'paidEuros', 'paymentState')).toEqual([
				[payments ? paid : null, word],
			]);
		}
	});

	test('a payment that does not say its share › brings what the item costs at the most', async () => {
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, 2000), item(2, 1000, { type: 'Donation' })],
				payments: [pay(11, '2026-01-10T10:00:00+01:00', 3000, { shares: { 1: null, 2: null } })],
			},
		];
		expect(pickEach(await ask('member', 'getAll'), ...MONEY)).toEqual([[20, 0, 'paid', null]]);
		expect(pickEach(await ask('donation', 'getAll'), ...MONEY)).toEqual([[10, 0, 'paid', null]]);
	});

	test.each<[string, Partial<Payment>, unknown[]]>([
		['one cent', { amount: 1, shares: { 1: 1 } }, [0.01, 0, 'paid']],
		['contested', { state: 'Contested' }, [30, 0, 'contested']],
		[
			'refunded in two parts',
			{ refundOperations: [refund(1000), refund(2000)] },
			[30, 30, 'refunded'],
		],
		[
			'a refund that failed',
			{ refundOperations: [refund(3000, { status: 'ERROR' })] },
			[30, 0, 'paid'],
		],
		[
			'a refund with its tip',
			{ amountTip: 200, refundOperations: [refund(3000, { amountTip: 200 })] },
			[30, 30, 'refunded'],
		],
		['no refund list', { refundOperations: null as never }, [30, 0, 'paid']],
		[
			'by hand',
			{ state: 'Registered', type: 'Offline', paymentMeans: 'None', paymentOffLineMean: 'Check' },
			[30, 0, 'offline'],
		],
		['a state that is new', { state: 'Thinking' }, [0, 0, 'planned']],
		['a state that is missing', { state: null }, [0, 0, 'planned']],
		[
			'all being given back, written as 0',
			{ state: 'Refunding', refundOperations: [refund(0, { status: 'Init' })] },
			[30, 30, 'refunded'],
		],
		['no amount but that of the item', { amount: null, shares: { 1: null } }, [30, 0, 'paid']],
		[
			'a direct debit that is late',
			{ state: 'WaitingBankWithdraw', paymentMeans: 'Sepa' },
			[0, 0, 'planned'],
		],
	])('a membership of 30 €, %s', async (_how, more, expected) => {
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, 3000)],
				payments: [pay(11, '2026-01-10T10:00:00+01:00', 3000, { shares: { 1: 3000 }, ...more })],
			},
		];
		expect(
			pickEach(await ask('member', 'getAll', all), 'paidEuros', 'refundedEuros', 'paymentState'),
		).toEqual([expected]);
	});

	test('a payment of which no amount is known › is paid, nobody knows how much', async () => {
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, null as never)],
				payments: [pay(11, '2026-01-10T10:00:00+01:00', null as never, { shares: { 1: null } })],
			},
		];
		expect(pickEach(await ask('member', 'getAll'), ...MONEY)).toEqual([[null, null, 'paid', null]]);
	});

	test('what a code makes free › is paid with nothing', async () => {
		const discount = { code: 'BENEVOLE', amount: 3000 };
		helloAsso.sales = [
			{
				order: order(1, '2026-01-10T10:00:00+01:00'),
				payer,
				items: [item(1, 0, { discount, initialAmount: 3000 })],
				payments: [],
			},
		];
		const names = ['amountEuros', 'discountEuros', 'discountCode', ...MONEY];
		expect(pickEach(await ask('member', 'getAll'), ...names)).toEqual([
			[0, 30, 'BENEVOLE', 0, 0, 'paid', null],
		]);
	});

	test('an order of which one free item was canceled › is paid; one that was paid at a second try too', async () => {
		const at = '2026-01-10T10:00:00+01:00';
		helloAsso.sales = [
			{
				order: { ...order(1, at), amount: { total: 0 } },
				payer,
				items: [item(1, 0, { state: 'Canceled' }), item(2, 0)],
				payments: [],
			},
			{
				order: { ...order(3, at), amount: { total: 2000 } },
				payer,
				items: [item(3, 2000)],
				payments: [
					pay(31, at, 2000, { state: 'Refused', installmentNumber: null, shares: { 3: 2000 } }),
					pay(32, at, 2000, { installmentNumber: null, shares: { 3: 2000 } }),
				],
			},
		];
		expect(pickEach(await ask('order', 'getAll'), 'id', 'paidEuros', 'paymentState')).toEqual([
			[1, 0, 'paid'],
			[3, 20, 'paid'],
		]);
	});

	test('null everywhere › is one record with the same columns, no error', async () => {
		const names = ['id', 'amount', 'state', 'name', 'user', 'options', 'customFields', 'discount'];
		const empty = Object.fromEntries(names.map((name) => [name, null]));
		helloAsso.sales = [
			{
				order: { id: null, date: null, formSlug: 'x', formType: 'Event', meta: null },
				payer: null,
				items: ['Membership', 'Registration', 'Donation'].map((type) => ({
					...empty,
					type,
					payments: [{}, null],
				})),
			},
		];
		for (const [resource, more] of [
			['member', {}],
			['attendee', { formSlug: { __rl: true, mode: 'slug', value: 'x' } }],
			['donation', { options: { oneItemPer: 'payment' } }],
		] as const)
			expect([resource, (await ask(resource, 'getAll', { ...all, ...more })).length]).toEqual([
				resource,
				1,
			]);
	});
});

const totals = async (from: string, to: string, groupBy: string[] = [], more: IDataObject = {}) =>
	await ask('payment', 'getTotals', { from, to, groupBy, ...more });
const payouts = async (filters: IDataObject, more: IDataObject = {}) =>
	await ask('cashOut', 'getAll', { filters, ...more });
/** One payment of its own order, made at once. */
const paid = (
	id: number,
	date: string,
	amount: number,
	more: Partial<Payment> = {},
	ordered = date,
): Sale => ({
	order: order(id, ordered),
	payer,
	items: [item(id, amount)],
	payments: [pay(id, date, amount, { shares: { [id]: amount }, ...more })],
});

describe('totals of a period', () => {
	test('days begin at midnight in Paris, in winter, in summer and where they meet', async () => {
		helloAsso.sales = [
			paid(1, '2025-12-31T23:30:00+01:00', 1),
			paid(2, '2026-01-01T00:00:00+01:00', 10),
			// The same moments, as UTC.
			paid(3, '2026-03-28T22:59:59Z', 100),
			paid(4, '2026-03-28T23:00:00Z', 1000),
			paid(5, '2026-03-29T21:59:59Z', 10_000),
			paid(6, '2026-03-29T22:00:00Z', 100_000),
			paid(7, '2026-10-25T23:59:59+01:00', 7),
			paid(8, '2026-10-26T00:00:00+01:00', 70),
		];
		const byDay = async (from: string, to: string) =>
			pickEach(await totals(from, to, ['day']), 'day', 'receivedEuros');
		expect(await byDay('2025-12-31', '2026-01-02')).toEqual([
			['2025-12-31', 0.01],
			['2026-01-01', 0.1],
		]);
		expect(await byDay('2026-03-29', '2026-03-30')).toEqual([['2026-03-29', 110]]);
		expect(await byDay('2026-10-25', '2026-10-26')).toEqual([['2026-10-25', 0.07]]);
		expect(pickEach(await totals('2025-12-01', '2026-01-01', ['month']), 'month')).toEqual([
			['2025-12'],
		]);
	});

	test('every means of what was added by hand, and a refund of it', async () => {
		const means = ['Cash', 'Check', 'BankTransfer', 'Other'];
		helloAsso.sales = means.map((mean, index) =>
			paid(index, '2026-03-02T10:00:00+01:00', 1000, {
				state: 'Registered',
				type: 'Offline',
				paymentMeans: 'None',
				paymentOffLineMean: mean,
			}),
		);
		helloAsso.sales.push(
			paid(9, '2026-03-03T10:00:00+01:00', 500, {
				state: 'Refunded',
				type: 'Offline',
				paymentMeans: null,
				paymentOffLineMean: 'Cash',
			}),
		);
		const rows = await totals('2026-03-01', '2026-04-01', ['means']);
		expect(pickEach(rows, 'means', 'offlineEuros', 'refundedEuros', 'netEuros')).toEqual([
			['BankTransfer', 10, 0, 10],
			['Cash', 15, 5, 10],
			['Check', 10, 0, 10],
			['Other', 10, 0, 10],
		]);
	});

	test('a payment without date › counts on the day of its order', async () => {
		helloAsso.sales = [
			paid(1, null as never, 1000, {}, '2026-03-10T10:00:00+01:00'),
			paid(2, '2026-03-11T10:00:00+01:00', 100),
		];
		helloAsso.reading.bounds = 'own';
		expect(
			pickEach(await totals('2026-03-01', '2026-04-01', ['day']), 'day', 'receivedEuros'),
		).toEqual([
			['2026-03-10', 10],
			['2026-03-11', 1],
		]);
		expect(pickEach(await totals('2026-04-01', '2026-05-01'), 'receivedEuros')).toEqual([[0]]);
		expect(await totals('2026-02-01', '2026-03-01', ['day'])).toEqual([]);
	});

	test.each<[string, typeof helloAsso.reading]>([
		['of the payment', {}],
		['of the payment, true totals', { paging: 'totals' }],
		['of the payment, pages of three', { pageSizeMax: 3 }],
		['of the order', { bounds: 'order' }],
		['of the order, pages of three', { bounds: 'order', pageSizeMax: 3 }],
		['of the order, with their end', { bounds: 'order', includesTo: true }],
		['of the order, in the order of payments', { bounds: 'order', order: 'own' }],
		['of the payment, in the order of orders', { bounds: 'own', order: 'order' }],
	])('an instalment of an earlier order is there, bounds are %s', async (_about, reading) => {
		helloAsso.reading = reading;
		helloAsso.sales = [
			{
				order: order(1, '2026-01-05T10:00:00+01:00'),
				payer,
				items: [item(1, 3000)],
				payments: ['01', '02', '03'].map((month, index) =>
					pay(10 + index, `2026-${month}-05T10:00:00+01:00`, 1000, {
						installmentNumber: index + 1,
						shares: { 1: 1000 },
					}),
				),
			},
			...[3, 13, 23].map((day) =>
				paid(100 + day, `2026-02-${10 + (day % 10)}T10:00:00+01:00`, day),
			),
			paid(300, '2026-03-01T00:00:00+01:00', 10_000),
			...[1, 2].map((day) => paid(200 + day, `2026-03-0${day}T10:00:00+01:00`, day)),
		];
		expect(
			pickEach(await totals('2026-03-01', '2026-04-01'), 'receivedEuros', 'paymentCount'),
		).toEqual([[110.03, 4]]);
	});
});

test.each<[string, typeof helloAsso.reading, number]>([
	// The page of the period, its end, a page before it, and the days of an instalment in it, which is there.
	['about payments, in the order of payments', {}, 4],
	['about payments, in the order of orders', { order: 'order' }, 4],
	// Six pages of all that was ordered before, and their end.
	['about orders', { bounds: 'order' }, 4 + 7],
])('totals of a month › what is read where bounds are %s', async (_about, reading, count) => {
	helloAsso.reading = reading;
	const old = Array.from({ length: 500 }, (_, index) => {
		const day = String(10 + (index % 15));
		return paid(1000 + index, `2025-${index < 250 ? '05' : '12'}-${day}T10:00:00+01:00`, 100);
	});
	helloAsso.sales = [
		...old,
		paid(1, '2026-02-10T10:00:00+01:00', 100, {}, '2025-12-24T11:00:00+01:00'),
		paid(2, '2026-02-20T10:00:00+01:00', 100),
		paid(3, '2026-03-20T10:00:00+01:00', 100),
	];
	expect(await totals('2026-03-01', '2026-04-01')).toMatchObject([{ receivedEuros: 1 }]);
	expect(helloAsso.paths).toEqual(Array(count).fill('payments'));
});

describe('donations by month', () => {
	/** 5 € a month, of which March was refused and April contested; a gift beside a membership; one by hand. */
	const donations = (): Sale[] => {
		const monthly = item(1, 500, { type: 'MonthlyDonation', name: 'Don mensuel' });
		const months = ['Authorized', 'Authorized', 'Refused', 'Contested', 'Authorized', 'Pending'];
		const at = '2026-02-10T10:00:00+01:00';
		return [
			{
				order: order(1, '2026-01-05T10:00:00+01:00'),
				payer,
				items: [monthly],
				payments: months.map((state, index) =>
					pay(10 + index, `2026-0${index + 1}-05T10:00:00+01:00`, 500, {
						state,
						installmentNumber: null,
						shares: { 1: 500 },
					}),
				),
			},
			{
				order: order(2, at),
				payer,
				items: [item(2, 2000), item(3, 1000, { type: 'Donation' })],
				payments: [
					pay(20, at, 3000, { shares: { 2: 2000, 3: 1000 }, refundOperations: [refund(1000)] }),
				],
			},
			{
				order: order(4, at),
				payer,
				items: [item(4, 700, { type: 'OfflineDonation', state: 'Registered' })],
				payments: [pay(40, at, 700, { state: 'Registered', type: 'Offline', shares: { 4: 700 } })],
			},
		];
	};

	test('Get Totals and Get Many, an item for each payment › say the same', async () => {
		helloAsso.sales = donations();
		const rows = await totals('2026-01-01', '2027-01-01', ['month', 'kind']);
		const names = ['month', 'receivedEuros', 'offlineEuros', 'refundedEuros', 'contestedEuros'];
		const gifts = rows.filter(({ kind }) => kind === 'donation');
		expect(pickEach(gifts, ...names, 'plannedEuros', 'refusedEuros', 'netEuros')).toEqual([
			['2026-01', 5, 0, 0, 0, 0, 0, 5],
			['2026-02', 15, 7, 3.33, 0, 0, 0, 18.67],
			['2026-03', 0, 0, 0, 0, 0, 5, 0],
			['2026-04', 5, 0, 0, 5, 0, 0, 0],
			['2026-05', 5, 0, 0, 0, 0, 0, 5],
			['2026-06', 0, 0, 0, 0, 5, 0, 0],
		]);
		const perPayment = { oneItemPer: 'payment' };
		const each = await ask('donation', 'getAll', { ...all, options: perPayment });
		const byMonth = new Map<string, number[]>();
		for (const { paymentDate, paidEuros, refundedEuros } of each) {
			const month = String(paymentDate).slice(0, 7);
			const [paidBefore = 0, refundedBefore = 0] = byMonth.get(month) ?? [];
			byMonth.set(month, [paidBefore + Number(paidEuros), refundedBefore + Number(refundedEuros)]);
		}
		expect([...byMonth].sort(([one], [other]) => (one < other ? -1 : 1))).toEqual(
			gifts.map(({ month, receivedEuros, offlineEuros, refundedEuros }) => [
				month,
				[Number(receivedEuros) + Number(offlineEuros), refundedEuros],
			]),
		);
	});

	test('Get Many › a monthly donation is one item, by default without what is not there', async () => {
		helloAsso.sales = donations();
		const names = ['itemId', 'amountEuros', 'paymentId', ...MONEY];
		expect(pickEach(await ask('donation', 'getAll'), ...names)).toEqual([
			[3, 10, 20, 10, 3.33, 'paid', null],
			[4, 7, 40, 7, 0, 'offline', null],
			[1, 5, null, 20, 0, 'partlyPaid', null],
		]);
		const each = await ask('donation', 'getAll', { options: { oneItemPer: 'payment' } });
		expect(pickEach(each, 'paymentId', 'paidEuros', 'paymentState')).toEqual([
			[20, 10, 'paid'],
			[40, 7, 'offline'],
			[10, 5, 'paid'],
			[11, 5, 'paid'],
			[14, 5, 'paid'],
			[15, 0, 'planned'],
		]);
	});
});

describe('the tip to HelloAsso', () => {
	test.each([
		['beside the amount of the payment', 0],
		['within it', 250],
	])('%s › is no money of the association', async (_where, within) => {
		const at = '2026-03-10T10:00:00+01:00';
		const refundOperations = [refund(1000 + within, { amountTip: within })];
		helloAsso.sales = [
			paid(1, at, 3000 + within, { amountTip: 250, refundOperations, shares: { 1: 3000 } }),
			paid(2, at, 2000 + within, {
				amountTip: 250,
				state: 'Refunded',
				refundOperations: [refund(2000 + within, { amountTip: within })],
				shares: { 2: 2000 },
			}),
			paid(3, at, within, { amountTip: 250, shares: { 3: 0 } }),
		];
		for (const { items } of helloAsso.sales)
			items[0].amount = { 1: 3000, 2: 2000, 3: 0 }[items[0].id as 1];
		const [sums] = await totals('2026-03-01', '2026-04-01');
		expect(sums).toMatchObject({ receivedEuros: 50, refundedEuros: 30, netEuros: 20 });
		expect(
			pickEach(
				await ask('member', 'getAll', all),
				'itemId',
				'paidEuros',
				'refundedEuros',
				'paymentState',
			),
		).toEqual([
			[1, 30, 10, 'paid'],
			[2, 20, 20, 'refunded'],
			[3, 0, 0, 'paid'],
		]);
	});
});

describe('payouts', () => {
	const row = (paymentId: number, more: IDataObject): IDataObject => ({
		campaignType: 'Membership',
		campaignName: 'Adhésion',
		operationType: 'OneTimePayment',
		credit: null,
		debit: null,
		paymentId,
		orderId: paymentId,
		paymentDate: '2026-03-02T10:00:00+01:00',
		cashOutDate: '2026-04-10T06:00:00+02:00',
		cashOutId: 8,
		...more,
	});
	const inPayout = (idCashOut: number, cashOutDate: string) => ({
		idCashOut,
		cashOutDate,
		cashOutState: 'CashedOut',
	});

	test.each([
		['cents', 1],
		['euros', 100],
	])('one that only takes refunds back, its export in %s › is negative', async (unit, divisor) => {
		const march = inPayout(7, '2026-03-10T06:00:00+01:00');
		helloAsso.sales = [
			paid(1, '2026-03-02T10:00:00+01:00', 4500, { ...march, refundOperations: [refund(1250)] }),
			paid(2, '2026-03-02T11:00:00+01:00', 2000, {
				...march,
				state: 'Refunded',
				refundOperations: [refund(2000)],
			}),
			paid(3, '2026-03-02T12:00:00+01:00', 3000, { ...march, state: 'Contested' }),
		];
		helloAsso.exports[8] = [1250, 2000, 3000].map((debit, index) =>
			row(index + 1, { operationType: 'Debit', debit: debit / divisor }),
		);
		const lines = await ask('cashOut', 'get', { cashOutId: 8 });
		expect(pickEach(lines, 'paymentId', 'amountEuros', 'debitEuros', 'netEuros', 'check')).toEqual([
			[1, 0, 12.5, -12.5, 'ok'],
			[2, 0, 20, -20, 'ok'],
			[3, 0, 30, -30, 'ok'],
		]);
		expect(lines[0]).toMatchObject({
			payoutEuros: -62.5,
			payoutCheck: 'ok',
			exportUnit: unit,
			exportUnitFrom: 'payments',
		});
	});

	test.each([
		['cents', 1],
		['euros', 100],
	])(
		'a payment of which parts were given back before and after, export in %s',
		async (unit, divisor) => {
			helloAsso.sales = [
				paid(1, '2026-03-02T10:00:00+01:00', 4500, {
					...inPayout(8, '2026-04-10T06:00:00+02:00'),
					refundOperations: [refund(500), refund(700)],
				}),
				paid(2, '2026-03-02T10:00:00+01:00', 4500, {
					...inPayout(8, '2026-04-10T06:00:00+02:00'),
					refundOperations: [refund(500), refund(700)].reverse(),
				}),
			];
			// What was left of each when it was paid out.
			helloAsso.exports[8] = [
				row(1, { credit: 4000 / divisor }),
				row(2, { credit: 4000 / divisor }),
			];
			const lines = await ask('cashOut', 'get', { cashOutId: 8 });
			expect(pickEach(lines, 'netEuros', 'check', 'exportUnit')).toEqual([
				[40, 'ok', unit],
				[40, 'ok', unit],
			]);
		},
	);

	test('of which only the date is known › is a payout of its own, and paid out', async () => {
		const cashOutDate = '2026-03-31T10:00:00+02:00';
		helloAsso.sales = [
			paid(1, '2026-03-10T10:00:00+01:00', 4500, { cashOutDate }),
			paid(2, '2026-03-10T10:00:00+01:00', 100),
		];
		const found = await payouts({ from: '2026-03-01', to: '2026-04-01' });
		expect(pickEach(found, 'cashOutId', 'amountEuros')).toEqual([[null, 45]]);
		expect(pickEach(await totals('2026-03-01', '2026-04-01'), 'paidOutEuros')).toEqual([[45]]);
	});

	test('whose payments name several days › is of the latest', async () => {
		const days = ['2026-03-30', '2026-04-01', '2026-03-31'];
		helloAsso.sales = days.map((day, index) =>
			paid(
				index + 1,
				`2026-03-1${index}T10:00:00+01:00`,
				100,
				inPayout(7, `${day}T10:00:00+02:00`),
			),
		);
		const found = await payouts({ from: '2026-04-01', to: '2026-04-02' });
		expect(pickEach(found, 'date', 'paymentCount')).toEqual([['2026-04-01', 3]]);
		expect(await payouts({ from: '2026-03-01', to: '2026-04-01' })).toEqual([]);
	});

	test('payments without number › count each', async () => {
		const numberless = { id: null, ...inPayout(7, '2026-03-31T10:00:00+02:00') };
		helloAsso.sales = [
			paid(1, '2026-03-10T10:00:00+01:00', 4500, numberless),
			paid(2, '2026-03-11T10:00:00+01:00', 500, numberless),
		];
		const found = await payouts({ from: '2026-03-01', to: '2026-04-01' });
		expect(pickEach(found, 'amountEuros', 'paymentCount')).toEqual([[50, 2]]);
		expect(pickEach(await totals('2026-03-01', '2026-04-01'), 'paidOutEuros')).toEqual([[50]]);
	});

	test('a month before the 31st › is the month before, not a shorter time', async () => {
		helloAsso.sales = [
			paid(1, '2026-02-28T10:00:00+01:00', 4500, inPayout(7, '2026-03-31T10:00:00+02:00')),
		];
		const found = await payouts(
			{ from: '2026-03-31', to: '2026-04-01' },
			{ options: { longestWait: 1 } },
		);
		expect(pickEach(found, 'cashOutId', 'amountEuros')).toEqual([[7, 45]]);
	});

	test.each<[string, typeof helloAsso.reading]>([
		['payments', {}],
		['payments, pages of two', { pageSizeMax: 2 }],
		['orders', { bounds: 'order' }],
		['orders, with totals', { bounds: 'order', paging: 'totals', pageSizeMax: 2 }],
	])(
		'one that spans months and years, bounds about %s › is whole, and agrees with the totals',
		async (_about, reading) => {
			helloAsso.reading = reading;
			const april = inPayout(8, '2026-04-10T06:00:00+02:00');
			helloAsso.sales = [
				paid(1, '2026-03-31T23:59:59+02:00', 101, april),
				paid(2, '2026-03-01T00:00:00+01:00', 1010, { ...april, amountTip: 99 }),
				paid(3, '2025-12-31T23:59:59+01:00', 10_100, april, '2024-11-30T10:00:00+01:00'),
				paid(4, '2025-06-01T10:00:00+02:00', 1, { ...april, state: 'Contested' }),
				paid(5, '2026-03-20T10:00:00+01:00', 5000, { ...inPayout(9, '2026-05-10T06:00:00+02:00') }),
				paid(6, '2026-02-20T10:00:00+01:00', 5000, { ...inPayout(6, '2026-03-10T06:00:00+01:00') }),
				paid(7, '2026-03-20T10:00:00+01:00', 5000),
			];
			const found = await payouts({ from: '2026-04-01', to: '2026-05-01' });
			expect(
				pickEach(found, 'cashOutId', 'amountEuros', 'paymentCount', 'contestedEuros', 'tipEuros'),
			).toEqual([[8, 112.12, 4, 0.01, 0.99]]);
			const [whole] = await payouts({}).then((every) => [
				every.reduce((sum, one) => sum + Math.round(Number(one.amountEuros) * 100), 0),
			]);
			const [{ paidOutEuros }] = await totals('2020-01-01', '2027-01-01');
			expect(whole).toBe(Math.round(Number(paidOutEuros) * 100));
		},
	);
});

test('accounts of payments that lack all they may lack › are no error, and what is known counts', async () => {
	const at = '2026-03-10T10:00:00+01:00';
	const names = ['amountTip', 'type', 'paymentMeans', 'paymentOffLineMean', 'installmentNumber'];
	const nothing = Object.fromEntries(
		[...names, 'refundOperations', 'meta'].map((name) => [name, null]),
	);
	const cashOut = { idCashOut: 8, cashOutDate: '2026-04-10T06:00:00+02:00', cashOutState: null };
	helloAsso.sales = [
		{
			order: { date: at },
			payer: null,
			items: [],
			payments: [pay(1, at, 100, { ...nothing, ...cashOut })],
		},
		{
			order: { date: at },
			payer: null,
			items: [{ id: 7, type: null, amount: null }],
			payments: [pay(2, at, 1000, { ...nothing, ...cashOut, shares: { 7: null } })],
		},
		{
			order: { date: at },
			payer: null,
			items: [],
			payments: [pay(3, at, null as never, { ...nothing, state: null })],
		},
	];
	const row = { cashOutId: 8, cashOutDate: null, paymentDate: null, credit: null, debit: null };
	helloAsso.exports[8] = [
		{ ...row, paymentId: 1, credit: 100, operationType: null },
		{ ...row, paymentId: 2, credit: 1000 },
		{ ...row, paymentId: null, orderId: null },
	];
	const groups = ['day', 'month', 'form', 'kind', 'means'];
	expect(
		pickEach(
			await totals('2026-03-01', '2026-04-01', groups),
			'kind',
			'receivedEuros',
			'paymentCount',
		),
	).toEqual([['other', 11, 2]]);
	expect(
		pickEach(
			await payouts({ from: '2026-04-01', to: '2026-05-01' }),
			'amountEuros',
			'paymentCount',
		),
	).toEqual([[11, 2]]);
	const lines = await ask('cashOut', 'get', { cashOutId: 8 });
	expect(pickEach(lines, 'paymentId', 'netEuros', 'otherEuros', 'check')).toEqual([
		[1, 1, 1, 'ok'],
		[2, 10, 10, 'ok'],
		[null, 0, 0, 'noPayment'],
	]);
});

describe('members', () => {
	const meta = { createdAt: '2020-01-01T10:00:00+01:00' };
	const open = { state: 'Public', meta, tiers: [{ label: 'Adulte' }] };
	afterEach(() => {
		jest.useRealTimers();
	});
	beforeEach(() => {
		// Of the seasons below, only one that is not over is a form to renew on.
		stopClock(Date.parse('2026-03-05T10:00:00Z'));
		helloAsso.forms = {
			'Membership/adhesion': { ...open, title: 'Adhésion', validityType: 'MovingYear' },
			'Membership/saison-25': {
				...open,
				title: 'Saison 2025-2026',
				validityType: 'Custom',
				startDate: '2025-09-01T00:00:00+02:00',
				endDate: '2026-08-31T00:00:00+02:00',
			},
			'Membership/saison-26': {
				...open,
				title: 'Saison 2026-2027',
				validityType: 'Custom',
				startDate: '2026-09-01T00:00:00+02:00',
				endDate: '2027-08-31T00:00:00+02:00',
			},
			'Membership/vie': { ...open, title: 'À vie', validityType: 'Illimited' },
		};
	});
	const member = (
		id: number,
		date: string,
		more: {
			name?: [string, string];
			email?: string | null;
			form?: string;
			user?: IDataObject | null;
			payer?: IDataObject | null;
			item?: IDataObject;
		} = {},
	): Sale => {
		const [firstName, lastName] = more.name ?? ['Alix', 'Exemple'];
		const { form = 'adhesion', email = 'alix@example.org' } = more;
		const by = { firstName, lastName, email };
		const sale = paid(id, `${date}T10:00:00+01:00`, 3000);
		return {
			...sale,
			order: { ...sale.order, formSlug: form },
			payer: more.payer === undefined ? by : more.payer,
			items: [
				item(id, 3000, {
					user: more.user === undefined ? { firstName, lastName } : more.user,
					...more.item,
				}),
			],
		};
	};
	const check = async (parameters: IDataObject) => {
		const [answer] = await ask('member', 'check', parameters);
		return answer as IDataObject & { matches: IDataObject[] };
	};
	const days = async (sales: Sale[], ...of: string[]) => {
		helloAsso.sales = sales;
		const answers: unknown[] = [];
		for (const validOn of of) {
			const byEmail = await check({ email: 'ALIX@example.org', validOn });
			const byName = await check({ firstName: 'exemple', lastName: 'ALIX', validOn });
			expect([byName.isMember, byName.validUntil]).toEqual([byEmail.isMember, byEmail.validUntil]);
			answers.push(byEmail.isMember && (byEmail.validUntil ?? 'no end'));
		}
		return answers;
	};

	test('Check › on the first and the last day, and those beside them', async () => {
		expect(
			await days([member(1, '2025-03-10')], '2025-03-09', '2025-03-10', '2026-03-10', '2026-03-11'),
		).toEqual([false, '2026-03-10', '2026-03-10', false]);
		expect(
			await days(
				[member(1, '2025-08-01', { form: 'saison-25' })],
				'2025-08-31',
				'2025-09-01',
				'2026-08-31',
				'2026-09-01',
			),
		).toEqual([false, '2026-08-31', '2026-08-31', false]);
		expect(
			await days(
				[member(1, '2024-01-01', { form: 'vie' })],
				'2023-12-31',
				'2024-01-01',
				'2099-01-01',
			),
		).toEqual([false, 'no end', 'no end']);
	});

	test('Check › bought on 29 February, or valid on one', async () => {
		expect(await days([member(1, '2024-02-29')], '2024-02-29', '2025-02-28', '2025-03-01')).toEqual(
			['2025-02-28', '2025-02-28', false],
		);
		expect(await days([member(1, '2027-02-28')], '2028-02-28', '2028-02-29')).toEqual([
			'2028-02-28',
			false,
		]);
		expect(await days([member(1, '2027-03-01')], '2028-02-29', '2028-03-01')).toEqual([
			'2028-03-01',
			'2028-03-01',
		]);
	});

	test('Check › of two memberships of one person, one match, until the later end', async () => {
		helloAsso.sales = [
			member(1, '2025-03-10'),
			member(2, '2026-02-20', { name: ['ALIX', 'exemple'] }),
			member(3, '2024-03-10'),
		];
		const answer = await check({ email: 'alix@example.org', validOn: '2026-03-01' });
		expect(answer).toMatchObject({ isMember: true, validUntil: '2027-02-20' });
		expect(pickEach(answer.matches, 'itemId')).toEqual([[2]]);
		expect(helloAsso.paths).toEqual(['items', 'items', 'forms/Membership/adhesion/public']);
	});

	test.each([
		['Éloïse', "D'Hôte-Leclerc", 'eloise', 'd’hote leclerc'],
		['Jean-Pierre', 'De La Tour', 'JEAN PIERRE', 'Delatour'],
		['Søren', 'Łukaszewicz', 'Soren', 'Lukaszewicz'],
		['Đorđe', 'Ćosić', 'Dorde', 'Cosic'],
		['Ægir', 'Straße', 'aegir', 'strasse'],
		['Mary\u00a0Ann', 'O\u2019Neil ', 'Maryann', 'ONEIL'],
		['Anna', 'Li', 'Li', 'Anna'],
	])('Check › %s %s is found as %s %s', async (first, last, wantedFirst, wantedLast) => {
		helloAsso.sales = [member(1, '2026-01-10', { name: [first, last] })];
		const validOn = '2026-02-01';
		expect(await check({ firstName: wantedFirst, lastName: wantedLast, validOn })).toMatchObject({
			isMember: true,
			foundBy: 'name',
		});
		expect(await check({ firstName: 'Alix', lastName: wantedLast, validOn })).toMatchObject({
			isMember: false,
			foundBy: null,
		});
	});

	test('Check › where the participant has no name, or a blank one, it is that of the payer', async () => {
		const validOn = '2026-02-01';
		for (const user of [
			null,
			{},
			{ firstName: null, lastName: null },
			{ firstName: '', lastName: ' ' },
		]) {
			helloAsso.sales = [member(1, '2026-01-10', { user })];
			const answer = await check({ firstName: 'Alix', lastName: 'Exemple', validOn });
			expect([user, answer.isMember, answer.matches[0]?.firstName]).toEqual([user, true, 'Alix']);
		}
		helloAsso.sales = [member(1, '2026-01-10', { payer: null })];
		expect(await check({ firstName: 'Alix', lastName: 'Exemple', validOn })).toMatchObject({
			isMember: true,
		});
		expect(await check({ email: 'alix@example.org', validOn })).toMatchObject({ isMember: false });
	});

	const ending = async (from: string, to: string) =>
		pickEach(
			await ask('member', 'getEnding', { from, to }),
			'itemId',
			'validUntil',
			'isRenewal',
			'renewalFormSlug',
		);

	test('Get Ending › each kind of validity, renewed before, elsewhere, or not', async () => {
		const other = (id: number, date: string, first: string, form?: string) =>
			member(id, date, { name: [first, 'Modèle'], email: `${first}@example.org`, form });
		helloAsso.sales = [
			other(1, '2025-03-10', 'Anna'),
			other(2, '2025-03-10', 'Bela'),
			other(3, '2026-02-20', 'Bela'),
			other(4, '2025-03-10', 'Cleo'),
			other(5, '2026-03-09', 'Cleo', 'saison-25'),
			other(6, '2024-03-12', 'Dora'),
			other(7, '2025-03-11', 'Dora'),
			other(8, '2025-03-11', 'Emma', 'vie'),
			other(9, '2025-03-11', 'Fred'),
			other(10, '2025-04-11', 'Fred', 'vie'),
		];
		expect(await ending('2026-03-01', '2026-04-01')).toEqual([
			[1, '2026-03-10', false, 'adhesion'],
			[7, '2026-03-11', true, 'adhesion'],
		]);
		expect(await ending('2026-08-01', '2026-09-01')).toEqual([
			[5, '2026-08-31', true, 'saison-26'],
		]);
	});

	test('Get Ending › yesterday, today, and 29 February', async () => {
		helloAsso.sales = [member(1, '2024-02-29')];
		expect(await ending('2025-02-28', '2025-03-01')).toHaveLength(1);
		expect(await ending('2025-02-27', '2025-02-28')).toEqual([]);
		expect(await ending('2025-03-01', '2025-03-02')).toEqual([]);
		helloAsso.sales = [member(1, '2027-02-28')];
		expect(await ending('2028-02-29', '2028-03-01')).toEqual([]);
		expect(await ending('2028-02-28', '2028-02-29')).toHaveLength(1);
	});

	test('Get Ending › two of one address, and one with two memberships, are each once', async () => {
		helloAsso.sales = [
			member(1, '2025-03-10', { name: ['Anna', 'Modèle'] }),
			member(2, '2025-03-10', { name: ['Bela', 'Modèle'] }),
			member(3, '2025-03-09', { name: ['Bela', 'Modèle'] }),
		];
		expect((await ending('2026-03-01', '2026-04-01')).map(([id]) => id).sort()).toEqual([1, 2]);
	});

	test('Get Ending › with records that lack what may be missing › is no error', async () => {
		helloAsso.sales = [
			member(1, '2025-03-10', { user: null, payer: null }),
			member(2, '2025-03-10', {
				user: {},
				payer: {},
				item: { payments: null, name: null, customFields: null },
			}),
			{
				...member(3, '2025-03-10'),
				order: { id: 3, formType: 'Membership', formSlug: 'adhesion', date: null, meta: null },
			},
			{ ...member(4, '2025-03-10'), order: { id: 4 } },
		];
		expect((await ending('2026-03-01', '2026-04-01')).map(([id]) => id).sort()).toEqual([1, 2]);
		expect(await check({ email: 'alix@example.org' })).toMatchObject({ isMember: false });
		expect(helloAsso.paths.filter((path) => /undefined|null/.test(path))).toEqual([]);
	});
});
