/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { loadOutputSchema } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import path from 'node:path';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom } from '../../nodes/HelloAsso/actions/operation';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';
import { startSimulator, type Simulator } from '../../simulator';
import { Samples } from '../integration/samples';
import { expectGenerated } from './generated';
import { derive, FREE_OBJECTS, SCHEMA_ROOT, schemaFile, WITH_DETAILS, type Schema } from './schema';
import { filesBelow, ROOT } from './sources';

const nodeDir = path.join(ROOT, 'nodes', 'HelloAsso');
const version = new HelloAsso().description.version as number;
/** API Call puts out whatever was called. */
const operations = RESOURCES.flatMap((resource) =>
	resource.operations
		.filter((operation) => !isCustom(operation))
		.map((operation) => ({
			name: `${resource.value}/${operation.value}`,
			ref: { nodeDir, version, resource: resource.value, operation: operation.value },
			simplified: 'simplify' in operation && operation.simplify !== undefined,
		})),
);
const names = operations.map(({ name }) => name);

let sim: Simulator;
let samples: Samples;
beforeAll(async () => {
	sim = await startSimulator();
	samples = new Samples(sim);
});
afterAll(async () => {
	await sim.stop();
});

test('every operation that ever had a schema is there: workflows have stored its name', () => {
	const files = names.map(schemaFile);
	expect(filesBelow(SCHEMA_ROOT, '').filter((file) => !files.includes(file))).toEqual([]);
});

describe.each(operations)('$name', ({ name, ref, simplified }) => {
	let records: IDataObject[];
	/** As n8n itself finds and reads it. */
	let schema: Schema;
	beforeAll(async () => {
		records = await samples.of(name);
	});

	test('the schema is the one that `npm run generate` writes', () => {
		const derived = { ...derive(records, `${name}[]`), version: 1 };
		expectGenerated(schemaFile(name), `${JSON.stringify(derived, null, '\t')}\n`);
		schema = loadOutputSchema(ref) as unknown as Schema;
	});

	test('the schema holds types and nothing else, in the form that the editor reads', () => {
		// The editor takes a schema without properties for none at all.
		expect(schema).toEqual({
			type: 'object',
			properties: expect.any(Object) as object,
			version: 1,
		});
		expect(Object.entries(schema.properties ?? {}).flatMap(strange)).toEqual([]);
	});

	test('the schema is what comes out, field by field', () => {
		expect(records.length).toBeGreaterThan(0);
		// HelloAsso may leave fields of raw records out; of flat ones they are all there, always.
		const whole = simplified ? records : [Object.assign({}, ...records) as IDataObject];
		expect([
			...records.flatMap((record) => mistyped(record, schema)),
			...whole.flatMap((record) => missing(record, schema)).filter((text) => !isDetail(name, text)),
		]).toEqual([]);
	});
});

const isDetail = (name: string, text: string) =>
	(WITH_DETAILS[name] ?? []).some((field) => text === `${field} is missing`);

/** Parts of a schema that say too little or too much. */
function strange([key, schema]: [string, Schema]): unknown[] {
	const { type, properties, items, ...more } = schema;
	const fields = Object.entries(properties ?? {});
	const inside = [...fields, ...(items ? [[`${key}[]`, items] as [string, Schema]] : [])].flatMap(
		strange,
	);
	const expected = {
		object: !items && (key in FREE_OBJECTS ? !properties : fields.length > 0),
		array: !properties && items !== undefined,
	}[type as 'object' | 'array'];
	const isSimple = ['string', 'number', 'boolean'].includes(type) && !properties && !items;
	return (expected ?? isSimple) && Object.keys(more).length === 0
		? inside
		: [{ [key]: schema }, ...inside];
}

/** Where a value is not of the type, or has a field, that its schema does not name. */
function mistyped(value: unknown, { type, properties, items }: Schema, place = ''): string[] {
	if (value === null) return [];
	const actual = Array.isArray(value) ? 'array' : typeof value;
	if (actual !== type) return [`${place} is ${actual}, not ${type}`];
	if (Array.isArray(value))
		return value.flatMap((entry) => mistyped(entry, items as Schema, `${place}[]`));
	if (type !== 'object' || !properties) return [];
	return Object.entries(value as IDataObject).flatMap(([key, entry]) =>
		properties[key]
			? mistyped(entry, properties[key], `${place}.${key}`)
			: [`${place}.${key} is not in the schema`],
	);
}

/** Fields of a schema that a value does not have. */
function missing(value: unknown, { properties = {}, items }: Schema, place = ''): string[] {
	if (Array.isArray(value))
		return value.flatMap((entry) => missing(entry, items as Schema, `${place}[]`));
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(properties).flatMap(([key, schema]) => {
		const field = `${place}.${key}`;
		return key in value
			? missing((value as IDataObject)[key], schema, field)
			: [`${field} is missing`];
	});
}
