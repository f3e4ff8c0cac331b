/**
 * The cache folder: what is too big for the project itself (a Node 24, whole n8n installations)
 * is put there once and used by every clone. Plain CommonJS without dependencies, because it runs
 * before anything is installed; CommonJS so that Jest can load it as well as `run.mjs`.
 */
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { atExit, isAlive } = require('./processes.cjs');

const NAME = 'n8n-nodes-helloasso';
const STAMP = '.complete.json';
const HEARTBEAT_MS = 5_000;
/** A lock nobody has touched for so long belongs to a process that was ended or put to sleep. */
const LOCK_STALE_MS = 120_000;

function cacheRoot() {
	const { HELLOASSO_CACHE_DIR: own, XDG_CACHE_HOME: xdg } = process.env;
	return path.resolve(own || path.join(xdg || path.join(os.homedir(), '.cache'), NAME));
}

function logFile(name) {
	const folder = path.join(cacheRoot(), 'logs');
	fs.mkdirSync(folder, { recursive: true });
	return path.join(folder, `${name}.log`);
}

function isComplete(folder) {
	return fs.existsSync(path.join(folder, STAMP));
}

function ownerOf(lock) {
	try {
		return Number(fs.readFileSync(path.join(lock, 'pid'), 'utf8'));
	} catch {
		return undefined;
	}
}

function isStale(lock) {
	let touched;
	try {
		touched = fs.statSync(lock).mtimeMs;
	} catch {
		return false; // Released in this very moment.
	}
	const owner = ownerOf(lock);
	return Date.now() - touched > LOCK_STALE_MS || (owner !== undefined && !isAlive(owner));
}

function tryLock(lock) {
	try {
		fs.mkdirSync(lock);
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
	fs.writeFileSync(path.join(lock, 'pid'), String(process.pid));
	return true;
}

/**
 * Runs `work` while no other process holds the lock of that name. A lock saves double work only:
 * whatever is done under it must also be right without it, because a stale lock is taken over.
 */
async function withLock(name, say, work) {
	const lock = path.join(cacheRoot(), `${name}.lock`);
	fs.mkdirSync(path.dirname(lock), { recursive: true });
	for (let told = false; !tryLock(lock); told = true) {
		if (isStale(lock)) {
			fs.rmSync(lock, { recursive: true, force: true });
			continue;
		}
		if (!told)
			say(`   another run (process ${ownerOf(lock) ?? '?'}) is busy with ${name}, waiting for it`);
		await wait(500);
	}
	const beat = setInterval(() => fs.utimes(lock, new Date(), new Date(), () => {}), HEARTBEAT_MS);
	beat.unref();
	const release = () => {
		clearInterval(beat);
		if (ownerOf(lock) === process.pid) fs.rmSync(lock, { recursive: true, force: true });
	};
	const forget = atExit(release);
	try {
		return await work();
	} finally {
		forget();
		release();
	}
}

/** Leftovers of runs that were ended in the middle. */
function removeLeftovers(folder) {
	const prefix = `${path.basename(folder)}.partial-`;
	for (const entry of fs.readdirSync(path.dirname(folder))) {
		if (!entry.startsWith(prefix) || isAlive(Number(entry.slice(prefix.length)))) continue;
		fs.rmSync(path.join(path.dirname(folder), entry), { recursive: true, force: true });
	}
}

/**
 * Returns `<cache>/<name>`, and fills it first if that was never done to the end: `install` works
 * in a sibling folder, which gets its stamp and its name when it is complete.
 */
async function installOnce(name, say, install) {
	const folder = path.join(cacheRoot(), name);
	if (isComplete(folder)) return folder;
	return await withLock(name, say, async () => {
		if (isComplete(folder)) return folder;
		removeLeftovers(folder);
		const partial = `${folder}.partial-${process.pid}`;
		fs.mkdirSync(partial, { recursive: true });
		const remove = () => fs.rmSync(partial, { recursive: true, force: true });
		const forget = atExit(remove);
		try {
			await install(partial);
			fs.writeFileSync(
				path.join(partial, STAMP),
				`${JSON.stringify({ name, completed: new Date().toISOString() })}\n`,
			);
			if (!isComplete(folder)) {
				fs.rmSync(folder, { recursive: true, force: true });
				fs.renameSync(partial, folder);
			}
			return folder;
		} finally {
			forget();
			remove();
		}
	});
}

module.exports = { cacheRoot, installOnce, logFile, withLock };
