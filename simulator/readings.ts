/** True for the records that are meant; a number means about every nth, always the same ones, and 0 none. */
export type Every = number | ((id: number) => boolean);

/**
 * What HelloAsso does and nobody has documented, one switch each: a client has to work with every reading.
 * A running simulator takes another one at any time.
 */
export interface Readings {
	/**
	 * Whether `from` and `to` follow `sortField` (UpdateDate), or always mean the date of the record, of a payment
	 * its own; or that of its order (`order`).
	 */
	datesFilter: 'date' | 'sortField' | 'order';
	/** `sortField` changes nothing: every list comes by the date of the sale. */
	ignoresSortField: boolean;
	/** Whether a refund moves `updatedAt`, of its payment and of the order. */
	refundTouches: boolean;
	/** Whether what becomes of a payment moves `updatedAt` of its order, by which items are sorted. */
	paymentTouchesOrder: boolean;
	/** Since when a sale that was entered by hand with an older date counts as made. */
	enteredCreatedAt: 'entry' | 'date';
	/** The records of a page come in any order; which ones are on it stays the same. */
	shufflesPages: boolean;
	/** Records of a list that come without `meta`; their order and payments too. */
	withoutMeta: Every;
	/** Records of a list that come without any date: neither `meta` nor `date`. */
	withoutDates: Every;
	/** Every nth page of a list is half full, though more pages follow; 0: none is. */
	shortPages: number;
	/** `offset`: a page starts at a number of records, so that those which move meanwhile are skipped or come twice. */
	paging: 'keyset' | 'offset';
	/**
	 * How `userSearchKey` compares: with a part of each field, whatever the capitals and accents; with a part as it
	 * is spelled; with a whole field, whatever the capitals; or not at all, so that everybody is found.
	 */
	personSearch: 'part' | 'spelledPart' | 'whole' | 'ignored';
	/** Payment is notified when a refund begins, not only when it is through. */
	notifiesRefunding: boolean;
	/** Order is notified again when an item of it gets another state. */
	notifiesItemChange: boolean;
	/** Payment is notified when it is paid out. */
	notifiesPayout: boolean;
	/** In which unit the export of a payout writes credit and debit. */
	exportUnit: 'cents' | 'euros';
	/** Whether a donation beside something else has a line of its own in the export of a payout. */
	exportSplitsDonations: boolean;
	/** Whether a refund before the payout is a line of its own there, or the payment's line is smaller. */
	exportNetsRefunds: boolean;
	/** `appended`: what a payer comes back with stands behind a second `?` when the address has a query already. */
	returnQuery: 'merged' | 'appended';
}

export const DEFAULT_READINGS: Readonly<Readings> = {
	datesFilter: 'date',
	ignoresSortField: false,
	refundTouches: true,
	paymentTouchesOrder: true,
	enteredCreatedAt: 'entry',
	shufflesPages: false,
	withoutMeta: 0,
	withoutDates: 0,
	shortPages: 0,
	paging: 'keyset',
	personSearch: 'part',
	notifiesRefunding: false,
	notifiesItemChange: false,
	notifiesPayout: false,
	exportUnit: 'cents',
	exportSplitsDonations: false,
	exportNetsRefunds: false,
	returnQuery: 'merged',
};

/** The readings among some options; the rest of them is left out. */
export function readingsOf(options: Partial<Readings>): Readings {
	const names = Object.keys(DEFAULT_READINGS) as Array<keyof Readings>;
	const given = names.filter((name) => options[name] !== undefined);
	return {
		...DEFAULT_READINGS,
		...Object.fromEntries(given.map((name) => [name, options[name]])),
	};
}

/** Ids of one kind lie at regular distances, so that a remainder alone would mean all of them or none. */
export function isMeant(every: Every, id: number): boolean {
	if (typeof every === 'function') return every(id);
	return every > 0 && ((Math.imul(id, 0x9e3779b1) >>> 8) & 0xffff) % every === 0;
}
