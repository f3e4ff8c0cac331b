/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { packedTarball } from '../../tools/pack';
import { filesBelow, read, shippedFiles } from './sources';

interface Manifest {
	name: string;
	dependencies?: object;
	optionalDependencies?: object;
	peerDependencies: object;
	scripts: Record<string, string>;
	n8n: { credentials: string[]; nodes: string[]; strict: boolean };
}
const manifest = JSON.parse(read('package.json')) as Manifest;

describe('the package', () => {
	test('has no runtime dependency and one peer', () => {
		expect(manifest.name).toBe('n8n-nodes-helloasso');
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.optionalDependencies).toBeUndefined();
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
		expect(
			Object.keys(manifest.scripts).filter((name) => /^(pre|post|prepare)/.test(name)),
		).toEqual([]);
	});

	test('holds dist, index.js, README, LICENSE and nothing else', async () => {
		const tarball = await packedTarball(() => {});
		const { stdout } = await promisify(execFile)('tar', ['-tzf', tarball]);
		const paths = stdout
			.trim()
			.split('\n')
			.map((file) => file.replace(/^package\//, ''));
		const compiled = shippedFiles().map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
		expect(paths.sort()).toEqual(
			[
				'LICENSE',
				'README.md',
				'index.js',
				'package.json',
				'dist/nodes/HelloAsso/HelloAsso.node.json',
				'dist/nodes/HelloAsso/HelloAssoPollingTrigger.node.json',
				'dist/nodes/HelloAsso/HelloAssoTrigger.node.json',
				'dist/nodes/HelloAsso/helloasso.dark.svg',
				'dist/nodes/HelloAsso/helloasso.svg',
				...filesBelow('nodes/HelloAsso/__schema__', '.json').map((file) => `dist/${file}`),
				...compiled,
			].sort(),
		);
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(paths).toContain(file);
		}
	}, 120_000);
});

describe('the code that ships', () => {
	test('no file has more than 250 lines, no operation more than 60', () => {
		const lengths = shippedFiles().map((file) => ({
			file,
			lines: read(file).split('\n').length - 1,
		}));
		const tooLong = lengths.filter(
			({ file, lines }) => lines > (file.endsWith('.operation.ts') ? 60 : 250),
		);
		expect(tooLong).toEqual([]);
	});

	test('no rule of the linter or the compiler is switched off', () => {
		const switches = /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|\bas any\b/;
		const found = shippedFiles().map((file) => ({ file, found: switches.exec(read(file))?.[0] }));
		expect(found.filter((one) => one.found)).toEqual([]);
	});

	test("only n8n-workflow and Node's crypto are imported, and one file alone sends requests", () => {
		const packages = new Set<string>();
		const senders: string[] = [];
		for (const file of shippedFiles()) {
			const text = read(file);
			for (const [, name] of text.matchAll(/^(?:import|export|\}) .*from '([^.'][^']*)';$/gm))
				packages.add(name);
			if (/httpRequest/.test(text)) senders.push(file);
		}
		expect([...packages].sort()).toEqual(['n8n-workflow', 'node:crypto']);
		expect(senders).toEqual(['nodes/HelloAsso/transport/client.ts']);
	});
});
