import * as fields from '../../descriptions';
import { simplifyItem } from '../../simplify';
import { defineScopedOperation } from '../operation';
import { itemEndpoints } from './endpoints';

const { from, to, userSearchKey } = fields;
const { withDetails, sortOrder, sortField } = fields;

const filters = {
	from,
	to,
	userSearchKey,
	tierTypes: fields.choices('Types', fields.TIER_TYPES, 'Only these types of item'),
	itemStates: fields.choices('States', fields.ITEM_STATES, 'Only items in these states'),
	tierName: fields.tierName,
};
const options = { withDetails, sortOrder, sortField };

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many sold items',
	description:
		'Retrieve a list of items sold (memberships, tickets, donations, products) of an organization or of one form',
	endpoints: itemEndpoints({ filters, options, files: true }),
	returns: 'many',
	simplify: simplifyItem,
});
