/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { logFile, npm, type Say } from '../bootstrap/index.cjs';
import type { N8nHome } from './install';

/** Has n8n been here before? */
export function isNew({ folder }: N8nHome): boolean {
	return !existsSync(path.join(folder, '.n8n', 'database.sqlite'));
}

/**
 * Installs a packed community node by hand, as n8n's guide says: npm in `.n8n/nodes`.
 * Without peer dependencies, because n8n itself gives a node its n8n-workflow.
 */
export async function installCommunityNode(
	{ folder }: N8nHome,
	tarball: string,
	say: Say,
): Promise<void> {
	const nodes = path.join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	// A package of the same version would be kept, even when its content is another.
	await rm(path.join(nodes, 'node_modules'), { recursive: true, force: true });
	await rm(path.join(nodes, 'package-lock.json'), { force: true });
	await writeFile(
		path.join(nodes, 'package.json'),
		'{ "name": "installed-nodes", "private": true }\n',
	);
	const options = [
		'--ignore-scripts',
		'--legacy-peer-deps',
		'--omit=peer',
		'--no-audit',
		'--no-fund',
	];
	await npm(['install', tarball, ...options], { cwd: nodes, log: logFile('community-node'), say });
}
