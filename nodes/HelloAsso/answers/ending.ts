import type { IDataObject } from 'n8n-workflow';

import { NO_END } from '../simplify';
import { day, object, objects, plain } from '../simplify/values';
import {
	beginningOf,
	seasonOf,
	yearsBefore,
	type Membership,
	type MembershipReader,
} from './memberships';
import { byPerson, isSameName, nameWords } from './person';

/**
 * From a moment on and before another, as they are written by the clock of the user: `2026-08-31T09:30:00.000`. A
 * membership ends at the end of its last day.
 */
export interface EndingPeriod {
	from: string;
	to: string;
}

interface Options {
	period: EndingPeriod;
	/** Only memberships of this form. */
	formSlug?: string | number;
	/** `2026-08-31` */
	today: string;
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
	{ period, formSlug, today }: Options,
	reader: MembershipReader,
): Promise<IDataObject[]> {
	const forms = await reader.forms();
	const from = beginningOf(earliestPurchase(forms, period));
	const memberships = (await reader.list({ from })).filter(
		(membership) => membership.isStanding && membership.validity !== undefined,
	);
	const ending = byPerson(memberships).flatMap((own) => {
		const [last] = own.sort(lastFirst);
		const paid = own.filter(({ isWaiting }) => !isWaiting);
		const isEnding = [last, ...paid.slice(0, 1)].every((one) => endsIn(untilOf(one), period));
		const isOfForm = formSlug === undefined || slugOf(paid[0]?.item ?? {}) === formSlug;
		return isEnding && isOfForm && paid.length > 0 ? [paid] : [];
	});
	return ending
		.sort(([one], [other]) => lastFirst(other, one))
		.map(([membership, ...others]) => ({
			...membership.item,
			isRenewal: others.some((other) => isRenewed(other, membership)),
			renewalForm: renewalForm(membership, forms, today),
			possibleRenewalId: plain(possibleRenewal(membership, memberships)?.item.id),
		}));
}

/**
 * The first purchase that has to be read: a year before the period, or before a season that ends in it, since a
 * membership is bought a year ahead at the most; and two years more, in which lies what it renewed. With ten
 * years of members, three or four are read.
 */
function earliestPurchase(forms: IDataObject[], period: EndingPeriod): string {
	const seasons = forms.flatMap((form) => {
		const season = form.validityType === 'Custom' ? seasonOf(form) : undefined;
		const isDated = typeof form.startDate === 'string';
		return season && isDated && endsIn(season.until, period) ? [season.from] : [];
	});
	const [earliest] = [period.from.slice(0, DAY_LENGTH), ...seasons].sort();
	return yearsBefore(earliest, 1 + 1 + RENEWED_WITHIN_YEARS);
}

const DAY_LENGTH = '2026-08-31'.length;

function endsIn(lastDay: string, { from, to }: EndingPeriod): boolean {
	const end = `${lastDay}T23:59:59.000`;
	return lastDay !== NO_END && from <= end && end < to;
}

function isRenewed({ validity: earlier }: Membership, { validity: later }: Membership): boolean {
	if (!earlier || !later || earlier.from >= later.from) return false;
	return earlier.until >= yearsBefore(later.from, RENEWED_WITHIN_YEARS);
}

/** One under the same name, kept apart from this one because two addresses or an entry by hand leave a doubt. */
function possibleRenewal(ending: Membership, all: Membership[]): Membership | undefined {
	const { person } = ending;
	return all.find(
		(other) =>
			isSameName(other.person.names, person.names) &&
			untilOf(other) > untilOf(ending) &&
			(other.person.birthDate === '' || person.birthDate === ''),
	);
}

/** Where the membership can be renewed: on the same form, else on the one that is most like it. */
function renewalForm(
	membership: Membership,
	forms: IDataObject[],
	today: string,
): IDataObject | null {
	const { item } = membership;
	const own = forms.find((form) => form.formSlug === slugOf(item));
	const likeness = (form: IDataObject) =>
		Number(form === own) * 4 +
		Number(own !== undefined && isSameTitle(form, own)) * 2 +
		Number(hasTier(form, item));
	const open = forms
		.filter((form) => isOpen(form, today) && outlasts(form, membership, today))
		.sort((one, other) => likeness(other) - likeness(one) || createdAt(other) - createdAt(one));
	if (open.length === 0) return null;
	const [{ formSlug, title, url }] = open;
	return { formSlug, title: plain(title), url: plain(url) };
}

function isOpen({ state, saleEndDate }: IDataObject, today: string): boolean {
	return (
		state === 'Public' && (typeof saleEndDate !== 'string' || String(day(saleEndDate)) >= today)
	);
}

function outlasts(form: IDataObject, ending: Membership, today: string): boolean {
	const until = form.validityType === 'Custom' ? (seasonOf(form)?.until ?? NO_END) : NO_END;
	return until > untilOf(ending) && until >= today;
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

function untilOf({ validity }: Membership): string {
	return validity?.until ?? '';
}

function lastFirst(one: Membership, other: Membership): number {
	const [own, others] = [untilOf(one), untilOf(other)];
	if (own !== others) return own > others ? -1 : 1;
	return boughtAt(other) - boughtAt(one);
}
