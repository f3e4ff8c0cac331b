import * as fields from '../../descriptions';
import { simplifyItem } from '../../simplify';
import { defineEndpoint, defineScopedOperation } from '../operation';

const { organizationSlug, formType, formSlug, from, to, userSearchKey } = fields;
const { withDetails, sortOrder, sortField } = fields;

const filters = {
	from,
	to,
	userSearchKey,
	tierTypes: fields.choices('Types', fields.TIER_TYPES, 'Only these types of item'),
	itemStates: fields.choices('States', fields.ITEM_STATES, 'Only items in these states'),
	tierName: fields.text('Tier Name', 'Only items of the tier (price) with this name'),
};
const options = { withDetails, sortOrder, sortField };

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many items',
	description:
		'Retrieve a list of items sold (memberships, tickets, donations, products) of an organization or of one form',
	endpoints: {
		organization: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/items',
			path: { organizationSlug },
			filters,
			options,
		}),
		form: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
			path: { organizationSlug, formType, formSlug },
			filters,
			options,
		}),
	},
	returns: 'many',
	simplify: simplifyItem,
});
