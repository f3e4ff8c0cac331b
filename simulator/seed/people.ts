import type { Payer } from '../model';
import type { Random } from './random';

/** Common first names crossed with made-up family names: nobody in particular. */
const FIRST_NAMES = [
	'Camille',
	'Noé',
	'Léa',
	'Anaïs',
	'Zoé',
	'Hélène',
	'François',
	'Jérôme',
	'Chloé',
	'Loïc',
	'Maël',
	'Inès',
	'Gaëlle',
	'Benoît',
	'Aïcha',
	'Théo',
	'Maëlys',
	'Jean-Baptiste',
	'Élodie',
	'Samira',
	'Yann',
	'Agnès',
	'Cédric',
	'Solène',
	'Mehdi',
	'Océane',
	'Rémi',
	'Valérie',
	'Kévin',
	'Amélie',
];
const LAST_NAMES = [
	'Exemple',
	'Modèle',
	"D'Échantillon",
	'Lambda',
	'Quidam',
	'De La Démo',
	'Essai',
	'Témoin',
	'Fictif-Durand',
	'Prototype',
	'Façade',
	'Dupont-Exemple',
	'Martin-Témoin',
	"L'Hypothèse",
	'Ébauche',
	'Maquette',
	'Gabarit',
	'Spécimen',
	'Canevas',
	'Brouillon',
];
const TOWNS = [
	['Nantes', '44000'],
	['Besançon', '25000'],
	['Saint-Étienne', '42000'],
	["L'Haÿ-les-Roses", '94240'],
	['Orléans', '45000'],
	['Ajaccio', '20000'],
	['Bourg-en-Bresse', '01000'],
] as const;
const STREETS = ['rue des Lilas', 'avenue de la Gare', "impasse de l'Église", 'allée des Chênes'];

export interface Person {
	firstName: string;
	lastName: string;
}

export function person(random: Random): Person {
	return { firstName: random.pick(FIRST_NAMES), lastName: random.pick(LAST_NAMES) };
}

const spell = (name: string) =>
	name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z]+/g, '-');
const SPELLED = new Map([...FIRST_NAMES, ...LAST_NAMES].map((name) => [name, spell(name)]));
const plain = (name: string) => SPELLED.get(name) ?? spell(name);

export const email = ({ firstName, lastName }: Person, number: number) =>
	`${plain(firstName)}.${plain(lastName)}.${number}@example.org`;

/** Payers differ in what they leave: some with everything, some without address, birth date or company. */
export function payer(random: Random, who: Person, number: number): Payer {
	const [city, zipCode] = random.pick(TOWNS);
	const base: Payer = { email: email(who, number), country: 'FRA', ...who };
	switch (random.int(0, 4)) {
		case 0:
			return base;
		case 1:
			return { ...base, city, zipCode, address: null, company: null };
		case 2:
			return { ...base, company: 'Vélos & Cie « Exemple » SARL', city, zipCode };
		default:
			return {
				...base,
				address: `${random.int(1, 120)} ${random.pick(STREETS)}`,
				city,
				zipCode,
				dateOfBirth: `${random.int(1945, 2004)}-0${random.int(1, 9)}-1${random.int(0, 9)}T00:00:00+01:00`,
			};
	}
}

export const zipCode = (random: Random) => random.pick(TOWNS)[1];
