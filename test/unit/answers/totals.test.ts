import type { IDataObject } from 'n8n-workflow';

import { Totals, type Group, type TotalsOptions } from '../../../nodes/HelloAsso/answers/totals';

const payment = (more: IDataObject = {}): IDataObject => ({
	id: 1,
	amount: 5000,
	date: '2026-03-02T10:00:00+01:00',
	state: 'Authorized',
	paymentMeans: 'Card',
	items: [{ type: 'Membership', shareAmount: 5000 }],
	order: { formType: 'Membership', formSlug: 'adhesion', formName: 'Adhésion' },
	...more,
});
const OPEN = { from: -Infinity, to: Infinity };

function totals(
	payments: IDataObject[],
	groupBy: Group[] = [],
	more: Partial<TotalsOptions> = {},
): IDataObject[] {
	const sums = new Totals({ groupBy, period: OPEN, timeZone: 'Europe/Paris', ...more });
	for (const one of payments) sums.add(one);
	return sums.records();
}

test('nothing came in › one row of zeros without groups, none with them', () => {
	expect(totals([])).toEqual([
		{
			receivedEuros: 0,
			offlineEuros: 0,
			refundedEuros: 0,
			contestedEuros: 0,
			netEuros: 0,
			plannedEuros: 0,
			refusedEuros: 0,
			paidOutEuros: 0,
			tipEuros: 0,
			paymentCount: 0,
		},
	]);
	expect(totals([], ['month'])).toEqual([]);
});

test.each<[string, IDataObject, IDataObject]>([
	['Authorized', {}, { receivedEuros: 50, netEuros: 50 }],
	['a tip', { amountTip: 350 }, { receivedEuros: 50, netEuros: 50, tipEuros: 3.5 }],
	['paid out', { idCashOut: 7 }, { receivedEuros: 50, netEuros: 50, paidOutEuros: 50 }],
	[
		'a part refunded',
		{ refundOperations: [{ amount: 1500, status: 'PROCESSED' }] },
		{ receivedEuros: 50, refundedEuros: 15, netEuros: 35 },
	],
	[
		'a refund that failed',
		{ refundOperations: [{ amount: 1500, status: 'Refused' }] },
		{ receivedEuros: 50, netEuros: 50 },
	],
	[
		'Refunded, its refunds not told',
		{ state: 'Refunded' },
		{ receivedEuros: 50, refundedEuros: 50 },
	],
	[
		'Contested after a refund of a part',
		{ state: 'Contested', refundOperations: [{ amount: 1500, status: 'Processed' }] },
		{ receivedEuros: 50, refundedEuros: 15, contestedEuros: 35 },
	],
	[
		'by hand',
		{ state: 'Registered', type: 'Offline', paymentMeans: 'None', paymentOffLineMean: 'Cash' },
		{ offlineEuros: 50, netEuros: 50 },
	],
	['Pending', { state: 'Pending', amountTip: 350 }, { plannedEuros: 50, paymentCount: 0 }],
	[
		'WaitingBankValidation',
		{ state: 'WaitingBankValidation' },
		{ plannedEuros: 50, paymentCount: 0 },
	],
	['a state that is new', { state: 'Unheard' }, { plannedEuros: 50, paymentCount: 0 }],
	['Refused', { state: 'Refused', amountTip: 350 }, { refusedEuros: 50, paymentCount: 0 }],
	['Canceled', { state: 'Canceled' }, { refusedEuros: 50, paymentCount: 0 }],
])('%s › stands in its column', (_name, more, columns) => {
	const [zeros] = totals([]);
	expect(totals([payment(more)])).toEqual([{ ...zeros, paymentCount: 1, ...columns }]);
});

describe('days and months', () => {
	// In Paris these are 1 March, in UTC and in Réunion (UTC+4) other days.
	const first = payment({ date: '2026-03-01T00:30:00+01:00' });
	const last = payment({ date: '2026-03-31T21:30:00+02:00' });

	test.each([
		['Europe/Paris', ['2026-03-01', '2026-03-31'], ['2026-03']],
		['UTC', ['2026-02-28', '2026-03-31'], ['2026-02', '2026-03']],
		['Indian/Reunion', ['2026-03-01', '2026-03-31'], ['2026-03']],
		['Pacific/Auckland', ['2026-03-01', '2026-04-01'], ['2026-03', '2026-04']],
	])('by the clock of %s', (timeZone, days, months) => {
		const of = (group: Group) =>
			totals([last, first], [group], { timeZone }).map((record) => record[group]);
		expect(of('day')).toEqual(days);
		expect(of('month')).toEqual(months);
	});

	test('a payment outside the period › is left out, its end excluded', () => {
		const period = { from: Date.parse('2026-03-01'), to: Date.parse('2026-04-01') };
		const dates = ['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'];
		const found = totals(
			dates.map((date) => payment({ date })),
			['day'],
			{ period, timeZone: 'UTC' },
		);
		expect(found.map(({ day }) => day)).toEqual(['2026-03-01']);
	});

	test('a payment without date › HelloAsso gave it for the period, so it counts, on no day', () => {
		expect(totals([payment({ date: undefined })], ['day', 'month'])).toMatchObject([
			{ day: null, month: null, receivedEuros: 50 },
		]);
	});
});

describe('groups', () => {
	test('rows come in the order of days, forms, kinds and means, whatever is chosen first', () => {
		const many = [
			payment({ date: '2026-04-01T10:00:00+02:00', paymentMeans: 'Sepa' }),
			payment({ items: [{ type: 'Donation', shareAmount: 5000 }] }),
			payment({ paymentMeans: 'Sepa' }),
			payment(),
		];
		const found = totals(many, ['means', 'kind', 'month']);
		expect(found.map(({ month, kind, means }) => [month, kind, means])).toEqual([
			['2026-03', 'membership', 'Card'],
			['2026-03', 'membership', 'Sepa'],
			['2026-03', 'donation', 'Card'],
			['2026-04', 'membership', 'Sepa'],
		]);
		expect(Object.keys(found[0]).slice(0, 4)).toEqual(['month', 'kind', 'means', 'receivedEuros']);
	});

	test('a form has its type and name; the same slug of another type is another form', () => {
		const order = { formType: 'Event', formSlug: 'adhesion', formName: 'Fête' };
		const found = totals([payment(), payment({ order })], ['form']);
		expect(found).toMatchObject([
			{ form: 'adhesion', formType: 'Membership', formName: 'Adhésion', receivedEuros: 50 },
			{ form: 'adhesion', formType: 'Event', formName: 'Fête', receivedEuros: 50 },
		]);
	});

	test('only some kinds › a payment for several things brings its share of these, and counts once', () => {
		const items = [
			{ type: 'Membership', shareAmount: 3000 },
			{ type: 'Donation', shareAmount: 1500 },
			{ type: 'Product', shareAmount: 500 },
		];
		const many = [payment({ items }), payment({ id: 2 })];
		expect(totals(many, ['month'], { kinds: ['donation', 'product'] })).toMatchObject([
			{ month: '2026-03', receivedEuros: 20, netEuros: 20, paymentCount: 1 },
		]);
		expect(totals(many, ['kind'], { kinds: ['donation'] })).toMatchObject([
			{ kind: 'donation', receivedEuros: 15, paymentCount: 1 },
		]);
		expect(totals(many, [], { kinds: ['ticket'] })).toMatchObject([
			{ receivedEuros: 0, paymentCount: 0 },
		]);
	});

	test('by kind › a refund of a part is split as the payment is, a payment counts in each of its kinds', () => {
		const items = [
			{ type: 'Membership', shareAmount: 4000 },
			{ type: 'Donation', shareAmount: 1000 },
		];
		const refundOperations = [{ amount: 1001, status: 'Processed' }];
		const found = totals([payment({ items, refundOperations })], ['kind']);
		expect(found).toMatchObject([
			{
				kind: 'membership',
				receivedEuros: 40,
				refundedEuros: 8.01,
				netEuros: 31.99,
				paymentCount: 1,
			},
			{ kind: 'donation', receivedEuros: 10, refundedEuros: 2, netEuros: 8, paymentCount: 1 },
		]);
	});

	test('a contested payment of which a part was refunded › no kind keeps a cent', () => {
		const items = ['Membership', 'Donation', 'Product'].map((type) => ({ type, shareAmount: 333 }));
		const refundOperations = [{ amount: 100, status: 'Processed' }];
		const found = totals(
			[payment({ amount: 999, state: 'Contested', items, refundOperations })],
			['kind'],
		);
		expect(found.map(({ netEuros }) => netEuros)).toEqual([0, 0, 0]);
		expect(found.map(({ contestedEuros }) => contestedEuros)).toEqual([2.99, 3, 3]);
	});
});

test('a hundred thousand cents › summed as whole numbers', () => {
	const items = [{ type: 'Donation', shareAmount: 10 }];
	const many = Array.from({ length: 100_000 }, () => payment({ amount: 10, items }));
	expect(totals(many)).toMatchObject([{ receivedEuros: 10_000, paymentCount: 100_000 }]);
});

test('a payment that did not come, or came by hand, and has the date of a payout › is not paid out', () => {
	const cashOutDate = '2026-04-10T06:00:00+02:00';
	const states = ['Refused', 'Pending', 'Registered', 'Authorized'];
	const [sums] = totals(states.map((state, id) => payment({ id, state, cashOutDate })));
	expect(sums).toMatchObject({ receivedEuros: 50, paidOutEuros: 50 });
});
