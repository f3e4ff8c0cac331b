import type { IDataObject } from 'n8n-workflow';

import type { FieldContext } from '../../parameters';
import { invalidParameter } from '../../transport';

const TERMS = { label: 'Further Terms', name: 'terms' };
const TOTAL = { label: 'Total Amount', name: 'totalAmount' };
const PAYER = { label: 'Payer', name: 'payer' };
const METADATA = { label: 'Metadata', name: 'metadata' };

/** The first payment and eleven more (what integrations use; no official number is known). */
const TERMS_MAX = 11;
/** Later days do not exist in every month; several integrations stop here. */
const TERM_DAY_MAX = 27;
const METADATA_LENGTH_MAX = 20_000;
const ADULT_YEARS = 18;
const HALF_DAY_MS = 43_200_000;

/** Words that HelloAsso refuses as a name (its guide to payments on a site). */
const REFUSED_NAME =
	/^(firstname|lastname|unknown|first_name|last_name|anonyme|user|admin|name|nom|prénom|test)$/;

/** Checks what HelloAsso would refuse. The first payment is the total less the later terms, all in cents. */
export function toCheckoutBody(inputs: IDataObject, { execute }: FieldContext): IDataObject {
	const { enableSepa, payer, metadata, terms, ...body } = inputs;
	const total = Number(body.totalAmount ?? 0);
	if (total <= 0)
		throw invalidParameter(TOTAL, 'must be more than 0', 'Enter the amount in euros, e.g. 12.50.');
	const later = (terms ?? []) as Array<{ amount?: number; date?: string }>;
	checkTerms(later, execute.getTimezone());
	const initialAmount = total - later.reduce((sum, { amount = 0 }) => sum + amount, 0);
	if (initialAmount <= 0) {
		throw invalidParameter(
			TERMS,
			'add up to the total amount or more',
			'Leave something for the first payment, which is made at once.',
		);
	}
	if (payer) checkPayer(payer as IDataObject);
	if (metadata && JSON.stringify(metadata).length > METADATA_LENGTH_MAX) {
		throw invalidParameter(
			METADATA,
			`is longer than ${METADATA_LENGTH_MAX} characters of JSON`,
			'Keep a reference in it, and the data elsewhere.',
		);
	}
	return {
		...body,
		containsDonation: body.containsDonation ?? false,
		initialAmount,
		...(later.length > 0 && { terms: later }),
		...(payer !== undefined && { payer }),
		...(metadata !== undefined && { metadata }),
		...(enableSepa !== undefined && { paymentOptions: { enableSepa } }),
	};
}

function checkTerms(terms: Array<{ amount?: number; date?: string }>, timeZone: string): void {
	const refuse = (problem: string, nextStep: string) => {
		throw invalidParameter(TERMS, problem, nextStep);
	};
	if (terms.length > TERMS_MAX)
		refuse(`are more than ${TERMS_MAX}`, 'Spread the total over fewer months.');
	const thisMonth = new Date().toLocaleDateString('sv-SE', { timeZone }).slice(0, 7);
	const months = new Set<string>();
	for (const { amount = 0, date = '' } of terms) {
		const [month, day] = [date.slice(0, 7), date.slice(8, 10)];
		if (amount <= 0)
			refuse('hold an amount of 0', 'Enter more than 0 euros for each, or remove it.');
		if (date === '') refuse('hold one without date', 'Enter a date for each.');
		if (Number(day) > TERM_DAY_MAX)
			refuse(
				`hold the day ${day}`,
				`Choose a day from 1 to ${TERM_DAY_MAX}, which every month has.`,
			);
		if (month <= thisMonth)
			refuse(
				`hold the month ${month}`,
				'The first payment is made this month: begin with the next one.',
			);
		if (months.has(month))
			refuse(`hold the month ${month} twice`, 'HelloAsso takes one payment a month.');
		months.add(month);
	}
}

function checkPayer({ firstName, lastName, email, dateOfBirth, companyName }: IDataObject): void {
	const refuse = (problem: string, nextStep: string) => {
		throw invalidParameter(PAYER, problem, nextStep);
	};
	for (const [label, value] of Object.entries({ 'First Name': firstName, 'Last Name': lastName })) {
		const problem = value === undefined ? undefined : nameProblem(String(value));
		if (problem)
			refuse(
				`has a '${label}' that HelloAsso refuses: ${problem}`,
				'Correct it, or leave it out: the payer then fills it in.',
			);
	}
	if (firstName !== undefined && sameWord(firstName, lastName))
		refuse("has the same 'First Name' and 'Last Name'", 'Correct one of them, or leave both out.');
	if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(String(email)))
		refuse(`has an 'Email' that is no address: '${String(email).slice(0, 100)}'`, 'Correct it.');
	if ([firstName, lastName, email, companyName].some((value) => String(value ?? '').length > 255))
		refuse('has a text of more than 255 characters', 'Shorten it.');
	if (dateOfBirth !== undefined && !isAdult(String(dateOfBirth)))
		refuse('is not an adult', 'Only adults may pay at HelloAsso.');
}

/** The rules of HelloAsso's guide to payments on a site. */
function nameProblem(name: string): string | undefined {
	const word = name.toLowerCase();
	if (name.length < 2) return 'it has a single letter';
	if (/\d/.test(name)) return 'it has a digit';
	if (!/^[\p{Script=Latin}\p{M} '’-]+$/u.test(name))
		return 'only latin letters, blanks, hyphens and apostrophes are allowed';
	if (/(\p{L})\1\1/iu.test(name)) return 'it has the same letter three times in a row';
	if (!/[aeiouyœæ]/.test(word.normalize('NFD'))) return 'it has no vowel';
	return REFUSED_NAME.test(word) ? 'it is no name' : undefined;
}

function sameWord(one: unknown, other: unknown): boolean {
	return String(one).toLowerCase() === String(other ?? '').toLowerCase();
}

function isAdult(dateOfBirth: string): boolean {
	const birthday = new Date(dateOfBirth);
	birthday.setUTCFullYear(birthday.getUTCFullYear() + ADULT_YEARS);
	// The birthday comes as noon UTC; its whole day counts.
	return birthday.getTime() <= Date.now() + HALF_DAY_MS;
}
