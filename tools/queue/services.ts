/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/require-node-api-error -- runs on a developer's machine, never inside n8n */
/** A Postgres and a Redis of our own: loopback only, with their data in a temporary folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { atExit } from '../bootstrap/index.cjs';
import { freePort } from '../n8n/environment';
import type { Programs } from './programs';

const run = promisify(execFile);
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const USER = 'n8n';

/** Postgres refuses to be run by root: Debian's package brings a user for it. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const id = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout);
	return { uid: await id('-u'), gid: await id('-g') };
}

export class Services {
	private readonly children: ChildProcess[] = [];
	private forget = () => {};

	private constructor(
		private readonly programs: Programs,
		private readonly folder: string,
		private readonly postgresPort: number,
		private readonly redisPort: number,
		private readonly identity: { uid: number; gid: number } | undefined,
	) {}

	static async start(programs: Programs): Promise<Services> {
		const folder = await mkdtemp(path.join(tmpdir(), 'helloasso-services-'));
		const identity = await unprivileged();
		if (identity) await chown(folder, identity.uid, identity.gid);
		const [postgresPort, redisPort] = [await freePort(), await freePort()];
		const services = new Services(programs, folder, postgresPort, redisPort, identity);
		services.forget = atExit(() => services.signal('SIGKILL'));
		try {
			await services.startAll();
			return services;
		} catch (error) {
			await services.stop();
			throw new Error('Postgres or Redis did not start', { cause: error });
		}
	}

	/** What tells n8n to use them, and to work in queue mode. */
	get settings(): NodeJS.ProcessEnv {
		return {
			EXECUTIONS_MODE: 'queue',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.postgresPort),
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_DATABASE: 'postgres',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(this.redisPort),
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
	}

	/** The rows of an answer, with its columns as texts. */
	async query(sql: string): Promise<string[][]> {
		const connection = ['-h', '127.0.0.1', '-p', String(this.postgresPort), '-U', USER];
		const { stdout } = await run(
			this.programs.psql,
			[...connection, '-d', 'postgres', '-At', '-F', '\t', '-c', sql],
			{ maxBuffer: 100_000_000 },
		);
		return stdout.split('\n').flatMap((line) => (line ? [line.split('\t')] : []));
	}

	async stop(): Promise<void> {
		// Nothing of it is kept, so nothing has to end in order.
		this.signal('SIGKILL');
		const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode ?? signalCode;
		for (const child of this.children)
			if (hasEnded(child) === null) await new Promise((resolve) => child.once('close', resolve));
		this.forget();
		await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	private async startAll(): Promise<void> {
		const data = path.join(this.folder, 'postgres');
		await run(
			this.programs.initdb,
			['-D', data, '-U', USER, '--auth=trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
			{ ...this.identity, cwd: this.folder },
		);
		const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200'];
		const options = settings.flatMap((setting) => ['-c', setting]);
		const address = ['-h', '127.0.0.1', '-p', String(this.postgresPort), '-k', this.folder];
		this.start(this.programs.postgres, ['-D', data, ...address, ...options]);
		const redis = path.join(this.folder, 'redis');
		await mkdir(redis);
		if (this.identity) await chown(redis, this.identity.uid, this.identity.gid);
		const port = ['--bind', '127.0.0.1', '--port', String(this.redisPort)];
		this.start(this.programs['redis-server'], [...port, '--save', '', '--dir', redis]);
		await isReady(async () => await this.query('SELECT 1'));
		await isReady(async () => await answers(this.redisPort));
	}

	/** With `setpriv` it ends when we do, however that happens. */
	private start(program: string, args: string[]): void {
		const { identity } = this;
		const user = identity
			? ['--reuid', String(identity.uid), '--regid', String(identity.gid), '--clear-groups']
			: [];
		const command = ['--pdeathsig', 'KILL', ...user, program, ...args];
		this.children.push(
			spawn(this.programs.setpriv, command, { cwd: this.folder, stdio: 'ignore' }),
		);
	}

	private signal(signal: NodeJS.Signals): void {
		for (const child of this.children) child.kill(signal);
	}
}

async function isReady(question: () => Promise<unknown>): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		try {
			await question();
			return;
		} catch (error) {
			if (Date.now() > deadline) throw new Error('It does not answer', { cause: error });
			await wait(POLL_MS);
		}
	}
}

async function answers(port: number): Promise<void> {
	const socket = connect(port, '127.0.0.1');
	try {
		await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
	} finally {
		socket.destroy();
	}
}
