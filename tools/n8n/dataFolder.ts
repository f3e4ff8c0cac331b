/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { logFile, npm, ROOT, type Say } from '../bootstrap/index.cjs';
import type { N8nHome } from './install';

/** Has n8n been here before? */
export function isNew({ folder }: N8nHome): boolean {
	return !existsSync(path.join(folder, '.n8n', 'database.sqlite'));
}

/** Where n8n looks for community nodes, with none in it. */
async function emptyNodesFolder({ folder }: N8nHome): Promise<string> {
	const nodes = path.join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	// A package of the same version would be kept, even when its content is another.
	await rm(path.join(nodes, 'node_modules'), { recursive: true, force: true });
	await rm(path.join(nodes, 'package-lock.json'), { force: true });
	await writeFile(
		path.join(nodes, 'package.json'),
		'{ "name": "installed-nodes", "private": true }\n',
	);
	return nodes;
}

/**
 * Installs a packed community node by hand, as n8n's guide says: npm in `.n8n/nodes`.
 * Without peer dependencies, because n8n itself gives a node its n8n-workflow.
 */
export async function installCommunityNode(
	home: N8nHome,
	tarball: string,
	say: Say,
): Promise<void> {
	const nodes = await emptyNodesFolder(home);
	const options = [
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--omit=peer',
		'--no-audit',
		'--no-fund',
	];
	await npm(['install', tarball, ...options], { cwd: nodes, log: logFile('community-node'), say });
}

/**
 * The project as an installed community node without `dist`; returns the folder to build `dist` in.
 * Not a link to the project: n8n watches the real folder, and its own data folder is in the project.
 */
export async function installWorkingCopy(home: N8nHome): Promise<string> {
	const installed = path.join(await emptyNodesFolder(home), 'node_modules', 'n8n-nodes-helloasso');
	await mkdir(installed, { recursive: true });
	for (const file of ['package.json', 'index.js'])
		await copyFile(path.join(ROOT, file), path.join(installed, file));
	return path.join(installed, 'dist');
}
