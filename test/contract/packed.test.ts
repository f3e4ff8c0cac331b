/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
/** The tarball as n8n and its reviewers have it: scanned, and loaded by n8n's own loader. */
import { existsSync } from 'node:fs';
import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { packedTarball } from '../../tools/pack';
import { load, scan, unpack, type Loaded, type Unpacked } from '../../tools/release/packed';
import { ROOT } from './sources';

/** Upper bound for a busy machine: it takes a tenth of it. */
const TIMEOUT_MS = 300_000;

let packed: Unpacked;
/** The same package with faults put into it. */
let faulty: Unpacked;
beforeAll(async () => {
	const tarball = await packedTarball(() => {});
	packed = await unpack(tarball);
	faulty = await unpack(tarball);
}, TIMEOUT_MS);
afterAll(async () => {
	for (const { root } of [packed, faulty]) await rm(root, { recursive: true });
});

const inPackage = async (file: string, change: (text: string) => string) => {
	const place = path.join(faulty.folder, file);
	await writeFile(place, change(await readFile(place, 'utf8')));
};

describe("n8n's scan of community packages", () => {
	test(
		'finds nothing in the source and in what is packed, nor do the newest rules of its linter',
		async () => {
			expect(
				await scan({ folder: ROOT, kind: 'source' }, { folder: packed.folder, kind: 'packed' }),
			).toEqual([
				{ scan: '', newest: '' },
				{ scan: '', newest: '' },
			]);
		},
		TIMEOUT_MS,
	);

	test(
		'finds what n8n refuses: a run-time dependency, a global of Node, a package of others',
		async () => {
			await inPackage('package.json', (text) =>
				text.replace('"peerDependencies"', '"dependencies": { "axios": "1" },\n"peerDependencies"'),
			);
			await appendFile(path.join(faulty.folder, 'index.js'), 'exports.key = process.env.KEY;\n');
			await appendFile(path.join(faulty.folder, 'index.js'), "exports.fs = require('fs');\n");
			const [{ scan: found, newest }] = await scan({ folder: faulty.folder, kind: 'packed' });
			for (const report of [found, newest]) {
				expect(report).toContain('no-runtime-dependencies');
				expect(report).toContain('no-restricted-globals');
				expect(report).toContain('no-restricted-imports');
			}
		},
		TIMEOUT_MS,
	);
});

describe("n8n's loader", () => {
	let loaded: Loaded;
	beforeAll(async () => {
		loaded = await load(packed.folder);
	}, TIMEOUT_MS);

	test('finds the nodes and the credential, with nothing but n8n-workflow beside the package', () => {
		expect(loaded.packageName).toBe('n8n-nodes-helloasso');
		expect(Object.keys(loaded.known.nodes).sort()).toEqual([
			'helloAsso',
			'helloAssoPollingTrigger',
			'helloAssoTrigger',
		]);
		expect(loaded.known.credentials).toMatchObject({
			helloAssoOAuth2Api: {
				className: 'HelloAssoOAuth2Api',
				extends: ['oAuth2Api'],
				supportedNodes: ['helloAsso', 'helloAssoPollingTrigger', 'helloAssoTrigger'],
			},
		});
	});

	test('finds a codex file beside each node, and each icon', () => {
		const { nodes, credentials } = loaded.types;
		expect(nodes.map(({ codex }) => codex?.categories)).toEqual(
			nodes.map(() => ['Finance & Accounting', 'Sales']),
		);
		const icons = [...nodes, ...credentials].flatMap(({ iconUrl: { light, dark } }) => [
			light,
			dark,
		]);
		const files = icons.map((icon) => icon.replace('icons/n8n-nodes-helloasso/', ''));
		expect(files.length).toBe(8);
		expect(files.filter((file) => !existsSync(path.join(packed.folder, file)))).toEqual([]);
	});

	test('the codex files › are as those of current templates', async () => {
		const files = Object.values(loaded.known.nodes).map(({ sourcePath }) => `${sourcePath}on`);
		for (const file of files) {
			const codex = JSON.parse(await readFile(path.join(packed.folder, file), 'utf8')) as object;
			expect({ file, ...codex }).toMatchObject({
				node: loaded.packageName,
				nodeVersion: '1.0',
				codexVersion: '1.0',
			});
		}
		expect(files.length).toBe(3);
	});

	test(
		'fails where the package needs another one',
		async () => {
			await cp(packed.folder, faulty.folder, { recursive: true });
			await inPackage(
				'dist/nodes/HelloAsso/HelloAsso.node.js',
				(text) => `require('luxon');\n${text}`,
			);
			await expect(load(faulty.folder)).rejects.toThrow("Cannot find module 'luxon'");
		},
		TIMEOUT_MS,
	);
});
