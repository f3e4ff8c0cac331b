import {
	day,
	euroAmount,
	group,
	httpsUrl,
	json,
	list,
	organizationSlug,
	requiredText,
	yesNo,
} from '../../parameters';
import { defineOperation } from '../operation';
import { toCheckoutBody } from './create.rules';
import { payerFields } from './payer.fields';

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create checkout intent',
	description:
		'Start a payment: returns the address of the payment page, to which the payer is sent within 15 minutes',
	route: 'POST /organizations/{organizationSlug}/checkout-intents',
	path: { organizationSlug },
	body: {
		totalAmount: euroAmount('Total Amount', 'What is to be paid in all, in euros, e.g. 12.50'),
		itemName: requiredText('Item Name', 'What is paid for, as the payer reads it', {
			max: 250,
			placeholder: 'e.g. Family membership',
		}),
		backUrl: httpsUrl('Back URL', 'Where the payer goes on turning back'),
		errorUrl: httpsUrl('Error URL', 'Where the payer goes after a technical error'),
		returnUrl: httpsUrl(
			'Return URL',
			'Where the payer goes after paying. This proves nothing: get the checkout intent to know.',
		),
		containsDonation: yesNo('Contains Donation', 'Whether all or part of it is a donation'),
		terms: list(
			'Further Terms',
			'term',
			'Later instalments: one a month at the most, on a day from 1 to 27, not in this month. The first payment is the rest of the total amount.',
			{
				amount: euroAmount('Amount', 'Amount of this instalment in euros'),
				date: day('Date', 'When it is taken'),
			},
		),
	},
	additionalFields: {
		enableSepa: yesNo(
			'Enable SEPA',
			'Whether the payer may pay by SEPA direct debit, which takes days',
		),
		metadata: json(
			'Metadata',
			'Data of your own as JSON, given back with the checkout intent and in notifications; 20,000 characters at the most',
		),
		payer: group('Payer', 'Fills the payment form in beforehand', payerFields),
	},
	toBody: toCheckoutBody,
	returns: 'one',
});
