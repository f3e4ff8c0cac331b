/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import path from 'node:path';
import { preProcessFile } from 'typescript';

import { filesBelow, read } from './sources';

/** What each part of the repository may import from the others. The tests may import everything. */
const PARTS: Record<string, string[]> = {
	nodes: [],
	credentials: ['nodes'],
	simulator: [],
	tools: ['nodes', 'credentials', 'simulator'],
	test: ['nodes', 'credentials', 'simulator', 'tools'],
};

/** What each folder of the node may import from the others. */
const FOLDERS: Record<string, string[]> = {
	n8n: [],
	transport: ['n8n'],
	parameters: ['n8n', 'transport'],
	simplify: [],
	enrich: ['transport'],
	answers: ['enrich', 'parameters', 'simplify', 'transport'],
	files: [],
	methods: ['n8n', 'parameters', 'transport'],
	actions: ['answers', 'enrich', 'files', 'n8n', 'parameters', 'simplify', 'transport'],
	trigger: ['enrich', 'n8n', 'parameters', 'simplify', 'transport'],
};

const files = Object.keys(PARTS)
	.flatMap((part) => filesBelow(part, ''))
	.filter((file) => /\.[cm]?[jt]s$/.test(file));
const known = new Set(files);

/** Names of what a file imports, types too: packages, and paths relative to the file. */
const importsOf = (file: string) =>
	preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);

function resolved(file: string, name: string): string {
	const target = path.posix.join(path.posix.dirname(file), name);
	const found = [target, `${target}.ts`, `${target}/index.ts`].find((one) => known.has(one));
	return found ?? target;
}

const LOCAL = new Map(
	files.map((file) => [
		file,
		importsOf(file)
			.filter((name) => name.startsWith('.'))
			.map((name) => resolved(file, name)),
	]),
);
const arrows = [...LOCAL].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));

const partOf = (file: string) => file.split('/')[0];
const folderOf = (file: string) => /^nodes\/HelloAsso\/(\w+)\//.exec(file)?.[1];

/** Those of them that cross from one place to another to which they may not. */
const forbidden = (placeOf: (file: string) => string | undefined, rules: typeof PARTS) =>
	arrows
		.map(({ from, to }) => ({ from, to, places: [placeOf(from), placeOf(to)] }))
		.filter(({ places: [from, to] }) => from && from !== to && !(to && rules[from]?.includes(to)))
		.map(({ from, to }) => `${from} imports ${to}`);

test('parts of the repository › import each other in one direction', () => {
	expect(arrows.length).toBeGreaterThan(500);
	expect(forbidden(partOf, PARTS)).toEqual([]);
});

test('folders of the node › import each other in one direction', () => {
	expect(arrows.filter(({ from }) => folderOf(from)).length).toBeGreaterThan(100);
	expect(forbidden(folderOf, FOLDERS)).toEqual([]);
});

test('files › none imports itself through others', () => {
	expect(files.flatMap((file) => circleFrom(file))).toEqual([]);
});

test('the simulator › needs only a web server, nothing of n8n', () => {
	const packages = files
		.filter((file) => partOf(file) === 'simulator')
		.flatMap((file) => importsOf(file))
		.filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
	expect([...new Set(packages)].sort()).toEqual(['@fastify/formbody', 'fastify']);
});

/** The shortest way from a file back to itself, once for each circle: from its first file. */
function circleFrom(start: string): string[] {
	const before = new Map<string, string>();
	const queue = [start];
	for (const file of queue) {
		for (const target of LOCAL.get(file) ?? []) {
			if (target === start) {
				const way = [start];
				for (let at: string | undefined = file; at && at !== start; at = before.get(at))
					way.unshift(at);
				return [start, ...way].sort()[0] === start ? [[start, ...way].join(' → ')] : [];
			}
			if (!before.has(target) && known.has(target)) {
				before.set(target, file);
				queue.push(target);
			}
		}
	}
	return [];
}
