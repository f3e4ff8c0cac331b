import { organizationSlug } from '../../parameters';
import { simplifyOrganization } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get organization',
	description: 'Retrieve the public details of an organization (association)',
	route: 'GET /organizations/{organizationSlug}',
	path: { organizationSlug },
	returns: 'one',
	simplify: simplifyOrganization,
});
