import * as fields from '../../parameters';
import { defineOperation } from '../operation';

const { organizationSlug, formType, formSlug } = fields;

export const updateState = defineOperation({
	value: 'updateState',
	action: 'Update state of form',
	description:
		'Publish, hide or disable a form. Needs the FormAdministration privilege, on request at HelloAsso.',
	route: 'PUT /organizations/{organizationSlug}/forms/{formType}/{formSlug}/state',
	path: { organizationSlug, formType, formSlug },
	body: {
		state: fields.requiredChoice(
			'State',
			fields.FORM_STATES,
			'Public',
			'Private: only people with the address. Draft: nobody. Disabled: closed, can be enabled again.',
		),
	},
	privilege: 'FormAdministration',
	returns: 'done',
});
