/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** What n8n and its reviewers do with a package: unpack, scan and load it. */
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { ROOT } from '../bootstrap/index.cjs';

/** n8n's lint plugin reads another file's rules, and its loader another way, where they believe themselves under test. */
const env = { ...process.env, NODE_ENV: undefined };

/** The package as it stands in n8n's folder: `root` is to be removed, `folder` is the package itself. */
export interface Unpacked {
	root: string;
	folder: string;
}

/** Unpacks into a folder of its own in which only n8n-workflow is found besides. */
export async function unpack(tarball: string): Promise<Unpacked> {
	const root = await realpath(await mkdtemp(path.join(tmpdir(), 'helloasso-unpacked-')));
	const modules = path.join(root, 'node_modules');
	const folder = path.join(modules, 'n8n-nodes-helloasso');
	await mkdir(folder, { recursive: true });
	await promisify(execFile)('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const peer = await realpath(path.join(ROOT, 'node_modules', 'n8n-workflow'));
	await symlink(peer, path.join(modules, 'n8n-workflow'), 'junction');
	return { root, folder };
}

export interface ScanJob {
	folder: string;
	kind: 'source' | 'packed';
}

/** Reports for a person, empty where nothing was found: of n8n's scan, and of the newest rules. */
export interface ScanFindings {
	scan: string;
	newest: string;
}

/** @returns the findings of each folder, in their order */
export async function scan(...jobs: ScanJob[]): Promise<ScanFindings[]> {
	const program = path.join(__dirname, 'scan.mjs');
	return JSON.parse(await run(program, [], JSON.stringify(jobs))) as ScanFindings[];
}

/** What n8n knows of the package after loading it. */
export interface Loaded {
	packageName: string;
	types: {
		nodes: Array<INodeTypeDescription & { iconUrl: { light: string; dark: string } }>;
		credentials: Array<ICredentialType & { iconUrl: { light: string; dark: string } }>;
	};
	known: Record<'nodes' | 'credentials', Record<string, { sourcePath: string }>>;
}

/** @throws what n8n would say where it cannot load the package */
export async function load(folder: string): Promise<Loaded> {
	return JSON.parse(await run(path.join(__dirname, 'load.cjs'), [folder])) as Loaded;
}

async function run(program: string, args: string[], input = ''): Promise<string> {
	const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env });
	child.stdin.end(input);
	const ended = new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
	if (code !== 0) throw new Error(`${path.basename(program)} failed: ${errors}${output}`);
	return output;
}
