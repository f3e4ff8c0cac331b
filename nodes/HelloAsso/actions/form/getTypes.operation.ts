import { formStates, organizationSlug } from '../../parameters';
import { defineOperation } from '../operation';

export const getTypes = defineOperation({
	value: 'getTypes',
	action: 'Get types of forms',
	description: 'Retrieve the types of which an organization has at least one form',
	route: 'GET /organizations/{organizationSlug}/formTypes',
	path: { organizationSlug },
	filters: { states: formStates },
	returns: 'array',
});
