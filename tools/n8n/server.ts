/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atExit, signalGroup } from '../bootstrap/index.cjs';
import { n8nProcess } from './cli';
import type { N8nHome } from './install';
import { freePort } from './environment';

const START_TIMEOUT_MS = 180_000;
/** n8n waits up to 30 s for its executions; ended before, it counts them as crashed. */
const STOP_TIMEOUT_MS = 35_000;
const POLL_MS = 200;

/** What a process of n8n is for. Outside of queue mode there is only `start`, which is everything. */
export type ProcessKind = keyof typeof READY_PATHS;

/** A running n8n server. */
export interface N8nServer extends N8nHome {
	/** Without a slash at the end. */
	url: string;
	/** All it has printed so far; also in `<folder>/n8n.log`, or `<kind>-<port>.log`. */
	log(): string;
	/** Resolves when it has ended, also by itself. */
	ended: Promise<void>;
	stop(): Promise<void>;
	/** As a machine that loses its power: SIGKILL. */
	kill(): Promise<void>;
}

export interface ServerOptions {
	kind?: ProcessKind;
	/** Behind the command, such as `--concurrency=10` of a worker. */
	args?: string[];
	/** The next free one is taken when this is in use; without it, any free port. */
	port?: number;
	env?: NodeJS.ProcessEnv;
	/** Gets what n8n prints, as it comes. */
	onOutput?: (text: string) => void;
}

/** What is answered with JSON only when all is there; of the whole n8n, the editor's first question. */
const READY_PATHS = {
	start: '/rest/settings',
	webhook: '/healthz/readiness',
	worker: '/healthz/readiness',
};

async function isReady(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}

async function stopChild(
	child: ChildProcessWithoutNullStreams,
	ended: Promise<void>,
): Promise<void> {
	signalGroup(child, 'SIGTERM');
	const inTime = await Promise.race([
		ended.then(() => true),
		wait(STOP_TIMEOUT_MS, false, { ref: false }),
	]);
	// Also when n8n itself ended well: its task runner is in the same group.
	signalGroup(child, 'SIGKILL');
	if (!inTime) await ended;
}

export async function startN8n(
	home: N8nHome,
	{ kind = 'start', args: more = [], port, env, onOutput }: ServerOptions = {},
): Promise<N8nServer> {
	await mkdir(home.folder, { recursive: true });
	const ownPort = await freePort(port);
	const url = `http://127.0.0.1:${ownPort}`;
	const { args, options } = n8nProcess(home, [kind, ...more], {
		[kind === 'worker' ? 'QUEUE_HEALTH_CHECK_PORT' : 'N8N_PORT']: String(ownPort),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...env,
	});
	const child = spawn(process.execPath, args, options);
	const forget = atExit(() => signalGroup(child, 'SIGKILL'));
	const file = createWriteStream(
		path.join(home.folder, kind === 'start' ? 'n8n.log' : `${kind}-${ownPort}.log`),
	);
	let log = '';
	let hasEnded = false;
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			log += text;
			file.write(text);
			onOutput?.(text);
		});
	}
	const ended = new Promise<void>((resolve) => {
		const end = () => {
			hasEnded = true;
			forget();
			file.end();
			resolve();
		};
		child.once('error', (error) => {
			log += `\n${error.message}`;
			end();
		});
		child.once('close', end);
	});
	const server: N8nServer = {
		...home,
		url,
		log: () => log,
		ended,
		stop: () => stopChild(child, ended),
		kill: async () => {
			signalGroup(child, 'SIGKILL');
			await ended;
		},
	};

	const deadline = Date.now() + START_TIMEOUT_MS;
	while (!(await isReady(`${url}${READY_PATHS[kind]}`))) {
		if (hasEnded || Date.now() > deadline) {
			await server.stop();
			throw new Error(`n8n ${kind} did not come up:\n${log.slice(-4000)}`);
		}
		await wait(POLL_MS);
	}
	return server;
}
