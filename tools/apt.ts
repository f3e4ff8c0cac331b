/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs on a developer's machine, never inside n8n */
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { logFile } from './bootstrap/index.cjs';

/** Whether packages of Debian can be installed here without asking anybody. */
export const canInstallPackages = (): boolean =>
	process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs packages of Debian; their services are not started. @param log a name, see {@link logFile} */
export async function installPackages(log: string, ...packages: string[]): Promise<void> {
	await aptGet(['update'], logFile(log));
	await aptGet(['install', '-y', '--no-install-recommends', ...packages], logFile(log));
}

async function aptGet(args: string[], log: string): Promise<void> {
	const output = openSync(log, 'a');
	const child = spawn('apt-get', args, {
		stdio: ['ignore', output, output],
		// RUNLEVEL=1: Debian's packages start no service of theirs in single-user mode.
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`apt-get ${args[0]} ended with code ${code}: see ${log}`);
}
