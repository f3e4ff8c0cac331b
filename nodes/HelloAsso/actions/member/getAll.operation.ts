import * as fields from '../../parameters';
import { simplifyMember } from '../../simplify';
import { defineScopedOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';
import { addValidity } from './validity';

const { from, to, userSearchKey, tierName } = fields;

const filters = { from, to, userSearchKey, tierName, validOn: fields.validOn };
const options = { customFields: fields.customFields };
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
	endpoints: salesEndpoints('items', { filters, options, fixedQuery }, fields.membershipFormType),
	enrich: addValidity,
	returns: 'many',
	simplify: simplifyMember,
});
