import type { GenericValue, IDataObject } from 'n8n-workflow';

export function asObject(value: unknown): IDataObject | undefined {
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as IDataObject)
		: undefined;
}

/** A nested object of an answer, or an empty one where HelloAsso left it out. */
export function object(value: unknown): IDataObject {
	return asObject(value) ?? {};
}

/** The objects of a nested list, or none where HelloAsso left it out. */
export function objects(value: unknown): IDataObject[] {
	return Array.isArray(value)
		? value.filter((entry) => entry !== null && typeof entry === 'object')
		: [];
}

/** The value itself, or null where HelloAsso left it out: the columns stay the same on every item. */
export function plain(value: unknown): GenericValue {
	return value === undefined ? null : (value as GenericValue);
}

/** A moment without the fraction of a second, of which HelloAsso sends seven digits; the offset stays. */
export function moment(value: unknown): GenericValue {
	if (typeof value !== 'string') return plain(value);
	return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+/, '$1');
}

/** 31 August in Paris is still 30 August there in UTC: HelloAsso writes its days as moments in Paris time. */
const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

/** The day of a moment, `2026-08-31`, as it is written; of one in UTC, the day in Paris. */
export function day(value: unknown): GenericValue {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return plain(value);
	const isUtc = /(?:Z|[+-]00:?00)$/i.test(value) && !Number.isNaN(Date.parse(value));
	return isUtc ? PARIS.format(Date.parse(value)) : value.slice(0, 10);
}

/** Fields that keep their names, in this order. */
export function pick(
	record: IDataObject,
	names: readonly string[],
	read: (value: unknown) => GenericValue = plain,
): IDataObject {
	return Object.fromEntries(names.map((name) => [name, read(record[name])]));
}

/** An amount to count with: what HelloAsso left out is none. */
export function cents(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** Cents, as the API counts, to euros. */
export function euros(cents: unknown): number | null {
	return typeof cents === 'number' && Number.isFinite(cents) ? cents / 100 : null;
}

/** Different names in one line, null where there is none. */
export function joinedOnce(names: unknown[]): string | null {
	return joined([...new Set(names)]) || null;
}

/** Names in one line, leaving out those that HelloAsso left out. */
export function joined(names: unknown[]): string {
	return names.filter((name) => name !== undefined && name !== null && name !== '').join(', ');
}

/** Who pays. Only the payer has an e-mail address, the participant has not. */
export function payerFields(payer: unknown): IDataObject {
	const { firstName, lastName, email, company } = object(payer);
	return {
		payerFirstName: plain(firstName),
		payerLastName: plain(lastName),
		payerEmail: plain(email),
		payerCompany: plain(company),
	};
}

/** Where a record was sold. HelloAsso does not document `formName`; see `enrich/forms.ts`. */
export function formFields(order: IDataObject): IDataObject {
	return pick(order, ['formType', 'formName', 'formSlug']);
}
