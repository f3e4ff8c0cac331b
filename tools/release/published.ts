/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run check:published [-- <version or tag>]`: what npm gives out is installed into an empty folder and loaded by
 * n8n's own loader, and n8n's scan runs over it as n8n runs it: provenance, the source that it names, the
 * tarball. Ends with 0 as long as nothing is published.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { logFile, npm, ROOT } from '../bootstrap/index.cjs';
import { load } from './packed';

const NAME = 'n8n-nodes-helloasso';
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** The version that a tag stands for; undefined where npm has none. */
async function versionOf(wanted: string): Promise<string | undefined> {
	const args = ['view', `${NAME}@${wanted}`, 'version', '--json'];
	return await promisify(execFile)('npm', args, { shell: process.platform === 'win32' }).then(
		({ stdout }) =>
			[JSON.parse(stdout || 'null') as string | string[] | null].flat().at(-1) ?? undefined,
		async (error: { stdout: string }) =>
			/"E404"/.test(error.stdout) ? undefined : await Promise.reject(error),
	);
}

async function main(wanted: string): Promise<number> {
	const version = await versionOf(wanted);
	if (version === undefined) {
		say(`npm has no ${NAME}@${wanted} yet: nothing to check.`);
		return 0;
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-published-'));
	try {
		await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
		const peer = path.join(ROOT, 'node_modules', 'n8n-workflow', 'package.json');
		const { version: known } = JSON.parse(readFileSync(peer, 'utf8')) as { version: string };
		const packages = [`${NAME}@${version}`, `n8n-workflow@${known}`];
		await npm(['install', '--ignore-scripts', ...packages], {
			cwd: folder,
			log: logFile('published'),
			say,
		});
		const { known: found } = await load(path.join(folder, 'node_modules', NAME));
		const names = [...Object.keys(found.nodes), ...Object.keys(found.credentials)];
		say(`✓ ${NAME}@${version} installs, and n8n loads ${names.join(', ')}`);
		const scan = path.join(ROOT, 'node_modules/@n8n/scan-community-package/scanner/cli.mjs');
		// It says what it finds, and ends with 0 all the same.
		const { stdout } = await promisify(execFile)(process.execPath, [scan, `${NAME}@${version}`]);
		say(stdout);
		return stdout.includes('has passed all security checks') ? 0 : 1;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

main(process.argv[2] ?? 'latest').then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		say(`✗ ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	},
);
