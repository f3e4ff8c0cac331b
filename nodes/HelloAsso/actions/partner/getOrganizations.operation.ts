import { continuationToken } from '../../parameters';
import { simplifyPartnerOrganization } from '../../simplify';
import { defineOperation } from '../operation';

export const getOrganizations = defineOperation({
	value: 'getOrganizations',
	action: 'Get organizations of partner',
	description:
		'Retrieve the organizations linked to the partner, oldest change first. For partners only.',
	route: 'GET /partners/me/organizations',
	feed: true,
	options: { continuationToken },
	returns: 'many',
	simplify: simplifyPartnerOrganization,
});
