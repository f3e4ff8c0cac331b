import type { IDataObject } from 'n8n-workflow';

import { boundsOf } from '../enrich/validity';
import type { Period } from '../parameters';
import { object, objects, plain } from '../simplify/values';
import { type Membership, type MembershipReader, yearsBefore } from './memberships';
import { byPerson, isSameName, nameWords } from './person';

interface Options {
	period: Period;
	/** Only memberships of this form. */
	formSlug?: string | number;
	/** Milliseconds. */
	now: number;
}

/** How far apart two memberships of a person may be for the later one to be a renewal. */
const RENEWED_WITHIN_YEARS = 1;

/**
 * The people whose last membership ends in a period, each with that membership, the first to end first. Whoever
 * has another that ends later, on any form of the association, has renewed. A membership that was refused,
 * refunded or contested is none.
 *
 * @returns raw items, with `validity`, `isRenewal` (whether the person had another membership within the year
 * before this one began), `renewalForm` (`formSlug`, `title`, `url`; null where no form is open for it) and
 * `possibleRenewalId`: an item under the same name that ends later, of which HelloAsso does not tell whether
 * it is the same person's
 */
export async function endingMemberships(
	{ period, formSlug, now }: Options,
	reader: MembershipReader,
): Promise<IDataObject[]> {
	const forms = await reader.forms();
	const from = new Date(earliestPurchase(forms, period)).toISOString();
	const memberships = (await reader.list({ from })).filter(
		(membership) => membership.isStanding && membership.validity !== undefined,
	);
	const last = byPerson(memberships).map((own) => own.sort(lastFirst));
	const ending = last.filter(([{ validity, item }]) => {
		const until = untilOf(validity);
		const isOfForm = formSlug === undefined || slugOf(item) === formSlug;
		return isOfForm && period.from <= until && until < period.to;
	});
	return ending
		.sort(([one], [other]) => untilOf(one.validity) - untilOf(other.validity))
		.map(([membership, ...earlier]) => ({
			...membership.item,
			isRenewal: earlier.some((other) => isRenewed(other, membership)),
			renewalForm: renewalForm(membership, forms, now),
			possibleRenewalId: plain(possibleRenewal(membership, memberships)?.item.id),
		}));
}

/**
 * The first purchase that has to be read: a year before the period, or before a season that ends in it, since a
 * membership is bought a year ahead at the most; and two years more, in which lies what it renewed. With ten
 * years of members, three or four are read.
 */
function earliestPurchase(forms: IDataObject[], { from, to }: Period): number {
	const seasons = forms.flatMap(({ validityType, startDate, endDate }) => {
		const season = boundsOf({ type: validityType, from: startDate, until: endDate });
		const isEnding = season && from <= season.until && season.until < to;
		return validityType === 'Custom' && isEnding && season.from > -Infinity ? [season.from] : [];
	});
	const earliest = Math.min(from, ...seasons);
	return yearsBefore(earliest, 1 + 1 + RENEWED_WITHIN_YEARS);
}

function isRenewed({ validity: earlier }: Membership, { validity: later }: Membership): boolean {
	if (!earlier || !later || earlier.from >= later.from) return false;
	return earlier.until >= yearsBefore(later.from, RENEWED_WITHIN_YEARS);
}

/** One under the same name, kept apart from this one because two addresses or an entry by hand leave a doubt. */
function possibleRenewal(
	{ person, validity }: Membership,
	all: Membership[],
): Membership | undefined {
	return all.find(
		(other) =>
			isSameName(other.person.names, person.names) &&
			untilOf(other.validity) > untilOf(validity) &&
			(other.person.birthDate === '' || person.birthDate === ''),
	);
}

/** Where the membership can be renewed: on the same form, else on the one that is most like it. */
function renewalForm(
	membership: Membership,
	forms: IDataObject[],
	now: number,
): IDataObject | null {
	const { item } = membership;
	const own = forms.find((form) => form.formSlug === slugOf(item));
	const likeness = (form: IDataObject) =>
		Number(form === own) * 4 +
		Number(own !== undefined && isSameTitle(form, own)) * 2 +
		Number(hasTier(form, item));
	const open = forms
		.filter((form) => isOpen(form, now) && outlasts(form, membership, now))
		.sort((one, other) => likeness(other) - likeness(one) || createdAt(other) - createdAt(one));
	if (open.length === 0) return null;
	const [{ formSlug, title, url }] = open;
	return { formSlug, title: plain(title), url: plain(url) };
}

function isOpen({ state, saleEndDate }: IDataObject, now: number): boolean {
	const isOver = typeof saleEndDate === 'string' && Date.parse(saleEndDate) < now;
	return state === 'Public' && !isOver;
}

function outlasts(form: IDataObject, { validity }: Membership, now: number): boolean {
	if (form.validityType !== 'Custom') return true;
	const { endDate } = form;
	const until = typeof endDate === 'string' ? Date.parse(endDate) : Infinity;
	return until > Math.max(untilOf(validity), now);
}

/** 'Adhésion 2025-2026' is 'Adhésion 2026-2027'. */
function isSameTitle(one: IDataObject, other: IDataObject): boolean {
	const [own, others] = [one, other].map(({ title }) =>
		nameWords(title)
			.filter((word) => !/\d/.test(word))
			.join(' '),
	);
	return own !== '' && own === others;
}

function hasTier({ tiers }: IDataObject, { name }: IDataObject): boolean {
	return objects(tiers).some(({ label }) => label === name);
}

function createdAt({ meta }: IDataObject): number {
	return Date.parse(String(object(meta).createdAt)) || 0;
}

function boughtAt({ item }: Membership): number {
	return Date.parse(String(object(item.order).date)) || 0;
}

function slugOf({ order }: IDataObject): unknown {
	return object(order).formSlug;
}

function untilOf(validity: Membership['validity']): number {
	return validity?.until ?? -Infinity;
}

function lastFirst(one: Membership, other: Membership): number {
	const [own, others] = [untilOf(one.validity), untilOf(other.validity)];
	if (own !== others) return own > others ? -1 : 1;
	return boughtAt(other) - boughtAt(one);
}
