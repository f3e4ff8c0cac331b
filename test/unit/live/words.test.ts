import contract from '../../../tools/openapi/contract.json';
import { readOperations } from '../../../tools/openapi/document';
import { HIDDEN, Words } from '../../../tools/live/words';

const words = new Words(readOperations(contract));
words.learn({ payer: { firstName: 'Exemple', company: 'Vélos & Cie' }, list: ['Spécimen Modèle'] });

describe('Words.word › the word of an enum', () => {
	test.each(['Authorized', 'PartnerOrganization', 'Refunded', 'RefundPending'])(
		'%s is shown: the contract has the words it is made of',
		(word) => expect(words.word(word)).toBe(word),
	);

	test.each(['Exemple', 'Unheard', 'RefundUnheard', 'refund pending', 'a@example.org', '', '2026'])(
		"'%s' is not shown",
		(word) => expect(words.word(word)).toBe(HIDDEN),
	);
});

describe('Words.name › the name of a field or header', () => {
	test.each(['paymentReceiptUrl', 'taxUnheard', 'x-unheard-header'])('%s is shown', (name) =>
		expect(words.name(name)).toBe(name),
	);

	test.each(['Exemple', 'exemple', 'isExemple', 'dexemple', 'Vélos & Cie', 'a'.repeat(41), ''])(
		"'%s' is not shown: it has a word of a value, or is no name",
		(name) => expect(words.name(name)).toBe(HIDDEN),
	);
});
