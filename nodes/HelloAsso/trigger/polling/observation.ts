import type { IDataObject } from 'n8n-workflow';

import { object } from '../../simplify/values';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A record as one poll saw it. Moments in ms since 1970, all by HelloAsso's clock; NaN where it gave none,
 * so that every comparison with it is false.
 */
export interface Observation {
	/** Names the record among all that one trigger reads. */
	key: string;
	/** By this its list is sorted, newest first. */
	sortedByMs: number;
	/** Since when there is such a record. */
	createdAtMs: number;
	changedAtMs: number;
	/** When the money was due, or the sale made: of a sale entered by hand long before `createdAtMs`. */
	dateMs: number;
	/** A payment that is not paid when it is made: a SEPA debit, or one planned for a later day. */
	paysLater: boolean;
	state: string;
	record: IDataObject;
}

/** A thing sold. It has no times of its own but those of its order. */
export function seeItem(record: IDataObject): Observation {
	const order = object(record.order);
	const sighting = sinceSold(seeSale(record, object(order.meta), order.date));
	return { ...sighting, sortedByMs: sighting.changedAtMs };
}

/** Orders can be sorted by nothing but the date of the sale. */
export function seeOrder(record: IDataObject): Observation {
	return sinceSold(seeSale(record, object(record.meta), record.date));
}

/** HelloAsso makes an order when its checkout begins, but shows it from the sale on. */
function sinceSold(sighting: Observation): Observation {
	const { createdAtMs, dateMs } = sighting;
	return dateMs > createdAtMs ? { ...sighting, createdAtMs: dateMs } : sighting;
}

/**
 * A transfer of money. One that was planned long before (an instalment, the next month of a donation)
 * counts as new on the day it is due, once HelloAsso has touched it then: that is when money comes.
 */
export function seePayment(record: IDataObject): Observation {
	const sighting = seePaymentState(record);
	const { createdAtMs, dateMs, changedAtMs } = sighting;
	const isDue = createdAtMs < dateMs && dateMs <= changedAtMs + DAY_MS;
	return isDue ? { ...sighting, createdAtMs: dateMs } : sighting;
}

export function seePaymentState(record: IDataObject): Observation {
	const sighting = seeSale(record, object(record.meta), record.date);
	const { createdAtMs, changedAtMs, dateMs } = sighting;
	const paysLater = record.paymentMeans === 'Sepa' || dateMs > createdAtMs + DAY_MS;
	return { ...sighting, sortedByMs: changedAtMs, paysLater };
}

/** Forms have no number, but a slug that is unique for their type. */
export function seeForm(record: IDataObject): Observation {
	const { createdAt, updatedAt } = object(record.meta);
	const createdAtMs = firstTimeMs(createdAt);
	return {
		key: `${String(record.formType)} ${String(record.formSlug)}`,
		sortedByMs: createdAtMs,
		createdAtMs,
		changedAtMs: firstTimeMs(updatedAt, createdAt),
		dateMs: createdAtMs,
		paysLater: false,
		state: String(record.state),
		record,
	};
}

function seeSale(
	record: IDataObject,
	{ createdAt, updatedAt }: IDataObject,
	date: unknown,
): Observation {
	return {
		key: String(record.id),
		sortedByMs: firstTimeMs(date),
		createdAtMs: firstTimeMs(createdAt, date),
		changedAtMs: firstTimeMs(updatedAt, createdAt, date),
		dateMs: firstTimeMs(date, createdAt),
		paysLater: false,
		state: String(record.state),
		record,
	};
}

/** The first of them that HelloAsso gave. */
function firstTimeMs(...dates: unknown[]): number {
	return Date.parse(String(dates.find((date) => typeof date === 'string' && date !== '')));
}
