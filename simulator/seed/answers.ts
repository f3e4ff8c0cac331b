import type { CustomFieldAnswer, CustomFieldDefinition } from '../model';
import { zipCode } from './people';
import type { Random } from './random';

const two = (number: number) => String(number).padStart(2, '0');

/** Answers are strings or null. Dates were seen both in French and in ISO spelling (observed by integrators). */
function answerTo({ type, values }: CustomFieldDefinition, random: Random): string | null {
	if (random.int(1, 8) === 1) return null;
	const [year, month, day] = [
		random.int(1950, 2012),
		two(random.int(1, 12)),
		two(random.int(1, 28)),
	];
	switch (type) {
		case 'Date':
			return random.int(0, 1) ? `${day}/${month}/${year}` : `${year}-${month}-${day}T00:00:00`;
		case 'ChoiceList':
			return random.pick(values ?? ['']);
		case 'File':
			return `https://www.helloasso.com/documents/certificat-${random.int(1000, 9999)}.pdf`;
		case 'YesNo':
			return random.pick(['Oui', 'Non']);
		case 'Phone':
			return `06 00 00 ${two(random.int(0, 99))} ${two(random.int(0, 99))}`;
		case 'Zipcode':
			return zipCode(random);
		case 'Number':
			return random.pick(['0', '2', '12', '3,5']);
		case 'FreeText':
			return random.pick([
				'Rien à signaler.',
				'Allergie : noix\nArrive à 9 h 30 "précises"',
				'Merci 💚 ; à bientôt',
			]);
		default:
			return random.pick(['Œil-de-lynx', 'roue libre', 'N° 42', '=1+1']);
	}
}

export function answers(
	fields: readonly CustomFieldDefinition[] | undefined,
	random: Random,
): CustomFieldAnswer[] {
	return (fields ?? []).map((field) => ({
		id: field.id,
		name: field.label,
		type: field.type,
		answer: answerTo(field, random),
	}));
}
