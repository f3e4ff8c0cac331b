import { simplifyOwnOrganization } from '../../simplify';
import { OWN_ORGANIZATIONS } from '../../transport';
import { defineOperation } from '../operation';

export const getAll = defineOperation({
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations (associations) on which the key has rights',
	route: `GET ${OWN_ORGANIZATIONS}`,
	returns: 'array',
	simplify: simplifyOwnOrganization,
});
