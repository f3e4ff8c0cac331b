import type { IDataObject } from 'n8n-workflow';

import { payoutLines } from '../../../nodes/HelloAsso/answers/payoutLines';

const PAYOUT = 7;

const row = (paymentId: number | null, more: IDataObject = {}): IDataObject => ({
	campaignType: 'Membership',
	campaignName: 'Adhésion',
	operationType: 'OneTimePayment',
	credit: 4500,
	debit: null,
	orderId: paymentId && paymentId + 100,
	paymentId,
	paymentDate: '2026-03-02T10:00:00+01:00',
	paymentMethod: 'Card',
	cashOutDate: '2026-04-10T06:00:00+02:00',
	cashOutId: PAYOUT,
	payerFirstName: 'Camille',
	payerLastName: 'Exemple',
	payerEmail: null,
	payerCompany: null,
	...more,
});
const payment = (id: number, more: IDataObject = {}): IDataObject => ({
	id,
	amount: 4500,
	date: '2026-03-02T10:00:00+01:00',
	state: 'Authorized',
	paymentMeans: 'Card',
	idCashOut: PAYOUT,
	items: [{ type: 'Membership', shareAmount: 4500 }],
	refundOperations: [],
	order: { id: id + 100, formType: 'Membership', formSlug: 'adhesion' },
	payer: { firstName: 'Camille', lastName: 'Exemple' },
	...more,
});
const lines = (rows: IDataObject[], payments: IDataObject[]) =>
	payoutLines(rows, new Map(payments.map((one) => [one.id, one])), PAYOUT);
const refund = (amount: number) => [{ id: 9, amount, amountTip: 0, status: 'Processed' }];
const donation = {
	items: [
		{ type: 'Membership', shareAmount: 4000 },
		{ type: 'Donation', shareAmount: 500 },
	],
};

test('lines of one payment › are one item, in the order of the export', () => {
	const found = lines(
		[
			row(1, { credit: 4000 }),
			row(2),
			row(1, { credit: 500, operationType: 'AdditionalDonation' }),
		],
		[payment(1, donation), payment(2)],
	);
	expect(found).toMatchObject([
		{
			paymentId: 1,
			kind: 'membership, donation',
			operationType: 'OneTimePayment, AdditionalDonation',
			amountEuros: 45,
			netEuros: 45,
			membershipEuros: 40,
			donationEuros: 5,
			check: 'ok',
		},
		{ paymentId: 2, amountEuros: 45, check: 'ok' },
	]);
	expect(found[0]).toMatchObject({ payoutEuros: 90, payoutCheck: 'ok' });
});

test.each([
	['a line and a payment that agree', [row(1)], [payment(1)], ['ok'], 45],
	['a line in euros', [row(1, { credit: 45 })], [payment(1)], ['ok'], 45],
	[
		'a line that is smaller by the refund before it',
		[row(1, { credit: 3500 })],
		[payment(1, { refundOperations: refund(1000) })],
		['ok'],
		35,
	],
	[
		'a refund as a line of its own',
		[row(1), row(1, { operationType: 'Debit', credit: null, debit: 1000 })],
		[payment(1, { refundOperations: refund(1000) })],
		['ok'],
		35,
	],
	[
		'the refund of a payment of an earlier payout, with a minus',
		[row(1), row(2, { operationType: 'Debit', credit: null, debit: -1000 })],
		[payment(1), payment(2, { idCashOut: 6, refundOperations: refund(1000) })],
		['ok', 'ok'],
		35,
	],
	[
		'a chargeback that was won: money of an earlier payout comes again',
		[row(1), row(2, { operationType: 'ContestationCancelled' })],
		[payment(1), payment(2, { idCashOut: 6 })],
		['ok', 'ok'],
		90,
	],
	[
		'a payment of this payout that only a correction brings',
		[row(1, { operationType: 'Credit' }), row(2, { operationType: 'ContestationCancelled' })],
		[payment(1), payment(2)],
		['ok', 'ok'],
		90,
	],
	[
		'a payment of this payout that the export only takes off',
		[row(1), row(2, { operationType: 'Debit', credit: null, debit: 1000 })],
		[payment(1), payment(2)],
		['ok', 'amountDiffers'],
		35,
	],
	[
		'an amount that differs',
		[row(1, { credit: 4400 }), row(2)],
		[payment(1), payment(2)],
		['amountDiffers', 'ok'],
		89,
	],
	[
		'a payment that HelloAsso knows no more',
		[row(1), row(2)],
		[payment(1)],
		['ok', 'paymentNotFound'],
		90,
	],
	[
		'a payment that says it is in another payout',
		[row(1), row(2)],
		[payment(1), payment(2, { idCashOut: 6 })],
		['ok', 'otherPayout'],
		90,
	],
	[
		'a payment that does not say in which payout it is',
		[row(1)],
		[payment(1, { idCashOut: null })],
		['ok'],
		45,
	],
	[
		'a payment that the export lacks',
		[row(1)],
		[payment(1), payment(2)],
		['ok', 'notInExport'],
		45,
	],
	[
		'a line without payment',
		[row(1), row(null, { operationType: 'Credit', credit: 100 })],
		[payment(1)],
		['ok', 'noPayment'],
		46,
	],
])('the check › %s', (_name, rows, payments, checks, payoutEuros) => {
	const found = lines(rows, payments);
	expect(found.map(({ check }) => check)).toEqual(checks);
	const problems = checks.filter((check) => check !== 'ok').join(', ');
	expect(found[0]).toMatchObject({ payoutEuros, payoutCheck: problems || 'ok' });
});

test('a chargeback that was won › brings nothing new, and counts in the transfer', () => {
	const [, line] = lines(
		[row(1), row(2, { operationType: 'ContestationCancelled' })],
		[payment(1), payment(2, { idCashOut: 6 })],
	);
	expect(line).toMatchObject({ amountEuros: 0, membershipEuros: 0, debitEuros: 0, netEuros: 45 });
});

test('what a payment of an earlier payout takes off › brings nothing and counts with a minus', () => {
	const [, line] = lines(
		[row(1), row(2, { operationType: 'Debit', credit: null, debit: 1000 })],
		[payment(1), payment(2, { idCashOut: 6, refundOperations: refund(1000) })],
	);
	expect(line).toMatchObject({
		amountEuros: 0,
		membershipEuros: 0,
		debitEuros: 10,
		netEuros: -10,
		refundedEuros: 10,
	});
});

test('a unit that the payments contradict › no amount is made of the export, the payments stand', () => {
	const found = lines(
		[row(1), row(2, { credit: 45 }), row(3, { credit: 12 })],
		[payment(1), payment(2)],
	);
	expect(found).toMatchObject([
		{ amountEuros: 45, netEuros: 45, check: 'unitUnclear' },
		{ amountEuros: 45, netEuros: 45, check: 'unitUnclear' },
		{ amountEuros: null, netEuros: null, check: 'paymentNotFound' },
	]);
	expect(found[0]).toMatchObject({
		payoutEuros: null,
		payoutCheck: 'unitUnclear, paymentNotFound',
		exportUnit: 'unknown',
		exportUnitFrom: 'contradiction',
	});
});

test('a payment that is not there › the export alone says who paid and for what', () => {
	const [, line] = lines(
		[row(1), row(2, { operationType: 'OneTimeDonation', payerCompany: 'Vélos SARL' })],
		[payment(1)],
	);
	expect(line).toMatchObject({
		kind: 'donation',
		donationEuros: 45,
		tipEuros: null,
		refundedEuros: null,
		formType: 'Membership',
		formSlug: null,
		formName: 'Adhésion',
		payerLastName: 'Exemple',
		payerCompany: 'Vélos SARL',
		state: null,
	});
});
