/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run dev`: as `npm start`, and a changed file of nodes/ or credentials/ is built and loaded by
 * the running n8n (N8N_DEV_RELOAD), which tells its open editors.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atExit, ROOT, signalGroup } from './bootstrap/index.cjs';
import { END_WITH_PARENT } from './n8n/cli';
import { installWorkingCopy } from './n8n/dataFolder';
import type { N8nHome } from './n8n/install';
import { access, atEnd, keptFolder, openSession, runSession, say } from './session';

const GULP = path.join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');
const BUILT = /Watching for file changes/;
const RELOADED = /Hot reload (triggered|failed) for n8n-nodes-helloasso/;
const WATCH_TIMEOUT_MS = 60_000;
const WATCH_POLL_MS = 500;

/** Builds into `dist` at every change, until the end; resolves when the first build is complete. */
async function buildContinuously(dist: string): Promise<{ ended: Promise<void> }> {
	const child = spawn(process.execPath, ['--require', END_WITH_PARENT, GULP, 'watch', '--silent'], {
		cwd: ROOT,
		env: { ...process.env, HELLOASSO_BUILD_FOLDER: dist },
		stdio: ['pipe', 'pipe', 'inherit'],
		detached: process.platform !== 'win32',
	});
	const forget = atExit(() => signalGroup(child, 'SIGKILL'));
	const ended = new Promise<void>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', () => resolve());
	});
	atEnd(async () => {
		signalGroup(child, 'SIGTERM');
		await ended;
		forget();
	});
	const built = new Promise<void>((resolve) => {
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			process.stdout.write(text);
			if (BUILT.test(text)) resolve();
		});
	});
	const failed = ended.then(() => {
		throw new Error('The build has ended: see the messages above.');
	});
	await Promise.race([built, failed]);
	return { ended: failed };
}

/** n8n does not say when it begins to watch: writes a file until it notices. */
async function untilWatched(dist: string, hasNoticed: () => boolean): Promise<void> {
	const deadline = Date.now() + WATCH_TIMEOUT_MS;
	while (!hasNoticed()) {
		if (Date.now() > deadline)
			throw new Error(
				'n8n cannot watch files here. Next: use npm start, and start it again after a change.',
			);
		await writeFile(path.join(dist, '.watched'), String(Date.now()));
		await wait(WATCH_POLL_MS);
	}
}

async function develop(): Promise<void> {
	let dist = '';
	let build: { ended: Promise<void> } | undefined;
	let isReady = false;
	let hasNoticed = false;
	const onOutput = (text: string) => {
		const [, state] = RELOADED.exec(text) ?? [];
		if (!state) return;
		hasNoticed = true;
		if (state === 'failed') say(`✗ n8n could not load the change:\n${text.trim()}`);
		else if (isReady) say('↻ n8n has the change, and so has an open editor');
	};
	const { server, simulator } = await openSession({
		folder: keptFolder(),
		install: async (home: N8nHome) => {
			dist = await installWorkingCopy(home);
			build = await buildContinuously(dist);
		},
		server: { env: { N8N_DEV_RELOAD: 'true' }, onOutput },
	});
	await untilWatched(dist, () => hasNoticed);
	isReady = true;
	say(`
✓ Ready

${access(server, simulator)}

   Change a file in nodes/ or credentials/ and save it: n8n has it a few seconds later.
   After a change of package.json or of the simulator, start this again.
   Your workflows are kept in ${path.relative(ROOT, server.folder)}. Ctrl-C ends everything.
`);
	await Promise.race([server.ended, build?.ended]);
	throw new Error(`n8n has ended:\n${server.log().slice(-2000)}`);
}

void runSession(develop);
