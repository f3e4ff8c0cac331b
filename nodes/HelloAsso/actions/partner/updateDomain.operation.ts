import { requiredText } from '../../parameters';
import { defineOperation } from '../operation';

export const updateDomain = defineOperation({
	value: 'updateDomain',
	action: 'Update redirect domain of partner',
	description:
		'Set the domain to which associations may be sent back after giving their consent. For partners only.',
	route: 'PUT /partners/me/api-clients',
	body: {
		domain: requiredText('Domain', 'The domain of your n8n, with https', {
			placeholder: 'e.g. https://n8n.example.org',
		}),
	},
	returns: 'done',
});
