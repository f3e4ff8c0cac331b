import * as fields from '../../parameters';
import { simplifyAttendee } from '../../simplify';
import { defineOperation } from '../operation';

const { organizationSlug, eventFormType, formSlug, from, to, userSearchKey, tierName } = fields;

export const getAll = defineOperation({
	value: 'getAll',
	action: 'Get many attendees',
	description:
		'Retrieve the attendees of an event: names, e-mail, tier, options, answers to custom fields, ticket',
	route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
	path: { organizationSlug, formType: eventFormType, formSlug },
	filters: { from, to, userSearchKey, tierName },
	options: { customFields: fields.customFields },
	fixedQuery: fields.sold(['Registration']),
	isByDate: true,
	returns: 'many',
	simplify: simplifyAttendee,
});
