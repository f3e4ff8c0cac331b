/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import path from 'node:path';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import {
	isCustom,
	isOurs,
	onlyReads,
	operationName,
	type Operation,
} from '../../nodes/HelloAsso/actions/operation';
import { buildProperties } from '../../nodes/HelloAsso/actions/properties';
import { PAGED_PATH } from '../../nodes/HelloAsso/actions/api/call.inputs';
import { CASES, ENDPOINTS } from '../integration/operations';
import { filesBelow, ROOT } from './sources';

const rows = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);
const names = rows.map(({ resource, operation }) => `${resource.value}/${operation.value}`);

test('resource and operation are unique, as stored in workflows', () => {
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(RESOURCES.map(({ value }) => value)).size).toBe(RESOURCES.length);
});

test('every operation has an integration case for each of its scopes', () => {
	expect(CASES.map(([name]) => name).sort()).toEqual(ENDPOINTS.map(({ name }) => name).sort());
	for (const [, { name, requests, raw }] of CASES)
		expect({ name, empty: requests.length === 0 || raw.length === 0 }).toEqual({
			name,
			empty: false,
		});
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
		const operationNames = operations.map(operationName);
		expect(operationNames).toEqual([...operationNames].sort());
	}
});

describe.each(rows.map((row, index) => ({ ...row, title: names[index] })))(
	'$title',
	({ operation }) => {
		test('the action begins with a verb and has no article', () => {
			expect(operation.action).toMatch(
				/^(Call|Cancel|Check|Create|Delete|Export|Get|Refund|Set|Update) /,
			);
			expect(operation.action).not.toMatch(/\b(a|an|the)\b/i);
			expect(operation.action).toBe(operation.action.trim());
		});

		test('the description is a sentence; several end with a full stop', () => {
			expect(operation.description).toMatch(/^[A-Z].{20,}/);
			expect(operation.description.endsWith('.')).toBe(/\. [A-Z]/.test(operation.description));
		});
	},
);

test('API Call asks for full pages where the API has pages, and only there', () => {
	for (const { operation } of rows) {
		if (isCustom(operation) || isOurs(operation)) continue;
		for (const { route } of Object.values(operation.endpoints)) {
			const path = `/v5${route.split(' ')[1].replace(/\{\w+\}/g, 'x')}`;
			expect({ route, paged: PAGED_PATH.test(path) }).toEqual({
				route,
				paged: operation.returns === 'many',
			});
		}
	}
});

test('the operation that is preselected only reads, where the resource has one that does', () => {
	const choices = buildProperties(RESOURCES).filter(({ name }) => name === 'operation');
	const preselected = choices.map(({ displayOptions, default: value }) => {
		const resource = RESOURCES.find((one) => displayOptions?.show?.resource?.includes(one.value));
		return { resource, operation: resource?.operations.find((one) => one.value === value) };
	});
	expect(preselected.map(({ resource }) => resource)).toEqual(RESOURCES);
	// API Call is by default a GET.
	const reads = (operation?: Operation) =>
		operation !== undefined && (isCustom(operation) || onlyReads(operation));
	const wrong = preselected.filter(
		({ resource, operation }) => !reads(operation) && resource?.operations.some(reads),
	);
	expect(wrong).toEqual([]);
});
