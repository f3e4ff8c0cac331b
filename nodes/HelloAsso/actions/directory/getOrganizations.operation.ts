import { continuationToken } from '../../parameters';
import { simplifyChange } from '../../simplify';
import { defineOperation } from '../operation';
import { directoryOrganizationFilters } from './filters';

export const getOrganizations = defineOperation({
	value: 'getOrganizations',
	action: 'Get organizations from directory',
	description:
		'Retrieve public organizations, then what changed (Insert, Delete). Needs the OrganizationOpenDirectory privilege, on request at HelloAsso.',
	route: 'POST /directory/organizations',
	onlyReads: true,
	feed: true,
	filters: directoryOrganizationFilters,
	options: { continuationToken },
	privilege: 'OrganizationOpenDirectory',
	returns: 'many',
	simplify: simplifyChange,
});
