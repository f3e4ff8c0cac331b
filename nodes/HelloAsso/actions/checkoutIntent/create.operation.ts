import * as fields from '../../parameters';
import { defineOperation } from '../operation';
import { toCheckoutBody } from './create.rules';

export const create = defineOperation({
	value: 'create',
	action: 'Create checkout intent',
	description:
		'Start a payment: returns the address of the payment page, to which the payer is sent within 15 minutes',
	route: 'POST /organizations/{organizationSlug}/checkout-intents',
	path: { organizationSlug: fields.organizationSlug },
	body: {
		totalAmount: fields.euroAmount(
			'Total Amount',
			'What is to be paid in all, in euros, e.g. 12.50',
		),
		itemName: fields.requiredText('Item Name', 'What is paid for, as the payer reads it', {
			max: 250,
			placeholder: 'e.g. Family membership',
		}),
		backUrl: fields.httpsUrl('Back URL', 'Where the payer goes on turning back', 'join'),
		errorUrl: fields.httpsUrl('Error URL', 'Where the payer goes after a technical error', 'join'),
		returnUrl: fields.httpsUrl(
			'Return URL',
			'Where the payer goes after paying. This proves nothing: get the checkout intent to know.',
		),
		containsDonation: fields.yesNo('Contains Donation', 'Whether all or part of it is a donation'),
		terms: fields.list(
			'Further Terms',
			'term',
			'Later instalments: one a month at the most, on a day from 1 to 27, not in this month. The first payment is the rest of the total amount.',
			{
				amount: fields.euroAmount('Amount', 'Amount of this instalment in euros'),
				date: fields.day('Date', 'When it is taken'),
			},
		),
	},
	additionalFields: {
		enableSepa: fields.yesNo(
			'Enable SEPA',
			'Whether the payer may pay by SEPA direct debit, which takes days',
		),
		metadata: fields.json(
			'Metadata',
			'Data of your own as JSON, given back with the checkout intent and in notifications; 20,000 characters at the most',
		),
		payer: fields.group('Payer', 'Fills the payment form in beforehand', {
			...fields.addressFields,
			companyName: fields.text('Company Name', 'Name of the company, if one pays'),
			dateOfBirth: fields.day('Date of Birth', 'The payer must be an adult'),
			email: fields.text('Email', 'E-mail address', 'e.g. camille@example.org'),
			firstName: fields.text('First Name', 'First name, different from the last name'),
			lastName: fields.text('Last Name', 'Family name'),
		}),
	},
	toBody: toCheckoutBody,
	returns: 'one',
});
