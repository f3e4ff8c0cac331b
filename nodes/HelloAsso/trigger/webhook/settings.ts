import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_TYPE, invalidParameter } from '../../transport';
import { EVENT_TYPES } from './delivery/event';
import type { Filters } from './delivery/filters';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/** The parameters of the trigger, read and checked. */
export interface Settings {
	/** True: the node registers its address at HelloAsso; false: the user pastes it there. */
	registers: boolean;
	scope: 'organization' | 'partner';
	events: string[];
	filters: Filters;
	/** Whether the API is asked for its version of an event before a run starts. */
	confirms: boolean;
	checksSource: boolean;
	deduplicates: boolean;
	replacesExisting: boolean;
	simplifies: boolean;
}

export function readSettings(context: TriggerContext): Settings {
	const registers =
		oneOf(context, 'registration', 'Registration', ['manual', 'automatic']) === 'automatic';
	const scope = oneOf(context, 'scope', 'Scope', ['organization', 'partner']) as Settings['scope'];
	const options = (context.getNodeParameter('options', {}) ?? {}) as IDataObject;
	const filters = (context.getNodeParameter('filters', {}) ?? {}) as IDataObject;
	// A partner's own key may not read what the organizations sold, but its notifications are signed.
	const canAsk = hasCredential(context) && !(registers && scope === 'partner');
	return {
		registers,
		scope,
		events: readEvents(context.getNodeParameter('events', [...EVENT_TYPES])),
		filters: {
			formTypes: words(filters.formTypes),
			formSlugs: words(filters.formSlugs),
			paymentStates: words(filters.paymentStates),
			tierTypes: words(filters.tierTypes),
		},
		confirms: canAsk && isOn(options.confirm),
		checksSource: isOn(options.checkSourceIp),
		deduplicates: isOn(options.deduplicate),
		replacesExisting: options.replaceExisting === true,
		simplifies: context.getNodeParameter('simplify', true) !== false,
	};
}

export function hasCredential(context: TriggerContext): boolean {
	return context.getNode().credentials?.[CREDENTIAL_TYPE] !== undefined;
}

function oneOf(context: TriggerContext, name: string, label: string, known: string[]): string {
	const value = String(context.getNodeParameter(name, known[0]));
	if (known.includes(value)) return value;
	throw invalidParameter(
		{ label, name },
		`is '${value.slice(0, 100)}'`,
		`Choose one of: ${known.join(', ')}.`,
	);
}

function readEvents(value: unknown): string[] {
	const events = words(value);
	if (events.length > 0) return events;
	throw invalidParameter(
		{ label: 'Trigger On', name: 'events' },
		'names no event',
		'Choose at least one event that starts the workflow.',
	);
}

/** Options that are on by default. */
function isOn(value: unknown): boolean {
	return value !== false && value !== 'false';
}

/** A list, or a text with commas. */
function words(value: unknown): string[] {
	const list = Array.isArray(value) ? value : String(value ?? '').split(',');
	return list.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
