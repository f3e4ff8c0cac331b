import { SLUG } from './association';
import type { Case } from './case';
import { NOTIFIED } from './records';

/** What the simulator makes of the number of what it makes, as it does the address of a checkout. */
const MADE_BY_SIMULATOR = '9be92ed424073302c4f12d244f0040339c6fc861d1621714805e17e8e35f7903';

export const CASES: Case[] = [
	{
		name: 'notification/delete organization',
		key: 'connected',
		parameters: { notificationType: 'Payment' },
		requests: [
			[
				`DELETE /partners/me/api-notifications/organizations/${SLUG}`,
				{ notificationType: 'Payment' },
			],
		],
		raw: [{ deleted: true }],
	},
	{
		name: 'notification/delete partner',
		key: 'partner',
		requests: [['DELETE /partners/me/api-notifications']],
		raw: [{ deleted: true }],
	},
	{
		name: 'notification/set organization',
		key: 'connected',
		parameters: { url: NOTIFIED, notificationType: 'Payment' },
		requests: [
			[
				`PUT /partners/me/api-notifications/organizations/${SLUG}`,
				{},
				{ url: NOTIFIED, notificationType: 'Payment' },
			],
		],
		raw: [{ url: NOTIFIED, apiNotificationType: 'Payment', signatureKey: MADE_BY_SIMULATOR }],
	},
	{
		name: 'notification/set partner',
		key: 'partner',
		parameters: { url: NOTIFIED },
		requests: [['PUT /partners/me/api-notifications', {}, { url: NOTIFIED }]],
		raw: [{ url: NOTIFIED, signatureKey: MADE_BY_SIMULATOR }],
	},
];
