/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on a developer's machine, never inside n8n */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit, signalGroup } from '../bootstrap/index.cjs';
import { freePort, n8nEnvironment } from './environment';
import { n8nBinary, type N8nHome } from './install';

const TIMEOUT_MS = 120_000;
export const END_WITH_PARENT = path.join(__dirname, 'endWithParent.cjs');

export interface CliResult {
	code: number | null;
	stdout: string;
	/** Both streams, as a person would have seen them. */
	output: string;
}

/** Node's arguments and spawn options that every n8n process of ours shares. */
export function n8nProcess(home: N8nHome, args: string[], extra: NodeJS.ProcessEnv) {
	return {
		args: ['--require', END_WITH_PARENT, n8nBinary(home.installation), ...args],
		options: {
			// Not the project: n8n would read an .env file it finds there.
			cwd: home.folder,
			env: n8nEnvironment(home, extra),
			stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
			detached: process.platform !== 'win32',
		},
	};
}

/** Runs one n8n command to its end. Works beside a running server on the same folder. */
export async function n8nCli(home: N8nHome, args: string[]): Promise<CliResult> {
	const broker = await freePort();
	const { args: nodeArgs, options } = n8nProcess(home, args, {
		N8N_RUNNERS_BROKER_PORT: String(broker),
	});
	const child = spawn(process.execPath, nodeArgs, options);
	const forget = atExit(() => signalGroup(child, 'SIGKILL'));
	const result: CliResult = { code: null, stdout: '', output: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		result.stdout += text;
		result.output += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => (result.output += text));
	const timer = setTimeout(() => {
		result.output += `\n(ended after ${TIMEOUT_MS / 1000} s)`;
		signalGroup(child, 'SIGKILL');
	}, TIMEOUT_MS);
	try {
		result.code = await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
	} finally {
		clearTimeout(timer);
		// The task runner of a command that died may still be there.
		signalGroup(child, 'SIGKILL');
		forget();
	}
	return result;
}

/** `kind` is 'credentials' (plain data, encrypted on import) or 'workflow'. Same ids are overwritten. */
export async function importJson(
	home: N8nHome,
	kind: 'credentials' | 'workflow',
	content: object[],
): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-import-'));
	try {
		const file = path.join(folder, `${kind}.json`);
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		const { code, output } = await n8nCli(home, [`import:${kind}`, `--input=${file}`]);
		// n8n also ends with 0 when it refused the file.
		if (code !== 0 || !output.includes('Successfully imported')) {
			throw new Error(`n8n import:${kind} did not work (code ${code}):\n${output.slice(-2000)}`);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** What follows the JSON (n8n prints more text when a run failed) and what comes before it is cut off. */
export function firstJson(text: string): unknown {
	const start = text.search(/^\{/m);
	if (start === -1) throw new Error(`No JSON in:\n${text.slice(-2000)}`);
	let depth = 0;
	let inString = false;
	for (let index = start; index < text.length; index++) {
		const character = text[index];
		if (inString) {
			if (character === '\\') index++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === '{') depth++;
		else if (character === '}' && --depth === 0) return JSON.parse(text.slice(start, index + 1));
	}
	throw new Error(`Unfinished JSON in:\n${text.slice(-2000)}`);
}
