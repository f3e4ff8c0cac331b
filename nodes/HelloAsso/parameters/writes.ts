import type { IDataObject } from 'n8n-workflow';

import { invalidParameter } from '../transport';

import type { Field } from './field';
import { dateTime, text } from './fields';
import { euroAmount, eurosToCents } from './money';

/** Free JSON of the user's own. */
export function json(label: string, name: string, description: string): Field<IDataObject> {
	return {
		property: { displayName: label, name, type: 'json', default: '{}', description },
		read(value) {
			if (value === undefined || value === null || value === '') return undefined;
			const parsed = typeof value === 'string' ? parse(value) : value;
			if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) {
				return Object.keys(parsed).length > 0 ? (parsed as IDataObject) : undefined;
			}
			throw invalidParameter(
				{ label, name },
				'is not a JSON object',
				'Write it as JSON, e.g. {"reference": "A-12"}, and check quotes, commas and brackets.',
			);
		},
	};
}

function parse(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		// Not JSON: the caller says so, naming the parameter.
		return undefined;
	}
}

/** Which kind of notification an address is for; without one it is the main address, for all of them. */
export const notificationType: Field<string> = {
	property: {
		displayName: 'Notification Type',
		name: 'notificationType',
		type: 'options',
		options: [
			{ name: 'All (Main URL)', value: 'All' },
			{ name: 'Form', value: 'Form' },
			{ name: 'Order', value: 'Order' },
			{ name: 'Organization', value: 'Organization' },
			{ name: 'Payment', value: 'Payment' },
		],
		default: 'All',
		description: 'Which notifications the address is for',
	},
	read: (value) =>
		value === '' || value === 'All' || value === undefined ? undefined : String(value),
};

const REFUND_AMOUNT = { label: 'Refund Amount', name: 'refundAmount' };

const refundField = euroAmount(
	REFUND_AMOUNT.label,
	REFUND_AMOUNT.name,
	'How much to refund. A part is possible for card payments by Stripe only.',
);

/** The API takes cents under `amount`, and refunds all of the payment without it. */
export const refundAmount: Field<number> = {
	property: { ...refundField.property, hint: 'In euros. 0 refunds the whole payment.' },
	apiName: 'amount',
	read(value) {
		if (value === undefined || value === null || value === '') return undefined;
		return eurosToCents(value, REFUND_AMOUNT) || undefined;
	},
};

/** A token that HelloAsso asks for in the refusal of an earlier refund, by one of three codes. */
export function mfaToken(label: string, header: string): Field<string> {
	return {
		property: {
			displayName: label,
			name: '',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only after HelloAsso has refused a refund because it wants this second factor',
		},
		apiName: header,
		in: 'header',
		read(value) {
			const token = String(value ?? '').trim();
			if (!/^[\x21-\x7e]*$/.test(token)) {
				throw invalidParameter(
					{ label, name: header },
					'holds characters that HTTP does not allow',
					'Copy it again.',
				);
			}
			return token || undefined;
		},
	};
}

/** A price in euros that the API calls by another name than the editor. */
const price = euroAmount('Price', 'price', 'Price in euros; 0 is free');

const contact = {
	email: text('Email', 'Where people can ask', 'e.g. contact@example.org'),
	phoneNumber: text('Phone Number', 'Where people can call'),
};

/** ISO 3166 with three letters, as the API wants it. */
export const country: Field<string> = {
	...text('Country', 'Three letters (ISO alpha-3)', 'e.g. FRA'),
	read(value) {
		const code = String(value ?? '')
			.trim()
			.toUpperCase();
		if (code === '' || /^[A-Z]{3}$/.test(code)) return code || undefined;
		throw invalidParameter(
			{ label: 'Country', name: 'country' },
			`must have three letters, not '${code.slice(0, 100)}'`,
			'Use the ISO alpha-3 code, e.g. FRA for France, BEL for Belgium.',
		);
	},
};

const address = {
	address: text('Address', 'Street and number'),
	city: text('City', 'Town or city'),
	country,
	zipCode: text('Zip Code', 'Postal code'),
};

export const placeFields = { ...address, name: text('Name', 'Name of the place') };

export const payerFields = {
	...address,
	companyName: text('Company Name', 'Name of the company, if one pays'),
	dateOfBirth: dateTime('Date of Birth', 'dateOfBirth', 'The payer must be an adult'),
	email: text('Email', 'E-mail address', 'e.g. camille@example.org'),
	firstName: text('First Name', 'First name, different from the last name'),
	lastName: text('Last Name', 'Family name'),
};

export const contactFields = contact;
export const tierFields = { label: text('Label', 'Name of the tier'), price };
