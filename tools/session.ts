/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
/** What `npm start` and `npm run dev` share: an n8n with this package and a simulator, until Ctrl-C. */
import path from 'node:path';
import { startSimulator, type Simulator } from '../simulator';
import { onInterrupt, ROOT } from './bootstrap/index.cjs';
import { claimFolder, completeServer, prepareFolder } from './demo';
import { freePort } from './n8n/environment';
import { installN8n, isN8nVersion, N8N_NEW, N8N_VERSIONS } from './n8n/install';
import type { N8nHome, N8nVersion } from './n8n/install';
import { OWNER } from './n8n/rest';
import { startN8n, type N8nServer, type ServerOptions } from './n8n/server';

const N8N_PORT = 5678;
const SIMULATOR_PORT = 4010;
const STEPS = 5;

export const say = (line: string) => void process.stdout.write(`${line}\n`);
let steps = 0;
const step = (text: string) => say(`[${++steps}/${STEPS}] ${text}`);

/** What has to be ended, last started first. */
const endings: Array<() => Promise<unknown>> = [];
export const atEnd = (end: () => Promise<unknown>) => void endings.push(end);
export async function endEverything(): Promise<void> {
	for (const end of endings.splice(0).reverse()) {
		await end().catch((error: Error) => say(`   ${error.message}`));
	}
}

export interface Session {
	server: N8nServer;
	simulator: Simulator;
}

export interface SessionOptions {
	/** Where n8n keeps its data. */
	folder: string;
	/** Builds the package and puts it into n8n's data folder. */
	install: (home: N8nHome) => Promise<void>;
	server?: Pick<ServerOptions, 'env' | 'onOutput'>;
}

function chosenVersion(): N8nVersion {
	const version = process.env.N8N_VERSION || N8N_NEW;
	if (isN8nVersion(version)) return version;
	throw new Error(
		`N8N_VERSION=${version} is not one of those this works with: ${N8N_VERSIONS.join(', ')}`,
	);
}

/** The data folder whose content stays from one session to the next. */
export const keptFolder = () => path.join(ROOT, '.n8n-data', chosenVersion());

export async function openSession({ folder, install, server }: SessionOptions): Promise<Session> {
	const version = chosenVersion();
	await claimFolder(folder);
	step(`Looking for n8n ${version}`);
	const home: N8nHome = { version, installation: await installN8n(version, say), folder };
	step('Starting the HelloAsso simulator');
	const simulator = await startSimulator({
		port: await freePort(SIMULATOR_PORT),
		strict: false,
		localUrls: true,
	});
	// As the partner would have done with Partner → Update Domain.
	simulator.data.partnerDomain = '127.0.0.1';
	atEnd(() => simulator.stop());
	step('Building the package and installing it into n8n');
	await install(home);
	step('Adding three credentials and the example workflows (up to half a minute)');
	await prepareFolder(home, simulator);
	step('Starting n8n (up to half a minute)');
	const running = await startN8n(home, { port: N8N_PORT, ...server });
	atEnd(() => running.stop());
	await completeServer(running, simulator, say);
	return { server: running, simulator };
}

/** Addresses and login, for a message on the screen. */
export const access = ({ url, version }: N8nServer, simulator: Simulator) =>
	`   n8n ${version.padEnd(10)} ${url}/home/workflows
   Login          ${OWNER.email}
   Password       ${OWNER.password}
   HelloAsso      a simulator on ${simulator.url}: nothing real is touched
   Make it happen ${simulator.url}/simulate: sales, a refund, a contested payment, a late SEPA payment`;

/** Runs `work`; when it fails, and on Ctrl-C, everything that was started ends. */
export async function runSession(work: () => Promise<void>): Promise<void> {
	let interrupted = false;
	onInterrupt(async () => {
		interrupted = true;
		say('\nEnding n8n and the simulator …');
		await endEverything();
	});
	try {
		await work();
	} catch (error) {
		// On Ctrl-C whatever was under way fails too; the listener ends everything and exits.
		if (interrupted) return;
		say(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
		await endEverything();
		process.exitCode = 1;
	}
}
