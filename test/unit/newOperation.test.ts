/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transpileModule } from 'typescript';

import { RESOURCES } from '../../nodes/HelloAsso/actions';
import * as parameters from '../../nodes/HelloAsso/parameters';
import { refunds } from '../../simulator/operations/refunds';
import { planOperation, type Project } from '../../tools/newOperation/plan';
import { readRequest } from '../../tools/newOperation/request';
import { readOperations } from '../../tools/openapi/document';
import { CONTRACT_FILE } from '../../tools/openapi/facts';
import { madeDocument } from './openapi/made';

const ROOT = path.resolve(__dirname, '..', '..');
function readReal(file: string): string | undefined {
	const place = path.join(ROOT, file);
	return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}
const contract = readOperations(JSON.parse(readReal(CONTRACT_FILE) ?? ''));

/** The project as it is, with these files in the place of its own. */
const projectWith = (files: Record<string, string | undefined> = {}): Project => ({
	resources: RESOURCES,
	rows: refunds.map((operation) => ({ file: 'refunds', list: 'refunds', operation })),
	read: (file) => (file in files ? files[file] : readReal(file)),
});
const planOf = (args: string[], project = projectWith()) =>
	planOperation(readRequest(args, contract), project);

/** Without the layout, which Prettier makes. */
const words = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim();

const CANCEL = ['payment', 'cancel', 'POST /payments/{paymentId}/cancel'];
const OPERATION = 'nodes/HelloAsso/actions/payment/cancel.operation.ts';

describe('an operation of a resource that is there', () => {
	test('touches four files: itself, the resource, the simulator, its case', () => {
		expect([...planOf(CANCEL).keys()]).toEqual([
			OPERATION,
			'nodes/HelloAsso/actions/payment/index.ts',
			'simulator/operations/refunds.ts',
			'test/integration/operations/payment.ts',
		]);
	});

	test('has its texts, its route, and a field for each name of the route', () => {
		expect(words(planOf(CANCEL).get(OPERATION))).toBe(
			words(`
				import { id } from '../../parameters';
				import { defineOperation } from '../operation';
				export const cancel = defineOperation({
					value: 'cancel',
					action: 'Cancel payment',
					description: TODO,
					route: 'POST /payments/{paymentId}/cancel',
					path: { paymentId: id('Payment ID', TODO) },
					returns: 'one',
				});`),
		);
	});

	test('stands in the list of its resource', () => {
		const file = 'nodes/HelloAsso/actions/payment/index.ts';
		const plan = planOf(
			['payment', 'hold', 'POST /payments/{paymentId}/hold'],
			projectWith({ [file]: "export * from './get.operation';\n" }),
		);
		expect(plan.get(file)).toBe(
			"export * from './get.operation';\nexport * from './hold.operation';\n",
		);
	});

	test('has a row of the simulator and a case, at the end of their lists', () => {
		const plan = planOf(CANCEL);
		expect(words(plan.get('simulator/operations/refunds.ts'))).toContain(
			"}), operation()({ route: 'POST /payments/{paymentId}/cancel', privilege: TODO, handle: () => TODO, }), ];",
		);
		expect(words(plan.get('test/integration/operations/payment.ts'))).toContain(
			"}, { name: 'payment/cancel', parameters: { paymentId: TODO }, requests: [[`POST /payments/${TODO}/cancel`]], raw: [TODO], }, ];",
		);
	});

	test('on a route that the simulator has, leaves the simulator alone', () => {
		const plan = planOf(['payment', 'refundAll', 'POST /payments/{paymentId}/refund']);
		expect([...plan.keys()].filter((file) => file.startsWith('simulator/'))).toEqual([]);
	});
});

test('an operation of a new resource › makes its folder, its file of cases, and a line in each list of all', () => {
	const plan = planOf(['hat', 'delete', 'DELETE /hats/{hatId}']);
	expect([...plan.keys()]).toEqual([
		'nodes/HelloAsso/actions/hat/delete.operation.ts',
		'nodes/HelloAsso/actions/hat/index.ts',
		'nodes/HelloAsso/actions/index.ts',
		'simulator/operations/hat.ts',
		'simulator/operations/index.ts',
		'test/integration/operations/hat.ts',
	]);
	expect(plan.get('nodes/HelloAsso/actions/hat/delete.operation.ts')).toContain(
		'export const deleteHat = ',
	);
	expect(plan.get('nodes/HelloAsso/actions/hat/index.ts')).toBe(
		"export * from './delete.operation';\n",
	);
	const registry = words(plan.get('nodes/HelloAsso/actions/index.ts'));
	expect(registry).toContain("import * as hat from './hat';");
	expect(registry).toContain(
		"inOrder(form) }, { name: 'Hat', value: 'hat', operations: inOrder(hat) }, { name: 'Member',",
	);
	expect(plan.get('simulator/operations/index.ts')).toContain('\n...hat,\n];');
});

test('what the contract says of the route › is filled in', () => {
	const request = readRequest(
		['hat', 'sell', 'POST /hats/{hatId}/sell'],
		readOperations(madeDocument()),
	);
	const plan = planOperation(request, projectWith());
	expect(words(plan.get('nodes/HelloAsso/actions/hat/sell.operation.ts'))).toContain(
		words(`path: { hatId: id('Hat ID', TODO) },
			body: { label: TODO },
			additionalFields: { size: TODO, owner: TODO },
			options: { 'x-hat': TODO },
			privilege: 'RefundManagement',
			returns: 'done',`),
	);
	expect(words(plan.get('simulator/operations/hat.ts'))).toContain(
		"privilege: 'RefundManagement', role: 'FormAdmin', headers: ['x-hat'], body: TODO, handle: () => TODO,",
	);
});

test('every route of the contract › gives files that parse, with fields that exist, and something to do in each', () => {
	expect(contract.length).toBeGreaterThanOrEqual(35);
	const project = { ...projectWith(), rows: [] };
	for (const { route } of contract) {
		const plan = planOf(['hat', 'tryOn', route], project);
		for (const [file, text] of plan) {
			const { diagnostics } = transpileModule(text, { reportDiagnostics: true });
			expect({ file, route, diagnostics }).toEqual({ file, route, diagnostics: [] });
			const written = /\/(tryOn\.operation|operations\/hat)\.ts$/.test(file);
			expect({ file, route, todo: /\bTODO\b/.test(text) }).toEqual({ file, route, todo: written });
		}
		const operation = plan.get('nodes/HelloAsso/actions/hat/tryOn.operation.ts') ?? '';
		const [, imported = ''] = /^import \{ (.*) \} from '..\/..\/parameters';/.exec(operation) ?? [];
		for (const name of imported.split(', ').filter(Boolean))
			expect(parameters).toHaveProperty(name);
	}
});

test.each([
	[[]],
	[['payment', 'cancel']],
	[['Payment', 'cancel', 'POST /payments']],
	[['payment', 'cancel-all', 'POST /payments']],
	[['payment', 'cancel', '/payments']],
	[['payment', 'cancel', 'PATCH /payments']],
	[['payment', 'cancel', 'POST /payments', 'more']],
])('the arguments %j › are refused, with an example', (args) => {
	expect(() => planOf(args)).toThrow(/^Usage: .*\n {2}e\.g\. npm run new:operation/);
});

test('an operation that is there › is not written over', () => {
	expect(() => planOf(['payment', 'refund', 'POST /payments/{paymentId}/refund'])).toThrow(
		'nodes/HelloAsso/actions/payment/refund.operation.ts is there already',
	);
});
