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
import type { Simulator } from '../simulator';
import { atExit, elapsed, ROOT } from './bootstrap/index.cjs';
import { difference, EXAMPLES, readExample, type Example } from './examples';
import { installCommunityNode } from './n8n/dataFolder';
import { execute } from './n8n/execution';
import type { N8nHome } from './n8n/install';
import type { N8nServer } from './n8n/server';
import { build, pack } from './pack';
import { access, endEverything, keptFolder, openSession, runSession, say } from './session';
import {
	ALL_RIGHTS_CREDENTIAL_NAME,
	CREDENTIAL_NAME,
	PARTNER_CREDENTIAL_NAME,
} from './simulatorCredential';
import {
	CHECKOUT,
	formUrl,
	readTriggerExample,
	SIMULATE_A_SALE,
	THANK,
	TRIGGER_EXAMPLES,
} from './triggerExamples';

async function throwAwayFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-once-'));
	// Not ended like a process: an n8n command that is ended in the middle must be gone first.
	atExit(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

async function installPacked(home: N8nHome): Promise<void> {
	await build();
	await installCommunityNode(home, await pack(say), say);
}

async function welcome(server: N8nServer, simulator: Simulator): Promise<void> {
	const { name } = await readExample(EXAMPLES[0]);
	const triggered = await Promise.all(
		TRIGGER_EXAMPLES.map(async (example) => (await readTriggerExample(example)).name),
	);
	const checkout = await readTriggerExample(CHECKOUT);
	say(`
✓ Ready

${access(server, simulator)}

   What to click
   1. Open the first address above and log in: these are the workflows.
   2. Open "${name}" and press "Execute workflow".
   3. Double-click its last node, "${EXAMPLES[0].lastNode}", and download the file.
   4. Try the others: a note in each says what it does, and how to try it.
   5. Your own: "Create workflow", then + and search for HelloAsso. The credential
      "${CREDENTIAL_NAME}" is an association's own key, ready to use. Refunds, cancelling,
      events and the directory need "${ALL_RIGHTS_CREDENTIAL_NAME}".
   6. A checkout from beginning to end: fill in ${formUrl(server)},
      then pay, be refused or turn back on the payment page, and look at "Executions" of
      "${checkout.name}".
   7. Triggers: press a button on ${simulator.url}/simulate (or run the workflow
      "${SIMULATE_A_SALE}"), and look at "Executions" of
      ${triggered.map((name) => `"${name}"`).join(',\n      ')}.
   8. Connect an association as a partner: under "Credentials", open
      "${PARTNER_CREDENTIAL_NAME}" and press "Connect" (1.x: "Connect my account").
      Pick one in the popup, press "Autoriser", and use that credential in a node.

   Your changes are kept in ${path.relative(ROOT, server.folder)}. Ctrl-C ends everything.
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

async function once(begin: number): Promise<void> {
	const folder = await throwAwayFolder();
	const { server, simulator } = await openSession({ folder, install: installPacked });
	const good = await runOnce(server, simulator);
	await endEverything();
	say(
		`\n${good ? '✓ All workflows did their job' : '✗ Not all workflows did their job'} (${elapsed(begin)})`,
	);
	process.exitCode = good ? 0 : 1;
}

async function untilEnded(): Promise<void> {
	const { server, simulator } = await openSession({
		folder: keptFolder(),
		install: installPacked,
	});
	await welcome(server, simulator);
	await server.ended;
	throw new Error(`n8n has ended:\n${server.log().slice(-2000)}`);
}

const begin = Date.now();
void runSession(process.argv.includes('--once') ? async () => await once(begin) : untilEnded);
