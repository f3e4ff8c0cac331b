import * as fields from '../../parameters';
import { simplifyMember } from '../../simplify';
import type { EndpointOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';
import { withValidity } from './withValidity';

const { customFields, from, membershipFormType, payment, sold, tierName, to } = fields;
const { userSearchKey, validOn } = fields;
const filters = { from, to, userSearchKey, tierName, payment, validOn };
const inputs = { filters, options: { customFields }, fixedQuery: sold(['Membership']) };

export const getAll: EndpointOperation = {
	value: 'getAll',
	action: 'Get many members',
	description:
		'Retrieve the members of an organization or of one membership form: names, e-mail, validity of the membership, what was paid, answers to custom fields. Who was refused, refunded or contested is left out.',
	endpoints: salesEndpoints('items', inputs, membershipFormType),
	enrich: withValidity,
	returns: 'many',
	simplify: simplifyMember,
	namesForm: true,
};
