import type { IDataObject } from 'n8n-workflow';

import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';

/**
 * The part of JSON schema that n8n's editor reads. It takes the first of several types only, so there is
 * one, and null goes without saying: HelloAsso may leave any field out.
 */
export interface Schema {
	type: SchemaType;
	properties?: Record<string, Schema>;
	items?: Schema;
}
export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'boolean';

/** Objects whose keys are the user's own, by field: nothing can be said about them beforehand. */
export const FREE_OBJECTS: Record<string, string> = {
	customFields: 'answers by the label that the association gave the question',
	metadata: 'what the workflow that made the checkout intent put in',
};

/** Fields that come only with the option 'With Details', by operation. */
export const WITH_DETAILS: Record<string, string[]> = {
	'item/getAll': ['.customFields', '.options'],
};

/** Fields that are null in all of the simulator's data. */
const ALWAYS_NULL: Record<string, { type: SchemaType; because: string }> = {
	'attendee/getAll[].instalment': { type: 'string', because: 'tickets are paid at once here' },
	'checkoutIntent/get[].payerCompany': { type: 'string', because: 'persons pay here' },
	'donation/getAll[].instalment': { type: 'string', because: 'none is given in instalments here' },
	'member/getAll[].discountCode': { type: 'string', because: 'only tickets are reduced here' },
	'member/getAll[].discountEuros': { type: 'number', because: 'only tickets are reduced here' },
	'member/getEnding[].discountCode': { type: 'string', because: 'only tickets are reduced here' },
	'member/getEnding[].discountEuros': { type: 'number', because: 'only tickets are reduced here' },
	'member/getEnding[].possibleRenewalId': { type: 'number', because: 'all have an address here' },
	'cashOut/export[].debit': {
		type: 'number',
		because: 'a double in the OpenAPI document, as is credit',
	},
	'form/getStatistics[].additionalOptions[].maxEntries': {
		type: 'number',
		because: 'a count, as that of the tiers',
	},
};

export const SCHEMA_ROOT = 'nodes/HelloAsso/__schema__';

/** n8n names the folder after the node's version in three parts: 1 is `v1.0.0`. */
const VERSION_FOLDER = `v${[...String(new HelloAsso().description.version).split('.'), '0', '0'].slice(0, 3).join('.')}`;

/** The file for `resource/operation`. */
export const schemaFile = (name: string) => `${SCHEMA_ROOT}/${VERSION_FOLDER}/${name}.json`;

/**
 * The schema that fits all these values.
 *
 * @param place where they stand, e.g. `form/getStatistics[].tiers[].label`
 */
export function derive(values: unknown[], place: string): Schema {
	const known = values.filter((value) => value !== null && value !== undefined);
	const types = new Set(known.map(typeOf));
	if (types.size > 1) throw new Error(`${place} is ${[...types].join(' or ')}`);
	const [type = ALWAYS_NULL[place]?.type] = types;
	if (!type)
		throw new Error(`${place} has no value in the simulator's data: add its type to ALWAYS_NULL`);
	if (type === 'array') return { type, items: derive(known.flat(), `${place}[]`) };
	if (type !== 'object' || FREE_OBJECTS[place.replace(/^.*\./, '')]) return { type };
	const keys = new Set(known.flatMap((value) => Object.keys(value as object)));
	const properties = [...keys].map((key): [string, Schema] => [
		key,
		derive(
			known.map((value) => (value as IDataObject)[key]),
			`${place}.${key}`,
		),
	]);
	return { type, properties: Object.fromEntries(properties) };
}

function typeOf(value: unknown): SchemaType {
	return Array.isArray(value) ? 'array' : (typeof value as SchemaType);
}
