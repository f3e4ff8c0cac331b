import type { IDataObject } from 'n8n-workflow';

import { object } from '../simplify/values';
import {
	PAGE_SIZE_MAX,
	readPages,
	type ApiRequest,
	type HelloAssoClient,
	type Query,
} from '../transport';

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * Reads payments by their own date. Whether HelloAsso's `from` and `to`, and the order of its list, are about that
 * date or about the date of the order is not documented, and months lie between them for an instalment. What comes
 * tells: a payment of which only the order is outside shows that the bounds are about payments. Else the newest of
 * what was ordered earlier are looked at, and if need be all of those that are new enough are read.
 */
export class PaymentsByDate {
	/** Undefined while nothing has told. */
	private areAboutOrders: boolean | undefined;

	constructor(
		private readonly client: HelloAssoClient,
		private readonly request: ApiRequest,
	) {}

	/**
	 * All payments of a time, and others beside them; some may come twice.
	 *
	 * @param from milliseconds, included; -Infinity from the first one on
	 * @param to excluded; Infinity to the last one
	 */
	async *read(from: number, to: number): AsyncGenerator<IDataObject[], void> {
		for await (const page of this.pages({ from: toIso(from), to: toIso(to) })) {
			for (const payment of page) this.learn(payment, from, to);
			yield page;
		}
		if (from === -Infinity) return;
		this.areAboutOrders ??= await this.isAboutOrders(from);
		if (this.areAboutOrders) yield* this.orderedBefore(from);
	}

	private pages(query: Query): AsyncGenerator<IDataObject[], void> {
		return readPages(this.client, { ...this.request, query }, {});
	}

	private learn(payment: IDataObject, from: number, to: number): void {
		if (isOutside(timeOf(payment), from, to)) this.areAboutOrders = true;
		else if (isOutside(orderedAt(payment), from, to)) this.areAboutOrders ??= false;
	}

	/** Undefined where nothing tells, and nothing of the time is to be expected: that of an earlier time may be. */
	private async isAboutOrders(from: number): Promise<boolean | undefined> {
		const newest = await this.newestBefore(from);
		if (newest.some((payment) => isAfter(payment, from))) return true;
		// In the order of payments, the newest one is the first.
		if (isDescending(newest, timeOf) && !isDescending(newest, orderedAt)) return undefined;
		const later = newest.find((payment) => timeOf(payment) > orderedAt(payment) + 2 * DAY_MS);
		if (!later) return undefined;
		const [begin, end] = [timeOf(later) - SECOND_MS, timeOf(later) + SECOND_MS];
		for await (const found of this.pages({ from: toIso(begin), to: toIso(end) }))
			if (found.some(({ id }) => id === later.id)) return false;
		return true;
	}

	/** A page of them, also where HelloAsso's pages are shorter. */
	private async newestBefore(from: number): Promise<IDataObject[]> {
		const newest: IDataObject[] = [];
		for await (const page of this.pages(before(from))) {
			newest.push(...page);
			if (newest.length >= PAGE_SIZE_MAX || page.some((one) => isAfter(one, from))) break;
		}
		return newest;
	}

	/** As far as they are of the time: the whole list, unless it proves to be in the order of its payments. */
	private async *orderedBefore(from: number): AsyncGenerator<IDataObject[], void> {
		const last: IDataObject[] = [];
		let [isByPayment, isByOrder] = [true, true];
		for await (const page of this.pages(before(from))) {
			yield page.filter((payment) => timeOf(payment) >= from);
			const compared = [...last.splice(0), ...page];
			isByPayment &&= isDescending(compared, timeOf);
			isByOrder &&= isDescending(compared, orderedAt);
			last.push(...page.slice(-1));
			if (isByPayment && !isByOrder && page.every((payment) => timeOf(payment) < from)) return;
		}
	}
}

const before = (to: number): Query => ({ to: toIso(to), sortOrder: 'Desc' });

/** When a payment is or was made; where HelloAsso leaves that out, when it was ordered. */
export function dateOf({ date, order }: IDataObject): unknown {
	return date ?? object(order).date;
}

/** What tells payments apart, also those whose number HelloAsso left out. */
export function identityOf(payment: IDataObject): unknown {
	return payment.id ?? JSON.stringify(payment);
}

export const timeOf = (payment: IDataObject): number => Date.parse(String(dateOf(payment)));
const orderedAt = ({ order }: IDataObject): number => Date.parse(String(object(order).date));

function isAfter(payment: IDataObject, time: number): boolean {
	return timeOf(payment) > time + SECOND_MS;
}

/** By more than a day: how exactly HelloAsso reads its bounds is not known either. */
function isOutside(time: number, from: number, to: number): boolean {
	return time < from - DAY_MS || time >= to + DAY_MS;
}

/** From new to old, but for a day; what has no date is passed over. */
function isDescending(
	payments: IDataObject[],
	timeOfOne: (payment: IDataObject) => number,
): boolean {
	let oldest = Infinity;
	for (const payment of payments) {
		const time = timeOfOne(payment);
		if (time > oldest + DAY_MS) return false;
		if (time < oldest) oldest = time;
	}
	return true;
}

/** undefined for no bound. */
function toIso(time: number): string | undefined {
	return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
}
