import type { IDataObject } from 'n8n-workflow';

import { serveByHand } from './byHand';

/** Which payments Cash-Out → Get reads for the lines of an export, and how: written out by hand. */

const { helloAsso, run, ask } = serveByHand();

const PAYOUT = 8;
/** A payment of 45 €, which says that it is in the payout if it is told to. */
const sell = (id: number, date: string, idCashOut: number | null, ordered = date) => {
	helloAsso.sales.push({
		order: { id, date: ordered, formType: 'Membership', formSlug: 'adhesion' },
		payer: { firstName: 'Alix', lastName: 'Exemple' },
		items: [{ id, type: 'Membership', amount: 4500 }],
		payments: [
			{
				id,
				date,
				amount: 4500,
				state: 'Authorized',
				type: 'Credit',
				idCashOut,
				cashOutDate: '2026-04-10T06:00:00+02:00',
				shares: { [id]: 4500 },
			},
		],
	});
};
const line = (paymentId: number, paymentDate: string | null, credit = 4500): IDataObject => ({
	paymentId,
	orderId: paymentId,
	paymentDate,
	operationType: 'OneTimePayment',
	credit,
	debit: null,
	cashOutId: PAYOUT,
	cashOutDate: '2026-04-10T06:00:00+02:00',
});
/** Sells a payment each day that is named, and lists them in the export, as numbers from 1. */
const sellAll = (...dates: string[]) => {
	dates.forEach((date, index) => sell(index + 1, date, PAYOUT));
	helloAsso.exports[PAYOUT] = dates.map((date, index) => line(index + 1, date));
};
const GET = { resource: 'cashOut', operation: 'get', cashOutId: PAYOUT };
const checks = async () => (await ask(GET)).map(({ paymentId, check }) => [paymentId, check]);
/** What was read after the export: the end of each path, and its bounds; first pages only. */
const read = () =>
	helloAsso.requests
		.filter(({ searchParams }) => !searchParams.has('continuationToken'))
		.slice(1)
		.map(({ pathname, searchParams }) =>
			[pathname.split('/').slice(-2).join('/'), searchParams.get('from'), searchParams.get('to')]
				.filter((part) => part !== null)
				.join(' '),
		);

test('three payments, each a week after the other, in any order › from the list of their days and one around', async () => {
	sellAll('2026-03-16T10:00:00+01:00', '2026-03-02T10:00:00+01:00', '2026-03-09T10:00:00+01:00');
	expect(await checks()).toEqual([
		[1, 'ok'],
		[2, 'ok'],
		[3, 'ok'],
	]);
	expect(read()).toEqual(['club/payments 2026-03-01T09:00:00.000Z 2026-03-17T09:00:00.000Z']);
});

test.each([
	['two on one day', ['2026-03-02T10:00:00+01:00', '2026-03-02T11:00:00+01:00']],
	[
		'a week and a second after the others',
		['2026-03-02T10:00:00+01:00', '2026-03-09T10:00:00+01:00', '2026-03-16T10:00:01+01:00'],
	],
])('%s › are read one by one', async (_when, dates) => {
	sellAll(...dates);
	expect(await checks()).toEqual(dates.map((_date, index) => [index + 1, 'ok']));
	expect(read()).toEqual(dates.map((_date, index) => `payments/${index + 1}`));
});

test('three lines of one payment › are one payment, which is read alone', async () => {
	const date = '2026-03-02T10:00:00+01:00';
	sell(1, date, PAYOUT);
	helloAsso.exports[PAYOUT] = [1500, 2000, 1000].map((credit) => line(1, date, credit));
	expect(await checks()).toEqual([[1, 'ok']]);
	expect(read()).toEqual(['payments/1']);
});

test('a line without date among three that have one › is read alone, the others together', async () => {
	sellAll('2026-03-02T10:00:00+01:00', '2025-03-03T10:00:00+01:00', '2026-03-04T10:00:00+01:00');
	sell(4, '2026-03-06T10:00:00+01:00', PAYOUT);
	helloAsso.exports[PAYOUT][1].paymentDate = null;
	helloAsso.exports[PAYOUT].push(line(4, '2026-03-06T10:00:00+01:00'));
	expect(await checks()).toEqual([1, 2, 3, 4].map((id) => [id, 'ok']));
	expect(read()).toEqual([
		'club/payments 2026-03-01T09:00:00.000Z 2026-03-07T09:00:00.000Z',
		'payments/2',
	]);
});

test('payments of the list that the export lacks, or that name no payout › are there; others are not', async () => {
	const date = '2026-03-02T10:00:00+01:00';
	sellAll(date, date, date);
	for (const { payments = [] } of helloAsso.sales) payments[0].idCashOut = null;
	sell(4, date, PAYOUT);
	sell(5, date, 9);
	sell(6, date, null);
	expect(await checks()).toEqual([
		[1, 'ok'],
		[2, 'ok'],
		[3, 'ok'],
		[4, 'notInExport'],
	]);
	expect(read()).toEqual(['club/payments 2026-03-01T09:00:00.000Z 2026-03-03T09:00:00.000Z']);
});

test('a list that is about orders › what it lacks is read one by one', async () => {
	helloAsso.reading = { bounds: 'order' };
	sellAll('2026-03-02T10:00:00+01:00', '2026-03-03T10:00:00+01:00', '2026-03-04T10:00:00+01:00');
	helloAsso.sales[1].order.date = '2026-01-03T10:00:00+01:00';
	expect(await checks()).toEqual([1, 2, 3].map((id) => [id, 'ok']));
	expect(read()).toEqual([
		'club/payments 2026-03-01T09:00:00.000Z 2026-03-05T09:00:00.000Z',
		'payments/2',
	]);
});

test.each([403, 404])('a payment that HelloAsso answers with %i › is not found', async (status) => {
	sellAll('2026-03-02T10:00:00+01:00', '2026-03-02T11:00:00+01:00');
	helloAsso.refusals['/payments/2'] = status;
	expect(await checks()).toEqual([
		[1, 'ok'],
		[2, 'paymentNotFound'],
	]);
});

test('a payment that HelloAsso refuses for another reason › is an error, not a payment less', async () => {
	sellAll('2026-03-02T10:00:00+01:00', '2026-03-02T11:00:00+01:00');
	helloAsso.refusals['/payments/2'] = 400;
	const { error } = await run(GET);
	expect(error?.message).toBe('HelloAsso refused the request: Not found');
});
