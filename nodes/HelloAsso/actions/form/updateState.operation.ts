import {
	FORM_STATES,
	formSlug,
	formType,
	organizationSlug,
	requiredChoice,
} from '../../parameters';
import { defineOperation } from '../operation';

export const updateState = defineOperation({
	name: 'Update State',
	value: 'updateState',
	action: 'Update state of form',
	description:
		'Publish, hide or disable a form. Needs the FormAdministration privilege, on request at HelloAsso.',
	route: 'PUT /organizations/{organizationSlug}/forms/{formType}/{formSlug}/state',
	path: { organizationSlug, formType, formSlug },
	body: {
		state: requiredChoice(
			'State',
			FORM_STATES,
			'Public',
			'Private: only people with the address. Draft: nobody. Disabled: closed, can be enabled again.',
		),
	},
	privilege: 'FormAdministration',
	returns: 'done',
});
