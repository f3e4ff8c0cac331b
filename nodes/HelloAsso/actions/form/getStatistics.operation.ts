import { formSlug, formType, organizationSlug } from '../../parameters';
import { simplifyStatistics } from '../../simplify';
import { defineOperation } from '../operation';

/** Not in HelloAsso's published specification, but in its own Node SDK since 2026-04. */
export const getStatistics = defineOperation({
	value: 'getStatistics',
	action: 'Get statistics of form',
	description:
		'Retrieve how many participants a form has, and how many entries of each tier are taken',
	route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/stats',
	path: { organizationSlug, formType, formSlug },
	returns: 'one',
	simplify: simplifyStatistics,
});
