import type { IDataObject } from 'n8n-workflow';

import { object } from '../../simplify/values';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A record as one poll found it. Times in ms since 1970, all by HelloAsso's clock; NaN where it gave none,
 * so that every comparison with it is false.
 */
export interface Observation {
	/** Unique among all records that one trigger reads. */
	key: string;
	/** By this its list is sorted, newest first. No other date stands in for it. */
	sortedByMs: number;
	/** HelloAsso counts a sale's age from the beginning of its checkout. */
	createdAtMs: number;
	changedAtMs: number;
	/** At the latest then the record was in its list. */
	arrivedMs: number;
	/** The latest of the dates that stay as they are, once it is paid. */
	lastMs: number;
	/** A payment that is not paid when it is made: a SEPA debit, or one planned for a later day. */
	paysLater: boolean;
	state: string;
	record: IDataObject;
}

/** Something sold. It has no times of its own but those of its order. */
export function observeItem(record: IDataObject): Observation {
	const observation = observe(record, object(record.order));
	return { ...observation, sortedByMs: observation.changedAtMs };
}

/** Orders can be sorted by nothing but the date of the sale. */
export function observeOrder(record: IDataObject): Observation {
	return observe(record);
}

export function observePayment(record: IDataObject): Observation {
	const observation = observe(record);
	const { createdAtMs, changedAtMs, sortedByMs: dateMs } = observation;
	const isPlanned = dateMs > createdAtMs + DAY_MS;
	return {
		...observation,
		sortedByMs: changedAtMs,
		paysLater: isPlanned || record.paymentMeans === 'Sepa',
		...(isPlanned && {
			// No checkout takes longer than an hour.
			arrivedMs: Math.min(createdAtMs + HOUR_MS, latest(createdAtMs, changedAtMs)),
		}),
	};
}

/** Forms have no number, but a slug that is unique for their type. */
export function observeForm(record: IDataObject): Observation {
	const observation = observe(record);
	const key = `${String(record.formType)} ${String(record.formSlug)}`;
	return { ...observation, key, sortedByMs: timeMs(object(record.meta).createdAt) };
}

/** @param dated where the times are: the record itself, or its order */
function observe(record: IDataObject, dated = record): Observation {
	const { createdAt, updatedAt } = object(dated.meta);
	const [createdMs, dateMs] = [timeMs(createdAt), timeMs(dated.date)];
	const lastMs = latest(createdMs, dateMs);
	return {
		key: String(record.id),
		sortedByMs: dateMs,
		createdAtMs: Number.isNaN(createdMs) ? dateMs : createdMs,
		changedAtMs: timeMs(updatedAt),
		arrivedMs: lastMs,
		lastMs,
		paysLater: false,
		state: String(record.state),
		record,
	};
}

function latest(...times: number[]): number {
	const known = times.filter((time) => !Number.isNaN(time));
	return known.length > 0 ? Math.max(...known) : Number.NaN;
}

function timeMs(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}
