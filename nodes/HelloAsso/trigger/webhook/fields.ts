import { LEAVE_BODY_TO_NODE } from '../../n8n/rawBody';
import { choices, FORM_TYPES, PAYMENT_STATES, TIER_TYPES, words, yesNo } from '../../parameters';
import type { BodyFields } from '../../parameters';

const replaceExisting = yesNo(
	'Replace Existing Address',
	'Whether to take the place of another address that is registered at HelloAsso',
);

/** What narrows the events. */
export const filters = {
	formSlugs: words(
		'Form Slugs',
		'Only events of these forms (the last part of their address)',
		'e.g. summer-festival, membership-2027',
	),
	formTypes: choices('Form Types', FORM_TYPES, 'Only events of these types of form'),
	paymentStates: choices(
		'Payment States',
		PAYMENT_STATES,
		'Only payments in these states. Does not concern other events.',
	),
	tierTypes: choices(
		'Tier Types',
		TIER_TYPES,
		'Only orders and payments that have an item of these types, perhaps beside others: a payment tells its donations in donationEuros',
	),
} satisfies BodyFields;

export const options: BodyFields = {
	binaryData: { property: LEAVE_BODY_TO_NODE, in: 'nowhere', read: () => undefined },
	checkSourceIp: yesNo(
		'Check Source Address',
		"Whether to accept notifications from HelloAsso's own addresses only. Behind a reverse proxy, n8n must know of it (N8N_PROXY_HOPS). With it off and without a credential, whoever knows the address can start the workflow.",
		true,
	),
	confirm: yesNo(
		'Confirm by API',
		'Whether to read the order, payment or form from HelloAsso before starting the workflow, and to hand on that version. Needs a credential; not with the scope Partner, whose notifications are signed.',
		true,
	),
	deduplicate: yesNo(
		'Ignore Repeats',
		'Whether to start the workflow once for an event that HelloAsso sends several times',
		true,
	),
	replaceExisting: {
		...replaceExisting,
		property: {
			...replaceExisting.property,
			displayOptions: { show: { '/registration': ['automatic'] } },
		},
	},
};
