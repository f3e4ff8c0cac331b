import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import * as shared from '../../parameters';
import { CREDENTIAL_TYPE, invalidParameter } from '../../transport';
import { triggerContext } from '../parameters';
import { EVENT_TYPES } from './delivery/event';
import type { Filters } from './delivery/filters';
import { plainAddress } from './delivery/sourceAddress';
import { ADDITIONAL_ADDRESSES, filters, options } from './fields';

type TriggerContext = IHookFunctions | IWebhookFunctions;

export interface Settings {
	/** True: the node registers its address at HelloAsso; false: the user pastes it there. */
	registers: boolean;
	scope: 'organization' | 'partner';
	events: string[];
	filters: Filters;
	/** Whether the API is asked for its version of an event before a run starts. */
	confirms: boolean;
	/** Whether the sender's address decides where there is no other proof. */
	checksSource: boolean;
	additionalAddresses: string[];
	deduplicates: boolean;
	replacesExisting: boolean;
	simplifies: boolean;
}

export async function readSettings(trigger: TriggerContext): Promise<Settings> {
	const context = triggerContext(trigger);
	const registration = { label: 'Registration', name: 'registration' };
	const registers =
		shared.readOneOf(registration, ['manual', 'automatic'], context) === 'automatic';
	const scopes = ['organization', 'partner'] as const;
	const scope = shared.readOneOf({ label: 'Scope', name: 'scope' }, scopes, context);
	const on = await shared.readCollection(shared.OPTIONS, options, context);
	const filterContext: shared.FieldContext = { ...context, empty: 'refuse' };
	const narrowing = await shared.readCollection(shared.FILTERS, filters, filterContext);
	// A partner's own key may not read what the organizations sold, but its notifications are signed.
	const canAsk = hasCredential(trigger) && !(registers && scope === 'partner');
	return {
		registers,
		scope,
		events: readEvents(trigger.getNodeParameter('events', [...EVENT_TYPES])),
		filters: { formTypes: [], formSlugs: [], paymentStates: [], tierTypes: [], ...narrowing },
		confirms: canAsk && on.confirm !== false,
		checksSource: on.checkSourceIp !== false,
		additionalAddresses: readAddresses(on.additionalAddresses),
		deduplicates: on.deduplicate !== false,
		replacesExisting: on.replaceExisting === true,
		simplifies: shared.readSwitch(shared.simplifySwitch, context),
	};
}

export function hasCredential(context: TriggerContext): boolean {
	return context.getNode().credentials?.[CREDENTIAL_TYPE] !== undefined;
}

function readAddresses(value: unknown): string[] {
	return shared.toWords(value).map((word) => {
		const address = plainAddress(word);
		if (address !== undefined) return address;
		throw invalidParameter(
			ADDITIONAL_ADDRESSES,
			`holds '${word.slice(0, 100)}', which is no IP address`,
			'Enter IPv4 or IPv6 addresses, several separated by commas. Names and ranges are not known here.',
		);
	});
}

function readEvents(value: unknown): string[] {
	const events = shared.toWords(value);
	if (events.length > 0) return events;
	throw invalidParameter(
		{ label: 'Trigger On', name: 'events' },
		'names no event',
		'Choose at least one event that starts the workflow.',
	);
}
