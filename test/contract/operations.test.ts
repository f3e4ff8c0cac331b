/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import path from 'node:path';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import { isCustom, type Operation } from '../../nodes/HelloAsso/actions/operation';
import { buildProperties } from '../../nodes/HelloAsso/actions/properties';
import { PAGED_PATH } from '../../nodes/HelloAsso/actions/api/call.inputs';
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
		'attendee/getAll',
		'cashOut/export',
		'checkoutIntent/create',
		'checkoutIntent/get',
		'directory/getForms',
		'directory/getOrganizations',
		'donation/getAll',
		'form/createEvent',
		'form/get',
		'form/getAll',
		'form/getStatistics',
		'form/getTypes',
		'form/updateState',
		'item/get',
		'item/getAll',
		'member/getAll',
		'notification/delete',
		'notification/set',
		'order/cancel',
		'order/get',
		'order/getAll',
		'organization/get',
		'organization/getAll',
		'partner/get',
		'partner/getOrganizations',
		'partner/updateDomain',
		'payment/get',
		'payment/getAll',
		'payment/refund',
		'referenceData/getActivityTypes',
		'referenceData/getCategories',
		'referenceData/getLegalStatuses',
		'referenceData/getPublicTags',
		'tag/get',
	]);
});

test('every operation file is in a list, under the name of its value', async () => {
	const files = filesBelow('nodes/HelloAsso/actions', '.operation.ts');
	const found = files.map((file) => {
		const [, resource, value] = /actions\/(\w+)\/(\w+)\.operation\.ts$/.exec(file) ?? [];
		return { file, name: `${resource}/${value}` };
	});
	expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
	for (const { file, name } of found) {
		const module = (await import(path.join(ROOT, file))) as Record<string, Operation>;
		const row = rows.find(
			({ resource, operation }) => `${resource.value}/${operation.value}` === name,
		);
		expect(Object.values(module)).toEqual([row?.operation]);
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

describe.each(rows.map((row, index) => ({ ...row, title: names[index] })))(
	'$title',
	({ resource, operation }) => {
		test('the action begins with a verb and has no article', () => {
			expect(operation.action).toMatch(
				/^(Call|Cancel|Create|Delete|Export|Get|Refund|Set|Update) /,
			);
			expect(operation.action).not.toMatch(/\b(a|an|the)\b/i);
			expect(operation.action).toBe(operation.action.trim());
		});

		test('the description is a sentence; several end with a full stop', () => {
			expect(operation.description).toMatch(/^[A-Z].{20,}/);
			expect(operation.description.endsWith('.')).toBe(/\. [A-Z]/.test(operation.description));
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
			expect(lines).toBeLessThanOrEqual(60);
		});
	},
);

test('API Call asks for full pages where the API has pages, and only there', () => {
	for (const { operation } of rows) {
		if (isCustom(operation)) continue;
		for (const { route } of Object.values(operation.endpoints)) {
			const path = `/v5${route.split(' ')[1].replace(/\{\w+\}/g, 'x')}`;
			expect({ route, paged: PAGED_PATH.test(path) }).toEqual({
				route,
				paged: operation.returns === 'many',
			});
		}
	}
});

test('what is preselected changes nothing at HelloAsso, where the resource has a read', () => {
	const choices = buildProperties(RESOURCES).filter(({ name }) => name === 'operation');
	const preselected = choices.map(
		(choice) => `${choice.displayOptions?.show?.resource?.join() ?? ''}/${String(choice.default)}`,
	);
	expect(preselected).toEqual([
		'api/call',
		'attendee/getAll',
		'cashOut/export',
		'checkoutIntent/get',
		'directory/getOrganizations',
		'donation/getAll',
		'form/getAll',
		'item/getAll',
		'member/getAll',
		'notification/set',
		'order/getAll',
		'organization/getAll',
		'partner/getOrganizations',
		'payment/getAll',
		'referenceData/getPublicTags',
		'tag/get',
	]);
});
