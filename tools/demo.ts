/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** What `npm start` and `npm run dev` put together: an n8n with the package, credentials on the simulator, and the examples. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from '../simulator';
import { atExit, isAlive, type Say } from './bootstrap/index.cjs';
import { EXAMPLES, readExample } from './examples';
import { importJson } from './n8n/cli';
import { isNew } from './n8n/dataFolder';
import type { N8nHome } from './n8n/install';
import { OWNER, RestClient } from './n8n/rest';
import type { N8nServer } from './n8n/server';
import { recipeCredentials } from './recipeCredentials';
import { RECIPES } from './recipes';
import { partnerCredential, simulatorCredential } from './simulatorCredential';
import {
	importTriggerExamples,
	needsTable,
	productionUrl,
	withAddress,
	withTables,
} from './triggerExamples';

async function readOr(file: string, fallback: string): Promise<string> {
	return await readFile(file, 'utf8').catch(() => fallback);
}

/** Two n8n on one database would spoil it. */
export async function claimFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const file = path.join(folder, 'npm-start.pid');
	const owner = Number(await readOr(file, '0'));
	if (owner > 0 && owner !== process.pid && isAlive(owner)) {
		throw new Error(
			`n8n is already running on ${folder}, started by process ${owner}.\n` +
				'   Next: end it with Ctrl-C in its terminal, then start again.',
		);
	}
	await writeFile(file, String(process.pid));
	atExit(() => rmSync(file, { force: true }));
}

/** Those that are ready to use, and one with which an association can be connected by hand. */
const credentials = (simulator: Simulator) => [
	simulatorCredential(simulator),
	...recipeCredentials(simulator),
	partnerCredential(simulator),
];

const WORKFLOWS: ReadonlyArray<{ file: string; id: string }> = [...EXAMPLES, ...RECIPES];

/** Without a running n8n those that write to a Data Table are left for later. */
async function importExamples(
	home: N8nHome,
	examples = WORKFLOWS,
	rest?: RestClient,
): Promise<void> {
	const workflows: object[] = [];
	for (const example of examples) {
		const workflow = withAddress(await readExample(example));
		if (rest) workflows.push(await withTables(rest, workflow));
		else if (!needsTable(workflow)) workflows.push(workflow);
	}
	await importJson(home, 'workflow', workflows);
}

/** Before the server starts. What the user changed stays, but for the simulator's credentials. */
export async function prepareFolder(home: N8nHome, simulator: Simulator): Promise<void> {
	const fresh = isNew(home);
	const stamp = createHash('sha256')
		.update(JSON.stringify(credentials(simulator)))
		.digest('hex');
	const stampFile = path.join(home.folder, 'credential.sha256');
	if (fresh || (await readOr(stampFile, '')) !== stamp) {
		await importJson(home, 'credentials', credentials(simulator));
		await writeFile(stampFile, stamp);
	}
	if (fresh) await importExamples(home);
}

/** With the server running: the owner account, and whatever the user has deleted since. */
export async function completeServer(
	server: N8nServer,
	simulator: Simulator,
	say: Say,
): Promise<void> {
	const rest = new RestClient(server);
	try {
		await rest.logIn();
	} catch {
		say(`   the login ${OWNER.email} was changed: use your own. Examples are not checked.`);
		return;
	}
	const deleted = [];
	for (const credential of credentials(simulator)) {
		if (!(await rest.has('credentials', credential.id))) deleted.push(credential);
	}
	if (deleted.length > 0) await importJson(server, 'credentials', deleted);
	const missing = [];
	for (const example of WORKFLOWS)
		if (!(await rest.has('workflows', example.id))) missing.push(example);
	if (missing.length > 0) await importExamples(server, missing, rest);
	await importTriggerExamples(server, rest, simulator);
	// As somebody of the association would have pasted it at HelloAsso.
	simulator.setBackOfficeUrl(await productionUrl(server, rest));
}
