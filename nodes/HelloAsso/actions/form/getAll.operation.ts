import { formStates, formTypes, organizationSlug } from '../../parameters';
import { simplifyForm } from '../../simplify';
import { defineOperation } from '../operation';

export const getAll = defineOperation({
	value: 'getAll',
	action: 'Get many forms',
	description: 'Retrieve a list of forms (campaigns) of an organization, newest first',
	route: 'GET /organizations/{organizationSlug}/forms',
	path: { organizationSlug },
	filters: { formTypes, states: formStates },
	returns: 'many',
	simplify: simplifyForm,
});
