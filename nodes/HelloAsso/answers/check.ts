import type { IDataObject } from 'n8n-workflow';

import { isValidOn, paymentStateOf, simplifyMember } from '../simplify';
import { object, pick } from '../simplify/values';
import type { Membership, MembershipReader } from './memberships';
import { byPerson, emailKey, isSameName, nameKeys, personOf } from './person';

/** Whom to look for, and when the membership is to be valid. */
export interface Wanted {
	email: string;
	firstName: string;
	lastName: string;
	/** A day, `2026-08-31`. */
	on: string;
}

type FoundBy = 'email' | 'name';

/** What is said of one person; `validUntil` is a day. */
interface Answer extends IDataObject {
	isMember: boolean;
	validUntil: IDataObject[string];
	membership: IDataObject[string];
	foundBy: FoundBy | null;
	matches: IDataObject[];
}

/**
 * Whether a person is a member: whose membership is valid on that day and was not refused, refunded or
 * contested. By the e-mail address, which is the payer's, or by the name; with both, a member behind the address
 * must have the name, and one of that name is looked for too.
 *
 * @returns e.g. `{ isMember: true, validUntil: '2027-02-28', membership: 'Adulte', foundBy:
 * 'email', matches: [ … ] }`, with one match for each person that was found, members or not
 */
export async function checkMember(wanted: Wanted, reader: MembershipReader): Promise<Answer> {
	const { on, email } = wanted;
	const name = nameKeys([wanted.firstName, wanted.lastName]);
	const hasName = name.length > 0;
	const isNamed = (item: IDataObject) => isSameName(personOf(item).names, name);
	const found: Array<[FoundBy, Membership[]]> = [];
	if (email !== '') {
		const ofEmail = await searchEmail(email, reader);
		found.push(['email', hasName ? ofEmail.filter(({ item }) => isNamed(item)) : ofEmail]);
	}
	if (hasName && !found.some(([, ofEmail]) => hasMember(ofEmail, on)))
		found.push(['name', await searchName(wanted, isNamed, reader)]);
	const [foundBy, memberships] =
		found.find(([, those]) => hasMember(those, on)) ??
		found.find(([, those]) => those.length > 0) ??
		[];
	return toAnswer(foundBy, memberships, on);
}

/** HelloAsso's search may find more than this address. Whether it heeds capitals is not known. */
async function searchEmail(email: string, reader: MembershipReader): Promise<Membership[]> {
	const key = emailKey(email);
	const isOfEmail = ({ payer }: IDataObject) => emailKey(object(payer).email) === key;
	for (const userSearchKey of new Set([email, key])) {
		const found = await reader.list({ userSearchKey }, isOfEmail);
		if (found.length > 0) return found;
	}
	return [];
}

/**
 * By HelloAsso's search for one word of the name, since it is not known to look for several at once. What it
 * finds proves that somebody is a member, but not that nobody is: whether it heeds accents, or knows parts of
 * a name, is not known. So everybody is read before the answer is no, once for all input items.
 */
async function searchName(
	{ firstName, lastName, on }: Wanted,
	isNamed: (item: IDataObject) => boolean,
	reader: MembershipReader,
): Promise<Membership[]> {
	const words = `${firstName} ${lastName}`.split(/[^\p{L}\p{N}\p{M}]+/u);
	const userSearchKey = words.reduce((one, other) => (other.length > one.length ? other : one));
	const found = reader.hasRead(on) ? [] : await reader.list({ userSearchKey }, isNamed);
	if (hasMember(found, on)) return found;
	const named = (await reader.validOn(on)).filter(({ item }) => isNamed(item));
	return named.length > 0 ? named : found;
}

function isMemberOn(membership: Membership, on: string): boolean {
	const { isStanding, isWaiting, validity } = membership;
	return isStanding && !isWaiting && isValidOn(validity, on);
}

function hasMember(memberships: Membership[], on: string): boolean {
	return memberships.some((membership) => isMemberOn(membership, on));
}

function toAnswer(foundBy: FoundBy | undefined, found: Membership[] = [], on: string): Answer {
	const telling = (one: Membership, other: Membership) => compare(one, other, on);
	const people = byPerson(found).map((own) => own.sort(telling)[0]);
	const matches = people.sort(telling).map((membership) => toMatch(membership, on));
	const [first] = matches;
	const member = first?.isMember ? first : undefined;
	return {
		isMember: member !== undefined,
		validUntil: member?.validUntil ?? null,
		membership: member?.membership ?? null,
		foundBy: foundBy ?? null,
		matches,
	};
}

/** What tells more comes first: a valid one, then one that was paid, then the one that ends last. */
function compare(one: Membership, other: Membership, on: string): number {
	const rank = (membership: Membership) => [
		Number(isMemberOn(membership, on)),
		Number(membership.isStanding),
		membership.validity?.until ?? '',
	];
	const [own, others] = [rank(one), rank(other)];
	const index = own.findIndex((value, place) => value !== others[place]);
	return index === -1 ? 0 : own[index] > others[index] ? -1 : 1;
}

const MATCH_FIELDS = ['firstName', 'lastName', 'payerEmail'];
const MEMBERSHIP_FIELDS = ['membership', 'validFrom', 'validUntil', 'validityType'];

function toMatch(membership: Membership, on: string): IDataObject {
	const record = simplifyMember(membership.item);
	return {
		...pick(record, MATCH_FIELDS),
		isMember: isMemberOn(membership, on),
		...pick(record, MEMBERSHIP_FIELDS),
		paymentState: paymentStateOf(membership.item),
		...pick(record, ['formSlug', 'itemId', 'orderId']),
	};
}
