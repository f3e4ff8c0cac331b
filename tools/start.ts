/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/**
 * `npm start`: a real n8n with this package and a simulated HelloAsso behind it, on this machine only.
 * `npm start -- --once` runs the example workflows in a throw-away n8n and says whether they worked.
 * N8N_VERSION chooses the n8n line.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator, type Simulator } from '../simulator';
import { atExit, elapsed, onInterrupt, ROOT } from './bootstrap/index.cjs';
import { claimFolder, completeServer, prepareFolder } from './demo';
import { difference, EXAMPLES, readExample, type Example } from './examples';
import { freePort } from './n8n/environment';
import { execute } from './n8n/execution';
import { installN8n, isN8nVersion, N8N_NEW, N8N_VERSIONS } from './n8n/install';
import type { N8nHome, N8nVersion } from './n8n/install';
import { OWNER } from './n8n/rest';
import { startN8n, type N8nServer } from './n8n/server';
import { build, pack } from './pack';
import { CREDENTIAL_NAME, PARTNER_CREDENTIAL_NAME } from './simulatorCredential';
import { readTriggerExample, SIMULATE_A_SALE, THANK, TRIGGER_EXAMPLES } from './triggerExamples';

const N8N_PORT = 5678;
const SIMULATOR_PORT = 4010;
const STEPS = 5;

const say = (line: string) => void process.stdout.write(`${line}\n`);
let steps = 0;
const step = (text: string) => say(`[${++steps}/${STEPS}] ${text}`);

/** What has to be ended, last started first. */
const endings: Array<() => Promise<unknown>> = [];
async function endEverything(): Promise<void> {
	for (const end of endings.splice(0).reverse()) {
		await end().catch((error: Error) => say(`   ${error.message}`));
	}
}

function chosenVersion(): N8nVersion {
	const version = process.env.N8N_VERSION || N8N_NEW;
	if (isN8nVersion(version)) return version;
	throw new Error(
		`N8N_VERSION=${version} is not one of those this works with: ${N8N_VERSIONS.join(', ')}`,
	);
}

async function dataFolder(version: N8nVersion, once: boolean): Promise<string> {
	if (!once) return path.join(ROOT, '.n8n-data', version);
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-once-'));
	// Not one of the endings: an n8n command that is ended in the middle must be gone first.
	atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

async function start(
	version: N8nVersion,
	once: boolean,
): Promise<{ server: N8nServer; simulator: Simulator }> {
	const folder = await dataFolder(version, once);
	await claimFolder(folder);
	step('Building and packing the package');
	await build();
	const tarball = await pack(say);
	step(`Looking for n8n ${version}`);
	const installation = await installN8n(version, say);
	step('Starting the HelloAsso simulator');
	const simulator = await startSimulator({
		port: await freePort(SIMULATOR_PORT),
		strict: false,
		localUrls: true,
	});
	// As the partner would have done with Partner → Update Domain.
	simulator.data.partnerDomain = '127.0.0.1';
	endings.push(() => simulator.stop());
	step(
		'Installing the package into n8n, with two credentials and the example workflows (up to half a minute)',
	);
	const home: N8nHome = { version, installation, folder };
	await prepareFolder(home, tarball, simulator, say);
	step('Starting n8n (up to half a minute)');
	const server = await startN8n(home, { port: N8N_PORT });
	endings.push(() => server.stop());
	await completeServer(server, simulator, say);
	return { server, simulator };
}

async function welcome({ url, folder, version }: N8nServer, simulator: Simulator): Promise<void> {
	const names = await Promise.all(
		EXAMPLES.map(async (example) => (await readExample(example)).name),
	);
	const triggered = await Promise.all(
		TRIGGER_EXAMPLES.map(async (example) => (await readTriggerExample(example)).name),
	);
	say(`
✓ Ready

   n8n ${version.padEnd(10)} ${url}
   Login          ${OWNER.email}
   Password       ${OWNER.password}
   HelloAsso      a simulator on ${simulator.url}: nothing real is touched

   What to click
   1. Open the address above and log in.
   2. Open the workflow "${names[0]}" and press "Execute workflow".
   3. Double-click its last node, "${EXAMPLES[0].lastNode}", and download the file.
   4. Try the others: ${names
			.slice(1)
			.map((name) => `"${name}"`)
			.join(', ')}.
   5. Your own: "Create workflow", then + and search for HelloAsso. The credential
      "${CREDENTIAL_NAME}" is an association's own key, ready to use.
   6. Connect an association as a partner: under "Credentials", open
      "${PARTNER_CREDENTIAL_NAME}" and press "Connect" (1.x: "Connect my account").
      Pick one in the popup, press "Autoriser", and use that credential in a node.
   7. Triggers: run the workflow "${SIMULATE_A_SALE}", and look at "Executions" of
      ${triggered.map((name) => `"${name}"`).join(',\n      ')}.
      Or make a sale from a terminal (kind: membership, ticket, donation, product, free, checkout):
        curl -X POST ${simulator.url}/simulator/sales -H 'Content-Type: application/json' -d '{"kind":"donation"}'

   Your changes are kept in ${path.relative(ROOT, folder)}. Ctrl-C ends everything.
`);
}

/** Runs one example and reports; true when it did its job. */
async function runExample(home: N8nHome, example: Example, simulator: Simulator): Promise<boolean> {
	const { name } = await readExample(example);
	const execution = await execute(home, example.id);
	const rows = execution.succeeded ? await example.actual(execution) : [];
	const problem = execution.error ?? difference(rows, example.expected(simulator));
	say(`\n${problem ? '✗' : '✓'} ${name}: ${rows.length} ${example.unit}`);
	for (const row of rows.slice(0, 3)) say(`     ${row.join(' · ')}`);
	if (problem) say(`   What went wrong: ${problem}`);
	return problem === undefined;
}

/** A sale at the simulator must start the workflow that waits for donations. */
async function runDonation(simulator: Simulator): Promise<boolean> {
	const { name } = await readTriggerExample(THANK);
	simulator.sell({ kind: 'donation' });
	await simulator.notifications.settled();
	const good =
		simulator.notifications.sent.length > 0 &&
		simulator.notifications.sent.every(({ state }) => state === 'delivered');
	say(`\n${good ? '✓' : '✗'} ${name}: a donation was made, and n8n took its notifications`);
	return good;
}

async function runOnce(server: N8nServer, simulator: Simulator): Promise<boolean> {
	say(`\nn8n ${server.version} is up on ${server.url}. Running the example workflows:`);
	let good = true;
	for (const example of EXAMPLES) good = (await runExample(server, example, simulator)) && good;
	return (await runDonation(simulator)) && good;
}

async function main(): Promise<void> {
	let interrupted = false;
	onInterrupt(async () => {
		interrupted = true;
		say('\nEnding n8n and the simulator …');
		await endEverything();
	});
	const begin = Date.now();
	const once = process.argv.includes('--once');
	try {
		const { server, simulator } = await start(chosenVersion(), once);
		if (once) {
			const good = await runOnce(server, simulator);
			await endEverything();
			say(
				`\n${good ? '✓ All workflows did their job' : '✗ Not all workflows did their job'} (${elapsed(begin)})`,
			);
			process.exitCode = good ? 0 : 1;
			return;
		}
		await welcome(server, simulator);
		await server.ended;
		throw new Error(`n8n has ended:\n${server.log().slice(-2000)}`);
	} catch (error) {
		// On Ctrl-C whatever was under way fails too; the listener ends everything and exits.
		if (interrupted) return;
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
		await endEverything();
		process.exitCode = 1;
	}
}

void main();
