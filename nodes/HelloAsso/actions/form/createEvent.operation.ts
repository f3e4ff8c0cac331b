import { organizationSlug, requiredText } from '../../parameters';
import { defineOperation } from '../operation';
import { eventFields } from './event.fields';
import { eventPrice, withPrice } from './event.price';

export const createEvent = defineOperation({
	value: 'createEvent',
	action: 'Create event',
	description:
		'Create a simple event with its date and its price, or several (tiers). Running it twice makes two. Needs the FormAdministration privilege, on request at HelloAsso.',
	route: 'POST /organizations/{organizationSlug}/forms/Event/action/quick-create',
	path: { organizationSlug },
	body: {
		title: requiredText('Title', 'Name of the event; its public address is made of it and stays', {
			placeholder: 'e.g. Spring ride',
		}),
		startDate: eventFields.startDate,
		price: eventPrice,
	},
	additionalFields: eventFields,
	toBody: withPrice,
	privilege: 'FormAdministration',
	returns: 'one',
});
