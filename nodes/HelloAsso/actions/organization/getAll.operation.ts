import { simplifyOwnOrganization } from '../../simplify';
import { defineOperation } from '../operation';

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many organizations',
	description: 'Retrieve the organizations (associations) on which the key has rights',
	route: 'GET /users/me/organizations',
	returns: 'array',
	simplify: simplifyOwnOrganization,
});
