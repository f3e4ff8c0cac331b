import type { IDataObject } from 'n8n-workflow';

import {
	simplifyAttendee,
	simplifyDonation,
	simplifyEndingMember,
	simplifyForm,
	simplifyFormDetails,
	simplifyItem,
	simplifyMember,
	simplifyOrder,
	simplifyOrganization,
	simplifyPayment,
} from '../../../nodes/HelloAsso/simplify';
import {
	FORM,
	FORM_DETAILS,
	ITEM,
	ORDER,
	ORGANIZATION,
	PAYER,
	PAYMENT,
} from '../../fixtures/answers';

const PAYER_FIELDS = {
	payerFirstName: 'Zoé',
	payerLastName: "D'Aubigné",
	payerEmail: 'zoe.martin@example.org',
	payerCompany: null,
};

/** HelloAsso gives them when it is asked for details. */
const DETAILS = ['options', 'customFields'];

const all: Array<[string, (record: IDataObject) => IDataObject, IDataObject, string[]]> = [
	['simplifyAttendee', simplifyAttendee, ITEM, ['options', 'customFields']],
	['simplifyDonation', simplifyDonation, ITEM, ['customFields']],
	['simplifyMember', simplifyMember, ITEM, ['customFields']],
	['simplifyForm', simplifyForm, FORM, []],
	['simplifyFormDetails', simplifyFormDetails, FORM_DETAILS, ['tierNames']],
	['simplifyItem', simplifyItem, ITEM, []],
	['simplifyOrder', simplifyOrder, ORDER, ['itemCount', 'itemNames', 'paymentStates']],
	['simplifyOrganization', simplifyOrganization, ORGANIZATION, []],
	['simplifyPayment', simplifyPayment, PAYMENT, ['refundedEuros', 'itemNames']],
];

describe.each(all)('%s', (_name, simplify, sample, neverNull) => {
	it('gives the same columns for an empty record, all of them null, but no details that were not asked for', () => {
		const empty = simplify({});
		const isColumn = (key: string) => neverNull.includes(key) || !DETAILS.includes(key);
		const columns = Object.keys(simplify(sample)).filter(isColumn);
		expect(Object.keys(empty)).toEqual(columns);
		const filled = Object.entries(empty).filter(([, value]) => value !== null);
		expect(filled.map(([key]) => key)).toEqual(neverNull);
	});

	it('reads null, and a value of the wrong kind, as nothing', () => {
		const nulls = Object.fromEntries(Object.keys(sample).map((key) => [key, null]));
		expect(simplify(nulls)).toEqual(simplify({}));
		const wrong = Object.fromEntries(
			Object.keys(sample).map((key) => [key, typeof sample[key] === 'object' ? 'x' : null]),
		);
		expect(simplify(wrong)).toEqual(simplify({}));
	});

	it('has one level only, apart from the custom fields', () => {
		const nested = Object.entries(simplify(sample)).filter(
			([, value]) => value !== null && typeof value === 'object',
		);
		expect(nested.map(([key]) => key)).toEqual(
			'customFields' in simplify(sample) ? ['customFields'] : [],
		);
	});

	it('leaves fields that it does not know, and changes nothing of the record', () => {
		const before = structuredClone(sample);
		const record = { ...sample, somethingNew: { deep: [1] }, __proto__: { id: 'foreign' } };
		expect(simplify(record)).toEqual(simplify(sample));
		expect(sample).toEqual(before);
	});

	it('makes no column without a value undefined, so that all come out', () => {
		for (const record of [{}, sample]) {
			expect(Object.values(simplify(record))).not.toContain(undefined);
		}
	});
});

describe('a date', () => {
	it.each([
		['2024-01-10T09:00:00.1234567+01:00', '2024-01-10T09:00:00+01:00'],
		['2024-01-10T09:00:00.1Z', '2024-01-10T09:00:00Z'],
		['2024-01-10T09:00:00+01:00', '2024-01-10T09:00:00+01:00'],
		['2024-01-10T09:00:00', '2024-01-10T09:00:00'],
		['2024-01-10T09:00:00.999', '2024-01-10T09:00:00'],
		['2024-01-10', '2024-01-10'],
		['01.02.2024', '01.02.2024'],
		['someday', 'someday'],
		['', ''],
		[null, null],
		[undefined, null],
	])('%p loses the fraction of a second, and nothing else', (date, shown) => {
		expect(simplifyPayment({ date }).date).toBe(shown);
		expect(simplifyItem({ order: { date } as IDataObject }).date).toBe(shown);
		expect(simplifyOrder({ date }).date).toBe(shown);
		expect(
			simplifyForm({ meta: { createdAt: date } as IDataObject, startDate: date }),
		).toMatchObject({
			createdAt: shown,
			startDate: shown,
		});
	});
});

describe('simplifyPayment', () => {
	it('gives amounts in euros, the payer, and where it belongs', () => {
		expect(simplifyPayment(PAYMENT)).toEqual({
			id: 31415,
			orderId: 20499,
			date: '2024-01-10T09:00:05+01:00',
			state: 'Authorized',
			type: null,
			paymentMeans: 'Card',
			amountEuros: 19.99,
			donationEuros: 0,
			tipEuros: 1.5,
			refundedEuros: 0,
			installmentNumber: 1,
			...PAYER_FIELDS,
			itemNames: 'Registration',
			formType: 'Event',
			formName: "Fête d'été",
			formSlug: 'fete-d-ete',
			cashOutId: 77,
			cashOutDate: '2024-02-05',
			paymentReceiptUrl: PAYMENT.paymentReceiptUrl,
			fiscalReceiptUrl: null,
		});
	});

	it.each([
		['2024-02-05T23:30:00+01:00', '2024-02-05'],
		['2024-02-05T23:30:00Z', '2024-02-06'],
		[null, null],
	])(
		'gives of the payout on %p the day on the bank statement, by the clock of Paris',
		(date, day) => {
			expect(simplifyPayment({ ...PAYMENT, cashOutDate: date }).cashOutDate).toBe(day);
		},
	);

	it.each([
		[{ paymentMeans: 'None', paymentOffLineMean: 'Check' }, 'Check'],
		[{ paymentOffLineMean: 'Cash' }, 'Cash'],
		[{ paymentMeans: null, paymentOffLineMean: 'BankTransfer' }, 'BankTransfer'],
		[{ paymentMeans: 'None' }, 'None'],
		[{ paymentMeans: 'Card', paymentOffLineMean: 'Check' }, 'Card'],
		[{}, null],
	])('shows the real means of %j, and the type', (means, shown) => {
		const payment = { id: 1, amount: 2000, state: 'Registered', type: 'Offline', ...means };
		expect(simplifyPayment(payment)).toMatchObject({ paymentMeans: shown, type: 'Offline' });
	});

	it.each(['RecoveryExpired', 'Inconsistent', 'NoDonation', 'SomethingNew', ''])(
		'passes on the state %p',
		(state) => {
			expect(simplifyPayment({ ...PAYMENT, state }).state).toBe(state);
		},
	);

	it.each([
		[0, 0],
		[1, 0.01],
		[29, 0.29],
		[57, 0.57],
		[1999, 19.99],
		[9_999_999, 99_999.99],
		[-500, -5],
		['1999', null],
		[null, null],
		[undefined, null],
		[Number.NaN, null],
	])('makes %p cents %p euros', (amount, euros) => {
		expect(simplifyPayment({ ...PAYMENT, amount: amount as number }).amountEuros).toBe(euros);
	});

	it('tells what of it is a donation, as beside a membership', () => {
		const items = [
			{ id: 1, type: 'Membership', amount: 30_000, shareAmount: 4_550 },
			{ id: 2, type: 'Donation', amount: 3_000, shareAmount: 1_000 },
			{ id: 3, type: 'MonthlyDonation', amount: 29, shareAmount: 29 },
			{ id: 4, type: 'Donation' },
			{ id: 5, type: 'OfflineDonation', shareAmount: 500 },
		];
		expect(simplifyPayment({ amount: 6_079, items }).donationEuros).toBe(15.29);
		expect(simplifyPayment({ amount: 5_579, items: [] }).donationEuros).toBe(0);
	});

	it.each([
		'Processed',
		'PROCESSED',
		'Init',
		'Processing',
		'Unknown',
		'SomethingNew',
		undefined,
		null,
	])('counts a refund whose status is %p', (status) => {
		expect(
			simplifyPayment({
				refundOperations: [{ id: 1, amount: 1050, amountTip: 100, status }] as never,
			}).refundedEuros,
		).toBe(10.5);
	});

	it.each(['Error', 'InternalError', 'Refused', 'Aborted', 'Canceled', 'REFUSED', 'aborted'])(
		'does not count a refund that failed: %s, under either name',
		(failed) => {
			const refundOperations = [
				{ id: 1, amount: 1050, status: failed },
				{ id: 2, amount: 1050, state: failed },
				{ id: 3, amount: 30, status: 'Processed' },
			];
			expect(simplifyPayment({ refundOperations }).refundedEuros).toBe(0.3);
		},
	);

	it('adds refunds up exactly, and skips those without amount', () => {
		const refundOperations = [
			{ amount: 10 },
			{ amount: 20 },
			{ amount: null },
			{},
			null,
			{ amount: '500' },
		];
		expect(simplifyPayment({ refundOperations } as never).refundedEuros).toBe(0.3);
	});
});

describe('simplifyItem', () => {
	it('gives participant, payer, options and custom fields', () => {
		expect(simplifyItem(ITEM)).toEqual({
			id: 20499,
			orderId: 20499,
			date: '2024-01-10T09:00:00+01:00',
			type: 'Registration',
			state: 'Processed',
			name: 'Plein tarif',
			amountEuros: 34.99,
			discountEuros: 2,
			discountCode: 'ÉTÉ',
			paidEuros: 19.99,
			refundedEuros: 0,
			paymentState: 'partlyPaid',
			instalment: '1 of 2',
			paymentMeans: 'Card',
			userFirstName: '王',
			userLastName: 'Ünal 🎉',
			...PAYER_FIELDS,
			formType: 'Event',
			formName: "Fête d'été",
			formSlug: 'fete-d-ete',
			options: 'Repas (10.00 €), T-shirt (5.00 €)',
			customFields: { Taille: 'M', Végétarien: true, Allergies: 'aucune' },
		});
	});

	it('does not take the payer for the participant', () => {
		expect(simplifyItem({ ...ITEM, user: null })).toMatchObject({
			userFirstName: null,
			userLastName: null,
			...PAYER_FIELDS,
		});
	});

	it('passes on a type that is new', () => {
		expect(simplifyItem({ ...ITEM, type: 'Insurance' }).type).toBe('Insurance');
	});

	it('leaves out options without a name', () => {
		expect(
			simplifyItem({ options: [{ name: 'A' }, {}, { name: null }, { name: '' }, { name: 'B' }] })
				.options,
		).toBe('A, B');
	});
});

describe('simplifyMember', () => {
	const member = (validity: IDataObject, more: IDataObject = {}) =>
		simplifyMember({ ...ITEM, ...more, validity });

	it.each([
		['2025-09-01T00:00:00+02:00', '2025-09-01'],
		['2025-09-01T00:00:00', '2025-09-01'],
		['2025-09-01', '2025-09-01'],
		['2025-08-31T22:00:00Z', '2025-09-01'],
		['2025-12-31T22:59:59.9999999+00:00', '2025-12-31'],
		['2025-12-31T23:00:00Z', '2026-01-01'],
		['someday', 'someday'],
		[null, null],
		[undefined, null],
	])('shows the validity from %p to the same as the day %p', (moment, day) => {
		expect(member({ from: moment, until: moment })).toMatchObject({
			validFrom: day,
			validUntil: day,
		});
	});

	it('tells who is the member, and who paid from where', () => {
		const payer = { ...PAYER, company: 'Lac SARL' };
		expect(member({}, { payer })).toMatchObject({
			firstName: '王',
			lastName: 'Ünal 🎉',
			...PAYER_FIELDS,
			payerCompany: 'Lac SARL',
			payerZipCode: '01000',
			payerCity: 'Annecy',
			discountEuros: 2,
			discountCode: 'ÉTÉ',
		});
		expect(member({}, { user: null })).toMatchObject({ firstName: 'Zoé', lastName: "D'Aubigné" });
	});
});

describe('simplifyDonation', () => {
	it('has the address that a tax receipt needs', () => {
		expect(simplifyDonation(ITEM)).toMatchObject({
			...PAYER_FIELDS,
			payerAddress: '1 rue du Lac',
			payerZipCode: '01000',
			payerCity: 'Annecy',
			payerCountry: 'FRA',
		});
	});

	it.each([
		[[], null, null],
		[[{ id: 7, date: '2024-01-10T09:00:00.12+01:00' }], 7, '2024-01-10T09:00:00+01:00'],
		[[{ id: 7, date: '2024-01-10T09:00:00+01:00' }, { id: 8 }], null, null],
	])('names its payment only where it has one: %j', (payments, paymentId, paymentDate) => {
		expect(simplifyDonation({ ...ITEM, payments })).toMatchObject({ paymentId, paymentDate });
	});
});

test.each([
	[[], ''],
	[
		[
			{ name: 'Repas', amount: 1250 },
			{ name: 'Navette', amount: 0 },
		],
		'Repas (12.50 €), Navette',
	],
	[[{ name: 'A', amount: null }, { name: 'B' }, { amount: 500 }], 'A, B'],
	[[{ name: 'Repas', amount: 5 }], 'Repas (0.05 €)'],
])('options %j › are shown as %p', (options, text) => {
	expect(simplifyAttendee({ options }).options).toBe(text);
	expect(simplifyItem({ options }).options).toBe(text);
});

test('simplifyItem › without details has neither options nor answers', () => {
	const keys = Object.keys(simplifyItem({ id: 1 }));
	expect(keys.filter((key) => DETAILS.includes(key))).toEqual([]);
});

describe('simplifyOrder', () => {
	it('sums up items and payments', () => {
		expect(simplifyOrder(ORDER)).toEqual({
			id: 20499,
			date: '2024-01-10T09:00:00+01:00',
			formType: 'Checkout',
			formName: null,
			formSlug: 'default',
			...PAYER_FIELDS,
			amountEuros: 39.99,
			discountEuros: 2.5,
			discountCode: 'ÉTÉ',
			paidEuros: 20,
			refundedEuros: 0,
			paymentState: 'partlyPaid',
			paymentMeans: null,
			itemCount: 2,
			itemNames: 'Plein tarif, Donation',
			paymentStates: 'Authorized, Pending',
			checkoutIntentId: 4242,
		});
	});

	it('is not taken in by an order without payment, or with a payment without state', () => {
		expect(simplifyOrder({ ...ORDER, payments: null }).paymentStates).toBe('');
		expect(
			simplifyOrder({ ...ORDER, payments: [{}, { state: null }, { state: 'Registered' }] })
				.paymentStates,
		).toBe('Registered');
		expect(simplifyOrder({ items: [{}, { name: null, type: null }] })).toMatchObject({
			itemCount: 2,
			itemNames: '',
		});
	});
});

describe('simplifyForm', () => {
	it('gives what tells one form from another', () => {
		expect(simplifyForm(FORM)).toEqual({
			formType: 'Event',
			formSlug: 'fete-d-ete',
			title: "Fête d'été",
			privateTitle: 'Fête 2024 (interne)',
			state: 'Public',
			description: 'Au bord du lac',
			startDate: '2024-06-21T18:00:00+02:00',
			endDate: '2024-06-22T02:00:00+02:00',
			url: 'https://www.helloasso.com/associations/les-amis-du-lac/evenements/fete-d-ete',
			organizationSlug: 'les-amis-du-lac',
			createdAt: '2024-01-10T09:00:00+01:00',
			updatedAt: '2024-02-01T18:30:00+01:00',
		});
	});

	it('adds place and prices where they are known', () => {
		expect(simplifyFormDetails(FORM_DETAILS)).toEqual({
			...simplifyForm(FORM),
			placeName: 'Salle des fêtes',
			placeCity: 'Annecy',
			tierNames: 'Plein tarif, Enfant',
		});
	});
});

describe('simplifyOrganization', () => {
	it('gives a card of the association, a post code with its zero', () => {
		expect(simplifyOrganization(ORGANIZATION)).toEqual({
			organizationSlug: 'les-amis-du-lac',
			name: 'Les Amis du Lac',
			type: 'Association1901',
			category: 'Sports',
			role: 'OrganizationAdmin',
			city: 'Annecy',
			zipCode: '01000',
			address: '1 rue du Lac',
			description: 'Nager ensemble',
			rnaNumber: 'W000000000',
			webSite: null,
			url: 'https://www.helloasso.com/associations/les-amis-du-lac',
		});
	});
});

describe('the first columns of a table', () => {
	const first = (record: object, count: number) => Object.keys(record).slice(0, count).join(' ');

	it.each([
		[
			'a member',
			simplifyMember(ITEM),
			'firstName lastName payerEmail membership validFrom validUntil validityType amountEuros paidEuros refundedEuros paymentState',
		],
		[
			'a membership that ends',
			simplifyEndingMember(ITEM),
			'firstName lastName payerEmail membership validUntil isRenewal renewalFormSlug renewalFormTitle renewalUrl',
		],
		[
			'an attendee',
			simplifyAttendee(ITEM),
			'firstName lastName payerEmail tier options amountEuros paidEuros refundedEuros paymentState',
		],
		[
			'a donation',
			simplifyDonation(ITEM),
			'payerFirstName payerLastName payerEmail payerCompany type name amountEuros paidEuros refundedEuros paymentState',
		],
	])('of %s are who it is, and what people ask for', (_, record, columns) => {
		expect(first(record, columns.split(' ').length)).toBe(columns);
		expect(Object.keys(record).at(-1)).toBe('customFields');
	});
});
