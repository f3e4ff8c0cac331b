import type { Store } from './store';

/** One call that changed something, carried out to its end, whatever became of its answer. */
export interface CarriedOut {
	/** As the API's table writes it, e.g. `POST /payments/{paymentId}/refund`. */
	route: string;
	path: Record<string, string | number>;
	query: Record<string, unknown>;
	body: unknown;
}

/** What the tests compare a caller's answers with. */
export class Books {
	readonly entries: CarriedOut[] = [];

	add(entry: CarriedOut): void {
		this.entries.push(structuredClone(entry));
	}

	clear(): void {
		this.entries.length = 0;
	}
}

/** By payment, order and the caller's own reference: what was done, one entry for each time. */
export interface BooksSummary {
	carriedOut: CarriedOut[];
	/** Cents of each refund, by the payment's number. */
	refunds: Record<string, number[]>;
	/** How often the future payments of an order were cancelled, by its number. */
	cancellations: Record<string, number>;
	/** Numbers of the checkout intents made, by `metadata.reference`, or '' where there is none. */
	checkoutIntents: Record<string, number[]>;
}

export function summarize({ books, store }: { books: Books; store: Store }): BooksSummary {
	const refunds = group(store.refunds, ({ paymentId, amount }) => [String(paymentId), amount]);
	const cancelled = group(store.cancellations, (orderId) => [String(orderId), orderId]);
	return {
		carriedOut: books.entries,
		refunds,
		cancellations: Object.fromEntries(
			Object.entries(cancelled).map(([id, times]) => [id, times.length]),
		),
		checkoutIntents: group(store.checkoutIntents, ({ id, metadata }) => [
			String((metadata as { reference?: unknown } | null | undefined)?.reference ?? ''),
			id,
		]),
	};
}

function group<T>(rows: T[], entry: (row: T) => [key: string, value: number]) {
	const groups: Record<string, number[]> = {};
	for (const row of rows) {
		const [key, value] = entry(row);
		(groups[key] ??= []).push(value);
	}
	return groups;
}
