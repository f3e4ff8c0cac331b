import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import * as shared from '../../parameters';
import { withCustomFields } from '../../simplify';
import { buildPath, CREDENTIAL_TYPE, PAGE_SIZE_MAX } from '../../transport';
import type { ApiRequest, Query } from '../../transport';
import { triggerContext } from '../parameters';
import { EVENTS, type PolledEvent } from './events';

const { formSlug, formType, organizationSlug } = shared;
const EVENT_VALUES = EVENTS.map(({ value }) => value);

export interface PollSettings {
	event: PolledEvent;
	request: ApiRequest;
	simplifies: boolean;
	toOutput: (record: IDataObject) => IDataObject;
	/** The changes that start the workflow; undefined for all. */
	changes?: readonly string[];
	organization: string;
	/** The organization is the credential's own, not one that was entered. */
	isOwnOrganization: boolean;
	/**
	 * Everything that decides which records are read, as a text to compare; the event comes first. Not `changes`:
	 * what they leave out is remembered all the same.
	 */
	settings: string;
}

/** @param own who knows the credential's own organization */
export async function readPollSettings(
	poll: IPollFunctions,
	own: shared.OrganizationSource,
): Promise<PollSettings> {
	let isOwnOrganization = false;
	const client: shared.OrganizationSource = {
		async defaultOrganization() {
			isOwnOrganization = true;
			return await own.defaultOrganization();
		},
	};
	const context = triggerContext(poll, client);
	const value = shared.readOneOf({ label: 'Trigger On', name: 'event' }, EVENT_VALUES, context);
	const event = EVENTS.find((known) => known.value === value) ?? EVENTS[0];
	const { lists } = event;
	const scope = lists.form
		? shared.readOneOf({ label: 'Scope', name: 'scope' }, ['organization', 'form'], context)
		: 'organization';
	const { route, filters } = lists[scope] ?? lists.organization;
	const filterContext: shared.FieldContext = { ...context, empty: 'refuse' };
	const { changes = event.changes, ...narrowed } = await shared.readCollection(
		shared.FILTERS,
		filters,
		filterContext,
	);
	const options = await shared.readCollection(shared.OPTIONS, event.options, context);
	const { timeout: timeoutMs, customFields, ...shaped } = options;
	const simplifies = shared.readSwitch(shared.simplifySwitch, context);
	const form = scope === 'form' && { formType, formSlug };
	const parameters = await shared.readPath({ organizationSlug, ...form }, context);
	const [{ value: organization }, ...ofForm] = parameters;
	return {
		event,
		simplifies,
		toOutput: simplifies ? withCustomFields(event.simplify, customFields) : (record) => record,
		changes: changes as readonly string[] | undefined,
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
			query: {
				...event.query,
				...narrowed,
				...shaped,
				...event.sorting,
				pageSize: PAGE_SIZE_MAX,
			} as Query,
			parameters,
			timeoutMs: timeoutMs as number | undefined,
		},
	};
}
