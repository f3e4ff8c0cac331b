/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on a developer's machine, never inside n8n */
/**
 * `npm test`: everything a change must pass, the cheap checks first.
 * With arguments, Jest alone gets them: `npm test -- --selectProjects unit`, `npm test -- paging`.
 */
import { elapsed, onInterrupt, ROOT, runToEnd } from './bootstrap/index.cjs';
import { installN8n, N8N_VERSIONS } from './n8n/install';
import { build, pack } from './pack';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What is under way: it is told of an interruption by runToEnd, and we wait for its end. */
let running: Promise<unknown> = Promise.resolve();

/** Runs a script of node_modules on this Node. */
async function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
	const options = { cwd: ROOT, env: { ...process.env, ...env } };
	const child = runToEnd(process.execPath, [`node_modules/${script}`, ...args], options);
	running = child;
	const code = await child;
	// What went wrong is on the screen already.
	if (code !== 0) throw new Error(`${script.split('/').slice(0, -2).join('/')} ended with code ${code}`);
}

async function step(title: string, work: () => Promise<void>): Promise<void> {
	const begin = Date.now();
	say(`\n▸ ${title}`);
	await work();
	say(`  ${title}: ${elapsed(begin)}`);
}

const jest = (args: string[], env?: NodeJS.ProcessEnv) => run('jest/bin/jest.js', args, env);

async function testEverything(): Promise<void> {
	await step('Lint', () => run('@n8n/node-cli/bin/n8n-node.mjs', ['lint']));
	await step('Types', () => run('typescript/bin/tsc', ['-p', 'tsconfig.test.json']));
	let tarball = '';
	await step('Build and pack', async () => {
		await build();
		tarball = await pack(say);
	});
	await step('Real n8n installations', async () => {
		for (const version of N8N_VERSIONS) await installN8n(version, say);
	});
	// One tarball for all: each file of end-to-end tests would build its own.
	await step('Tests', () => jest([], { HELLOASSO_TARBALL: tarball }));
}

async function main(args: string[]): Promise<void> {
	const begin = Date.now();
	const stopListening = onInterrupt(async () => {
		await running;
	});
	try {
		await (args.length > 0 ? jest(args) : testEverything());
		say(`\n✓ Passed in ${elapsed(begin)}`);
	} catch (error) {
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	} finally {
		stopListening();
	}
}

void main(process.argv.slice(2));
