import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { LEAVE_BODY_TO_NODE } from '../../n8n/rawBody';
import {
	collection,
	FILTERS,
	OPTIONS,
	organizationSlug,
	shownAs,
	simplifySwitch,
} from '../../parameters';
import { filters, options } from './fields';
import { NAMED_EVENTS } from './namedEvents';

const AUTOMATIC = { show: { registration: ['automatic'] } };
const ONE_ORGANIZATION = { show: { registration: ['automatic'], scope: ['organization'] } };

/** HelloAsso's own terms, one for each kind of notification. */
const RECORDS: INodePropertyOptions[] = [
	{
		name: 'Record: Form',
		value: 'Form',
		action: 'New form',
		description: 'A form (campaign) was created',
	},
	{
		name: 'Record: Order',
		value: 'Order',
		action: 'New order',
		description:
			'A purchase, also a free one. Its payment comes as an event of its own: with both chosen, a sale starts the workflow twice.',
	},
	{
		name: 'Record: Organization',
		value: 'Organization',
		action: 'Organization renamed or checked',
		description: 'The organization was renamed or checked',
	},
	{
		name: 'Record: Payment',
		value: 'Payment',
		action: 'Payment changed',
		description:
			'A payment was authorized, refused, refunded or contested; one event for each change',
	},
];

export const EVENT_NAMES: Record<string, string> = Object.fromEntries(
	[...NAMED_EVENTS, ...RECORDS].map(({ name, value }) => [value, name]),
);

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
			'HelloAsso has to know the address of this trigger: paste the Production URL ("Webhook URLs" above) there. The steps are in the panel beside these fields.',
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
			...NAMED_EVENTS.map(({ name, value, action, description }) => {
				return { name, value, action, description };
			}),
			...RECORDS,
		],
		// None of them comes with another one of the same sale.
		default: ['newDonation', 'newMember', 'newTicket'],
	}),
	collection(FILTERS, filters),
	simplifySwitch,
	{ ...collection(OPTIONS, options), default: { [LEAVE_BODY_TO_NODE.name]: true } },
];
