import * as fields from '../../parameters';
import { simplifyAttendee } from '../../simplify';
import { leaveOutUnpaid } from '../leaveOutUnpaid';
import { defineOperation } from '../operation';

const { organizationSlug, eventFormType, formSlug } = fields;
const { from, to, userSearchKey, tierName, payment } = fields;

export const getAll = defineOperation({
	value: 'getAll',
	action: 'Get many attendees',
	description:
		'Retrieve the attendees of an event: names, e-mail, tier, options with their price, what was paid, answers to custom fields, ticket. Who was refused, refunded or contested is left out.',
	route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
	path: { organizationSlug, formType: eventFormType, formSlug },
	filters: { from, to, userSearchKey, tierName, payment },
	options: { customFields: fields.customFields },
	fixedQuery: fields.sold(['Registration']),
	isByDate: true,
	enrich: leaveOutUnpaid,
	returns: 'many',
	simplify: simplifyAttendee,
	namesForm: true,
});
