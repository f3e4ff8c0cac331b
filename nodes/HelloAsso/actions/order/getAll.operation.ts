import * as fields from '../../parameters';
import { simplifyOrder } from '../../simplify';
import { defineEndpoint, defineScopedOperation } from '../operation';

const { organizationSlug, formType, formSlug, from, to, userSearchKey, formTypes } = fields;
const { withDetails, sortOrder } = fields;

const options = { withDetails, sortOrder };

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many orders',
	description: 'Retrieve a list of orders (purchases) of an organization or of one form',
	endpoints: {
		organization: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/orders',
			path: { organizationSlug },
			filters: { from, to, userSearchKey, formTypes },
			options,
		}),
		form: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/orders',
			path: { organizationSlug, formType, formSlug },
			filters: { from, to, userSearchKey },
			options,
		}),
	},
	returns: 'many',
	simplify: simplifyOrder,
});
