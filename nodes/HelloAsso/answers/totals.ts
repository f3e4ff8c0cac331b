import type { GenericValue, IDataObject } from 'n8n-workflow';

import type { Period } from '../parameters';
import { meansOf, moneyOf } from '../simplify';
import { cents, object, plain } from '../simplify/values';
import type { ApiRequest, HelloAssoClient } from '../transport';
import { identityOf, PaymentsByDate, timeOf } from './paymentsByDate';
import { isPaidOut, KINDS, sharesOf, split, withoutTip, type Kind } from './shares';

const GROUPS = ['day', 'month', 'form', 'kind', 'means'] as const;
export type Group = (typeof GROUPS)[number];

/** Cents, in the order of the columns. */
const NOTHING = {
	received: 0,
	offline: 0,
	refunded: 0,
	contested: 0,
	planned: 0,
	refused: 0,
	paidOut: 0,
	tip: 0,
};
type Amounts = typeof NOTHING;

interface Row {
	/** By what the row is grouped, in the order of {@link GROUPS}. */
	keys: GenericValue[];
	/** What else there is to say of the form. */
	form: IDataObject;
	amounts: Amounts;
	paymentCount: number;
}

export interface TotalsOptions {
	groupBy: readonly Group[];
	/** Only these; undefined for all. Of a payment for several things, their share. */
	kinds?: readonly Kind[];
	period: Period;
	/** By whose clock days and months begin. */
	timeZone: string;
}

/** The totals of the payments of a period, one record for each group; amounts in euros. */
export async function readTotals(
	client: HelloAssoClient,
	request: ApiRequest,
	options: TotalsOptions,
): Promise<IDataObject[]> {
	const totals = new Totals(options);
	const { from, to } = options.period;
	const payments = new PaymentsByDate(client, request);
	const seen = new Set<unknown>();
	for await (const page of payments.read(from, to)) {
		for (const payment of page) {
			const identity = identityOf(payment);
			if (!seen.has(identity)) totals.add(payment);
			seen.add(identity);
		}
	}
	return totals.records();
}

/**
 * Sums payments up, each on the day of its `date`: what becomes of it later counts there too. One pass, in
 * whole cents; of the payments themselves nothing is kept.
 */
export class Totals {
	private readonly rows = new Map<string, Row>();
	private readonly dayOf: (time: number) => string;
	private readonly groups: readonly Group[];

	constructor(private readonly options: TotalsOptions) {
		this.groups = GROUPS.filter((group) => options.groupBy.includes(group));
		// Sweden writes dates as ISO does.
		const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: options.timeZone });
		this.dayOf = (time) => calendar.format(time);
		// Without groups there is one row, also where nothing came in.
		if (this.groups.length === 0) this.row({}, 'other');
	}

	add(read: IDataObject): void {
		const { from, to } = this.options.period;
		const time = timeOf(read);
		if (time < from || time >= to) return;
		const payment = withoutTip(read);
		const { kinds } = this.options;
		const shares =
			kinds || this.groups.includes('kind')
				? sharesOf(payment)
				: [{ kind: 'other' as const, cents: 1 }];
		const weights = shares.map((share) => share.cents);
		const money = moneyOf(payment);
		const cameIn = money.online + money.offline > 0;
		const parts = [
			split(cents(payment.amount), weights),
			split(money.refunded, weights),
			split(money.online > 0 ? cents(payment.amountTip) : 0, weights),
		];
		const rows = new Set<Row>();
		shares.forEach(({ kind }, index) => {
			if (kinds && !kinds.includes(kind)) return;
			const [amount, refunded, tip] = parts.map((part) => part[index]);
			const row = this.row(payment, kind);
			const { amounts } = row;
			amounts.received += money.online > 0 ? amount : 0;
			amounts.offline += money.offline > 0 ? amount : 0;
			amounts.refunded += refunded;
			amounts.contested += money.contested > 0 ? amount - refunded : 0;
			amounts.planned += money.planned > 0 ? amount : 0;
			amounts.refused += cameIn || money.planned > 0 ? 0 : amount;
			amounts.paidOut += money.online > 0 && isPaidOut(payment) ? amount : 0;
			amounts.tip += tip;
			rows.add(row);
		});
		if (cameIn) for (const row of rows) row.paymentCount += 1;
	}

	/** One record for each group, from the first day on; amounts in euros. */
	records(): IDataObject[] {
		return [...this.rows.values()]
			.sort((one, other) => compare(one.keys, other.keys))
			.map(toRecord(this.groups));
	}

	private row(payment: IDataObject, kind: Kind): Row {
		const { formType, formSlug, formName } = object(payment.order);
		const time = timeOf(payment);
		const day = () => (Number.isNaN(time) ? null : this.dayOf(time));
		const keyOf: Record<Group, () => GenericValue> = {
			day,
			month: () => day()?.slice(0, 7) ?? null,
			form: () => plain(formSlug),
			kind: () => kind,
			means: () => meansOf(payment),
		};
		const keys = this.groups.map((group) => keyOf[group]());
		const form = this.groups.includes('form')
			? { formType: plain(formType), formName: plain(formName) }
			: {};
		const name = JSON.stringify([keys, form.formType]);
		const row = this.rows.get(name) ?? { keys, form, amounts: { ...NOTHING }, paymentCount: 0 };
		this.rows.set(name, row);
		return row;
	}
}

function toRecord(groups: readonly Group[]) {
	return ({ keys, form, amounts, paymentCount }: Row): IDataObject => {
		const { received, offline, refunded, contested, ...others } = amounts;
		const net = received + offline - refunded - contested;
		const columns = { received, offline, refunded, contested, net, ...others };
		return {
			...Object.fromEntries(groups.map((group, index) => [group, keys[index]])),
			...form,
			...Object.fromEntries(
				Object.entries(columns).map(([name, sum]) => [`${name}Euros`, sum / 100]),
			),
			paymentCount,
		};
	};
}

/** Kinds stand as in {@link KINDS}, everything else by its text. */
function compare(one: GenericValue[], other: GenericValue[]): number {
	for (const [index, key] of one.entries()) {
		const [a, b] = [key, other[index]].map(sortable);
		if (a !== b) return a < b ? -1 : 1;
	}
	return 0;
}

function sortable(key: GenericValue): string {
	const place = KINDS.findIndex((kind) => kind === key);
	return place < 0 ? String(key) : String(place);
}
