/** Processes and clean-up: what was started here ends with us. */
const { spawn } = require('node:child_process');

const PARENT_POLL_MS = 1_000;
const INTERRUPTS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const cleanups = new Set();
let listening = false;

/** Runs `cleanup` when this process exits before the returned function was called. */
function atExit(cleanup) {
	if (!listening) {
		listening = true;
		process.on('exit', () => {
			for (const each of [...cleanups].reverse()) {
				try {
					each();
				} catch {
					// The others must still run.
				}
			}
		});
	}
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}

/**
 * Ctrl-C, a closed terminal and a polite kill: `stop`, once, then exit with the usual code.
 * The returned function ends the listening.
 */
function onInterrupt(stop = () => {}) {
	let stopping = false;
	const listeners = Object.entries(INTERRUPTS).map(([signal, code]) => {
		const listener = async () => {
			// npm passes Ctrl-C on although the terminal has told everybody already.
			if (stopping) return;
			stopping = true;
			try {
				await stop(signal);
			} finally {
				process.exit(code);
			}
		};
		process.on(signal, listener);
		return () => process.off(signal, listener);
	});
	return () => listeners.forEach((off) => off());
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Signals a process started with `detached: true`, and everything it started itself. */
function signalGroup(child, signal) {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// Nobody is left in the group.
	}
}

/**
 * npm hands a polite kill to its shell only, which dies and tells nobody: under npm, losing the
 * parent means the same as being told to end.
 */
function onOrphaned(end) {
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event === undefined) return () => {};
	const timer = setInterval(() => {
		if (process.ppid !== parent) end();
	}, PARENT_POLL_MS);
	return () => clearInterval(timer);
}

/** Runs a command on this terminal to its end; an interruption is passed on. Resolves to its exit code. */
function runToEnd(command, args, options) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: 'inherit', ...options });
		const stops = Object.keys(INTERRUPTS).map((signal) => {
			const forward = () => child.kill(signal);
			process.on(signal, forward);
			return () => process.off(signal, forward);
		});
		stops.push(onOrphaned(() => child.kill('SIGTERM')));
		child.on('error', reject);
		child.on('close', (code, signal) => {
			stops.forEach((stop) => stop());
			resolve(code ?? INTERRUPTS[signal] ?? 1);
		});
	});
}

module.exports = { atExit, isAlive, onInterrupt, runToEnd, signalGroup };
