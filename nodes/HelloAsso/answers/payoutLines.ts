import type { IDataObject } from 'n8n-workflow';

import { moneyOf, meansOf, refundsOf, sum } from '../simplify';
import {
	cents,
	day,
	euros,
	joined,
	joinedOnce,
	moment,
	object,
	payerFields,
	pick,
	plain,
} from '../simplify/values';
import { exportUnit, toCents, type ExportUnit } from './exportUnit';
import { sharesOf, split, withoutTip, type Kind, type Share } from './shares';

/** Lines of the export that put earlier payouts right, rather than bringing a payment. */
const CORRECTIONS = [
	'Credit',
	'Debit',
	'ContestationCancelled',
	'RefundCancelled',
	'OrganizationTip',
];
const DONATIONS = ['MonthlyDonation', 'OneTimeDonation', 'AdditionalDonation'];

/** What stands in the payout for one payment: the export's lines for it, and the payment where it was found. */
interface Entry {
	rows: IDataObject[];
	payment?: IDataObject;
	/** In which payout the payment itself says that it is. */
	says: 'here' | 'elsewhere' | 'nothing';
	/** By the export, in its unit. */
	credit: number;
	debit: number;
	/** Of the credit, what brings the payment, rather than putting an earlier payout right. */
	brought: number;
}

/**
 * One payout, an item for each payment and for each line without one, in the order of HelloAsso's export:
 * what the export and the payments say together, and whether they agree.
 */
export function payoutLines(
	rows: readonly IDataObject[],
	payments: ReadonlyMap<unknown, IDataObject>,
	cashOutId: unknown,
): IDataObject[] {
	const entries = toEntries(rows, payments, cashOutId);
	const unit = unitOf(entries);
	const lines = entries.map((entry) => ({
		entry,
		net: netOf(entry, unit),
		check: checkOf(entry, unit),
	}));
	const isWhole = lines.every(({ net }) => net !== undefined);
	const payout = {
		cashOutId: plain(cashOutId),
		cashOutDate: day(rows[0]?.cashOutDate),
		payoutEuros: isWhole ? sum(lines.map(({ net }) => net)) / 100 : null,
		payoutCheck: payoutCheck(
			lines.map(({ check }) => check),
			unit,
		),
		exportUnit: unit.unit ?? 'unknown',
		exportUnitFrom: unit.from,
	};
	return lines.map((line) => ({ ...toRecord(line.entry, unit, line), ...payout }));
}

/** By what payments bring to the payout; of one that brings none, by what is taken off for them. */
function unitOf(entries: readonly Entry[]): ExportUnit {
	const unit = exportUnit(
		entries.flatMap(({ payment, says, brought }) =>
			payment && says !== 'elsewhere' ? [{ credit: brought, cents: expected(payment) }] : [],
		),
	);
	if (unit.from !== 'nothing') return unit;
	return exportUnit(
		entries.flatMap(({ payment, debit }) =>
			payment ? [{ credit: debit, cents: takenOff(payment) }] : [],
		),
	);
}

function toEntries(
	rows: readonly IDataObject[],
	payments: ReadonlyMap<unknown, IDataObject>,
	cashOutId: unknown,
): Entry[] {
	const groups = new Map<unknown, IDataObject[]>();
	// A line without payment stands for itself.
	for (const row of rows) {
		const key = row.paymentId ?? row;
		const own = groups.get(key);
		if (own) own.push(row);
		else groups.set(key, [row]);
	}
	for (const [id, { idCashOut }] of payments)
		if (idCashOut === cashOutId && !groups.has(id)) groups.set(id, []);
	return Array.from(groups, ([id, own]) => {
		const payment = payments.get(id);
		const says = saysOf(payment, cashOutId);
		const credit = sum(own.map((row) => row.credit));
		const ordinary = sum(own.filter((row) => !isCorrection(row)).map((row) => row.credit));
		return {
			rows: own,
			payment: payment && withoutTip(payment),
			says,
			credit,
			// Whether a debit is written with a minus is not documented.
			debit: sum(own.map(({ debit }) => Math.abs(Number(debit ?? 0)))),
			brought: ordinary === 0 && says === 'here' ? credit : ordinary,
		};
	});
}

function saysOf(payment: IDataObject | undefined, cashOutId: unknown): Entry['says'] {
	const { idCashOut = null } = payment ?? {};
	if (idCashOut === null) return 'nothing';
	return idCashOut === cashOutId ? 'here' : 'elsewhere';
}

/** What a payment may bring to a payout: all of it, or what was left of it after those refunds that came before. */
function expected(payment: IDataObject): number[] {
	const amount = cents(payment.amount);
	const refunds = refundsOf(payment).map((refund) => refund.amount);
	// Whether the newest refund comes first or last is not documented.
	const before = [refunds, [...refunds].reverse()].flatMap((list) =>
		list.map((_refund, index) => sum(list.slice(0, index + 1))),
	);
	return [0, moneyOf(payment).refunded, ...before].map((refunded) =>
		Math.max(0, amount - refunded),
	);
}

/** What may be taken off a payout for a payment: what was given back, or after a chargeback what was left of it. */
function takenOff(payment: IDataObject): number[] {
	const amount = cents(payment.amount);
	const { refunded, contested } = moneyOf(payment);
	const refunds = refundsOf(payment).map((refund) => cents(refund.amount));
	return [refunded + contested, refunded, contested, amount, ...refunds].filter((one) => one > 0);
}

/** What the line adds to the transfer, or takes from it; undefined where the export's unit is not known. */
function netOf(entry: Entry, unit: ExportUnit): number | undefined {
	const { payment, says, credit, debit } = entry;
	const [added, taken] = [toCents(credit, unit), toCents(debit, unit)];
	if (added !== undefined && taken !== undefined) return added - taken;
	const stands = payment && says !== 'elsewhere' && debit === 0;
	return stands ? cents(payment.amount) : undefined;
}

function checkOf({ rows, payment, says, brought, debit }: Entry, unit: ExportUnit): string {
	if (rows.length === 0) return 'notInExport';
	if (!payment) return typeof rows[0].paymentId === 'number' ? 'paymentNotFound' : 'noPayment';
	if (says === 'elsewhere' && brought !== 0) return 'otherPayout';
	const [added, taken] = [toCents(brought, unit), toCents(debit, unit)];
	if (added === undefined || taken === undefined) return 'unitUnclear';
	if (says !== 'here' && added === 0) return 'ok';
	return expected(payment).includes(added) ? 'ok' : 'amountDiffers';
}

function isCorrection({ operationType }: IDataObject): boolean {
	return CORRECTIONS.includes(String(operationType));
}

/** Of all lines together, the payments of the payout: what puts an earlier one right stands in the net amount only. */
function amountOf({ payment, says, brought }: Entry, unit: ExportUnit): number | undefined {
	const brings = says === 'here' || (says === 'nothing' && brought !== 0);
	return payment && brings ? cents(payment.amount) : toCents(brought, unit);
}

function toRecord(
	entry: Entry,
	unit: ExportUnit,
	{ net, check }: { net?: number; check: string },
): IDataObject {
	const { rows, payment, debit } = entry;
	const [row = {}] = rows;
	const order = object(payment?.order);
	const amount = amountOf(entry, unit);
	const shares = payment ? sharesOf(payment) : sharesOfRow(row);
	return {
		paymentId: plain(row.paymentId ?? payment?.id),
		date: moment(payment?.date ?? row.paymentDate),
		kind: joined(shares.map(({ kind }) => kind)),
		amountEuros: euros(amount),
		debitEuros: euros(toCents(debit, unit)),
		netEuros: euros(net),
		check,
		tipEuros: payment ? cents(payment.amountTip) / 100 : null,
		refundedEuros: euros(payment && moneyOf(payment).refunded),
		...payer(payment, row),
		...kindColumns(amount, shares),
		formType: plain(order.formType ?? row.campaignType),
		formName: plain(row.campaignName ?? order.formName),
		formSlug: plain(order.formSlug),
		designation: plain(row.designation),
		operationType: joinedOnce(rows.map(({ operationType }) => operationType)),
		paymentMeans: payment ? meansOf(payment) : plain(row.paymentMethod),
		state: plain(payment?.state),
		orderId: plain(row.orderId ?? order.id),
	};
}

/** `amountEuros` by what was sold: these columns add up to it. */
function kindColumns(amount: number | undefined, shares: readonly Share[]): IDataObject {
	const parts = split(
		amount ?? 0,
		shares.map((share) => share.cents),
	);
	const of = (...kinds: Kind[]) => {
		const own = parts.filter((_part, index) => kinds.includes(shares[index].kind));
		return amount === undefined ? null : sum(own) / 100;
	};
	return {
		membershipEuros: of('membership'),
		ticketEuros: of('ticket'),
		donationEuros: of('donation'),
		productEuros: of('product'),
		otherEuros: of('crowdfunding', 'payment', 'other'),
	};
}

function sharesOfRow({ operationType }: IDataObject): Share[] {
	const isDonation = DONATIONS.includes(String(operationType));
	return [{ kind: isDonation ? 'donation' : 'other', cents: 1 }];
}

function payer(payment: IDataObject | undefined, row: IDataObject): IDataObject {
	if (payment?.payer) return payerFields(payment.payer);
	return pick(row, ['payerFirstName', 'payerLastName', 'payerEmail', 'payerCompany']);
}

/** `ok`, or what is not, e.g. `amountDiffers, notInExport`. */
function payoutCheck(checks: readonly string[], { from }: ExportUnit): string {
	const problems = new Set(checks.filter((check) => check !== 'ok'));
	if (from === 'contradiction') problems.add('unitUnclear');
	return problems.size === 0 ? 'ok' : [...problems].join(', ');
}
