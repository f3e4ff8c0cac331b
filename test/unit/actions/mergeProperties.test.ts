import fc from 'fast-check';
import type { INodeProperties } from 'n8n-workflow';

import { mergeProperties, type Shown } from '../../../nodes/HelloAsso/actions/mergeProperties';

const input = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const shows = (resource: string, operation: string, ...names: string[]): Shown => ({
	resource,
	operation,
	properties: names.map((name) => input(name)),
});
const conditions = (shown: Shown[]) =>
	mergeProperties(shown).map(({ name, displayOptions }) => [
		name,
		displayOptions?.show?.resource,
		displayOptions?.show?.operation,
	]);

describe('mergeProperties', () => {
	it('puts equal inputs into one, for all that show them', () => {
		expect(
			conditions([shows('a', 'x', 'one'), shows('a', 'y', 'one'), shows('b', 'x', 'one')]),
		).toEqual([['one', ['a', 'b'], ['x', 'y']]]);
	});

	it('divides them where the product would show another operation that exists', () => {
		expect(
			conditions([
				shows('a', 'x', 'one'),
				shows('a', 'y', 'one'),
				shows('b', 'x', 'one'),
				shows('b', 'y'),
			]),
		).toEqual([
			['one', ['a'], ['x', 'y']],
			['one', ['b'], ['x']],
		]);
	});

	it('keeps the order of each operation, by an input that stands twice where they differ', () => {
		expect(conditions([shows('a', 'x', 'one', 'two'), shows('a', 'y', 'two', 'one')])).toEqual([
			['one', ['a'], ['x']],
			['two', ['a'], ['x', 'y']],
			['one', ['a'], ['y']],
		]);
	});

	it.each<[string, Partial<INodeProperties>]>([
		['its text', { description: 'Other' }],
		['its condition to be shown', { displayOptions: { show: { returnAll: [false] } } }],
		['its condition to be hidden', { displayOptions: { hide: { output: ['csv'] } } }],
	])('keeps an input apart that differs in %s', (_, more) => {
		const other = { resource: 'b', operation: 'x', properties: [input('one', more)] };
		const merged = mergeProperties([shows('a', 'x', 'one'), other]);
		expect(merged).toHaveLength(2);
		expect(merged).toContainEqual({
			...input('one', more),
			displayOptions: {
				...more.displayOptions,
				show: { ...more.displayOptions?.show, resource: ['b'], operation: ['x'] },
			},
		});
	});

	it('shows each operation its own inputs in its own order, whatever the table', () => {
		const resources = ['a', 'b', 'c', 'd'];
		const pairs = resources.flatMap((resource) =>
			['w', 'x', 'y', 'z'].map((operation) => ({ resource, operation })),
		);
		const names = fc.shuffledSubarray(['one', 'two', 'three', 'four']);
		const table = fc
			.subarray(pairs)
			.chain((existing) =>
				fc.tuple(
					...existing.map(({ resource, operation }) =>
						names.map((own) => shows(resource, operation, ...own)),
					),
				),
			);
		fc.assert(
			fc.property(table, (shown) => {
				const merged = mergeProperties(shown);
				const seen = shown.map(({ resource, operation }) =>
					shows(
						resource,
						operation,
						...merged
							.filter(
								({ displayOptions: { show } = {} }) =>
									show?.resource?.includes(resource) && show.operation?.includes(operation),
							)
							.map(({ name }) => name),
					),
				);
				expect(seen).toEqual(shown);
			}),
		);
	});
});
