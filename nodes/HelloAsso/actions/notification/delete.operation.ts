import { organizationSlug } from '../../parameters';
import { defineEndpoint, type EndpointOperation } from '../operation';
import { notificationType } from './notificationType';

const query = { notificationType };

export const deleteNotification: EndpointOperation = {
	value: 'delete',
	action: 'Delete notification URL',
	description: 'Remove an address to which HelloAsso sends notifications. For partners only.',
	endpoints: {
		organization: defineEndpoint({
			route: 'DELETE /partners/me/api-notifications/organizations/{organizationSlug}',
			path: { organizationSlug },
			query,
		}),
		partner: defineEndpoint({ route: 'DELETE /partners/me/api-notifications', query }),
	},
	returns: 'deleted',
};
