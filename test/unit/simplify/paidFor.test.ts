import type { IDataObject } from 'n8n-workflow';

import {
	instalmentOf,
	isStanding,
	moneyOf,
	paidFields,
	paidFor,
	paymentStateOf,
} from '../../../nodes/HelloAsso/simplify';

/** A payment of 10 € for one item, or of the share of it that is given. */
const pay = (state: string, more: IDataObject = {}): IDataObject => ({
	amount: 1000,
	shareAmount: 1000,
	state,
	...more,
});
const refund = (amount: number, status = 'Processed') => ({ id: 1, amount, status });
const refunded = (amount: number) => ({ refundOperations: [refund(amount)] });
const item = (...payments: IDataObject[]): IDataObject => ({ state: 'Processed', payments });
const plan = (...states: string[]) =>
	item(...states.map((state, index) => pay(state, { installmentNumber: index + 1 })));
const monthly = (...states: string[]) => ({ ...plan(...states), type: 'MonthlyDonation' });

describe('paymentStateOf › of an item with one payment', () => {
	it.each([
		['Authorized', 'paid'],
		['AuthorizedPreprod', 'paid'],
		['Corrected', 'paid'],
		['Registered', 'offline'],
		['Pending', 'planned'],
		['Init', 'planned'],
		['Waiting', 'planned'],
		['WaitingBankValidation', 'planned'],
		['WaitingBankWithdraw', 'planned'],
		['WaitingAuthentication', 'planned'],
		['Unknown', 'planned'],
		['SomethingNew', 'planned'],
		['Refused', 'refused'],
		['Error', 'refused'],
		['RecoveryExpired', 'refused'],
		['Abandoned', 'refused'],
		['Canceled', 'refused'],
		['Deleted', 'refused'],
		['Inconsistent', 'refused'],
		['NoDonation', 'refused'],
		['Refunded', 'refunded'],
		['Refunding', 'refunded'],
		['Contested', 'contested'],
	])('in the state %s it is %s', (state, word) => {
		expect(paymentStateOf(item(pay(state)))).toBe(word);
	});

	it.each([
		['a refund of a part, paid', pay('Authorized', refunded(400)), 'paid'],
		['a part being refunded, paid', pay('Refunding', refunded(400)), 'paid'],
		['two refunds of all, refunded', pay('Authorized', refunded(1000)), 'refunded'],
		[
			'a refund that failed, paid',
			pay('Authorized', { refundOperations: [refund(1000, 'Refused')] }),
			'paid',
		],
		['an offline type, offline', pay('Authorized', { type: 'Offline' }), 'offline'],
		['no amount at all, paid', { state: 'Authorized' }, 'paid'],
	])('with %s', (_title, payment, word) => {
		expect(paymentStateOf(item(payment))).toBe(word);
	});
});

describe('paymentStateOf › of an item without payments', () => {
	it.each([
		['Processed', 'paid'],
		['Registered', 'offline'],
		['Waiting', 'planned'],
		['Unknown', 'planned'],
		['Canceled', 'refused'],
		['Refused', 'refused'],
		['Abandoned', 'refused'],
		['Deleted', 'refused'],
	])('in the state %s it is %s', (state, word) => {
		expect(paymentStateOf({ state, payments: [] })).toBe(word);
		expect(paymentStateOf({ state })).toBe(word);
	});
});

describe('paymentStateOf › of instalments', () => {
	it.each([
		[['Authorized', 'Authorized', 'Authorized'], 'paid'],
		[['Authorized', 'Pending', 'Pending'], 'partlyPaid'],
		[['Authorized', 'WaitingBankValidation'], 'partlyPaid'],
		[['Authorized', 'Refused'], 'partlyPaid'],
		[['Authorized', 'Canceled'], 'partlyPaid'],
		[['Authorized', 'Contested'], 'partlyPaid'],
		[['Authorized', 'Refunded'], 'paid'],
		[['Authorized', 'Refunded', 'Pending'], 'partlyPaid'],
		[['Registered', 'Registered'], 'offline'],
		[['Registered', 'Authorized'], 'paid'],
		[['Registered', 'Pending'], 'partlyPaid'],
		[['Pending', 'Pending', 'Pending'], 'planned'],
		[['Refused', 'Pending', 'Pending'], 'planned'],
		[['Refunded', 'Pending'], 'planned'],
		[['Contested', 'Pending'], 'contested'],
		[['Contested', 'Refunded'], 'contested'],
		[['Contested', 'Refused'], 'contested'],
		[['Refunded', 'Refunded'], 'refunded'],
		[['Refunded', 'Canceled'], 'refunded'],
		[['Refunded', 'Refused'], 'refunded'],
		[['Refused', 'Canceled'], 'refused'],
	])('%j is %s', (states, word) => {
		expect(paymentStateOf(plan(...states))).toBe(word);
	});

	it('takes an instalment that was refused and then paid for paid, contested ones too', () => {
		const second = { installmentNumber: 2 };
		const first = pay('Authorized', { installmentNumber: 1 });
		for (const state of ['Refused', 'Contested', 'Pending'])
			expect(paymentStateOf(item(first, pay(state, second), pay('Authorized', second)))).toBe(
				'paid',
			);
	});

	it('takes payments without number for different instalments', () => {
		expect(paymentStateOf(item(pay('Authorized'), pay('Refused')))).toBe('partlyPaid');
	});

	it.each([
		['all of its price is there', { amount: 1000, options: [] }, 'paid'],
		['its options are not', { amount: 1000, options: [{ amount: 1 }] }, 'partlyPaid'],
		['it is not known whether it has options', { amount: 1000 }, 'partlyPaid'],
		[
			'another month was refused',
			{ amount: 1000, options: [], type: 'MonthlyDonation' },
			'partlyPaid',
		],
	])('takes one without number that was refused for a vain try where %s', (_how, more, word) => {
		expect(paymentStateOf({ ...item(pay('Authorized'), pay('Refused')), ...more })).toBe(word);
	});

	it('leaves out payments that bring nothing to the item, unless there are no others', () => {
		const nothing = pay('Refused', { shareAmount: 0 });
		expect(paymentStateOf({ ...item(pay('Authorized'), nothing), amount: 1000 })).toBe('paid');
		expect(paymentStateOf({ ...item(nothing), amount: 1000 })).toBe('refused');
		expect(paymentStateOf({ ...item(nothing), amount: 0 })).toBe('paid');
	});
});

test.each([
	[['Authorized', 'Pending'], 'paid'],
	[['Authorized', 'Canceled'], 'paid'],
	[['Authorized', 'Refunded'], 'paid'],
	[['Authorized', 'Refused'], 'partlyPaid'],
	[['Authorized', 'Contested'], 'partlyPaid'],
	[['Pending'], 'planned'],
	[['Refused', 'Refused'], 'refused'],
	[['Contested'], 'contested'],
])('paymentStateOf › monthly payments %j, each for a month of its own › %s', (states, word) => {
	expect(paymentStateOf(monthly(...states))).toBe(word);
});

test.each([
	['Authorized', true],
	['Registered', true],
	['Pending', true],
	['Refused', false],
	['Refunded', false],
	['Contested', false],
])('isStanding › a payment in the state %s › %p', (state, stands) => {
	expect(isStanding(item(pay(state)))).toBe(stands);
});

describe('moneyOf', () => {
	const none = { online: 0, offline: 0, refunded: 0, contested: 0, planned: 0 };
	it.each([
		['Authorized', {}, { online: 1000 }],
		['Registered', {}, { offline: 1000 }],
		['Authorized', refunded(400), { online: 1000, refunded: 400 }],
		['Refunded', {}, { online: 1000, refunded: 1000 }],
		['Refunded', refunded(400), { online: 1000, refunded: 1000 }],
		['Refunding', {}, { online: 1000, refunded: 1000 }],
		['Refunding', refunded(400), { online: 1000, refunded: 400 }],
		['Contested', {}, { online: 1000, contested: 1000 }],
		['Contested', refunded(400), { online: 1000, refunded: 400, contested: 600 }],
		['Pending', {}, { planned: 1000 }],
		['WaitingBankValidation', {}, { planned: 1000 }],
		['SomethingNew', {}, { planned: 1000 }],
		['Refused', refunded(400), {}],
		['Canceled', {}, {}],
	])('of a payment that is %s, with %j', (state, more, money) => {
		expect(moneyOf(pay(state, more))).toEqual({ ...none, ...money });
	});

	it('divides the refund of a part among the items of the payment, in proportion', () => {
		const payment = pay('Authorized', { amount: 3000, ...refunded(1000) });
		expect([2000, 1000, 0].map((share) => moneyOf(payment, share).refunded)).toEqual([667, 333, 0]);
	});

	it('refunds no more than there is, and nothing of a payment without amount', () => {
		expect(moneyOf(pay('Authorized', refunded(5000)), 700).refunded).toBe(700);
		expect(moneyOf({ state: 'Authorized' }, 700)).toEqual({ ...none, online: 700 });
	});
});

describe('paidFor', () => {
	it('adds up the shares, not the amounts of payments that others share', () => {
		const payments = [
			pay('Authorized', { amount: 9000, shareAmount: 1010 }),
			pay('Registered', { amount: 9000, shareAmount: 20 }),
			pay('Contested', { amount: 9000, shareAmount: 3 }),
			pay('Pending', { amount: 9000, shareAmount: 4 }),
			pay('Refunded', { amount: 9000, shareAmount: 5 }),
		];
		expect(paidFor({ amount: 30_000, payments })).toEqual({
			online: 1018,
			offline: 20,
			refunded: 5,
			contested: 3,
			planned: 4,
		});
	});

	it('gives exact euros', () => {
		const cents = [10, 20, 1, 1999].map((shareAmount) =>
			pay('Authorized', { amount: shareAmount, shareAmount, ...refunded(1) }),
		);
		expect(paidFields(item(...cents))).toEqual({
			paidEuros: 20.3,
			refundedEuros: 0.04,
			paymentState: 'paid',
		});
	});

	it('knows nothing of payments that HelloAsso left out, but that what is free cost nothing', () => {
		const nothing = { paidEuros: null, refundedEuros: null };
		expect(paidFields({})).toEqual({ ...nothing, paymentState: null });
		expect(paidFields({ amount: 500, state: 'Processed' })).toEqual({
			...nothing,
			paymentState: 'paid',
		});
		expect(paidFields({ amount: 0, state: 'Processed' })).toEqual({
			paidEuros: 0,
			refundedEuros: 0,
			paymentState: 'paid',
		});
	});
});

describe('instalmentOf', () => {
	it.each([
		[['Authorized', 'Authorized', 'Pending'], '2 of 3'],
		[['Authorized', 'Refused'], '1 of 2'],
		[['Refunded', 'Contested', 'Pending'], '0 of 3'],
	])('counts of %j those that are paid and still there: %s', (states, text) => {
		expect(instalmentOf(plan(...states))).toBe(text);
	});

	it('counts a second try of an instalment once', () => {
		const numbers: Array<[string, number]> = [
			['Authorized', 1],
			['Refused', 2],
			['Authorized', 2],
			['Pending', 3],
		];
		const tries = numbers.map(([state, installmentNumber]) => pay(state, { installmentNumber }));
		expect(instalmentOf(item(...tries))).toBe('2 of 3');
	});

	it('is null for what is paid at once, monthly, or not at all', () => {
		const others = [plan('Authorized'), monthly('Authorized', 'Pending'), item(), {}];
		expect(others.map(instalmentOf)).toEqual([null, null, null, null]);
	});
});
