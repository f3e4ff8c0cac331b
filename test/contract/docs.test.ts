/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** What the Markdown files name has to be there: files, headings, commands. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { schemaFile } from './schema';
import { filesBelow, read, ROOT } from './sources';

/** Not in the repository: made by commands or by npm and n8n, or an example. */
const ELSEWHERE = ['dist/', 'test-output/', '.n8n/nodes'];
const NOT_OURS = ['.git', 'node_modules', 'dist', 'test-output', '.n8n-data'];
const ENDINGS = /\.(?:c?[jt]s|mjs|json|md|png|svg)$/;

const top = readdirSync(ROOT, { withFileTypes: true }).filter(
	({ name }) => !NOT_OURS.includes(name),
);
const files = top.flatMap((entry) =>
	entry.isDirectory() ? filesBelow(entry.name, '') : [entry.name],
);
const documents = files.filter((file) => file.endsWith('.md'));

/** `code` in the text, and single words of the blocks that draw a tree. Commands and TypeScript name no files. */
function codeIn(text: string): string[] {
	const blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```/gm)];
	const trees = blocks.filter(([, language]) => language === '').map(([, , block]) => block);
	const prose = text.replace(/^```[^]*?^```/gm, '');
	const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
	return [...spans, ...trees.flatMap((tree) => tree.split(/[\s,]+/))];
}

/** `transport/auth/`, `index.ts`, `<operation>.operation.ts`, `*.test.ts`: no addresses, routes or commands. */
const isPath = (code: string) =>
	/^[\w.<*-][\w./<>*-]*$/.test(code) &&
	(ENDINGS.test(code) || (code.includes('/') && !/<[^/]+>\/<|^\.\.?$/.test(code))) &&
	!ELSEWHERE.includes(code);

/** Whether a file is there whose path is or ends with this one; `<name>` and `*` stand for any name. */
function isThere(named: string): boolean {
	const pattern = named
		.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
		.replace(/<\w+>|\*/g, '[^/]+')
		.replace(/\/$/, '/.+');
	const expected = new RegExp(`(?:^|/)${pattern}(?:$|/)`);
	return files.some((file) => expected.test(file));
}

/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s-]/gu, '')
		.trim()
		.replaceAll(' ', '-');
const anchorsIn = (text: string) =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading));

test('the documents › are found, and the paths in them', () => {
	expect(documents).toEqual(
		expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'test/README.md']),
	);
	expect(documents.flatMap((file) => codeIn(read(file)).filter(isPath)).length).toBeGreaterThan(80);
	expect(['nodes/HelloAsso/gone.ts', 'gone/', 'trigger/<name>/gone.ts'].filter(isThere)).toEqual(
		[],
	);
});

test('paths in backticks or in a tree of folders › exist', () => {
	const missing = documents.flatMap((file) =>
		codeIn(read(file))
			.filter((code) => isPath(code) && !isThere(code))
			.map((code) => `${file}: ${code}`),
	);
	expect(missing).toEqual([]);
});

test('links within the repository › lead to a file and a heading that exist', () => {
	const broken = documents.flatMap((file) =>
		[...read(file).matchAll(/\]\(([^()\s]+)\)/g)]
			.map(([, target]) => target)
			.filter((target) => !/^[a-z]+:/.test(target))
			.filter((target) => {
				const [linked, heading] = target.split('#');
				const to = linked === '' ? file : path.join(path.dirname(file), linked);
				if (!existsSync(path.join(ROOT, to))) return true;
				return heading !== undefined && !anchorsIn(read(to)).includes(heading);
			})
			.map((target) => `${file}: ${target}`),
	);
	expect(broken).toEqual([]);
});

test('pictures › that a document shows are there, in light where they are in dark', () => {
	const shown = documents.flatMap((file) =>
		[...read(file).matchAll(/(?:src|srcset)="([^"]+)"|!\[[^\]]*\]\(([^()\s]+)\)/g)].map(
			([, inHtml, inMarkdown]) => path.join(path.dirname(file), inHtml ?? inMarkdown),
		),
	);
	expect(shown.length).toBeGreaterThan(4);
	const wanted = shown.flatMap((file) => [file, file.replace('.dark.', '.light.')]);
	expect(wanted.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
	const kept = files.filter((file) => /^docs\/.*\.(?:png|svg)$/.test(file));
	expect(kept.filter((file) => !shown.includes(file))).toEqual([]);
});

test('docs/outputs.md › has each field of what is sold and paid', () => {
	const [, text] = read('docs/outputs.md').split('## Was it paid?');
	const [money] = text.split('| `paymentState` | What it means');
	const [, fields] = text.split('## The fields');
	const rows = `${money}${fields}`.split('\n').filter((line) => line.startsWith('| `'));
	const defined = rows.flatMap((row) => codeIn(row.split('|')[1]));
	const named = ['attendee', 'donation', 'item', 'member', 'order', 'payment'].flatMap(
		(resource) => {
			const schema = JSON.parse(read(schemaFile(`${resource}/getAll`))) as { properties: object };
			return Object.keys(schema.properties);
		},
	);
	expect([...new Set(named)].sort()).toEqual([...new Set(defined)].sort());
});

test('commands › npm run … names a script of the package', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const named = documents.flatMap((file) =>
		[...read(file).matchAll(/\bnpm run ([\w:-]*\w)/g)].map(([, script]) => ({ file, script })),
	);
	expect(named.length).toBeGreaterThan(10);
	expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});

test('commands › every script of the package is explained to contributors', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const text = read('CONTRIBUTING.md');
	const unnamed = Object.keys(scripts).filter(
		(name) => !new RegExp(`npm (?:run )?${name}\\b(?!:)`).test(text),
	);
	expect(unnamed).toEqual([]);
});
