/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { csv } from '../../simulator/files/csv';
import { cashOutTable } from '../../simulator/files/tables';
import { xlsx } from '../../simulator/files/xlsx';
import { startSimulator, type Simulator } from '../../simulator';
import { credentialFor, runNode, type RunOptions, type RunResult } from './engine';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SLUG = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: SLUG };

let sim: Simulator;
let payout: IDataObject;
beforeAll(async () => {
	sim = await startSimulator();
	const own = sim.data.payments.filter(
		({ orderId }) => sim.data.order(orderId)?.organizationSlug === SLUG,
	);
	const cashOutId = String(own.find(({ idCashOut }) => idCashOut)?.idCashOut);
	payout = { resource: 'cashOut', operation: 'export', organizationSlug, cashOutId };
});
beforeEach(() => {
	sim.clearRequests();
});
afterAll(async () => {
	await sim.stop();
});

async function run(parameters: IDataObject, more: Partial<RunOptions> = {}): Promise<RunResult> {
	return await runNode({
		credential: credentialFor(sim),
		parameters: { ...payout, ...parameters },
		...more,
	});
}

function fileOf({ error, output }: RunResult, field = 'data') {
	expect(error).toBeUndefined();
	expect(output()).toHaveLength(1);
	const [{ json, binary = {} }] = output();
	expect(Object.keys(binary)).toEqual([field]);
	const { data, fileName, mimeType, fileExtension } = binary[field];
	expect({ fileName, mimeType }).toEqual({ fileName: json.fileName, mimeType: json.mimeType });
	return { json, fileExtension, bytes: Buffer.from(data, 'base64') };
}

describe('a payout', () => {
	test.each([
		['csv', 'text/csv', csv],
		['xlsx', XLSX, xlsx],
	])('%s: one request, byte for byte', async (output, mimeType, write) => {
		const { json: lines } = await run({ output: 'json', returnAll: true, simplify: false });
		sim.clearRequests();
		const { json, fileExtension, bytes } = fileOf(await run({ output }));
		expect(bytes.equals(write(cashOutTable(lines())))).toBe(true);
		expect(json).toEqual({
			fileName: expect.stringMatching(
				`^${SLUG}-cash-out-${String(payout.cashOutId)}-\\d{4}-\\d\\d-\\d\\d\\.${output}$`,
			),
			mimeType,
			...(output === 'csv' && { rowCount: lines().length }),
		});
		expect(fileExtension).toBe(output);
		expect(sim.apiRequests).toHaveLength(1);
		expect(sim.apiRequests[0]).toMatchObject({
			method: 'GET',
			path: `/v5/organizations/${SLUG}/cash-out/${String(payout.cashOutId)}/export`,
			query: {},
			headers: { accept: mimeType },
		});
	});

	test('each input item has its own file, in the field that was chosen', async () => {
		const { output } = await run(
			{ output: '={{ $json.kind }}', binaryPropertyName: 'versement' },
			{ items: [{ kind: 'csv' }, { kind: 'xlsx' }] },
		);
		expect(output().map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(output().map(({ binary }) => binary?.versement.mimeType)).toEqual(['text/csv', XLSX]);
	});

	test('a failure that passes is not in the file', async () => {
		sim.failNext({ match: { path: /export$/ }, status: 503 });
		const whole = fileOf(await run({ output: 'csv' }));
		expect(sim.apiRequests).toHaveLength(2);
		expect(fileOf(await run({ output: 'csv' })).bytes.equals(whole.bytes)).toBe(true);
	});

	test('an unknown kind of file is refused before anything is sent', async () => {
		const { error } = await run({ output: 'ods' });
		expect(error?.message).toMatch(/^'Output' is 'ods'/);
		expect(sim.requests).toEqual([]);
	});
});

describe('an answer that is not the whole file', () => {
	/** A HelloAsso that answers the export with these bytes. */
	async function exportOf(body: string | Buffer, output: string, type?: string) {
		const server = createServer((request, response) => {
			if (request.url === '/oauth2/token') {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ access_token: 'a', token_type: 'bearer', expires_in: 1800 }));
				return;
			}
			response.setHeader('content-type', type ?? String(request.headers.accept));
			response.end(body);
		});
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const result = await run(
			{ output },
			{
				credential: credentialFor({ url, keys: sim.keys }),
				node: { onError: 'continueRegularOutput' },
			},
		);
		server.close();
		return result;
	}

	const workbook = xlsx({ name: 'a', columns: ['a', 'b'], rows: [['x', 1]] });

	test('whatever is whole is handed on as it is, whatever its encoding', async () => {
		const commas = 'id,a\n4,"x,\ny"\n3,""';
		expect(fileOf(await exportOf(commas, 'csv')).bytes.toString()).toBe(commas);
		const latin1 = Buffer.from('id;Libellé\r\n1;été\r\n', 'latin1');
		expect(fileOf(await exportOf(latin1, 'csv')).bytes.equals(latin1)).toBe(true);
		expect(fileOf(await exportOf(workbook, 'xlsx')).bytes.equals(workbook)).toBe(true);
	});

	test.each<[string, string, string | Buffer, string?]>([
		['cut off or damaged', 'csv', '\uFEFFid;label;amount\r\n1;a;1250\r\n2;b;0\r\n3;c'],
		['cut off or damaged', 'csv', 'id;label\r\n1;"x\r\n2;y\r\n'],
		['cut off or damaged', 'csv', 'Maintenance', 'text/plain'],
		['a web page', 'csv', '\uFEFF\n<html>'],
		['a web page', 'csv', 'a;b\n1;2\n', 'text/html; charset=utf-8'],
		['JSON', 'csv', '{"data":[]}', 'application/json'],
		['JSON', 'csv', ' [{"id":1}]', 'text/plain'],
		['an Excel file', 'csv', workbook],
		['empty', 'csv', ''],
		['cut off or damaged', 'xlsx', workbook.subarray(0, -1)],
		['cut off or damaged', 'xlsx', workbook.subarray(0, 100)],
		['cut off or damaged', 'xlsx', 'id;label\n1;a\n'],
		['a web page', 'xlsx', '<html>'],
		['empty', 'xlsx', ''],
	])('%s where a whole %s file should come: an error and no file', async (what, ...answer) => {
		const [output, body, type] = answer;
		const { output: items } = await exportOf(body, output, type);
		expect(items()).toEqual([
			{
				json: {
					error: `HelloAsso did not answer with a whole ${output === 'csv' ? 'CSV' : 'Excel'} file`,
					description: `What came is ${what}. No file was made. Try again later; if it stays so, choose 'Items' under 'Output'.`,
					errorType: 'invalidResponse',
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});

test.each(['item', 'payment'])(
	'%s lists make items, whatever kind of file an older workflow has stored',
	async (resource) => {
		const stored = { resource, operation: 'getAll', output: 'csv', binaryPropertyName: 'data' };
		const { error, output } = await run({ ...stored, limit: 3 });
		expect(error).toBeUndefined();
		expect(output()).toHaveLength(3);
		expect(output().every(({ binary }) => binary === undefined)).toBe(true);
		expect(sim.apiRequests.map(({ headers }) => headers.accept)).toEqual(['application/json']);
	},
);
