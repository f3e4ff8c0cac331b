import { simplifyPartner } from '../../simplify';
import { defineOperation } from '../operation';

export const get = defineOperation({
	value: 'get',
	action: 'Get partner',
	description:
		"Retrieve the partner's own record: its API client, notification URLs and figures. Raw data hold signature keys: treat them as secrets. For partners only.",
	route: 'GET /partners/me',
	returns: 'one',
	simplify: simplifyPartner,
});
