/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import type { IDataObject } from 'n8n-workflow';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { csv } from '../../simulator/files/csv';
import { cashOutTable, itemTable, paymentTable } from '../../simulator/files/tables';
import { xlsx } from '../../simulator/files/xlsx';
import { startSimulator, type SeedSize, type Simulator } from '../../simulator';
import { readSheet } from '../unit/files/unzip';
import { credentialFor, runNode, type RunOptions, type RunResult } from './engine';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SLUG = 'les-amis-du-velo';
const organizationSlug = { __rl: true, mode: 'slug', value: SLUG };
const payments = { resource: 'payment', operation: 'getAll', organizationSlug };
const items = {
	resource: 'item',
	operation: 'getAll',
	organizationSlug,
	options: { withDetails: true },
};

let sim: Simulator;
afterEach(async () => {
	await sim.stop();
});

async function start(seed: Partial<SeedSize> = {}): Promise<void> {
	sim = await startSimulator({ seed });
}

async function run(parameters: IDataObject, more: Partial<RunOptions> = {}): Promise<RunResult> {
	return await runNode({ credential: credentialFor(sim), parameters, ...more });
}

/** The records as JSON, all of them: what the file has to hold. */
async function records(parameters: IDataObject): Promise<{ data: IDataObject[] }> {
	const { json } = await run({ ...parameters, output: 'json', returnAll: true, simplify: false });
	sim.clearRequests();
	return { data: json() };
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

/** Paging and Accept of every request that reached the API. */
const asked = () =>
	sim.apiRequests.map(({ query, headers }) => {
		const kind = { 'text/csv': 'csv', [XLSX]: 'xlsx' }[String(headers.accept)] ?? headers.accept;
		return `${kind} ${String(query.pageIndex)} of ${String(query.pageSize)}`;
	});

describe('a CSV file', () => {
	test('250 payments: every byte as the API would write them in one, by four requests', async () => {
		await start({ payments: 250 });
		const expected = csv(paymentTable(await records(payments)));
		const { json, fileExtension, bytes } = fileOf(await run({ ...payments, output: 'csv' }));
		expect(bytes.toString()).toBe(expected.toString());
		expect(bytes.equals(expected)).toBe(true);
		expect(json).toEqual({
			fileName: expect.stringMatching(/^les-amis-du-velo-payments-\d{4}-\d\d-\d\d\.csv$/),
			mimeType: 'text/csv',
			rowCount: 250,
		});
		expect(fileExtension).toBe('csv');
		expect(asked()).toEqual(['csv 1 of 100', 'csv 2 of 100', 'csv 3 of 100', 'csv 4 of 100']);
		expect(sim.apiRequests.map(({ method, path }) => `${method} ${path}`)).toEqual(
			Array(4).fill(`GET /v5/organizations/${SLUG}/payments`),
		);
	});

	test('items with their answers: accents, quoted line breaks, and columns that differ by page', async () => {
		await start({ items: 250 });
		sim.data.items.forEach((item, index) => {
			if (index % 90 === 0) item.name = `Tarif "été"; enfant\r\nn° ${index}`;
		});
		const all = await records(items);
		const { json, bytes } = fileOf(await run({ ...items, output: 'csv' }));
		expect(bytes.toString()).toBe(csv(itemTable(all)).toString());
		expect(bytes.toString()).toMatch(/;"Tarif ""été""; enfant\r\nn° \d+";/);
		expect(json.rowCount).toBe(250);
		expect(sim.apiRequests.every(({ query }) => query.withDetails === 'true')).toBe(true);
	});

	test('one form, in the field that was chosen, with its filters in each request', async () => {
		await start();
		const form = {
			...items,
			scope: 'form',
			formType: 'Event',
			formSlug: { __rl: true, mode: 'slug', value: 'course-du-printemps' },
			filters: { tierTypes: ['Registration'], from: '2020-01-01T00:00:00Z' },
		};
		const all = await records(form);
		const result = await run({ ...form, output: 'csv', binaryPropertyName: 'inscriptions' });
		const { json, bytes } = fileOf(result, 'inscriptions');
		expect(json.fileName).toMatch(
			/^les-amis-du-velo-Event-course-du-printemps-items-[\d-]{10}\.csv$/,
		);
		expect(bytes.toString()).toBe(csv(itemTable(all)).toString());
		for (const { path, query } of sim.apiRequests) {
			expect(path).toBe(`/v5/organizations/${SLUG}/forms/Event/course-du-printemps/items`);
			expect(query).toMatchObject({
				tierTypes: 'Registration',
				from: '2020-01-01T00:00:00.000Z',
				withDetails: 'true',
			});
		}
	});

	test('in pages of the chosen size', async () => {
		await start({ payments: 120 });
		const expected = csv(paymentTable(await records(payments)));
		const { bytes } = fileOf(await run({ ...payments, output: 'csv', options: { pageSize: 50 } }));
		expect(bytes.equals(expected)).toBe(true);
		expect(asked()).toEqual(['csv 1 of 50', 'csv 2 of 50', 'csv 3 of 50', 'csv 4 of 50']);
	});

	test('an empty list is its header', async () => {
		await start();
		const nobody = { ...payments, filters: { userSearchKey: 'nobody has this name' } };
		const { json, bytes } = fileOf(await run({ ...nobody, output: 'csv' }));
		expect(bytes.toString()).toBe(csv(paymentTable({ data: [] })).toString());
		expect(json.rowCount).toBe(0);
		expect(asked()).toEqual(['csv 1 of 100']);
	});

	test('each input item has its own file', async () => {
		await start({ payments: 120 });
		const { output } = await run(
			{ ...payments, output: 'csv', filters: { states: '={{ [$json.state] }}' } },
			{ items: [{ state: 'Authorized' }, { state: 'Contested' }] },
		);
		expect(output().map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(output().every(({ binary }) => binary?.data.mimeType === 'text/csv')).toBe(true);
	});
});

describe('an Excel file', () => {
	test("a list of one page is the API's own workbook, byte for byte", async () => {
		await start({ payments: 100 });
		const expected = xlsx(paymentTable(await records(payments)));
		const { json, bytes } = fileOf(await run({ ...payments, output: 'xlsx' }));
		expect(bytes.equals(expected)).toBe(true);
		expect(json).toEqual({
			fileName: expect.stringMatching(/^les-amis-du-velo-payments-[\d-]{10}\.xlsx$/),
			mimeType: XLSX,
			rowCount: 100,
		});
		expect(asked()).toEqual(['xlsx 1 of 100', 'csv 1 of 100', 'csv 2 of 100']);
	});

	test("an empty list is the API's own workbook too", async () => {
		await start();
		const nobody = { ...payments, filters: { userSearchKey: 'nobody has this name' } };
		const { json, bytes } = fileOf(await run({ ...nobody, output: 'xlsx' }));
		expect(bytes.equals(xlsx(paymentTable({ data: [] })))).toBe(true);
		expect(json.rowCount).toBe(0);
	});

	test('a longer list is one workbook of ours, numbers as numbers and all else as text', async () => {
		await start({ items: 250 });
		sim.data.items[7].name = '=HYPERLINK("http://example.org";"é")\r\nn° 7';
		const { columns, rows } = itemTable(await records(items));
		const { json, bytes } = fileOf(await run({ ...items, output: 'xlsx' }));
		const cells = readSheet(bytes);
		expect(cells).toHaveLength(251);
		expect(Object.values(cells[0])).toEqual(columns);
		const filled = (row: unknown[]) =>
			row.filter((value) => value !== '' && value !== null && value !== undefined);
		const asText = (row: unknown[]) => row.map((value) => String(value).replace(/\r\n/g, '\n'));
		rows.forEach((row, index) => {
			expect(asText(Object.values(cells[index + 1]))).toEqual(asText(filled(row)));
			expect(cells[index + 1][`A${index + 2}`]).toBe(row[0]);
		});
		expect(json.rowCount).toBe(250);
		expect(asked()).toEqual(['xlsx 1 of 100', ...[1, 2, 3, 4].map((page) => `csv ${page} of 100`)]);
	});
});

describe('a payout', () => {
	const payout = () => {
		const own = sim.data.payments.filter(
			({ orderId }) => sim.data.order(orderId)?.organizationSlug === SLUG,
		);
		const cashOutId = String(own.find(({ idCashOut }) => idCashOut)?.idCashOut);
		return { resource: 'cashOut', operation: 'export', organizationSlug, cashOutId };
	};

	test.each([
		['csv', 'text/csv', csv],
		['xlsx', XLSX, xlsx],
	])('%s: one request, byte for byte', async (output, mimeType, write) => {
		await start();
		const parameters = payout();
		const { data } = await records(parameters);
		const { json, bytes } = fileOf(await run({ ...parameters, output }));
		expect(bytes.equals(write(cashOutTable(data)))).toBe(true);
		expect(json).toEqual({
			fileName: expect.stringMatching(
				`^${SLUG}-cash-out-${parameters.cashOutId}-[\\d-]{10}\\.${output}$`,
			),
			mimeType,
			...(output === 'csv' && { rowCount: data.length }),
		});
		expect(sim.apiRequests).toHaveLength(1);
		expect(sim.apiRequests[0]).toMatchObject({
			method: 'GET',
			query: {},
			headers: { accept: mimeType },
		});
	});

	test('an answer without content is no file', async () => {
		await start();
		sim.failNext({ match: { path: /export$/ }, empty: true });
		const { error, output } = await run({ ...payout(), output: 'csv' });
		expect(error?.message).toBe('HelloAsso did not answer with a CSV file');
		expect(error?.description).toMatch(/^What came is empty\. No file was made\./);
		expect(output()).toEqual([]);
	});
});

describe('a failure in the middle', () => {
	const path = /\/payments$/;

	test.each([
		['status 500', { status: 500 }, 3, 'serverError'],
		['a page of maintenance', { notJson: true }, 1, 'invalidResponse'],
		['an answer without content', { empty: true }, 1, 'invalidResponse'],
	])('%s: an error and no file', async (_name, fault, times, errorType) => {
		await start({ payments: 250 });
		sim.failNext({ match: { path }, slow: 1 });
		sim.failNext({ match: { path }, ...fault }, times);
		const { output } = await run(
			{ ...payments, output: 'csv' },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(output()).toEqual([
			{ json: expect.objectContaining({ errorType }), pairedItem: { item: 0 } },
		]);
		expect(sim.apiRequests.filter(({ query }) => query.pageIndex === '3')).toEqual([]);
	});

	test('one that passes is not in the file', async () => {
		await start({ payments: 150 });
		const expected = csv(paymentTable(await records(payments)));
		sim.failNext({ match: { path }, slow: 1 });
		sim.failNext({ match: { path }, status: 503 });
		const { bytes } = fileOf(await run({ ...payments, output: 'csv' }));
		expect(bytes.equals(expected)).toBe(true);
		expect(asked()).toEqual(['csv 1 of 100', 'csv 2 of 100', 'csv 2 of 100', 'csv 3 of 100']);
	});

	test('a page where a workbook should come', async () => {
		await start();
		sim.failNext({ match: { path }, notJson: true });
		const { error } = await run({ ...payments, output: 'xlsx' });
		expect(error?.message).toBe('HelloAsso did not answer with an Excel file');
		expect(error?.description).toMatch(/^What came is a web page\./);
		expect(sim.apiRequests).toHaveLength(1);
	});
});

/** What nobody has documented, and the simulator therefore does not do. */
describe('another HelloAsso', () => {
	interface Asked {
		page: number;
		accept: string;
	}
	let server: Server;
	let seen: Asked[];

	async function exportFrom(
		answer: (asked: Asked) => { body: string; type?: string },
		output = 'csv',
	) {
		await start();
		seen = [];
		server = createServer((request, response) => {
			if (request.url === '/oauth2/token') {
				response.setHeader('content-type', 'application/json');
				response.end(JSON.stringify({ access_token: 'a', token_type: 'bearer', expires_in: 1800 }));
				return;
			}
			const { searchParams } = new URL(request.url ?? '', 'http://localhost');
			const question = {
				page: Number(searchParams.get('pageIndex')),
				accept: String(request.headers.accept),
			};
			seen.push(question);
			const { body, type = question.accept } = answer(question);
			response.setHeader('content-type', type);
			response.end(body);
		});
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const result = await run(
			{ ...payments, output },
			{ credential: credentialFor({ url, keys: sim.keys }) },
		);
		server.close();
		return result;
	}

	test('the whole list at once, whatever page is asked for', async () => {
		const whole = '\uFEFFRéférence;Nom\r\n1;é\r\n1;é\r\n';
		const { bytes, json } = fileOf(await exportFrom(() => ({ body: whole })));
		expect(bytes.toString()).toBe(whole);
		expect(json.rowCount).toBe(2);
		expect(seen.map(({ page }) => page)).toEqual([1, 2]);
	});

	test('the whole list at once in a workbook of its own', async () => {
		const { bytes } = fileOf(
			await exportFrom(
				({ accept }) => ({ body: accept === XLSX ? 'PK\x03\x04 own' : 'id,a\n1,x\n' }),
				'xlsx',
			),
		);
		expect(bytes.toString()).toBe('PK\x03\x04 own');
	});

	test('commas, and sales that arrive meanwhile', async () => {
		const pages = ['id,a\n4,"x,\ny"\n3,x\n', 'id,a\n3,x\n2,x\n', 'id,a\n1,x\n', 'id,a\n'];
		const { bytes, json } = fileOf(await exportFrom(({ page }) => ({ body: pages[page - 1] })));
		expect(bytes.toString()).toBe('id,a\n4,"x,\ny"\n3,x\n2,x\n1,x\n');
		expect(json.rowCount).toBe(4);
	});

	test('no header beyond the end: its JSON tells that nothing was lost', async () => {
		const end = { body: '{"data":[],"pagination":{}}' };
		const { bytes } = fileOf(
			await exportFrom(({ page, accept }) => {
				if (page === 1) return { body: 'id;a\n1;x\n' };
				return accept === 'text/csv' ? { body: '\uFEFF' } : end;
			}),
		);
		expect(bytes.toString()).toBe('id;a\n1;x\n');
		expect(seen.map(({ page, accept }) => `${accept} ${page}`)).toEqual([
			'text/csv 1',
			'text/csv 2',
			'application/json 2',
		]);
	});

	test.each([
		['JSON', { body: '{"data":[]}', type: 'application/json' }],
		['JSON', { body: ' [{"id":1}]', type: 'text/plain' }],
		['not a whole table', { body: 'Maintenance', type: 'text/html' }],
		['a web page', { body: '\uFEFF\n<html>' }],
		['an Excel file', { body: 'PK\x03\x04 own' }],
		['not a whole table', { body: 'id;a\n1;"x' }],
	])('%s where a CSV file should come: %j', async (what, answer) => {
		const { error } = await exportFrom(() => answer);
		expect(error?.message).toBe('HelloAsso did not answer with a CSV file');
		expect(error?.description).toBe(
			`What came is ${what}. No file was made. Try again later; if it stays so, choose 'Items' under 'Output'.`,
		);
	});
});
