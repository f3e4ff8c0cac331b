import { parisDate } from '../dates';
import type { CheckoutBody } from './body';

/**
 * Rules of a checkout intent beyond its schema. Messages are in French, as HelloAsso's; the three
 * marked "text observed" are HelloAsso's own words, the others are ours.
 */

const METADATA_MAX = 20_000;
/** What integrators allow: 11 terms after the first payment, on days that every month has. */
const TERMS_MAX = 11;
const TERM_DAY_MAX = 27;
const ADULT_AGE = 18;

/** HelloAsso docs (payments on your own site), and two integrators with the same list. */
const REFUSED_NAMES = [
	'firstname',
	'lastname',
	'unknown',
	'first_name',
	'last_name',
	'anonyme',
	'user',
	'admin',
	'name',
	'nom',
	'prénom',
	'test',
];

function amounts({ totalAmount, initialAmount, terms }: CheckoutBody): string[] {
	const sum = (terms ?? []).reduce((total, { amount }) => total + amount, initialAmount);
	return [
		// The true minimum is not documented.
		...(totalAmount > 0 && initialAmount > 0 ? [] : ['Le montant doit être supérieur à 0']),
		...(sum === totalAmount ? [] : ['Le montant total doit être égal à la somme des échéances']),
	];
}

/** Public https only (observed; the official sample has https://localhost, which others saw refused). */
function urls(body: CheckoutBody, localUrls: boolean): string[] {
	const valid = (value: string) => {
		const url = URL.canParse(value) ? new URL(value) : undefined;
		if (localUrls) return url !== undefined;
		const local = /^(localhost|127\.|0\.0\.0\.0|\[::1\])/.test(url?.hostname ?? '');
		return url?.protocol === 'https:' && !local;
	};
	// Text observed.
	const message = (field: string) => `Le champ ${field} est invalide`;
	return [
		...(valid(body.backUrl) ? [] : [message('BackUrl')]),
		...(valid(body.errorUrl) ? [] : [message('ErrorUrl')]),
		...(valid(body.returnUrl) ? [] : [message('ReturnUrl')]),
	];
}

const month = (date: string) => date.slice(0, 7);

/** Never in the month of the first payment, one a month, on a day from 1 to 27 (observed by integrators). */
function terms({ terms }: CheckoutBody, now: number): string[] {
	if (!terms?.length) return [];
	const months = terms.map(({ date }) => month(parisDate(Date.parse(date))));
	const day = ({ date }: { date: string }) => Number(parisDate(Date.parse(date)).slice(8, 10));
	return [
		...(terms.length > TERMS_MAX ? [`Le nombre d'échéances est limité à ${TERMS_MAX}`] : []),
		...(terms.some(({ amount }) => amount <= 0)
			? ["Le montant d'une échéance doit être supérieur à 0"]
			: []),
		...(months.some((value) => value <= month(parisDate(now)))
			? ['Les échéances doivent être postérieures au mois du premier paiement']
			: []),
		...(new Set(months).size < months.length ? ['Une seule échéance par mois est possible'] : []),
		...(terms.some((term) => day(term) > TERM_DAY_MAX)
			? [`Le jour d'une échéance doit être compris entre 1 et ${TERM_DAY_MAX}`]
			: []),
	];
}

function nameIsValid(name: string): boolean {
	return (
		name.trim().length >= 2 &&
		!/(\p{L})\1\1/iu.test(name) &&
		/[aeiouy]/i.test(name.normalize('NFD')) &&
		/^[\p{Script=Latin}\p{M} '’-]+$/u.test(name) &&
		!REFUSED_NAMES.includes(name.trim().toLowerCase())
	);
}

function age(dateOfBirth: string, now: number): number {
	const [birth, today] = [new Date(dateOfBirth), new Date(now)];
	const years = today.getUTCFullYear() - birth.getUTCFullYear();
	const monthsAndDays = (date: Date) => date.getUTCMonth() * 100 + date.getUTCDate();
	return monthsAndDays(today) < monthsAndDays(birth) ? years - 1 : years;
}

function payer({ payer = {} }: CheckoutBody, now: number): string[] {
	const { firstName, lastName, email, dateOfBirth } = payer;
	const same = firstName && lastName && firstName.toLowerCase() === lastName.toLowerCase();
	return [
		...(firstName && !nameIsValid(firstName) ? ['Le prénom du payeur est invalide'] : []),
		...(lastName && !nameIsValid(lastName) ? ['Le nom du payeur est invalide'] : []),
		// Text observed, both.
		...(same ? ['Votre prénom doit être différent de votre nom'] : []),
		...(dateOfBirth && age(dateOfBirth, now) < ADULT_AGE ? ["L'acheteur doit être majeur"] : []),
		...(email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
			? ["L'adresse e-mail est invalide"]
			: []),
	];
}

/** Everything that is wrong with a checkout, in French. */
export function checkoutErrors(body: CheckoutBody, now: number, localUrls: boolean): string[] {
	const metadata = JSON.stringify(body.metadata ?? null);
	return [
		...amounts(body),
		...urls(body, localUrls),
		...terms(body, now),
		...payer(body, now),
		...(metadata.length > METADATA_MAX
			? [`Le champ Metadata dépasse ${METADATA_MAX} caractères`]
			: []),
	];
}
