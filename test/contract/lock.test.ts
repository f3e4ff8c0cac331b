/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs in Jest on a developer's machine, never inside n8n */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { read, ROOT } from './sources';

interface LockedPackage {
	resolved?: string;
	optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(read('package-lock.json')) as {
	packages: Record<string, LockedPackage>;
};

/** Where Node would look for a dependency of the package in `folder`, nearest first. */
function candidates(folder: string, name: string): string[] {
	const own = `${folder && `${folder}/`}node_modules/${name}`;
	if (folder === '') return [own];
	const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
	return [own, ...candidates(parent, name)];
}

/** What npm finds wrong, without the network. */
async function npmCi(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-lock-'));
	try {
		for (const file of ['package.json', 'package-lock.json', '.npmrc'])
			await copyFile(path.join(ROOT, file), path.join(folder, file));
		const options = ['ci', '--dry-run', '--offline', '--ignore-scripts', '--loglevel=error'];
		await promisify(execFile)('npm', options, {
			cwd: folder,
			maxBuffer: 1e8,
			shell: process.platform === 'win32',
		});
		return 'accepted';
	} catch (error) {
		return (error as { stderr: string }).stderr;
	} finally {
		await rm(folder, { recursive: true });
	}
}

describe('package-lock.json', () => {
	/** npm leaves out those of other platforms when it writes the lock beside an installation. */
	it('has the optional packages of every platform (else: make it anew in an empty folder)', () => {
		const wanted = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).map((name) => ({ folder, name })),
		);
		expect(wanted.map(({ name }) => name)).toContain('@swc/core-win32-x64-msvc');
		const missing = wanted.filter(
			({ folder, name }) => !candidates(folder, name).some((place) => place in packages),
		);
		expect(missing).toEqual([]);
	});

	it('has no download addresses, which are those of one machine', () => {
		const addresses = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
		expect(addresses).toEqual([]);
	});

	it('agrees with package.json, so that npm ci accepts it', async () => {
		expect(await npmCi()).toBe('accepted');
	}, 60_000);
});
