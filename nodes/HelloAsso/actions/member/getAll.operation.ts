import * as fields from '../../descriptions';
import { simplifyMember } from '../../simplify';
import { defineEndpoint, defineScopedOperation } from '../operation';
import { addValidity } from './validity';

const { organizationSlug, membershipFormType, formSlug, from, to, userSearchKey, tierName } = fields;

const filters = { from, to, userSearchKey, tierName, validOn: fields.validOn };
/** Memberships that count: paid, or added by hand. */
const fixedQuery = {
	tierTypes: ['Membership'],
	itemStates: ['Processed', 'Registered'],
	withDetails: true,
};

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many members',
	description:
		'Retrieve the members of an organization or of one membership form: names, e-mail, validity of the membership, answers to custom fields',
	endpoints: {
		organization: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/items',
			path: { organizationSlug },
			filters,
			fixedQuery,
		}),
		form: defineEndpoint({
			route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
			path: { organizationSlug, formType: membershipFormType, formSlug },
			filters,
			fixedQuery,
		}),
	},
	complete: addValidity,
	returns: 'many',
	simplify: simplifyMember,
});
