/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on a developer's machine, never inside n8n */
/**
 * A stage for end-to-end tests: the packed package in a real n8n, with a simulator behind it.
 *
 *   const stage = await openStage('2.41.1');
 *   const run = await stage.run([helloAsso('Payments', { resource: 'payment', operation: 'getAll' })]);
 *   run.json('Payments');
 *   const server = await stage.startServer(); // for the editor and n8n's REST API
 *   await stage.close();
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installOnce } from '../../tools/bootstrap/index.cjs';
import { importJson, n8nCli } from '../../tools/n8n/cli';
import { installCommunityNode, isNew } from '../../tools/n8n/dataFolder';
import { execute, type Execution } from '../../tools/n8n/execution';
import { installN8n, N8N_NEW } from '../../tools/n8n/install';
import type { N8nHome, N8nVersion } from '../../tools/n8n/install';
import { startN8n, type N8nServer } from '../../tools/n8n/server';
import { packedTarball } from '../../tools/pack';
import {
	CREDENTIAL_ID,
	CREDENTIAL_NAME,
	simulatorCredential,
} from '../../tools/simulatorCredential';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator';
import { issuedSecrets, secretsIn, takeMisplaced } from '../../simulator/secrets';
import { filesWith } from './secrets';
import { chain, type WorkflowNode } from './workflows';

/** For beforeAll: enough for an installation of n8n, should one be needed. */
export const STAGE_TIMEOUT_MS = 15 * 60_000;
/** For a test that runs a few workflows. */
export const RUN_TIMEOUT_MS = 3 * 60_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

/** An n8n that has created its database already: that is most of the time a first run takes. */
async function template(version: N8nVersion, installation: string): Promise<string> {
	return await installOnce(`n8n-${version}-empty`, say, async (folder) => {
		const home = { version, installation, folder };
		const { output } = await n8nCli(home, ['list:workflow']);
		if (isNew(home)) throw new Error(`n8n could not create its database:\n${output}`);
	});
}

export class Stage {
	private server?: N8nServer;
	private count = 0;
	private readonly found: string[] = [];

	constructor(
		readonly home: N8nHome,
		readonly simulator: Simulator,
	) {}

	/** Credentials that have no token yet, and differ from the usual one in `changes`; returns their ids. */
	async freshCredentials(...changes: Array<Record<string, unknown>>): Promise<string[]> {
		const credentials = changes.map((data) => {
			const id = `fresh${++this.count}`;
			const usual = simulatorCredential(this.simulator);
			return { ...usual, id, name: `HelloAsso ${id}`, data: { ...usual.data, ...data } };
		});
		await importJson(this.home, 'credentials', credentials);
		return credentials.map(({ id }) => id);
	}

	/**
	 * Imports workflows and returns their ids (made up where there is none). Each call costs a start
	 * of n8n, so give all that a file of tests needs in one.
	 */
	async importWorkflows<T extends object>(...workflows: T[]): Promise<string[]> {
		const complete = workflows.map((workflow) => {
			const { id = `workflow${++this.count}` } = workflow as { id?: string };
			return { name: id, active: false, settings: {}, ...workflow, id };
		});
		await importJson(this.home, 'workflow', complete);
		return complete.map(({ id }) => id);
	}

	/** Runs a workflow by its id, or imports nodes in a row behind a Manual Trigger and runs them. */
	async run(workflow: string | WorkflowNode[]): Promise<Execution> {
		const [id] =
			typeof workflow === 'string' ? [workflow] : await this.importWorkflows(chain(workflow));
		const execution = await execute(this.home, id);
		for (const kind of secretsIn(execution.output)) this.found.push(`${kind} in what n8n printed`);
		return execution;
	}

	/** n8n's server on this stage's data folder; one per stage. */
	async startServer(env?: NodeJS.ProcessEnv): Promise<N8nServer> {
		this.server ??= await startN8n(this.home, { env });
		return this.server;
	}

	/** Ends the server as an operator would and starts it again, on the same port. */
	async restartServer(env?: NodeJS.ProcessEnv): Promise<N8nServer> {
		const port = this.server && Number(new URL(this.server.url).port);
		await this.server?.stop();
		this.server = await startN8n(this.home, { port, env });
		return this.server;
	}

	/** @throws when a token or a client's secret was where it must not be: also of n8n's database and log */
	async close(): Promise<void> {
		await this.server?.stop();
		await this.simulator.stop();
		const files = await filesWith(this.home, issuedSecrets());
		await rm(this.home.folder, { recursive: true, force: true, maxRetries: 5 });
		const found = [...this.found, ...files, ...takeMisplaced()];
		if (found.length > 0) throw new Error(`Secrets were found: ${found.join('; ')}`);
	}
}

export interface StageOptions {
	simulator?: SimulatorOptions;
	/** For every n8n process of the stage. */
	settings?: NodeJS.ProcessEnv;
}

/** Has a credential under CREDENTIAL_ID. */
export async function openStage(
	version: N8nVersion = N8N_NEW,
	options: StageOptions = {},
): Promise<Stage> {
	const installation = await installN8n(version, say);
	const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-e2e-'));
	await cp(await template(version, installation), folder, { recursive: true });
	const home: N8nHome = { version, installation, folder, settings: options.settings };
	await installCommunityNode(home, await packedTarball(say), say);
	const stage = new Stage(home, await startSimulator(options.simulator));
	try {
		await importJson(home, 'credentials', [simulatorCredential(stage.simulator)]);
		return stage;
	} catch (error) {
		await stage.close();
		throw error;
	}
}

export { CREDENTIAL_ID, CREDENTIAL_NAME };
