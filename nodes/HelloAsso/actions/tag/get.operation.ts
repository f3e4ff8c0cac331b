import { flag, labelled, requiredText } from '../../parameters';
import { simplifyTag } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get tag',
	description:
		'Retrieve one internal tag. Needs the FormOpenDirectory privilege, on request at HelloAsso.',
	route: 'GET /tags/{tagName}',
	path: {
		tagName: requiredText('Tag Name', 'Name of the tag', { placeholder: 'e.g. soft-mobility' }),
	},
	options: labelled(flag, {
		withAmount: 'Whether to include the amount that forms with this tag collected',
		withCount: 'Whether to include how often the tag is used',
	}),
	privilege: 'FormOpenDirectory',
	returns: 'one',
	simplify: simplifyTag,
});
