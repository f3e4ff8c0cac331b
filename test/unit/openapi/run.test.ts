/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in Jest on a developer's machine, never inside n8n */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readOperations } from '../../../tools/openapi/document';
import { toFacts } from '../../../tools/openapi/facts';
import { checkOpenapi } from '../../../tools/openapi/run';
import { agreeing, madeDocument } from './made';

const folder = mkdtempSync(path.join(tmpdir(), 'helloasso-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => jest.restoreAllMocks());

function saved(content: unknown): string {
	const file = path.join(folder, 'swagger.json');
	writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

async function run(args: string[]) {
	const lines: string[] = [];
	const written: object[] = [];
	const code = await checkOpenapi(args, {
		...agreeing,
		write: async (facts) => void written.push(facts),
		say: (line) => void lines.push(line),
	});
	return { code, lines, written };
}

const SUMMARY = '2 of 2 operations of the document are in the table, 2 in the simulator';

test('0 where both agree; a byte order mark does no harm', async () => {
	const file = saved(`\uFEFF${JSON.stringify(madeDocument())}`);
	expect(await run([file])).toEqual({
		code: 0,
		lines: [SUMMARY, `✓ Nothing to do (${file})`],
		written: [],
	});
});

test('--write › keeps the facts, then compares', async () => {
	const file = saved(madeDocument());
	const { code, lines, written } = await run(['--write', file]);
	expect(written).toEqual([toFacts(readOperations(madeDocument()))]);
	expect(lines).toEqual([
		`The facts of ${file} are written to tools/openapi/contract.json`,
		SUMMARY,
		`✓ Nothing to do (${file})`,
	]);
	expect(code).toBe(0);
});

test('--write › of a document that cannot be read, keeps what is there', async () => {
	const { code, written } = await run(['--write', saved({ openapi: '3.0.1', paths: {} })]);
	expect({ code, written }).toEqual({ code: 2, written: [] });
});

test('1 where something differs, the summary first', async () => {
	const document = madeDocument();
	document.paths['/new'] = { get: { summary: 'News' } };
	const file = saved(document);
	expect(await run([file])).toEqual({
		code: 1,
		lines: [
			SUMMARY.replace('2 of 2', '2 of 3'),
			'missing: GET /new (News): neither in the table nor in the simulator',
			`✗ 1 to look into (${file})`,
		],
		written: [],
	});
});

test.each([
	[
		'a file that is not there',
		() => path.join(folder, 'none.json'),
		'none.json cannot be read (ENOENT',
	],
	[
		'a file that is not JSON',
		() => saved('<html>\n<body>'),
		"is not JSON: it begins with '<html> <body>'",
	],
	['another JSON file', () => saved({}), 'it should be OpenAPI 3'],
	['an address without https', () => 'http://hats.example.org/a.json', 'is not an https address'],
	['a file address', () => 'file:///hats.json', 'is not an https address'],
])('2 for %s, with what to do', async (_, source, reason) => {
	const { code, lines } = await run([source()]);
	expect(code).toBe(2);
	expect(lines[0]).toContain(reason);
	expect(lines.at(-1)).toContain('npm run check:openapi path/to/swagger.json');
});

test.each([[['--help']], [['one.json', 'two.json']], [['--write', '--help']]])(
	'2 for the arguments %j',
	async (args) => {
		const { code, lines } = await run(args);
		expect(code).toBe(2);
		expect(lines).toEqual([expect.stringContaining('Usage: npm run check:openapi')]);
	},
);

describe('an address', () => {
	const answer = (body: string, init: ResponseInit = {}, url = 'https://hats.example.org/a.json') =>
		jest
			.spyOn(globalThis, 'fetch')
			.mockResolvedValue(Object.defineProperty(new Response(body, init), 'url', { value: url }));

	test('is read without any token, HelloAsso’s live one where nothing else is', async () => {
		const fetching = answer(JSON.stringify(madeDocument()));
		expect(await run([])).toMatchObject({ code: 0 });
		const [[address, init]] = fetching.mock.calls;
		expect(address).toBe('https://api.helloasso.com/v5/swagger/public/swagger.json');
		expect(init?.headers).toEqual({ accept: 'application/json' });
		expect(init?.signal).toBeInstanceOf(AbortSignal);
	});

	test('that answers an error, or leads elsewhere', async () => {
		answer('', { status: 404 });
		expect((await run(['https://hats.example.org/a.json'])).lines[0]).toContain(
			'cannot be downloaded (HTTP 404)',
		);
		answer('{}', {}, 'http://hats.example.org/a.json');
		expect((await run(['https://hats.example.org/a.json'])).lines[0]).toContain('without https');
	});

	test('that cannot be reached: the reason is the cause', async () => {
		const cause = Object.assign(new Error('getaddrinfo ENOTFOUND hats.example.org'), {
			code: 'ENOTFOUND',
		});
		jest.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed', { cause }));
		const { code, lines } = await run(['https://hats.example.org/a.json']);
		expect(code).toBe(2);
		expect(lines[0]).toContain('(getaddrinfo ENOTFOUND hats.example.org)');
	});
});
