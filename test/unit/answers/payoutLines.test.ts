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

test.each(['Credit', 'ContestationCancelled', 'RefundCancelled', 'OrganizationTip'])(
	'%s of a payment of an earlier payout › brings nothing new, and counts in the transfer',
	(operationType) => {
		const [, line] = lines(
			[row(1), row(2, { operationType })],
			[payment(1), payment(2, { idCashOut: 6 })],
		);
		expect(line).toMatchObject({
			amountEuros: 0,
			membershipEuros: 0,
			debitEuros: 0,
			netEuros: 45,
			check: 'ok',
		});
	},
);

test.each(['ContestationCancelled', 'Debit'])(
	'%s of a payment that names no payout › brings nothing new',
	(operationType) => {
		const money = operationType === 'Debit' ? { credit: null, debit: 1000 } : { credit: 1000 };
		const [, line] = lines(
			[row(1), row(2, { operationType, ...money })],
			[payment(1), payment(2, { idCashOut: null })],
		);
		expect(line).toMatchObject({
			amountEuros: 0,
			netEuros: operationType === 'Debit' ? -10 : 10,
			check: 'ok',
		});
	},
);

test('a payment that names no payout, refunded in part before › brings all of it, less the refund', () => {
	const partly = payment(1, { idCashOut: null, refundOperations: refund(1000) });
	expect(lines([row(1, { credit: 3500 })], [partly])).toMatchObject([
		{ amountEuros: 45, refundedEuros: 10, netEuros: 35, check: 'ok' },
	]);
});

test('a payment whose refund is nowhere detailed, and a line of nothing for it › agree', () => {
	const gone = payment(2, { state: 'Refunded', refundOperations: [] });
	expect(lines([row(1), row(2, { credit: 0 })], [payment(1), gone])).toMatchObject([
		{ netEuros: 45, check: 'ok' },
		{ refundedEuros: 45, netEuros: 0, check: 'ok' },
	]);
});

test('two lines without payment › are two items', () => {
	const alone = row(null, { operationType: 'Credit', credit: 100 });
	expect(lines([row(1), alone, { ...alone, credit: 200 }], [payment(1)])).toMatchObject([
		{ netEuros: 45 },
		{ netEuros: 1, check: 'noPayment' },
		{ netEuros: 2, check: 'noPayment' },
	]);
});

test('a tip within the amount of the payment › is not paid out', () => {
	const tipped = payment(1, { amount: 4700, amountTip: 200 });
	expect(lines([row(1)], [tipped])).toMatchObject([
		{ amountEuros: 45, netEuros: 45, tipEuros: 2, membershipEuros: 45, check: 'ok' },
	]);
});

test('the unit › is not that of a payment of another payout', () => {
	const [one, other] = lines(
		[row(1), row(2, { credit: 45 })],
		[payment(1), payment(2, { idCashOut: 6 })],
	);
	expect(one).toMatchObject({ netEuros: 45, exportUnit: 'cents', payoutCheck: 'otherPayout' });
	expect(other).toMatchObject({ netEuros: 0.45, check: 'otherPayout' });
});

test.each([
	['Contribution', 'crowdfunding', 'otherEuros'],
	['Bonus', 'crowdfunding', 'otherEuros'],
	['Payment', 'payment', 'otherEuros'],
	['Thing', 'other', 'otherEuros'],
	['Product', 'product', 'productEuros'],
	['Registration', 'ticket', 'ticketEuros'],
])('a payment for a %s › is %s, in %s', (type, kind, column) => {
	const sold = payment(1, { items: [{ type, shareAmount: 4500 }] });
	expect(lines([row(1)], [sold])).toMatchObject([{ kind, [column]: 45, amountEuros: 45 }]);
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

test('a unit that is not known › no net amount of what was taken off, or is of another payout', () => {
	const found = lines(
		[
			row(1),
			row(2, { credit: 45 }),
			row(3, { credit: 45 }),
			row(4, { operationType: 'Debit', credit: null, debit: 10 }),
			row(5, { operationType: 'Debit', credit: null, debit: 10 }),
		],
		[
			payment(1),
			payment(2),
			payment(3, { idCashOut: 6 }),
			payment(4, { idCashOut: 6 }),
			payment(5, { idCashOut: null }),
			payment(6),
		],
	);
	expect(found.map(({ netEuros, check }) => [netEuros, check])).toEqual([
		[45, 'unitUnclear'],
		[45, 'unitUnclear'],
		[null, 'otherPayout'],
		[null, 'unitUnclear'],
		[null, 'unitUnclear'],
		[0, 'notInExport'],
	]);
});

test('a payment that the export lacks › says all that the payment says', () => {
	const found = lines([row(1)], [payment(1), payment(2, { amountTip: 150 })]);
	expect(found[1]).toMatchObject({
		paymentId: 2,
		date: '2026-03-02T10:00:00+01:00',
		amountEuros: 45,
		debitEuros: 0,
		tipEuros: 1.5,
		payerFirstName: 'Camille',
		formType: 'Membership',
		formName: null,
		formSlug: 'adhesion',
		designation: null,
		operationType: null,
		paymentMeans: 'Card',
		orderId: 102,
		cashOutId: PAYOUT,
		cashOutDate: '2026-04-10',
	});
});

test('where export and payment differ › date, payer and type of form are those of the payment', () => {
	const found = payment(1, {
		date: '2026-03-03T10:00:00+01:00',
		payer: { firstName: 'Alix', lastName: 'Modèle' },
		order: { id: 101, formType: 'Event', formSlug: 'bal', formName: 'Bal' },
	});
	expect(lines([row(1)], [found])).toMatchObject([
		{
			date: '2026-03-03T10:00:00+01:00',
			payerFirstName: 'Alix',
			payerLastName: 'Modèle',
			formType: 'Event',
			formName: 'Adhésion',
			formSlug: 'bal',
		},
	]);
	expect(lines([row(1, { campaignName: null })], [found])).toMatchObject([{ formName: 'Bal' }]);
});

test.each([
	['MonthlyDonation', 'donation', 'donationEuros'],
	['OneTimeDonation', 'donation', 'donationEuros'],
	['AdditionalDonation', 'donation', 'donationEuros'],
	['OneTimePayment', 'other', 'otherEuros'],
])('%s of a payment that is not there › is %s', (operationType, kind, column) => {
	const [, line] = lines([row(1), row(2, { operationType })], [payment(1)]);
	expect(line).toMatchObject({ kind, amountEuros: 45, [column]: 45 });
});

test('a payment that is not there › the export alone says who paid and for what', () => {
	const [, line] = lines(
		[row(1), row(2, { operationType: 'OneTimeDonation', payerCompany: 'Vélos SARL' })],
		[payment(1)],
	);
	expect(line).toMatchObject({
		date: '2026-03-02T10:00:00+01:00',
		paymentMeans: 'Card',
		orderId: 102,
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

test.each([
	[4500, 'ok'],
	[4000, 'ok'],
	[3800, 'ok'],
	[3300, 'ok'],
	[3900, 'amountDiffers'],
	[1200, 'amountDiffers'],
	[0, 'amountDiffers'],
])('of 45 €, 5 € and 7 € given back in an unknown order › a line of %i is %s', (credit, check) => {
	const parts = payment(2, { refundOperations: [...refund(500), ...refund(700)] });
	const [, line] = lines([row(1), row(2, { credit })], [payment(1), parts]);
	expect(line).toMatchObject({ check, netEuros: credit / 100 });
});

test('more given back than was paid › nothing is left', () => {
	const over = payment(2, { refundOperations: refund(5000) });
	const [, line] = lines([row(1), row(2, { credit: 0 })], [payment(1), over]);
	expect(line).toMatchObject({ check: 'ok', netEuros: 0 });
});

test.each<[string, IDataObject, number]>([
	['all that was given back', {}, 15],
	['one part of it', {}, 5],
	['what was left when it was contested', { state: 'Contested' }, 30],
	['all of one that was contested, and won since', { refundOperations: [] }, 45],
])(
	'a payout that only takes off %s, in euros › is negative, by the payments',
	(_what, more, debit) => {
		const parts = { idCashOut: 6, refundOperations: [...refund(1000), ...refund(500)], ...more };
		expect(
			lines([row(1, { operationType: 'Debit', credit: null, debit })], [payment(1, parts)]),
		).toMatchObject([
			{
				amountEuros: 0,
				netEuros: -debit,
				payoutEuros: -debit,
				check: 'ok',
				exportUnit: 'euros',
				exportUnitFrom: 'payments',
			},
		]);
	},
);
