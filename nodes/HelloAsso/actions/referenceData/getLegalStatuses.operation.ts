import { defineOperation } from '../operation';

export const getLegalStatuses = defineOperation({
	name: 'Get Legal Statuses',
	value: 'getLegalStatuses',
	action: 'Get legal statuses of companies',
	description: 'Retrieve the legal statuses that a company can have',
	route: 'GET /values/company-legal-status',
	returns: 'array',
});
