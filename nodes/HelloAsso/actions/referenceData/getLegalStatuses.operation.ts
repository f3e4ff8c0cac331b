import { defineOperation } from '../operation';

export const getLegalStatuses = defineOperation({
	value: 'getLegalStatuses',
	action: 'Get legal statuses of companies',
	description: 'Retrieve the legal statuses that a company can have',
	route: 'GET /values/company-legal-status',
	returns: 'array',
});
