/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { existsSync } from 'node:fs';
import { canInstallPackages, installPackages } from './apt';
import { logFile, type Say } from './bootstrap/index.cjs';

/** Where the browser of the end-to-end tests is, or will be. */
const chromiumPath = () => process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Installs Debian's Chromium where it is missing and we may; else says what to do. */
export async function installChromium(say: Say): Promise<void> {
	if (existsSync(chromiumPath())) return;
	if (!canInstallPackages()) {
		throw new Error(
			`The browser test needs Chromium at ${chromiumPath()}. Install it (Debian, as root: apt-get install chromium), or say in CHROMIUM_PATH where one is.`,
		);
	}
	say(`→ Installing Chromium (about a minute; log: ${logFile('chromium')})`);
	await installPackages('chromium', 'chromium', 'fonts-dejavu-core');
}
