import type { IDataObject } from 'n8n-workflow';

import { addFormNames } from '../../../enrich/forms';
import { object } from '../../../simplify/values';
import type { HelloAssoClient } from '../../../transport';
import type { NamedEvent } from '../namedEvents';
import type { Settings } from '../settings';
import type { NotificationEvent } from './event';
import { leftOutBy, type Filters } from './filters';
import type { Confirmed, OutgoingItem } from './items';

export interface NamedItem extends OutgoingItem {
	/** By which it is known when it is told of again. */
	key: string;
}

/** Those of which a notification may tell something new. */
export function openEvents(
	named: readonly NamedEvent[],
	told: NotificationEvent,
	isKnown: (key: string) => boolean,
): NamedEvent[] {
	return named.filter(({ keysIn }) => keysIn(told)?.some((key) => !isKnown(key)) ?? true);
}

interface Reading {
	told: NotificationEvent;
	/** Of the record that it tells of. */
	confirmed: Confirmed;
	settings: Settings;
	/** undefined where HelloAsso cannot be asked. */
	readOrder: ((order: IDataObject) => Promise<Confirmed>) | undefined;
}

/**
 * What the open events give, with what HelloAsso keeps elsewhere.
 * @throws what reading the order or the form throws
 */
export async function readNamedItems(
	open: readonly NamedEvent[],
	client: HelloAssoClient,
	{ told, confirmed, settings, readOrder }: Reading,
): Promise<{ items: NamedItem[]; leftOut?: keyof Filters }> {
	const items: NamedItem[] = [];
	let leftOut: keyof Filters | undefined;
	const needsOrder = open.some(({ foundIn }) => foundIn === 'Order');
	const order = needsOrder ? await orderOf(confirmed, readOrder) : undefined;
	for (const { value, foundIn, find, complete, simplify } of open) {
		const source = foundIn === 'Order' ? order : confirmed;
		const happenings = source ? find(source.event.data, told) : [];
		if (!source || happenings.length === 0) continue;
		const filter = leftOutBy(source.event, settings.filters);
		leftOut ??= filter;
		if (filter) continue;
		const records = happenings.map(({ record }) => record);
		const isCompleted = complete && source.isByApi;
		const completed = isCompleted ? await complete(records, client) : records;
		// Their forms have been read by now.
		const named =
			isCompleted && settings.simplifies ? await addFormNames(completed, client) : completed;
		for (const [index, { key }] of happenings.entries()) {
			const data = settings.simplifies ? simplify(named[index]) : named[index];
			items.push({ event: value, key, data, source });
		}
	}
	return { items, leftOut };
}

async function orderOf(
	confirmed: Confirmed,
	readOrder: Reading['readOrder'],
): Promise<Confirmed | undefined> {
	const { event } = confirmed;
	if (event.eventType === 'Order') return confirmed;
	const { order, payer, items, ...payment } = event.data;
	const read = await readOrder?.(object(order));
	if (read?.isByApi) return read;
	// The order tells more, such as the member's name, and comes at the same time; of a debit, days before.
	const isFirst = (payment.installmentNumber ?? 1) === 1;
	if (payment.paymentMeans !== 'Sepa' || !isFirst) return undefined;
	const data = { ...object(order), payer, items, payments: [payment] };
	return { event: { ...event, eventType: 'Order', data }, isByApi: false };
}
