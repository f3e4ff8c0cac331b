import { organizationSlug, requiredText } from '../../parameters';
import { defineOperation } from '../operation';
import { eventFields } from './event.fields';

export const createEvent = defineOperation({
	value: 'createEvent',
	action: 'Create event',
	description:
		'Create a simple event with its tiers (prices). Running it twice makes two. Needs the FormAdministration privilege, on request at HelloAsso.',
	route: 'POST /organizations/{organizationSlug}/forms/Event/action/quick-create',
	path: { organizationSlug },
	body: {
		title: requiredText('Title', 'Name of the event; its public address is made of it and stays', {
			placeholder: 'e.g. Spring ride',
		}),
	},
	additionalFields: eventFields,
	privilege: 'FormAdministration',
	returns: 'one',
});
