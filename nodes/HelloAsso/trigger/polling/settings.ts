import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import {
	FILTERS,
	formSlug,
	formType,
	OPTIONS,
	organizationSlug,
	readCollection,
	readOneOf,
	readPath,
	readSwitch,
	simplifySwitch,
} from '../../parameters';
import type { OrganizationSource } from '../../parameters';
import { withCustomFields } from '../../simplify';
import { buildPath, CREDENTIAL_TYPE, PAGE_SIZE_MAX } from '../../transport';
import type { ApiRequest, Query } from '../../transport';
import { triggerContext } from '../parameters';
import { EVENTS, type PolledEvent } from './events';

const EVENT_VALUES = EVENTS.map(({ value }) => value);

/** What the parameters of a trigger ask for. */
export interface PollSettings {
	event: PolledEvent;
	request: ApiRequest;
	/** Makes what is put out of a record. */
	toOutput: (record: IDataObject) => IDataObject;
	organization: string;
	/** The organization is the credential's own, not one that was entered. */
	isOwnOrganization: boolean;
	/** Everything that decides which records are read, as a text to compare. */
	settings: string;
}

/**
 * Reads and checks every parameter.
 * @param own who knows the credential's own organization
 */
export async function readPollSettings(
	poll: IPollFunctions,
	own: OrganizationSource,
): Promise<PollSettings> {
	let isOwnOrganization = false;
	const client: OrganizationSource = {
		async defaultOrganization() {
			isOwnOrganization = true;
			return await own.defaultOrganization();
		},
	};
	const context = triggerContext(poll, client);
	const value = readOneOf({ label: 'Trigger On', name: 'event' }, EVENT_VALUES, context);
	const event = EVENTS.find((known) => known.value === value) ?? EVENTS[0];
	const { lists } = event;
	const scope = lists.form
		? readOneOf({ label: 'Scope', name: 'scope' }, ['organization', 'form'], context)
		: 'organization';
	const { route, filters } = lists[scope] ?? lists.organization;
	const narrowed = await readCollection(FILTERS, filters, { ...context, empty: 'refuse' });
	const options = await readCollection(OPTIONS, event.options, context);
	const { timeout: timeoutMs, customFields, ...shaped } = options;
	const simplifies = readSwitch(simplifySwitch, context);
	const form = scope === 'form' && { formType, formSlug };
	const parameters = await readPath({ organizationSlug, ...form }, context);
	const [{ value: organization }, ...ofForm] = parameters;
	return {
		event,
		toOutput: simplifies ? withCustomFields(event.simplify, customFields) : (record) => record,
		organization: String(organization),
		isOwnOrganization,
		settings: JSON.stringify([
			event.value,
			poll.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? null,
			isOwnOrganization ? null : organization,
			...ofForm.map(({ value }) => value),
			narrowed,
		]),
		request: {
			method: 'GET',
			path: buildPath(route, parameters),
			query: { ...narrowed, ...shaped, ...event.sorting, pageSize: PAGE_SIZE_MAX } as Query,
			parameters,
			timeoutMs: timeoutMs as number | undefined,
		},
	};
}
