import type { IDataObject } from 'n8n-workflow';

import { object, objects } from '../simplify/values';
import { readPages, type ApiRequest, type HelloAssoClient, type Query } from '../transport';

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/**
 * Reads payments by their own date. Whether HelloAsso's `from` and `to` are about that date or about the date
 * of the order is not documented, and months lie between them for an instalment. What comes tells: a payment of
 * which only the order is outside shows that they are about payments. Else the newest payment of what was
 * ordered earlier is looked at, and all of those that are new enough are read.
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
		const query = { from: toIso(from), to: toIso(to) };
		for await (const page of readPages(this.client, { ...this.request, query }, {})) {
			for (const payment of page) this.learn(payment, from, to);
			yield page;
		}
		if (from !== -Infinity && (await this.isMoreBefore(from))) yield* this.orderedBefore(from);
	}

	private learn(payment: IDataObject, from: number, to: number): void {
		if (isOutside(payment.date, from, to)) this.areAboutOrders = true;
		else if (isOutside(object(payment.order).date, from, to)) this.areAboutOrders ??= false;
	}

	private async isMoreBefore(from: number): Promise<boolean> {
		if (this.areAboutOrders !== undefined) return this.areAboutOrders;
		const query = { ...before(from), pageSize: 1 };
		const { body } = await this.client.request<{ data?: unknown }>({ ...this.request, query });
		const isMore = objects(body?.data).some((payment) => timeOf(payment) > from + SECOND_MS);
		if (isMore) this.areAboutOrders = true;
		return isMore;
	}

	/** From the newest payment on, as far as they are of the time: the whole list where it is not in their order. */
	private async *orderedBefore(from: number): AsyncGenerator<IDataObject[], void> {
		let oldest = Infinity;
		let isSorted = true;
		const request = { ...this.request, query: before(from) };
		for await (const page of readPages(this.client, request, {})) {
			yield page.filter((payment) => timeOf(payment) >= from);
			for (const payment of page) {
				const time = timeOf(payment);
				if (time > oldest + DAY_MS) isSorted = false;
				oldest = Math.min(oldest, time);
			}
			if (isSorted && page.every((payment) => timeOf(payment) < from)) return;
		}
	}
}

const before = (to: number): Query => ({ to: toIso(to), sortOrder: 'Desc' });

const timeOf = ({ date }: IDataObject): number => Date.parse(String(date));

/** By more than a day: how exactly HelloAsso reads its bounds is not known either. */
function isOutside(date: unknown, from: number, to: number): boolean {
	const time = Date.parse(String(date));
	return time < from - DAY_MS || time >= to + DAY_MS;
}

/** undefined for no bound. */
function toIso(time: number): string | undefined {
	return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
}
