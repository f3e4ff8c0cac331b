import type { INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { RESOURCES } from '../../../nodes/HelloAsso/actions';
import { HelloAsso } from '../../../nodes/HelloAsso/HelloAsso.node';
import { HelloAssoPollingTrigger } from '../../../nodes/HelloAsso/HelloAssoPollingTrigger.node';
import { HelloAssoTrigger } from '../../../nodes/HelloAsso/HelloAssoTrigger.node';

/** As the editor shows it: n8n evaluates the description's expression with the parameters of the node. */
function subtitle(type: INodeType, parameters: INodeParameters): unknown {
	const node = {
		id: '1',
		name: 'Node',
		type: 'type',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const { subtitle: text } = type.description;
	return workflow.expression.getSimpleParameterValue(
		workflow.getNode('Node') ?? node,
		text,
		'internal',
		{},
	);
}

describe('the line under the name of a node', () => {
	it('says in words what the node does', () => {
		const shown = RESOURCES.flatMap(({ value: resource, operations }) =>
			operations.map(({ value: operation }) => subtitle(new HelloAsso(), { resource, operation })),
		);
		const actions = RESOURCES.flatMap(({ operations }) => operations.map(({ action }) => action));
		expect(shown).toEqual(actions);
	});

	it('says in words what a trigger waits for', () => {
		expect(subtitle(new HelloAssoPollingTrigger(), { event: 'newItem' })).toBe(
			'Record Created: Sold Item',
		);
		expect(subtitle(new HelloAssoTrigger(), { events: ['newMember', 'Payment'] })).toBe(
			'New Member, Record: Payment',
		);
	});

	it('shows a value as it is stored where it has no words for it', () => {
		expect(subtitle(new HelloAssoTrigger(), { events: ['later'] })).toBe('later');
	});
});
