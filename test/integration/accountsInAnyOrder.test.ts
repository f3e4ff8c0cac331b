import type { IDataObject } from 'n8n-workflow';

import { Random } from '../../simulator/seed/random';
import type { HandWritten, Sale } from '../fixtures/handWritten';
import { serveByHand } from './byHand';

/**
 * Totals and payouts of associations at random, whichever date HelloAsso's bounds and the order of its list are about,
 * and however it pages: what comes out is what a plain sum over all payments says.
 */

const byHand = serveByHand();
const { helloAsso } = byHand;

/** Upper bound for a busy machine: it takes a tenth of it. */
const TIMEOUT_MS = 60_000;
const DAY = 86_400_000;
const BEGIN = Date.parse('2024-01-01T00:00:00Z');
const iso = (time: number) => new Date(time).toISOString();
const cents = (value: unknown) => Math.round(Number(value) * 100);
const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0);

interface Made {
	time: number;
	amount: number;
	payout: number | undefined;
}

/** Two years of sales, often or seldom in instalments. Paid out each month, or a year later. */
function makeSales(random: Random, seldom: boolean): Made[] {
	const made: Made[] = [];
	let id = 1;
	helloAsso.sales = Array.from({ length: 150 }, (_, index): Sale => {
		const ordered = BEGIN + random.int(0, 730 * 24) * (DAY / 24);
		const count = random.int(1, seldom ? 30 : 2) === 1 ? random.pick([3, 12]) : 1;
		const share = random.int(1, 5000);
		const itemId = 10_000 + index;
		const payments = Array.from({ length: count }, (_payment, month) => {
			const time = ordered + month * 30 * DAY;
			const waits = random.pick([1, 1, 1, 13]);
			const payout = Math.floor((time - BEGIN) / (30 * DAY)) + waits;
			const isPaidOut = random.int(1, 5) > 1;
			made.push({ time, amount: share, payout: isPaidOut ? payout : undefined });
			return {
				id: id++,
				date: iso(time),
				amount: share,
				state: 'Authorized',
				type: 'Credit',
				paymentMeans: 'Card',
				installmentNumber: month + 1,
				shares: { [itemId]: share },
				idCashOut: isPaidOut ? payout : null,
				cashOutDate: isPaidOut ? iso(BEGIN + payout * 30 * DAY) : null,
			};
		});
		return {
			order: { id: itemId, date: iso(ordered), formType: 'Membership', formSlug: 'adhesion' },
			payer: null,
			items: [{ id: itemId, type: 'Membership', amount: share * count, state: 'Processed' }],
			payments,
		};
	});
	return made;
}

const ask = async (resource: string, operation: string, parameters: IDataObject) =>
	await byHand.ask({ resource, operation, returnAll: true, ...parameters });

describe.each<[HandWritten['reading']]>([
	[{ bounds: 'own', order: 'own' }],
	[{ bounds: 'own', order: 'order' }],
	[{ bounds: 'order', order: 'own' }],
	[{ bounds: 'order', order: 'order' }],
	[{ bounds: 'order', order: 'order', pageSizeMax: 20, paging: 'totals' }],
])('where HelloAsso works so: %j', (reading) => {
	test.each([1, 2, 3, 4])(
		'association %i › totals and payouts of any period',
		async (seed) => {
			const random = new Random(seed);
			const made = makeSales(random, seed > 2);
			helloAsso.reading = reading;
			for (let count = 0; count < 4; count += 1) {
				const from = BEGIN + random.int(0, 700) * DAY;
				const to = from + random.pick([1, 31, 90, 400]) * DAY;
				const isIn = (time: number) => time >= from && time < to;
				const [sums] = await ask('payment', 'getTotals', {
					from: iso(from),
					to: iso(to),
					groupBy: [],
				});
				const own = made.filter(({ time }) => isIn(time));
				expect([cents(sums.receivedEuros), cents(sums.paidOutEuros), sums.paymentCount]).toEqual([
					total(own.map(({ amount }) => amount)),
					total(own.filter(({ payout }) => payout !== undefined).map(({ amount }) => amount)),
					own.length,
				]);
				const found = await ask('cashOut', 'getAll', {
					filters: { from: iso(from), to: iso(to) },
					options: { longestWait: 14 },
				});
				const payouts = [...new Set(made.map(({ payout }) => payout))].filter(
					(payout) => payout !== undefined && isIn(BEGIN + payout * 30 * DAY),
				) as number[];
				const expected = payouts
					.sort((one, other) => other - one)
					.map((payout) => {
						const inIt = made.filter((one) => one.payout === payout);
						return [payout, total(inIt.map(({ amount }) => amount)), inIt.length];
					});
				expect(
					found.map((one) => [one.cashOutId, cents(one.amountEuros), one.paymentCount]),
				).toEqual(expected);
			}
		},
		TIMEOUT_MS,
	);
});
