import type { IDataObject } from 'n8n-workflow';

import { participantOf } from '../simplify';
import { object, objects } from '../simplify/values';

/** Who somebody is, as far as HelloAsso knows: written so that spelling makes no difference. */
export interface Person {
	/** See {@link nameKeys}. */
	names: string[];
	/** That of the payer, who may be another person. */
	email: string;
	/** `YYYY-MM-DD`; empty where it is not known. */
	birthDate: string;
}

/** The member is the participant of an item, or the payer where HelloAsso names no other. */
export function personOf(item: IDataObject): Person {
	const payer = object(item.payer);
	const { firstName, lastName } = participantOf(item);
	const payerName = [payer.firstName, payer.lastName];
	const names = nameKeys([firstName, lastName]);
	const isPayer = isSameName(names, nameKeys(payerName));
	return {
		names,
		email: emailKey(payer.email),
		birthDate: birthDateAnswer(item) || (isPayer ? toDay(payer.dateOfBirth) : ''),
	};
}

export function emailKey(email: unknown): string {
	return typeof email === 'string' ? email.trim().toLowerCase() : '';
}

/**
 * What a name is compared by: its words in alphabetical order, and all letters in one, for blanks that some
 * leave out. Capitals, accents, hyphens and apostrophes make no difference, nor which part comes first:
 * 'Éloïse De La Démo' is 'DELADEMO Eloise'.
 */
export function nameKeys(parts: unknown[]): string[] {
	const words = parts.map((part) => nameWords(part));
	const all = words.flat();
	if (all.length === 0) return [];
	const joined = words.map((own) => own.join(''));
	return [[...all].sort().join(' '), [...joined].sort().join('')];
}

export function isSameName(one: string[], other: string[]): boolean {
	return one.some((key, index) => key === other[index]);
}

/** What Unicode does not take apart into a letter and an accent. */
const LETTERS: Record<string, string> = {
	œ: 'oe',
	æ: 'ae',
	ß: 'ss',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
};

/** The words of a name, without what people spell differently. */
export function nameWords(name: unknown): string[] {
	if (typeof name !== 'string') return [];
	const letters = name.toLowerCase().replace(/[œæßøłđðþı]/g, (letter) => LETTERS[letter]);
	const plain = letters.normalize('NFKD').replace(/\p{M}/gu, '');
	return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Many forms ask for it; HelloAsso itself knows that of the payer only. */
function birthDateAnswer({ customFields }: IDataObject): string {
	const birth = objects(customFields).find(({ name }) =>
		/\b(naissance|naiss|birth\w*)\b/.test(nameWords(name).join(' ')),
	);
	return toDay(birth?.answer);
}

/** The day of `1990-12-31…` or `31/12/1990`; empty for anything else, such as a place of birth. */
function toDay(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const [, day, month, year] = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})\b/.exec(text) ?? [];
	if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? '';
}

/**
 * Puts records together that are of one person: of the same name, and of the same birth date, or where one is
 * not known, of the same e-mail address. Where that leaves a doubt they stay apart, so that nobody is taken
 * for somebody else: two of a name with two addresses, an entry by hand that fits several people.
 */
export function byPerson<T extends { person: Person }>(records: readonly T[]): T[][] {
	return sameNames(records).flatMap((namesakes) => {
		const emails = distinct(namesakes.map(({ person }) => person.email));
		const birthDates = distinct(namesakes.map(({ person }) => person.birthDate));
		const isNamed = namesakes[0].person.names.length > 0;
		if (isNamed && emails.length <= 1 && birthDates.length <= 1) return [namesakes];
		const people = new Map<string, T[]>();
		for (const [index, record] of namesakes.entries()) {
			const key = personKey(record.person, namesakes) || `unknown ${index}`;
			people.set(key, [...(people.get(key) ?? []), record]);
		}
		return [...people.values()];
	});
}

function personKey({ email, birthDate }: Person, namesakes: ReadonlyArray<{ person: Person }>) {
	if (birthDate !== '') return birthDate;
	if (email === '') return '';
	const ofEmail = namesakes.filter(({ person }) => person.email === email);
	const birthDates = distinct(ofEmail.map(({ person }) => person.birthDate));
	if (birthDates.length === 1) return birthDates[0];
	// Of two with this address, father and son perhaps, nothing tells which of them it is.
	return birthDates.length === 0 ? email : '';
}

/**
 * Records of the same name, those without any being of one name too. A record that shares its words with one and
 * its letters with another brings the two together.
 */
function sameNames<T extends { person: Person }>(records: readonly T[]): T[][] {
	const groups = new Map<string, T[]>();
	for (const record of records) {
		const [byWords, byLetters] = groupKeys(record).map((key) => groups.get(key));
		const group = byWords ?? byLetters ?? [];
		const added = byLetters && byLetters !== group ? [...byLetters, record] : [record];
		group.push(...added);
		for (const key of added.flatMap(groupKeys)) groups.set(key, group);
	}
	return [...new Set(groups.values())];
}

function groupKeys({ person: { names } }: { person: Person }): string[] {
	const [words = '', letters = ''] = names;
	return [`words ${words}`, `letters ${letters}`];
}

function distinct(values: string[]): string[] {
	return [...new Set(values)].filter((value) => value !== '');
}
