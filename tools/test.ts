/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm test`: everything a change must pass; lint and types are tests too (test/contract).
 * With arguments, Jest alone gets them: `npm test -- --selectProjects unit`, `npm test -- paging`.
 * The last line is Jest's sum, `N passed, N failed`, from test/totalsReporter.js.
 */
import { elapsed, onInterrupt, ROOT, runToEnd } from './bootstrap/index.cjs';
import { installChromium } from './chromium';
import { installN8n, N8N_VERSIONS } from './n8n/install';
import { build, pack } from './pack';
import { installPrograms } from './queue/programs';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What is under way: it is told of an interruption by runToEnd, and we wait for its end. */
let running: Promise<unknown> = Promise.resolve();

/** A file behind the projects is a file: Jest alone would take it for one more project, and run them whole. */
function withFiles(args: string[]): string[] {
	const projects = args.indexOf('--selectProjects') + 1;
	if (projects === 0) return args;
	const end = args.findIndex((arg, index) => index >= projects && /[-./]/.test(arg));
	if (end === -1 || args[end].startsWith('-')) return args;
	return [...args.slice(0, end), '--testPathPatterns', ...args.slice(end)];
}

const EXTERNAL = 'external';

/** It needs an n8n that somebody has started, and runs only when it is named. */
function withoutExternal(args: string[]): string[] {
	if (args.includes('--selectProjects') && args.includes(EXTERNAL)) return args;
	// What comes behind two dashes is a pattern for Jest.
	const dashes = args.indexOf('--');
	const end = dashes === -1 ? args.length : dashes;
	return [...args.slice(0, end), '--ignoreProjects', EXTERNAL, ...args.slice(end)];
}

async function jest(args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
	const jestArgs = ['node_modules/jest/bin/jest.js', ...withoutExternal(args)];
	const child = runToEnd(process.execPath, jestArgs, {
		cwd: ROOT,
		env: { ...process.env, ...env },
	});
	running = child;
	return await child;
}

async function step(title: string, work: () => Promise<void>): Promise<void> {
	const begin = Date.now();
	say(`\n▸ ${title}`);
	await work();
	say(`  ${title}: ${elapsed(begin)}`);
}

async function testEverything(): Promise<number> {
	let tarball = '';
	await step('Build and pack', async () => {
		await build();
		tarball = await pack(say);
	});
	await step('Browser', () => installChromium(say));
	await step('Real n8n installations', async () => {
		for (const version of N8N_VERSIONS) await installN8n(version, say);
	});
	let withoutQueue = '';
	await step('Postgres and Redis', async () => {
		await installPrograms(say).catch(({ message }: Error) => (withoutQueue = message));
	});
	say('\n▸ Tests');
	// One tarball for all: each file of end-to-end tests would build its own.
	return await jest([], { HELLOASSO_TARBALL: tarball, HELLOASSO_WITHOUT_QUEUE: withoutQueue });
}

async function main(args: string[]): Promise<void> {
	const stopListening = onInterrupt(async () => {
		await running;
	});
	try {
		process.exitCode = await (args.length > 0 ? jest(withFiles(args)) : testEverything());
	} catch (error) {
		// Before Jest has run: the preparation counts as the one thing that failed.
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}\n\n0 passed, 1 failed`);
		process.exitCode = 1;
	} finally {
		stopListening();
	}
}

void main(process.argv.slice(2));
