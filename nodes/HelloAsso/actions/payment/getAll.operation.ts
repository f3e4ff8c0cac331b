import * as fields from '../../parameters';
import { simplifyPayment } from '../../simplify';
import { defineEndpoint, defineScopedOperation } from '../operation';

const { organizationSlug, formType, formSlug, from, to, userSearchKey, sortOrder, sortField } =
	fields;

const filters = { from, to, userSearchKey, states: fields.paymentStates };
const options = { sortOrder, sortField };

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many payments',
	description: 'Retrieve a list of payments of an organization or of one form',
	endpoints: {
		organization: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/payments',
			path: { organizationSlug },
			filters,
			options,
		}),
		form: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/payments',
			path: { organizationSlug, formType, formSlug },
			filters,
			options,
		}),
	},
	returns: 'many',
	simplify: simplifyPayment,
});
