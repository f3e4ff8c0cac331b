import { defineOperation } from '../operation';

export const getCategories = defineOperation({
	value: 'getCategories',
	action: 'Get categories of organizations',
	description: 'Retrieve the categories of organizations, as in the Journal Officiel',
	route: 'GET /values/organization/categories',
	returns: 'array',
});
