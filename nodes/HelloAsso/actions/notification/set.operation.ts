import { httpsUrl, organizationSlug } from '../../parameters';
import { defineEndpoint, type EndpointOperation } from '../operation';
import { notificationType } from './notificationType';

const body = {
	url: httpsUrl('Notification URL', 'Where HelloAsso sends notifications', 'webhook/helloasso'),
	notificationType,
};

export const set: EndpointOperation = {
	value: 'set',
	action: 'Set notification URL',
	description:
		"Set where HelloAsso sends notifications, replacing the address that was there. The answer's 'signatureKey' is a secret that cannot be read again: store it where you verify notifications. For partners only.",
	endpoints: {
		organization: defineEndpoint({
			route: 'PUT /partners/me/api-notifications/organizations/{organizationSlug}',
			path: { organizationSlug },
			body,
		}),
		partner: defineEndpoint({ route: 'PUT /partners/me/api-notifications', body }),
	},
	returns: 'one',
};
