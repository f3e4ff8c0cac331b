/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { crc32, inflateRawSync } from 'node:zlib';
import { startSimulator, type Simulator } from '../index';
import { csv } from '../files/csv';
import { xlsx } from '../files/xlsx';
import { Api, NOW } from './api';

let sim: Simulator;
let api: Api;
const ORGANIZATION = '/organizations/les-amis-du-velo';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

beforeAll(async () => {
	sim = await startSimulator({ now: NOW, seed: { orders: 66 } });
	api = await Api.as(sim, sim.keys.association);
});
afterAll(() => sim.stop());

const cashOutId = () =>
	sim.data.payments.find(({ id, idCashOut }) => id >= 40_000_000 && idCashOut)?.idCashOut;

test.each([
	['items', () => `${ORGANIZATION}/items?pageSize=5`, 'items'],
	['form items', () => `${ORGANIZATION}/forms/Event/course-du-printemps/items?pageSize=5`, 'items'],
	['payments', () => `${ORGANIZATION}/payments?pageSize=5`, 'payments'],
	['a payout', () => `${ORGANIZATION}/cash-out/${cashOutId()}/export`, 'cash-out'],
])('%s as CSV and as a workbook', async (_name, path, name) => {
	const text = await api.get(path(), { accept: 'text/csv' });
	expect(text.status).toBe(200);
	expect(text.headers['content-type']).toBe('text/csv; charset=utf-8');
	expect(text.headers['content-disposition']).toBe(`attachment; filename="${name}.csv"`);
	const lines = text.text.trimEnd().split('\r\n');
	const json = (await api.get(path())).json as { data: unknown[] } | unknown[];
	expect(lines).toHaveLength(1 + ('data' in json ? json.data : json).length);
	expect(lines[0].startsWith('\uFEFF')).toBe(true);

	const workbook = await api.get(path(), { accept: XLSX });
	expect(workbook.headers['content-type']).toBe(XLSX);
	expect(workbook.headers['content-disposition']).toBe(`attachment; filename="${name}.xlsx"`);
	expect(workbook.text.startsWith('PK\x03\x04')).toBe(true);
});

test.each([
	`${ORGANIZATION}/orders`,
	`${ORGANIZATION}/forms/Event/course-du-printemps/payments`,
	`${ORGANIZATION}/forms`,
])('%s has no files', async (path) => {
	expect((await api.get(path, { accept: 'text/csv' })).status).toBe(400);
});

test('the first type that is offered wins', async () => {
	const answer = await api.get(`${ORGANIZATION}/items`, { accept: 'application/json, text/csv' });
	expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
});

test('a page beyond the end is a file with its head only', async () => {
	const answer = await api.get(`${ORGANIZATION}/payments?pageIndex=99`, { accept: 'text/csv' });
	expect(answer.text.trimEnd().split('\r\n')).toHaveLength(1);
});

const table = {
	name: 'payments',
	columns: ['id', 'label'],
	rows: [
		[1, 'a;b "c"\nd'],
		[2.5, '<&>\u0001é🚲'],
		[null, undefined],
	],
};

test('CSV cells are quoted where they must', () => {
	expect(csv(table).toString()).toBe(
		'\uFEFFid;label\r\n1;"a;b ""c""\nd"\r\n2.5;<&>\u0001é🚲\r\n;\r\n',
	);
});

test('the workbook is a zip whose sheet holds the cells', () => {
	const file = xlsx(table);
	const name = 'xl/worksheets/sheet1.xml';
	const start = file.indexOf(name);
	const size = file.readUInt32LE(start - 30 + 18);
	const content = inflateRawSync(
		file.subarray(start + name.length, start + name.length + size),
	).toString();
	expect(content).toContain(
		'<row><c><v>2.5</v></c><c t="inlineStr"><is><t xml:space="preserve">&lt;&amp;&gt;é🚲</t></is></c></row>',
	);
	expect(content).toContain('<row><c/><c/></row>');
	expect(file.readUInt32LE(start - 30 + 14)).toBe(crc32(content));
	expect(file.readUInt16LE(file.length - 22 + 10)).toBe(5);
});
