import type { INodeProperties } from 'n8n-workflow';

import { LEAVE_BODY_TO_NODE } from '../../n8n/rawBody';
import {
	collection,
	FILTERS,
	OPTIONS,
	organizationSlug,
	shownAs,
	simplifySwitch,
} from '../../parameters';
import { EVENT_TYPES } from './delivery/event';
import { filters, options } from './fields';

const AUTOMATIC = { show: { registration: ['automatic'] } };
const ONE_ORGANIZATION = { show: { registration: ['automatic'], scope: ['organization'] } };

export const properties: INodeProperties[] = [
	shownAs('options', 'Registration', 'How HelloAsso learns the address of this trigger', {
		name: 'registration',
		options: [
			{
				name: 'By Hand (Association)',
				value: 'manual',
				description: 'You paste the address of this trigger at HelloAsso',
			},
			{
				name: 'Automatic (Partner)',
				value: 'automatic',
				description: 'The node registers its address, which takes the key of a partner',
			},
		],
		default: 'manual',
	}),
	{
		displayName:
			'(1) Choose the credential of your association: HelloAsso then confirms each order, payment and form before the workflow starts. (2) Unfold "Webhook URLs" above and copy the Production URL. (3) At HelloAsso, as an administrator, open My account → Integrations and API (Mon compte → Intégrations et API), paste it as the notification URL and save. That page also shows what was sent. (4) Activate (publish) this workflow. — HelloAsso sends to public https addresses only. Behind a reverse proxy, set N8N_PROXY_HOPS, or all is refused with 403. The Test URL works only while this node is waiting for a test event.',
		name: 'manualNotice',
		type: 'notice',
		displayOptions: { show: { registration: ['manual'] } },
		default: '',
	},
	shownAs('options', 'Scope', 'Whose events start the workflow', {
		name: 'scope',
		displayOptions: AUTOMATIC,
		options: [
			{
				name: 'Organization',
				value: 'organization',
				description: 'One association that is connected to the credential (PKCE)',
			},
			{
				name: 'Partner',
				value: 'partner',
				description:
					"All associations of the partner, with the partner's own key (client credentials)",
			},
		],
		default: 'organization',
	}),
	{
		displayName:
			'HelloAsso does not tell which address is registered for an organization: activating this workflow replaces it. A test would remove it, too, and asks for "Replace Existing Address" under Options.',
		name: 'organizationNotice',
		type: 'notice',
		displayOptions: ONE_ORGANIZATION,
		default: '',
	},
	{ ...organizationSlug.property, displayOptions: ONE_ORGANIZATION },
	shownAs('multiOptions', 'Trigger On', 'The events that start the workflow', {
		name: 'events',
		required: true,
		options: [
			{ name: 'Form', value: 'Form', description: 'A form (campaign) was created' },
			{
				name: 'Order',
				value: 'Order',
				description:
					'A purchase, also a free one. Its payment comes as an event of its own: with both chosen, a sale starts the workflow twice.',
			},
			{
				name: 'Organization',
				value: 'Organization',
				description: 'The organization was renamed or checked',
			},
			{
				name: 'Payment',
				value: 'Payment',
				description:
					'A payment was authorized, refused, refunded or contested; one event for each state',
			},
		],
		default: [...EVENT_TYPES],
	}),
	collection(FILTERS, filters),
	simplifySwitch,
	{ ...collection(OPTIONS, options), default: { [LEAVE_BODY_TO_NODE.name]: true } },
];
