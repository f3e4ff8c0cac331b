/** Runs npm with its output in a log file and a line of progress on the screen. */
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { atExit, signalGroup } = require('./processes.cjs');

const PROGRESS_MS = 10_000;
const TAIL_LINES = 25;

/** npm as a script where we know it (works on Windows too), else the one in PATH. */
function npmCommand() {
	const beside = path.dirname(process.execPath);
	const candidates = [
		process.env.npm_execpath,
		path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
	];
	const script = candidates.find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file));
	return script ? { command: process.execPath, first: [script] } : { command: 'npm', first: [] };
}

/** Our own environment without what an outer `npm run` says about the project it runs in. */
function cleanEnvironment(extra = {}) {
	const env = { ...process.env, ...extra };
	for (const name of Object.keys(env)) {
		if (/^npm_(lifecycle|package|command|config_local_prefix)/.test(name) || name === 'INIT_CWD')
			delete env[name];
	}
	return env;
}

function elapsed(since) {
	const seconds = Math.round((Date.now() - since) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How full the disk is: cheaper than adding up 200,000 files, and npm's own cache counts too. */
function usedMegabytes(folder) {
	const { blocks, bfree, bsize } = fs.statfsSync(folder);
	return ((blocks - bfree) * bsize) / 1e6;
}

/** The disk is others' too: what they free meanwhile must not look as if the installation ran backwards. */
function growth(read) {
	const before = read();
	let most = 0;
	return () => {
		most = Math.max(most, Math.round(read() - before));
		return most;
	};
}

function tail(file) {
	const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
	return lines
		.slice(-TAIL_LINES)
		.map((line) => `   | ${line}`)
		.join('\n');
}

/** @returns {Promise<void>} rejects with the end of the log and a next step */
async function npm(args, { cwd, env, log, say }) {
	const { command, first } = npmCommand();
	const start = Date.now();
	const grown = growth(() => usedMegabytes(cwd));
	fs.appendFileSync(log, `\n$ npm ${args.join(' ')}\n`);
	const output = fs.openSync(log, 'a');
	const child = spawn(command, [...first, ...args], {
		cwd,
		env: cleanEnvironment(env),
		stdio: ['ignore', output, output],
		detached: process.platform !== 'win32',
		shell: process.platform === 'win32' && first.length === 0,
	});
	const forget = atExit(() => signalGroup(child, 'SIGKILL'));
	const progress = setInterval(() => {
		say(`   … ${elapsed(start)}, ${grown()} MB so far`);
	}, PROGRESS_MS);
	try {
		const code = await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		if (code !== 0) {
			throw new Error(
				`npm ${args[0]} ended with code ${code} after ${elapsed(start)}.\n${tail(log)}\n` +
					`   The whole log: ${log}\n` +
					'   Next: check the network and the free disk space, then run the same command again.',
			);
		}
	} finally {
		clearInterval(progress);
		fs.closeSync(output);
		forget();
	}
}

module.exports = { elapsed, growth, npm };
