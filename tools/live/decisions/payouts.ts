import { records, ROUTES, type Entry } from '../reads';
import { refundsOf } from '../partRefunds';
import { AS_HERE, ofAll, timeOf, unknown } from './decision';
import type { Decision, Facts } from './decision';

const NO_PAYOUT = 'no payment was paid out';
const PAYOUT_DAY = '10';

interface PaidOut {
	payment: Entry;
	/** The lines of its payout that name it. */
	lines: Entry[];
}

function paidOut({ live }: Facts): PaidOut[] {
	const answers = (live.answers.get(ROUTES.cashOut) ?? []).filter(({ status }) => status === 200);
	const lines = answers.flatMap(({ body }) => (Array.isArray(body) ? (body as Entry[]) : []));
	return records(live, ROUTES.payments).flatMap((payment) => {
		const own = lines.filter(
			({ paymentId, cashOutId }) => paymentId === payment.id && cashOutId === payment.idCashOut,
		);
		return own.length > 0 ? [{ payment, lines: own }] : [];
	});
}

const sum = (lines: Entry[]) => lines.reduce((total, { credit }) => total + Number(credit ?? 0), 0);
const plain = (facts: Facts) =>
	paidOut(facts).filter(({ payment }) => refundsOf(payment).length === 0);

function exportUnit(facts: Facts) {
	let [here, others] = [0, 0];
	for (const { payment, lines } of plain(facts)) {
		if (sum(lines) === Number(payment.amount)) here++;
		else if (Math.round(sum(lines) * 100) === Number(payment.amount)) others++;
	}
	return ofAll(here, others, "'euros'", NO_PAYOUT);
}

function exportSplitsDonations(facts: Facts) {
	let [here, others] = [0, 0];
	for (const { payment, lines } of plain(facts)) {
		const types = Array.isArray(payment.items)
			? (payment.items as Entry[]).map(({ type }) => type)
			: [];
		const isMixed = types.includes('Donation') && types.some((type) => type !== 'Donation');
		if (!isMixed) continue;
		if (lines.length === 1) here++;
		else others++;
	}
	return ofAll(here, others, 'true', 'no donation beside something else was paid out');
}

function exportNetsRefunds(facts: Facts) {
	let [here, others] = [0, 0];
	for (const { payment, lines } of paidOut(facts)) {
		const before = refundsOf(payment).filter(
			({ status, meta }) =>
				status === 'Processed' &&
				timeOf((meta as Entry | undefined)?.createdAt) < timeOf(payment.cashOutDate),
		);
		if (before.length === 0) continue;
		if (lines.some(({ debit }) => Number(debit) > 0)) here++;
		else others++;
	}
	return ofAll(here, others, 'true', 'nothing was refunded before its payout');
}

function payoutDay({ live }: Facts) {
	const dates = records(live, ROUTES.payments)
		.map(({ cashOutDate }) => cashOutDate)
		.filter((date): date is string => typeof date === 'string');
	if (dates.length === 0) return unknown(NO_PAYOUT);
	const others = dates.filter((date) => date.slice(8, 10) !== PAYOUT_DAY).length;
	if (others === 0) return AS_HERE;
	return ofAll(dates.length - others, others, 'on other days', NO_PAYOUT);
}

export const PAYOUTS: readonly Decision[] = [
	{ name: 'exportUnit', check: exportUnit },
	{ name: 'exportSplitsDonations', check: exportSplitsDonations },
	{ name: 'exportNetsRefunds', check: exportNetsRefunds },
	{ name: 'payoutDay', check: payoutDay },
	{
		name: 'refundTakenOffNextPayout',
		because: 'takes payouts and refunds that one has seen come',
	},
];
