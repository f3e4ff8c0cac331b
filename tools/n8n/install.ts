/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** Real n8n installations, outside the project and named after their version. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installOnce, logFile, npm, type Say } from '../bootstrap/index.cjs';

/** Newest of the 2.x line whose dependencies can all be had; the weekly run takes the newest there is. */
export const N8N_NEW = process.env.HELLOASSO_N8N_NEW || '2.41.1';
/** The maintained 1.x line. */
export const N8N_OLD = '1.123.81';
export const N8N_VERSIONS: readonly string[] = [N8N_NEW, N8N_OLD];
export type N8nVersion = string;

/** One n8n: where it is installed and where it keeps its data. */
export interface N8nHome {
	version: N8nVersion;
	installation: string;
	/** N8N_USER_FOLDER: database, keys and community nodes are in `<folder>/.n8n`. */
	folder: string;
	/** Settings that all its processes share, such as the database of queue mode. */
	settings?: NodeJS.ProcessEnv;
}

const SIZES: Record<N8nVersion, string> = { [N8N_NEW]: '2.9 GB', [N8N_OLD]: '1.8 GB' };

/** 1.x takes its spreadsheet library from a plain web address; the registry has the same library. */
const OVERRIDES: Partial<Record<N8nVersion, Record<string, string>>> = {
	[N8N_OLD]: { xlsx: '0.18.5' },
};

export function isN8nVersion(version: string): boolean {
	return N8N_VERSIONS.includes(version);
}

/** sqlite3 compiles against the headers that came with the Node that will run it. */
function headers(): NodeJS.ProcessEnv {
	const folder = path.dirname(path.dirname(process.execPath));
	return existsSync(path.join(folder, 'include', 'node', 'node.h'))
		? { npm_config_nodedir: folder }
		: {};
}

/** Returns the folder that has n8n in its node_modules. Must run on the Node that n8n will run on. */
export async function installN8n(version: N8nVersion, say: Say): Promise<string> {
	const name = `n8n-${version}`;
	return await installOnce(name, say, async (folder) => {
		const overrides = OVERRIDES[version];
		writeFileSync(
			path.join(folder, 'package.json'),
			`${JSON.stringify({ private: true, ...(overrides && { overrides }) })}\n`,
		);
		const options = { cwd: folder, log: logFile(name), say };
		say(
			`→ Installing n8n ${version} into the cache folder (once; about 10 minutes and ${SIZES[version]})`,
		);
		// With scripts it fails: one dependency wants to compile a Kafka client.
		await npm(['install', `n8n@${version}`, '--ignore-scripts'], options);
		say('→ Compiling its database driver (about 1 minute)');
		await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { ...options, env: headers() });
	});
}

/** n8n's start script inside an installation. */
export function n8nBinary(installation: string): string {
	return path.join(installation, 'node_modules', 'n8n', 'bin', 'n8n');
}
