import { formSlug, formType, organizationSlug } from '../../parameters';
import { simplifyFormDetails } from '../../simplify';
import { PUBLIC_FORM } from '../../transport';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get form',
	description:
		'Retrieve the public details of a form: dates, place, tiers. The raw data hold prices, options and custom fields too.',
	route: `GET ${PUBLIC_FORM}`,
	path: { organizationSlug, formType, formSlug },
	returns: 'one',
	simplify: simplifyFormDetails,
});
