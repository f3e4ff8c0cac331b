import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { addValidity } from '../../enrich/validity';
import * as simplify from '../../simplify';
import { object, objects } from '../../simplify/values';
import type { HelloAssoClient } from '../../transport';
import { changeOf, paymentCondition, wordOf, type Change } from '../changes';

/** A record as a notification tells of it, or as HelloAsso has it. */
export interface Told {
	eventType: string;
	data: IDataObject;
}

/** What has happened once: by its key a second notification of it is known. */
export interface Happening {
	key: string;
	record: IDataObject;
}

/** An event in the words of who looks for it, made of HelloAsso's own notifications. */
export interface NamedEvent extends INodePropertyOptions {
	/** Stored in workflows: never changes. */
	readonly value: string;
	/** Kinds of notification that tell of it, and so have to be registered. */
	readonly toldBy: readonly string[];
	/** The record that shows whether it has happened. */
	readonly foundIn: 'Order' | 'Payment';
	/** What a notification tells without a question to HelloAsso; undefined when it does not say enough. */
	readonly keysIn: (told: Told) => string[] | undefined;
	/** @param record the order or payment that `foundIn` names @param told the notification that made us look */
	readonly find: (record: IDataObject, told: Told) => Happening[];
	/** Adds what HelloAsso keeps elsewhere. */
	readonly complete?: (records: IDataObject[], client: HelloAssoClient) => Promise<IDataObject[]>;
	readonly simplify: (record: IDataObject) => IDataObject;
}

type Described = Pick<NamedEvent, 'name' | 'value' | 'action' | 'description'>;

/** Adding an event is one entry. Alphabetically by name, as n8n's linter wants it. */
export const NAMED_EVENTS: readonly NamedEvent[] = [
	sold(simplify.DONATION_TYPES, {
		name: 'New Donation',
		value: 'newDonation',
		action: 'New donation',
		description:
			'Somebody gave, also beside a membership or ticket. A monthly donation comes with its first month.',
		simplify: simplify.simplifyDonation,
	}),
	sold(['Membership'], {
		name: 'New Member',
		value: 'newMember',
		action: 'New member',
		description:
			'A membership was bought or renewed, one item for each member. In instalments: with the first one.',
		simplify: simplify.simplifyMember,
		complete: addValidity,
	}),
	sold(['Registration'], {
		name: 'New Ticket',
		value: 'newTicket',
		action: 'New ticket',
		description: 'A ticket was bought, also a free one; one item for each attendee',
		simplify: simplify.simplifyAttendee,
	}),
	paymentThatWas(['paid'], {
		name: 'Payment Received',
		value: 'paymentReceived',
		action: 'Payment received',
		description: 'Money came in: a payment at once, each instalment on its day, a debit (SEPA)',
	}),
	paymentThatWas(['partlyRefunded', 'refunded'], {
		name: 'Payment Refunded',
		value: 'paymentRefunded',
		action: 'Payment refunded',
		description: 'A payment was refunded, each part of it once',
	}),
	paymentThatWas(['refused'], {
		name: 'Payment Refused',
		value: 'paymentRefused',
		action: 'Payment refused',
		description: 'The bank refused a payment, such as an instalment or a monthly donation',
	}),
];

/** Those that a notification of this kind can tell of. */
export function namedEventsToldBy(eventType: string, chosen: readonly string[]): NamedEvent[] {
	return NAMED_EVENTS.filter(
		({ value, toldBy }) => chosen.includes(value) && toldBy.includes(eventType),
	);
}

/** HelloAsso's own kinds of notification that the chosen events take. */
export function notificationTypesOf(chosen: readonly string[]): string[] {
	const types = chosen.flatMap((event) => {
		return NAMED_EVENTS.find(({ value }) => value === event)?.toldBy ?? [event];
	});
	return [...new Set(types)];
}

/** States in which something counts as sold: paid, and added by hand. */
const SOLD = ['Processed', 'Registered'];
/** What an order and its payments hold, but not the `order` and `payments` of an item in a list. */
const ORDER_ONLY = ['amount', 'items', 'payer', 'payments'];
const PAYMENT_ONLY = ['cashOutDate', 'fiscalReceiptUrl', 'idCashOut', 'items', 'paymentReceiptUrl'];

/**
 * Items of an order, each once. HelloAsso sends an order and its payment in any order, and an item that is
 * paid by debit (SEPA) becomes `Processed` with its payment, days after the order: so both tell of it.
 */
function sold(
	itemTypes: readonly string[],
	event: Described & Pick<NamedEvent, 'simplify' | 'complete'>,
): NamedEvent {
	const keyOf = ({ id }: IDataObject) => `Item ${String(id)}`;
	const wanted = ({ items }: IDataObject) =>
		objects(items).filter(({ type }) => itemTypes.includes(String(type)));
	return {
		...event,
		toldBy: ['Order', 'Payment'],
		foundIn: 'Order',
		keysIn({ eventType, data }) {
			// The items stay Processed when their payment is refunded or paid out, years later.
			if (eventType === 'Payment' && data.state !== undefined && !isNewlyPaid(data)) return [];
			return Array.isArray(data.items) ? wanted(data).map(keyOf) : undefined;
		},
		find(order, { eventType, data }) {
			if (eventType === 'Payment' && wasPaidBefore(order, data)) return [];
			return wanted(order)
				.map((item) => asListed(item, order))
				.filter((item) => isSold(item, order))
				.map((item) => ({ key: keyOf(item), record: item }));
		},
	};
}

function isNewlyPaid(payment: IDataObject): boolean {
	const condition = paymentCondition(payment);
	return changeOf(undefined, condition) === 'paid' && !condition.isPaidOut;
}

/** Of money that came in at some time. */
const CAME_IN: readonly Change[] = ['paid', 'contested', 'refunding', 'refunded'];

/** Whether the payment is a later one of its order: an instalment, the next month of a donation. */
function wasPaidBefore(order: IDataObject, { id }: IDataObject): boolean {
	const others = objects(order.payments).filter((payment) => String(payment.id) !== String(id));
	return others.some(({ state }) => CAME_IN.includes(wordOf(String(state))));
}

/**
 * An item can be Processed though its payment was refused, refunded or contested. One that waits for a debit
 * follows its payment, perhaps after the notification was sent.
 */
function isSold(item: IDataObject, order: IDataObject): boolean {
	const wordsOf = (payments: unknown) =>
		objects(payments).map(({ state }) => wordOf(String(state)));
	const own = wordsOf(item.payments);
	if (item.state === 'Waiting') return (own[0] ? own : wordsOf(order.payments)).includes('paid');
	return SOLD.includes(String(item.state)) && simplify.isStanding(item);
}

/** An item of an order in the shape that the lists of items have. */
function asListed(item: IDataObject, order: IDataObject): IDataObject {
	const payments = objects(item.payments).map((share) => {
		const payment = objects(order.payments).find(({ id }) => String(id) === String(share.id));
		return { ...omit(object(payment), PAYMENT_ONLY), ...share };
	});
	const { payer } = order;
	return { order: omit(order, ORDER_ONLY), payer, ...item, payments };
}

function omit(record: IDataObject, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** A payment of which something became, each time once. */
function paymentThatWas(changes: readonly Change[], event: Described): NamedEvent {
	const find = (payment: IDataObject): Happening[] => {
		const condition = paymentCondition(payment);
		const change = changeOf(undefined, condition);
		if (!changes.includes(change)) return [];
		// Two refunds of one payment are two events.
		const refunds = change === 'paid' ? [] : condition.refunds.filter((id) => !id.endsWith('?'));
		return [{ key: [event.value, payment.id, ...refunds].join(' '), record: payment }];
	};
	return {
		...event,
		toldBy: ['Payment'],
		foundIn: 'Payment',
		keysIn({ data }) {
			const isRefundTold = Array.isArray(data.refundOperations) || changes.includes('refused');
			const saysAll = data.state !== undefined && isRefundTold;
			return saysAll ? find(data).map(({ key }) => key) : undefined;
		},
		find(payment, { data }) {
			// It may have been refunded or contested since the notification was sent: it has come in all the same.
			const hasComeIn = changes.includes('paid') && CAME_IN.includes(wordOf(String(payment.state)));
			const told = hasComeIn && data.state !== undefined ? data : payment;
			return find(told).map(({ key }) => ({ key, record: payment }));
		},
		simplify: simplify.simplifyPayment,
	};
}
