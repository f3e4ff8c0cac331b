import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { formSlug, formType, organizationSlug } from '../../parameters';
import type { Field, FieldContext, Fields, OrganizationSource } from '../../parameters';
import { withCustomFields } from '../../simplify';
import { buildPath, CREDENTIAL_TYPE, invalidParameter, PAGE_SIZE_MAX } from '../../transport';
import type { ApiRequest, PathValue, Query } from '../../transport';
import { parametersOf } from '../parameters';
import { EVENTS, type PolledEvent } from './events';

const PATH: Readonly<Record<string, Field<string>>> = { organizationSlug, formType, formSlug };

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
	const context: FieldContext = { execute: parametersOf(poll), client, itemIndex: 0 };
	const event = readEvent(context);
	const { route, filters } = readList(event, context);
	const narrowed = await readCollection('filters', filters, context);
	const {
		timeout: timeoutMs,
		customFields,
		...shaped
	} = await readCollection('options', event.options, context);
	const simplifies = poll.getNodeParameter('simplify', true) !== false;
	const parameters = await readPath(route, context);
	const [{ value: organization }, ...form] = parameters;
	return {
		event,
		toOutput: simplifies ? withCustomFields(event.simplify, customFields) : (record) => record,
		organization: String(organization),
		isOwnOrganization,
		settings: JSON.stringify([
			event.value,
			poll.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? null,
			isOwnOrganization ? null : organization,
			...form.map(({ value }) => value),
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

function readEvent({ execute, itemIndex }: FieldContext): PolledEvent {
	const value = execute.getNodeParameter('event', itemIndex, '');
	return (
		EVENTS.find((event) => event.value === value) ??
		refuse(
			'Trigger On',
			'event',
			value,
			EVENTS.map((event) => event.value),
		)
	);
}

function readList({ lists }: PolledEvent, { execute, itemIndex }: FieldContext) {
	if (!lists.form) return lists.organization;
	const scope = execute.getNodeParameter('scope', itemIndex, 'organization');
	if (scope === 'organization' || scope === 'form') return lists[scope] ?? lists.organization;
	return refuse('Scope', 'scope', scope, Object.keys(lists));
}

function refuse(label: string, name: string, value: unknown, allowed: string[]): never {
	throw invalidParameter(
		{ label, name },
		`is '${String(value).slice(0, 100)}'`,
		`Choose one of: ${allowed.join(', ')}.`,
	);
}

async function readCollection(
	name: string,
	fields: Fields,
	context: FieldContext,
): Promise<IDataObject> {
	const entered = (context.execute.getNodeParameter(name, context.itemIndex, {}) ??
		{}) as IDataObject;
	const read: IDataObject = {};
	for (const [key, field] of Object.entries(fields)) {
		const value = await field.read(entered[key], context);
		if (value !== undefined) read[key] = value as IDataObject[string];
	}
	return read;
}

/** From its end, because an empty 'Organization' may cost a request. */
async function readPath(route: string, context: FieldContext): Promise<PathValue[]> {
	const values: PathValue[] = [];
	for (const [name, field] of Object.entries(PATH).reverse()) {
		if (!route.includes(`{${name}}`)) continue;
		const value =
			(await field.read(context.execute.getNodeParameter(name, context.itemIndex, ''), context)) ??
			'';
		values.unshift({ label: field.property.displayName, name, value });
	}
	return values;
}
