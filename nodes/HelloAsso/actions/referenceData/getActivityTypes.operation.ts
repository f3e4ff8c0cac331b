import { formType } from '../../parameters';
import { defineOperation } from '../operation';

export const getActivityTypes = defineOperation({
	value: 'getActivityTypes',
	action: 'Get activity types of form type',
	description:
		'Retrieve the kinds of activity that a form type offers. Needs the FormAdministration privilege, on request at HelloAsso.',
	route: 'GET /values/form/{formType}/types',
	path: { formType },
	privilege: 'FormAdministration',
	returns: 'array',
});
