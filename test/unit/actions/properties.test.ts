import type { INodeProperties } from 'n8n-workflow';

import {
	defineEndpoint,
	defineOperation,
	type CustomOperation,
	type Resource,
} from '../../../nodes/HelloAsso/actions/operation';
import { buildProperties } from '../../../nodes/HelloAsso/actions/properties';
import { RESOURCES } from '../../../nodes/HelloAsso/actions';
import {
	flag,
	formSlug,
	formType,
	id,
	organizationSlug,
	text,
} from '../../../nodes/HelloAsso/parameters';

const TEXTS = { value: 'get', action: 'Get thing', description: 'Retrieve one thing' };
const thingId = id('Thing ID', 'The number of the thing');
const simplify = (record: object) => ({ ...record });

const build = (...operations: Resource['operations']) =>
	buildProperties([{ name: 'Thing', value: 'thing', operations }]);
/** Those of the operation, after 'Resource' and 'Operation'. */
const inputs = (properties: INodeProperties[]) => properties.slice(2);
const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);
const named = (properties: INodeProperties[], name: string) =>
	properties.find((property) => property.name === name) as INodeProperties;
const optionNames = (property: INodeProperties) =>
	(property.options as INodeProperties[]).map(({ name }) => name);

describe('buildProperties', () => {
	it('asks for resource, then operation, with what the user and an AI agent read', () => {
		const [resource, operation] = build(
			defineOperation({
				...TEXTS,
				route: 'GET /things/{thingId}',
				path: { thingId },
				returns: 'one',
			}),
		);
		expect(resource).toMatchObject({
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: [{ name: 'Thing', value: 'thing' }],
		});
		expect(operation).toEqual({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: ['thing'] } },
			options: [{ name: 'Get', ...TEXTS }],
			default: 'get',
		});
	});

	it('shows each input for the operations that have it', () => {
		const properties = build(
			defineOperation({
				...TEXTS,
				route: 'GET /things/{thingId}',
				path: { thingId },
				returns: 'one',
			}),
			defineOperation({
				...TEXTS,
				value: 'other',
				route: 'GET /others/{otherId}',
				path: { otherId: thingId },
				returns: 'one',
			}),
		);
		expect(inputs(properties).map(({ name, displayOptions }) => [name, displayOptions])).toEqual([
			['otherId', { show: { resource: ['thing'], operation: ['other'] } }],
			['thingId', { show: { resource: ['thing'], operation: ['get'] } }],
			['options', { show: { resource: ['thing'], operation: ['get', 'other'] } }],
		]);
	});

	it('puts required inputs first, from broad to narrow, then paging, filters, Simplify and options', () => {
		const properties = build(
			defineOperation({
				...TEXTS,
				route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
				path: { organizationSlug, formType, formSlug },
				filters: { b: text('B Filter', '…'), a: text('A Filter', '…') },
				options: { zoom: flag('Zoom', 'Whether …'), best: flag('Best', 'Whether …') },
				returns: 'many',
				simplify,
			}),
		);
		expect(names(inputs(properties))).toEqual([
			'organizationSlug',
			'formType',
			'formSlug',
			'returnAll',
			'limit',
			'filters',
			'simplify',
			'toolOutput',
			'toolFields',
			'options',
		]);
		expect(optionNames(named(properties, 'filters'))).toEqual(['a', 'b']);
		expect(optionNames(named(properties, 'options'))).toEqual([
			'allowIncomplete',
			'best',
			'pageSize',
			'parallelRequests',
			'timeout',
			'zoom',
		]);
		expect(named(properties, 'limit')).toMatchObject({
			default: 50,
			typeOptions: { minValue: 1 },
			displayOptions: { show: { resource: ['thing'], operation: ['get'], returnAll: [false] } },
		});
		expect(named(properties, 'simplify').default).toBe(true);
		expect(named(properties, 'returnAll').default).toBe(false);
	});

	it.each([
		['one', ['thingId', 'options'], ['parallelRequests', 'timeout']],
		['done', ['thingId', 'options'], ['parallelRequests', 'timeout']],
		['array', ['thingId', 'returnAll', 'limit', 'options'], ['parallelRequests', 'timeout']],
		[
			'many',
			['thingId', 'returnAll', 'limit', 'options'],
			['allowIncomplete', 'pageSize', 'parallelRequests', 'timeout'],
		],
	] as const)(
		'offers for an answer of the kind %s what makes sense there',
		(returns, expected, options) => {
			const properties = build(
				defineOperation({ ...TEXTS, route: 'GET /things/{thingId}', path: { thingId }, returns }),
			);
			expect(names(inputs(properties))).toEqual(expected);
			expect(optionNames(named(properties, 'options'))).toEqual(options);
		},
	);

	it('names a field of a collection after its key', () => {
		const shared = text('Shared', '…');
		const properties = build(
			defineOperation({
				...TEXTS,
				route: 'GET /things',
				filters: { one: shared, two: shared },
				returns: 'many',
			}),
		);
		expect(optionNames(named(properties, 'filters'))).toEqual(['one', 'two']);
		expect(shared.property.name).toBe('');
	});

	it('gives an input that scopes share once, and the others for their scope', () => {
		const from = text('From', '…');
		const common = { from };
		const properties = build({
			...TEXTS,
			endpoints: {
				organization: defineEndpoint({
					route: 'GET /organizations/{organizationSlug}/items',
					path: { organizationSlug },
					filters: { from, types: text('Types', '…') },
					options: common,
				}),
				form: defineEndpoint({
					route: 'GET /organizations/{organizationSlug}/forms/{formType}/{formSlug}/items',
					path: { organizationSlug, formType, formSlug },
					filters: common,
					options: common,
				}),
			},
			returns: 'many',
		});
		const scopes = inputs(properties).map(({ name, displayOptions }) => [
			name,
			displayOptions?.show?.scope,
		]);
		expect(scopes).toEqual([
			['scope', undefined],
			['organizationSlug', undefined],
			['formType', ['form']],
			['formSlug', ['form']],
			['returnAll', undefined],
			['limit', undefined],
			['filters', ['organization']],
			['filters', ['form']],
			['options', undefined],
		]);
		expect(named(properties, 'scope')).toMatchObject({
			options: [
				{ name: 'Organization', value: 'organization' },
				{ name: 'Form', value: 'form' },
			],
			default: 'organization',
		});
	});

	it('takes the properties of a custom operation as they are, with its options', () => {
		const custom: CustomOperation = {
			...TEXTS,
			properties: [{ displayName: 'Path', name: 'path', type: 'string', default: '' }],
			options: { zoom: flag('Zoom', 'Whether …') },
			onlyReads: () => true,
			execute: async () => [],
		};
		const properties = build(custom);
		expect(names(inputs(properties))).toEqual(['path', 'options']);
		expect(optionNames(named(properties, 'options'))).toEqual(['zoom']);
	});

	it('changes no shared field, and builds the same again', () => {
		const before = structuredClone([
			organizationSlug.property,
			formSlug.property,
			formType.property,
			thingId.property,
		]);
		const first = buildProperties(RESOURCES);
		const copy = structuredClone(first);
		// n8n pushes an entry of its own into these lists at start-up.
		for (const { name, options } of first) {
			if (name === 'resource' || name === 'operation')
				options?.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
		}
		expect(buildProperties(RESOURCES)).toEqual(copy);
		expect([
			organizationSlug.property,
			formSlug.property,
			formType.property,
			thingId.property,
		]).toEqual(before);
	});
});

describe('the real table', () => {
	const properties = buildProperties(RESOURCES);

	it('leaves no input without a name, and shows none for everything', () => {
		const walk = (list: INodeProperties[]): INodeProperties[] =>
			list.flatMap((property) => [
				property,
				...(property.type === 'collection' ? walk(property.options as INodeProperties[]) : []),
			]);
		expect(walk(properties).filter(({ name }) => name === '')).toEqual([]);
		for (const { name, displayOptions } of properties) {
			expect(displayOptions?.show?.resource === undefined).toBe(name === 'resource');
		}
	});

	it('shows no two inputs of the same name at the same time, beside those that are hidden', () => {
		for (const { value: resource, operations } of RESOURCES) {
			for (const { value: operation } of operations) {
				const own = properties.filter(({ type, displayOptions }) => {
					if (type === 'hidden') return false;
					const show = displayOptions?.show ?? {};
					return show.resource?.includes(resource) && show.operation?.includes(operation);
				});
				const shown = own.flatMap(({ name, displayOptions }) =>
					(displayOptions?.show?.scope ?? ['organization', 'form']).map(
						(scope) => `${name} for ${String(scope)}`,
					),
				);
				expect(shown).toEqual([...new Set(shown)]);
			}
		}
	});

	it('has default values that the lists hold', () => {
		for (const { name, type, options, default: value } of properties) {
			if (type !== 'options') continue;
			expect([
				name,
				(options ?? []).map((option) => ('value' in option ? option.value : undefined)),
			]).toEqual([name, expect.arrayContaining([value])]);
		}
	});

	it('sorts lists of five and more by what the user reads', () => {
		for (const { type, options = [] } of properties) {
			if (type !== 'options' && type !== 'collection') continue;
			const labels = options.map((option) =>
				'displayName' in option ? option.displayName : option.name,
			);
			if (labels.length < 5) continue;
			expect(labels).toEqual([...labels].sort((one, other) => one.localeCompare(other, 'en')));
		}
	});
});

describe('Member', () => {
	const { operations = [] } = RESOURCES.find(({ value }) => value === 'member') ?? {};
	const shown = (value: string) =>
		build(...operations.filter((operation) => operation.value === value));

	it('lists all memberships that end by default: whoever is left out gets no reminder', () => {
		expect(named(shown('getEnding'), 'returnAll').default).toBe(true);
	});

	it('says below each date what is taken where it is empty', () => {
		const [ending, check] = [shown('getEnding'), shown('check')];
		expect([
			named(ending, 'from').hint,
			named(ending, 'to').hint,
			named(check, 'validOn').hint,
		]).toEqual(['Empty means now', "Empty means 30 days after 'From'", 'Empty means today']);
	});
});
