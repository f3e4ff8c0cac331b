import { LEAVE_BODY_TO_NODE } from '../../n8n/rawBody';
import {
	choices,
	FORM_TYPES,
	PAYMENT_STATES,
	slugOfForm,
	TIER_TYPES,
	words,
	yesNo,
} from '../../parameters';
import type { BodyFields, Field } from '../../parameters';

const replaceExisting = yesNo(
	'Replace Existing Address',
	'Whether to take the place of another address that is registered at HelloAsso',
);

const slugs = words(
	'Form Slugs',
	'Only events of these forms: their addresses, or only the last part of each',
	'e.g. summer-festival, membership-2027',
);

/** What narrows the events. */
export const filters = {
	formSlugs: {
		...slugs,
		async read(value, context, parameter) {
			const entered = await slugs.read(value, context, parameter);
			return entered?.map((entry) => slugOfForm(entry, parameter));
		},
	} satisfies Field<string[]>,
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

export const ADDITIONAL_ADDRESSES = {
	label: 'Additional Source Addresses',
	name: 'additionalAddresses',
};

export const options: BodyFields = {
	additionalAddresses: words(
		ADDITIONAL_ADDRESSES.label,
		"IP addresses that count as HelloAsso's own, such as a new one of HelloAsso or that of a relay of yours",
		'e.g. 203.0.113.7, 2001:db8::7',
	),
	binaryData: { property: LEAVE_BODY_TO_NODE, in: 'nowhere', read: () => undefined },
	checkSourceIp: yesNo(
		'Check Source Address',
		"Whether only HelloAsso's own addresses may send what neither a signature nor the API proves: without a credential, with 'Confirm by API' off, and for events of the organization. Behind a reverse proxy, n8n must know of it (N8N_PROXY_HOPS). With it off, whoever knows the address can start the workflow with these.",
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
