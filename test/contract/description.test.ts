import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { operationProperties } from '../../nodes/HelloAsso/actions/properties';
import { HelloAsso } from '../../nodes/HelloAsso/HelloAsso.node';

/** Every editor downloads it. It was 126 kB while each operation had its own copy of every input. */
const MAX_BYTES = 100_000;

const { description } = new HelloAsso();
const [chooseResource, ...others] = description.properties;
const pairs = RESOURCES.flatMap(({ value: resource, operations }) =>
	operations.map((operation) => ({ resource, operation })),
);

/** The conditions on resource and operation, and what is left of the input without them. */
function split({ displayOptions, ...property }: INodeProperties) {
	const { resource, operation, ...show } = displayOptions?.show ?? {};
	const rest = { ...displayOptions, show };
	return {
		chosen: { resource, operation },
		input: { ...property, displayOptions: rest } as INodeProperties,
	};
}

test('the description is small enough', () => {
	expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThan(MAX_BYTES);
});

test('the first input is the resource, the only one that is always shown', () => {
	expect(chooseResource).toMatchObject({ name: 'resource' });
	expect(others.filter((property) => split(property).chosen.resource === undefined)).toEqual([]);
});

test.each(pairs.map((pair) => [`${pair.resource} ${pair.operation.value}`, pair] as const))(
	'%s shows the inputs of its own file, in their order',
	(_, { resource, operation }) => {
		const values = { resource, operation: operation.value };
		const shown = others.filter((property) => {
			const { resource: ofResource, operation: ofOperation } = split(property).chosen;
			const show = { resource: ofResource, ...(ofOperation && { operation: ofOperation }) };
			const bare: INodeProperties = { ...property, displayOptions: { show } };
			return NodeHelpers.displayParameter(values, bare, null, description);
		});
		const inputs = shown.map((property) => split(property).input);
		expect(inputs[0]).toMatchObject({ name: 'operation' });
		expect(inputs.slice(1)).toEqual(
			operationProperties(operation).map((property) => split(property).input),
		);
	},
);
