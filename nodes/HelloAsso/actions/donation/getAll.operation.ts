import * as fields from '../../parameters';
import { DONATION_TYPES, simplifyDonation } from '../../simplify';
import { itemEndpoints } from '../item/endpoints';
import { defineScopedOperation } from '../operation';

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
	endpoints: itemEndpoints({ filters, options, fixedQuery }),
	returns: 'many',
	simplify: simplifyDonation,
});
