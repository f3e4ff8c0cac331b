import { continuationToken } from '../../parameters';
import { simplifyChange } from '../../simplify';
import { defineOperation } from '../operation';
import { directoryFormFilters } from './filters';

export const getForms = defineOperation({
	value: 'getForms',
	action: 'Get forms from directory',
	description:
		'Retrieve public forms of all organizations, then what changed (Insert, Delete). Needs the FormOpenDirectory privilege, on request at HelloAsso.',
	route: 'POST /directory/forms',
	onlyReads: true,
	feed: true,
	filters: directoryFormFilters,
	options: { continuationToken },
	privilege: 'FormOpenDirectory',
	returns: 'many',
	simplify: simplifyChange,
});
