/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import path from 'node:path';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom, type Operation } from '../../nodes/HelloAsso/actions/operation';
import { filesBelow, read, ROOT } from './sources';

const rows = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);
const names = rows.map(({ resource, operation }) => `${resource.value}/${operation.value}`);

const routesOf = (operation: Operation) =>
	isCustom(operation) ? [] : Object.values(operation.endpoints).map(({ route }) => route);

test('resource and operation are unique, as stored in workflows', () => {
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(RESOURCES.map(({ value }) => value)).size).toBe(RESOURCES.length);
});

test('these operations are there, under these names for ever', () => {
	expect(names).toEqual([
		'api/call',
		'form/get',
		'form/getAll',
		'item/get',
		'item/getAll',
		'order/get',
		'order/getAll',
		'organization/get',
		'organization/getAll',
		'payment/get',
		'payment/getAll',
	]);
});

test('every operation file is in a list, under the name of its value', async () => {
	const files = filesBelow('nodes/HelloAsso/actions', '.operation.ts');
	const found = files.map((file) => {
		const [, resource, value] = /actions\/(\w+)\/(\w+)\.operation\.ts$/.exec(file) ?? [];
		return { file, name: `${resource}/${value}`, value };
	});
	expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
	for (const { file, name, value } of found) {
		const module = (await import(path.join(ROOT, file))) as Record<string, Operation>;
		const row = rows.find(({ resource, operation }) => `${resource.value}/${operation.value}` === name);
		expect(module[value]).toBe(row?.operation);
	}
});

test('resources and operations stand in alphabetical order', () => {
	const resourceNames = RESOURCES.map(({ name }) => name);
	expect(resourceNames).toEqual([...resourceNames].sort());
	for (const { operations } of RESOURCES) {
		const operationNames = operations.map(({ name }) => name);
		expect(operationNames).toEqual([...operationNames].sort());
	}
});

describe.each(rows.map((row, index) => ({ ...row, title: names[index] })))('$title', ({ resource, operation }) => {
	test('the action begins with a verb and has no article', () => {
		expect(operation.action).toMatch(/^(Call|Cancel|Create|Delete|Export|Get|Refund|Set|Update) /);
		expect(operation.action).not.toMatch(/\b(a|an|the)\b/i);
		expect(operation.action).toBe(operation.action.trim());
	});

	test('the description is a sentence without full stop', () => {
		expect(operation.description).toMatch(/^[A-Z].{20,}[^.]$/);
	});

	test('the table in the README has a row for it', () => {
		const route = routesOf(operation)
			.map((text) => `\`${text}\``)
			.join('<br>');
		const row = `| ${resource.name} | ${operation.name} | ${operation.description} | ${route || 'any'} |`;
		expect(read('README.md').split('\n')).toContain(row);
	});

	test('it fits on one screen', () => {
		const file = `nodes/HelloAsso/actions/${resource.value}/${operation.value}.operation.ts`;
		const lines = read(file).split('\n').length - 1;
		expect(lines).toBeLessThanOrEqual(isCustom(operation) ? 130 : 60);
	});
});
