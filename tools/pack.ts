/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit, isAlive, logFile, npm, ROOT, runToEnd, type Say } from './bootstrap/index.cjs';

/** Compiles the package: `dist` is new afterwards. */
export async function build(): Promise<void> {
	const gulp = path.join(ROOT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const code = await runToEnd(process.execPath, [gulp, 'build', '--silent'], { cwd: ROOT });
	if (code !== 0) throw new Error('The build failed: see the messages above.');
}

/** Packs what was built into `folder` and returns the tarball's path. */
export async function packInto(folder: string, say: Say): Promise<string> {
	await npm(['pack', '--pack-destination', folder], { cwd: ROOT, log: logFile('pack'), say });
	const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error(`npm pack left no tarball in ${folder}`);
	return path.join(folder, tarball);
}

/** A tarball that is gone when this process ends. */
export async function pack(say: Say): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-package-'));
	atExit(() => rmSync(folder, { recursive: true, force: true }));
	return await packInto(folder, say);
}

/**
 * The tarball that `npm test` made for all its test files (HELLOASSO_TARBALL), else a new one.
 * That one stays until a later run: Jest does not tell a test file that its process ends.
 */
export async function packedTarball(say: Say): Promise<string> {
	const { HELLOASSO_TARBALL: ready } = process.env;
	if (ready) return ready;
	await build();
	const output = path.join(ROOT, 'test-output');
	await mkdir(output, { recursive: true });
	for (const name of await readdir(output)) {
		const owner = Number(/^package-(\d+)$/.exec(name)?.[1] ?? process.pid);
		if (!isAlive(owner)) await rm(path.join(output, name), { recursive: true, force: true });
	}
	const folder = path.join(output, `package-${process.pid}`);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder);
	return await packInto(folder, say);
}
