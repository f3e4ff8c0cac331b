/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs on a developer's machine, never inside n8n */
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { logFile, type Say } from './bootstrap/index.cjs';

/** Where the browser of the end-to-end tests is, or will be. */
const chromiumPath = () => process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const STEPS = [
	['update'],
	['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
];

/** Installs Debian's Chromium where it is missing and we may; else says what to do. */
export async function installChromium(say: Say): Promise<void> {
	if (existsSync(chromiumPath())) return;
	const maySo =
		process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	if (!maySo) {
		throw new Error(
			`The browser test needs Chromium at ${chromiumPath()}. Install it (Debian, as root: apt-get install chromium), or say in CHROMIUM_PATH where one is.`,
		);
	}
	const log = logFile('chromium');
	say(`→ Installing Chromium (about a minute; log: ${log})`);
	for (const step of STEPS) await aptGet(step, log);
}

async function aptGet(args: string[], log: string): Promise<void> {
	const output = openSync(log, 'a');
	const child = spawn('apt-get', args, {
		stdio: ['ignore', output, output],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw new Error(`apt-get ${args[0]} ended with code ${code}: see ${log}`);
}
