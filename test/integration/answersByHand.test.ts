import type { IDataObject } from 'n8n-workflow';

import { HandWritten, type Sale } from '../fixtures/handWritten';
import { type Credential, credentialFor, runNode } from './engine';

/**
 * What a treasurer and a secretary ask, of small associations that are written out here, each with the answer that
 * a person would give. HelloAsso is `HandWritten`, which shares nothing with the simulator.
 */

const helloAsso = new HandWritten();
let credential: Credential;
beforeAll(async () => {
	await helloAsso.start();
	credential = credentialFor(helloAsso as never);
});
afterAll(async () => {
	await helloAsso.stop();
});
beforeEach(() => {
	Object.assign(helloAsso, { sales: [], forms: {}, exports: {}, reading: {}, requests: [] });
});

const ask = async (resource: string, operation: string, parameters: IDataObject = {}) => {
	const { json, error } = await runNode({
		credential,
		parameters: {
			resource,
			operation,
			organizationSlug: { __rl: true, mode: 'slug', value: 'club' },
			returnAll: true,
			...parameters,
		},
	});
	expect(error).toBeUndefined();
	return json();
};
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
