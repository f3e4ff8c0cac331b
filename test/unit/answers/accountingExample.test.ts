import type { IDataObject } from 'n8n-workflow';

import { Totals, type Group } from '../../../nodes/HelloAsso/answers/totals';
import { read } from '../../contract/sources';

const TYPES: Record<string, string> = {
	membership: 'Membership',
	ticket: 'Registration',
	donation: 'Donation',
};

/** The rows of the table below a mark, by its head. */
function table(mark: string): Array<Record<string, string>> {
	const [, after] = read('docs/accounting.md').split(`<!-- example: ${mark} -->\n\n`);
	const [head, , ...rows] = after
		.split('\n\n')[0]
		.split('\n')
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
	return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
}

const cents = (euros: string) => Math.round(Number(euros) * 100);

function toPayment(row: Record<string, string>, id: number): IDataObject {
	const items = row.For.split(', ').map((part) => {
		const [kind, euros] = part.split(' ');
		return { type: TYPES[kind], shareAmount: cents(euros) };
	});
	const refund = { amount: cents(row.Refunded), status: 'Processed' };
	return {
		id,
		amount: cents(row.Amount),
		amountTip: cents(row.Tip),
		date: `${row.Date}T12:00:00+01:00`,
		state: row.State,
		type: row.State === 'Registered' ? 'Offline' : 'Credit',
		idCashOut: row['Paid out'] === 'yes' ? 7 : null,
		items,
		refundOperations: row.Refunded ? [refund] : [],
	};
}

function totals(groupBy: Group[]): IDataObject[] {
	const period = { from: Date.parse('2026-02-28T23:00Z'), to: Date.parse('2026-03-31T22:00Z') };
	const sums = new Totals({ groupBy, period, timeZone: 'Europe/Paris' });
	for (const payment of table('payments').map(toPayment)) sums.add(payment);
	return sums.records();
}

/** As the tables of the document have it: without the ending that all amounts share. */
const asWritten = (record: IDataObject) =>
	Object.fromEntries(
		Object.entries(record).map(([name, value]) => [name.replace(/Euros$/, ''), String(value)]),
	);

test('docs/accounting.md › the totals of its example are what comes out', () => {
	expect(table('payments')).toHaveLength(8);
	expect(totals(['kind']).map(asWritten)).toEqual(table('by kind'));
	expect(totals([]).map(asWritten)).toEqual(table('in all'));
});
