import { byPerson, isSameName, nameKeys, personOf } from '../../../nodes/HelloAsso/answers/person';

interface Told {
	name: string;
	email?: string;
	birth?: string;
}

/** An item as HelloAsso has it, of a member who paid. */
const item = ({ name, email, birth }: Told, index: number) => {
	const [firstName, lastName] = name.split('+');
	return {
		id: index,
		user: { firstName, lastName },
		payer: { firstName, lastName, email },
		customFields: birth ? [{ name: 'Date de naissance', type: 'Date', answer: birth }] : [],
	};
};
const people = (told: Told[]) =>
	byPerson(told.map((one, index) => ({ index, person: personOf(item(one, index)) })))
		.map((records) => records.map(({ index }) => index))
		.sort(([one], [other]) => one - other);

describe('names', () => {
	it.each([
		[
			['Hélène', 'Lefèvre'],
			['HELENE', 'lefevre'],
		],
		[
			['Jean-Baptiste', "D'Échantillon"],
			[' jean  baptiste ', 'd echantillon'],
		],
		[
			['Camille', 'De La Démo'],
			['Camille', 'Delademo'],
		],
		[
			['Camille', 'De La Démo'],
			['DE LA DEMO', 'Camille'],
		],
		[
			['Camille', 'De La Démo'],
			[undefined, 'De La Démo Camille'],
		],
		[
			['Camille', 'De La Démo'],
			['DELADEMO', 'Camille'],
		],
		[
			['Þing', 'Eð'],
			['Thing', 'Ed'],
		],
		[
			['Kız', 'Modèle'],
			['Kiz', 'Modèle'],
		],
		[
			['Cœur', 'Straße'],
			['Coeur', 'Strasse'],
		],
		[
			['Zoe\u0301', 'Modèle'],
			['Zoé', 'Modèle'],
		],
	])('%j › is the same as %j', (one, other) => {
		expect(isSameName(nameKeys(one), nameKeys(other))).toBe(true);
	});

	it.each([
		[
			['Camille', 'Exemple'],
			['Camille', 'Exemples'],
		],
		[
			['Camille', 'Exemple'],
			['Camille', 'Exemple-Modèle'],
		],
		[
			['Camille', 'Exemple'],
			['', 'Exemple'],
		],
		[
			['Équipe', '2'],
			['Équipe', '3'],
		],
		[
			['', ''],
			['', ''],
		],
		[
			['-', ' '],
			[undefined, null],
		],
	])('%j › is not the same as %j', (one, other) => {
		expect(isSameName(nameKeys(one), nameKeys(other))).toBe(false);
	});
});

describe('byPerson', () => {
	it('puts records of a name together where nothing speaks against it', () => {
		expect(
			people([
				{ name: 'Zoé+Modèle', email: 'zoe@example.org' },
				{ name: 'MODELE+Zoe', email: ' ZOE@example.org' },
				{ name: 'Zoé+Modèle' },
				{ name: 'Zoé+Modèle', birth: '31/12/1990' },
				{ name: 'Noé+Modèle', email: 'zoe@example.org' },
			]),
		).toEqual([[0, 1, 2, 3], [4]]);
	});

	it('keeps two of a name apart by their birth dates, whatever their address', () => {
		expect(
			people([
				{ name: 'Jean+Exemple', email: 'jean@example.org', birth: '01/02/1960' },
				{ name: 'Jean+Exemple', email: 'jean@example.org', birth: '03/04/1990' },
				{ name: 'Jean+Exemple', email: 'other@example.org', birth: '1960-02-01' },
				{ name: 'Jean+Exemple', email: 'jean@example.org' },
				{ name: 'Jean+Exemple', email: 'jean@example.org' },
			]),
		).toEqual([[0, 2], [1], [3], [4]]);
	});

	it('keeps two of a name with two addresses apart, and an entry by hand apart from both', () => {
		expect(
			people([
				{ name: 'Léa+Témoin', email: 'one@example.org' },
				{ name: 'Léa+Témoin', email: 'two@example.org' },
				{ name: 'Léa+Témoin' },
				{ name: 'Léa+Témoin', email: 'two@example.org' },
				{ name: 'Léa+Témoin' },
			]),
		).toEqual([[0], [1, 3], [2], [4]]);
	});

	it('takes a record without birth date for the person of its address', () => {
		expect(
			people([
				{ name: 'Léa+Témoin', email: 'one@example.org', birth: '01/02/1960' },
				{ name: 'Léa+Témoin', email: 'two@example.org' },
				{ name: 'Léa+Témoin', email: 'one@example.org' },
			]),
		).toEqual([[0, 2], [1]]);
	});

	const spellings = ['+De La Démo Camille', 'Camille+Delademo', 'Camille+De La Démo'];
	it.each([
		[0, 1, 2],
		[0, 2, 1],
		[1, 0, 2],
		[1, 2, 0],
		[2, 0, 1],
		[2, 1, 0],
	])('knows a name by its words and by its letters, in the order %i %i %i', (...order) => {
		const email = 'camille@example.org';
		const found = people(order.map((index) => ({ name: spellings[index], email })));
		expect(found.map((own) => own.sort())).toEqual([[0, 1, 2]]);
	});

	it.each([['+De La Démo Camille'], ['Camille+Delademo']])('knows %s alone for another', (name) => {
		const email = 'camille@example.org';
		expect(
			people([
				{ name, email },
				{ name: 'Camille+De La Démo', email },
			]),
		).toEqual([[0, 1]]);
	});

	it('takes nobody without a name for another one without a name', () => {
		expect(people([{ name: '+' }, { name: '+' }])).toEqual([[0], [1]]);
	});
});

describe('personOf', () => {
	it("takes the payer's birth date only where the payer is the member", () => {
		const payer = {
			firstName: 'Zoé',
			lastName: 'Modèle',
			dateOfBirth: '1990-12-31T00:00:00+01:00',
		};
		expect(personOf({ payer }).birthDate).toBe('1990-12-31');
		expect(personOf({ payer, user: { firstName: 'ZOE', lastName: 'Modele' } }).birthDate).toBe(
			'1990-12-31',
		);
		expect(personOf({ payer, user: { firstName: 'Noé', lastName: 'Modèle' } }).birthDate).toBe('');
	});

	it('takes the answer of the form rather than what the payer left', () => {
		const payer = {
			firstName: 'Zoé',
			lastName: 'Modèle',
			dateOfBirth: '1990-12-31T00:00:00+01:00',
		};
		const customFields = [{ name: 'Date de naissance', answer: '05/06/2001' }];
		expect(personOf({ payer, customFields }).birthDate).toBe('2001-06-05');
	});

	it.each([
		['Date de naiss.', '05-06-2001', '2001-06-05'],
		['Birthday', ' 05.06.2001 ', '2001-06-05'],
		['Né(e) le / date de naissance', '5/6/2001', '2001-06-05'],
		['Birthdate', '2001-06-05', '2001-06-05'],
		['Lieu de naissance', 'Nantes', ''],
		['Date du certificat', '05/06/2001', ''],
	])('the answer to %s: %s › %s', (name, answer, expected) => {
		expect(personOf({ customFields: [{ name, answer }] }).birthDate).toBe(expected);
	});
});
