import type { IDataObject } from 'n8n-workflow';

import { nameWords } from '../../answers/person';
import type { Wanted } from '../../answers/check';
import { dateTime, text, textThat, type Field } from '../../parameters';
import { day } from '../../simplify/values';
import { invalidParameter } from '../../transport';

/** A moment for the node itself, which says below the field what it takes where that is empty. */
export function moment(label: string, description: string, hint: string): Field<string> {
	const field = dateTime(label, description);
	return { ...field, property: { ...field.property, hint }, in: 'node' };
}

export function nodeText(label: string, description: string): Field<string> {
	return { ...text(label, description), in: 'node' };
}

export const memberEmail: Field<string> = {
	...text(
		'Email',
		'E-mail address with which the membership was paid. With a name too, a member behind the address must have that name.',
		'e.g. martin@example.org',
	),
	in: 'node',
	read: textThat(
		(address) => /^[^\s@]+@[^\s@]+$/.test(address),
		'is not an e-mail address:',
		"Enter the whole address, or the name under 'First Name' and 'Last Name'.",
	),
};

/** @throws `invalidParameter` where neither an address nor a whole name is there */
export function readWanted({ email, firstName, lastName, validOn }: IDataObject): Wanted {
	const wanted = {
		email: String(email ?? ''),
		firstName: String(firstName ?? ''),
		lastName: String(lastName ?? ''),
		on: String(day(validOn ?? new Date().toISOString())),
	};
	const words = [...nameWords(wanted.firstName), ...nameWords(wanted.lastName)];
	if (wanted.email !== '' || words.length > 1) return wanted;
	const parameter =
		words.length === 0
			? { label: 'Email', name: 'email' }
			: nameWords(wanted.firstName).length === 0
				? { label: 'First Name', name: 'firstName' }
				: { label: 'Last Name', name: 'lastName' };
	throw invalidParameter(
		parameter,
		'is empty',
		"Enter an e-mail address, or both 'First Name' and 'Last Name', or check the expressions that make them.",
	);
}
