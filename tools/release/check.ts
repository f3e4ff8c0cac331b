/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm run release:check [-- --released <tag>] [--keep <folder>]`: all of a release but publishing. It clones what is
 * committed into an empty folder, and checks there, with packages of its own: version, changelog and tag; what is
 * packed, n8n's scan of it and its loading (test/contract); workflows saved by earlier versions
 * (test/integration/upgrade.test.ts). Then it says what only a person can do.
 * `--released` is for the tag that is being published: then nothing may be left to do. `--keep` keeps the tarball.
 * Ends with 1 where something is wrong.
 */
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { atExit, onInterrupt, ROOT, runToEnd } from '../bootstrap/index.cjs';
import { build, packInto } from '../pack';
import { checkVersion, distTag, type Verdict } from './changelog';
import { readPlaces, undecided } from './places';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const git = async (...args: string[]) =>
	(await promisify(execFile)('git', args, { cwd: ROOT })).stdout.trim();

interface Manifest {
	name: string;
	version: string;
	repository: { url: string };
}

const manifest = () =>
	JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;

const { values: options } = parseArgs({
	options: {
		released: { type: 'string' },
		keep: { type: 'string' },
		/** Set by ourselves, in the clone. */
		here: { type: 'boolean', default: false },
	},
});

/** Runs the same command in a clone of what is committed. */
async function inClone(): Promise<number> {
	const changes = await git('status', '--porcelain');
	if (changes) {
		say(`✗ A release is made of what is committed, and this is not:\n${changes}`);
		return 1;
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-release-'));
	const forget = atExit(() => rmSync(folder, { recursive: true, force: true }));
	const clone = path.join(folder, 'clone');
	await git('clone', '--quiet', ROOT, clone);
	say(`▸ A clone of ${await git('rev-parse', '--short', 'HEAD')} in an empty folder`);
	const { released, keep } = options;
	const args = [
		...(released === undefined ? [] : ['--released', released]),
		...(keep === undefined ? [] : ['--keep', path.resolve(keep)]),
	];
	const command = ['tools/run.mjs', 'release:check', '--here', ...args];
	const code = await runToEnd(process.execPath, command, { cwd: clone });
	rmSync(folder, { recursive: true, force: true });
	forget();
	return code;
}

/** Whether npm has this version: undefined where it cannot be asked. */
async function isPublished({ name, version }: Manifest): Promise<boolean | undefined> {
	const options = { cwd: ROOT, shell: process.platform === 'win32' };
	const args = ['view', `${name}@${version}`, 'version', '--json'];
	return await promisify(execFile)('npm', args, options).then(
		({ stdout }) => stdout.trim() !== '',
		({ stdout }: { stdout: string }) => (/"E404"/.test(stdout) ? false : undefined),
	);
}

/** What speaks against publishing besides the tests. */
async function verdict(): Promise<Verdict> {
	const { released } = options;
	const { name, version, repository } = manifest();
	const { wrong, todo } = checkVersion({
		version,
		changelog: readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8'),
		tags: (await git('tag')).split('\n').filter(Boolean),
		released,
		isAtTag:
			released === undefined ||
			(await git('rev-parse', 'HEAD')) === (await git('rev-parse', `${released}^{commit}`)),
	});
	const places = undecided(readPlaces(ROOT)).map(
		({ what, invented, files }) => `${what}: '${invented}' is invented, in ${files.join(', ')}`,
	);
	(released === undefined ? todo : wrong).push(...places);
	const published = await isPublished(manifest());
	if (published) wrong.push(`npm has ${name}@${version} already`);
	if (published === undefined)
		todo.push(`Look whether npm has ${name}@${version}: it did not answer`);
	const { GITHUB_REPOSITORY: running } = process.env;
	if (released !== undefined && running && !repository.url.endsWith(`/${running}.git`))
		wrong.push(`package.json names another repository than ${running}, where this runs`);
	return { wrong, todo };
}

async function here(): Promise<number> {
	const { version } = manifest();
	const kept = options.keep ?? path.join(ROOT, 'test-output', 'release');
	mkdirSync(kept, { recursive: true });
	say('\n▸ Build and pack');
	await build();
	const tarball = await packInto(kept, say);
	say('\n▸ Contents, scan, loading, and workflows saved by each version');
	const tests = ['test/contract', 'test/integration/upgrade.test.ts'];
	const jest = ['node_modules/jest/bin/jest.js', '--selectProjects', 'contract', 'integration'];
	const failed = await runToEnd(process.execPath, [...jest, '--testPathPatterns', ...tests], {
		cwd: ROOT,
		env: { ...process.env, HELLOASSO_TARBALL: tarball },
	});
	const { wrong, todo } = await verdict();
	if (failed !== 0) wrong.unshift('Tests failed: see above');
	say(`\n▸ ${path.basename(tarball)}, version ${version}, for npm's tag ${distTag(version)}`);
	for (const line of todo) say(`· To do by a person: ${line}`);
	for (const line of wrong) say(`✗ ${line}`);
	say(
		wrong.length > 0
			? '✗ Not to be published'
			: '✓ Nothing speaks against publishing but what is to be done',
	);
	say('  docs/maintainers/README.md has the steps.');
	const { GITHUB_OUTPUT: outputs } = process.env;
	if (outputs)
		appendFileSync(outputs, `dist-tag=${distTag(version)}\ntarball=${path.basename(tarball)}\n`);
	return wrong.length > 0 ? 1 : 0;
}

const stopListening = onInterrupt();
(options.here ? here() : inClone())
	.then(
		(code) => {
			process.exitCode = code;
		},
		(error: unknown) => {
			say(`✗ ${error instanceof Error ? error.message : String(error)}`);
			process.exitCode = 1;
		},
	)
	.finally(stopListening);
