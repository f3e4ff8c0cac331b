import * as fields from '../../parameters';
import { DONATION_TYPES, simplifyDonation } from '../../simplify';
import { defineScopedOperation } from '../operation';
import { salesEndpoints } from '../salesEndpoints';

const { from, to, userSearchKey } = fields;

const filters = { from, to, userSearchKey };
const options = { customFields: fields.customFields };
/** Also the donations that people add to a membership or a ticket. */
const fixedQuery = {
	tierTypes: DONATION_TYPES,
	itemStates: ['Processed', 'Registered'],
	withDetails: true,
};

export const getAll = defineScopedOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many donations',
	description:
		'Retrieve the donations to an organization or on one form, also those given beside a membership or ticket: donor, amount, custom fields',
	endpoints: salesEndpoints('items', { filters, options, fixedQuery }),
	returns: 'many',
	simplify: simplifyDonation,
});
