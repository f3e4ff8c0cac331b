import { httpsUrl, organizationSlug } from '../../parameters';
import { defineEndpoint, type EndpointOperation } from '../operation';
import { notificationType } from './notificationType';
import { showSignatureKey, withShownKey } from './signatureKey';

const body = {
	url: httpsUrl('Notification URL', 'Where HelloAsso sends notifications', 'webhook/helloasso'),
	notificationType,
};
const options = { showSignatureKey };

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
			options,
		}),
		partner: defineEndpoint({ route: 'PUT /partners/me/api-notifications', body, options }),
	},
	returns: 'one',
	enrich: withShownKey,
};
