import type { IDataObject } from 'n8n-workflow';

import { object } from '../../simplify/values';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A record as one poll found it. Times in ms since 1970, all by HelloAsso's clock; NaN where it gave none,
 * so that every comparison with it is false.
 */
export interface Observation {
	/** Unique among all records that one trigger reads. */
	key: string;
	/** By this its list is sorted, newest first. */
	sortedByMs: number;
	/** Since when the record counts as being there. */
	createdAtMs: number;
	changedAtMs: number;
	/** When the money was due, or the sale made: of a sale entered by hand long before `createdAtMs`. */
	dateMs: number;
	/** A payment that is not paid when it is made: a SEPA debit, or one planned for a later day. */
	paysLater: boolean;
	state: string;
	record: IDataObject;
}

/** Something sold. It has no times of its own but those of its order. */
export function observeItem(record: IDataObject): Observation {
	const observation = sinceSold(observe(record, object(record.order)));
	return { ...observation, sortedByMs: observation.changedAtMs };
}

/** Orders can be sorted by nothing but the date of the sale. */
export function observeOrder(record: IDataObject): Observation {
	return sinceSold(observe(record));
}

/** HelloAsso creates an order when its checkout begins, but shows it from the sale on. */
function sinceSold(observation: Observation): Observation {
	const { createdAtMs, dateMs } = observation;
	return dateMs > createdAtMs ? { ...observation, createdAtMs: dateMs } : observation;
}

/**
 * One that was planned long before (an instalment, the next month of a donation) counts as new on the day
 * it is due, once HelloAsso has touched it then: that is when money comes.
 */
export function observePayment(record: IDataObject): Observation {
	const observation = observePaymentState(record);
	const { createdAtMs, dateMs, changedAtMs } = observation;
	const isDue = createdAtMs < dateMs && dateMs <= changedAtMs + DAY_MS;
	return isDue ? { ...observation, createdAtMs: dateMs } : observation;
}

export function observePaymentState(record: IDataObject): Observation {
	const observation = observe(record);
	const { createdAtMs, changedAtMs, dateMs } = observation;
	const paysLater = record.paymentMeans === 'Sepa' || dateMs > createdAtMs + DAY_MS;
	return { ...observation, sortedByMs: changedAtMs, paysLater };
}

/** Forms have no number, but a slug that is unique for their type. */
export function observeForm(record: IDataObject): Observation {
	const observation = observe(record);
	const key = `${String(record.formType)} ${String(record.formSlug)}`;
	return { ...observation, key, sortedByMs: observation.createdAtMs };
}

/** @param dated where the times are: the record itself, or its order */
function observe(record: IDataObject, dated = record): Observation {
	const { date, meta } = dated;
	const { createdAt, updatedAt } = object(meta);
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
