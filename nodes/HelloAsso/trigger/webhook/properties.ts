import type { INodeProperties } from 'n8n-workflow';

import { LEAVE_BODY_TO_NODE } from '../../n8n/rawBody';
import {
	FORM_TYPES,
	organizationSlug,
	PAYMENT_STATES,
	simplifySwitch,
	TIER_TYPES,
} from '../../parameters';
import { EVENT_TYPES } from './delivery/event';

const AUTOMATIC = { show: { registration: ['automatic'] } };
const ONE_ORGANIZATION = { show: { registration: ['automatic'], scope: ['organization'] } };

/** What the editor shows of the HelloAsso Trigger. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
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
		description: 'How HelloAsso learns the address of this trigger',
	},
	{
		displayName:
			'(1) Choose the credential of your association: HelloAsso then confirms each order, payment and form before the workflow starts. (2) Unfold "Webhook URLs" above and copy the Production URL. (3) At HelloAsso, as an administrator, open My account → Integrations and API (Mon compte → Intégrations et API), paste it as the notification URL and save. That page also shows what was sent. (4) Activate (publish) this workflow. — HelloAsso sends to public https addresses only. Behind a reverse proxy, set N8N_PROXY_HOPS, or all is refused with 403. The Test URL works only while this node is waiting for a test event.',
		name: 'manualNotice',
		type: 'notice',
		displayOptions: { show: { registration: ['manual'] } },
		default: '',
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
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
		description: 'Whose events start the workflow',
	},
	{
		displayName:
			'HelloAsso does not tell which address is registered for an organization: activating this workflow replaces it. A test would remove it, too, and asks for "Replace Existing Address" under Options.',
		name: 'organizationNotice',
		type: 'notice',
		displayOptions: ONE_ORGANIZATION,
		default: '',
	},
	{ ...organizationSlug.property, displayOptions: ONE_ORGANIZATION },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
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
		description: 'The events that start the workflow',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Form Slugs',
				name: 'formSlugs',
				type: 'string',
				default: '',
				placeholder: 'e.g. summer-festival, membership-2027',
				description:
					'Only events of these forms (the last part of their address), separated by commas',
			},
			{
				displayName: 'Form Types',
				name: 'formTypes',
				type: 'multiOptions',
				options: FORM_TYPES,
				default: [],
				description: 'Only events of these types of form',
			},
			{
				displayName: 'Payment States',
				name: 'paymentStates',
				type: 'multiOptions',
				options: PAYMENT_STATES,
				default: [],
				description: 'Only payments in these states. Does not concern other events.',
			},
			{
				displayName: 'Tier Types',
				name: 'tierTypes',
				type: 'multiOptions',
				options: TIER_TYPES,
				default: [],
				description:
					'Only orders and payments that have an item of these types, perhaps beside others: a payment tells its donations in donationEuros',
			},
		],
	},
	simplifySwitch,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: { [LEAVE_BODY_TO_NODE.name]: true },
		options: [
			LEAVE_BODY_TO_NODE,
			{
				displayName: 'Check Source Address',
				name: 'checkSourceIp',
				type: 'boolean',
				default: true,
				description:
					"Whether to accept notifications from HelloAsso's own addresses only. Behind a reverse proxy, n8n must know of it (N8N_PROXY_HOPS). With it off and without a credential, whoever knows the address can start the workflow.",
			},
			{
				displayName: 'Confirm by API',
				name: 'confirm',
				type: 'boolean',
				default: true,
				description:
					'Whether to read the order, payment or form from HelloAsso before starting the workflow, and to hand on that version. Needs a credential; not with the scope Partner, whose notifications are signed.',
			},
			{
				displayName: 'Ignore Repeats',
				name: 'deduplicate',
				type: 'boolean',
				default: true,
				description:
					'Whether to start the workflow once for an event that HelloAsso sends several times',
			},
			{
				displayName: 'Replace Existing Address',
				name: 'replaceExisting',
				type: 'boolean',
				displayOptions: { show: { '/registration': ['automatic'] } },
				default: false,
				description: 'Whether to take the place of another address that is registered at HelloAsso',
			},
		],
	},
];
