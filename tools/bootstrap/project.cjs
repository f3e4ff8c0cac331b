/** The project's own node_modules. */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { logFile, withLock } = require('./cache.cjs');
const { npm } = require('./npm.cjs');

const ROOT = path.resolve(__dirname, '..', '..');

function packagesOf(lockFile) {
	try {
		return JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/**
 * npm writes node_modules/.package-lock.json when an installation is complete, so that file is
 * the stamp: it counts an `npm ci` done by hand too. Packages for other platforms are not in it.
 */
function isInstalled() {
	const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
	const present = packagesOf(path.join(ROOT, 'node_modules', '.package-lock.json'));
	if (!wanted || !present) return false;
	return Object.entries(wanted).every(
		([name, { version, optional, extraneous }]) =>
			name === '' ||
			extraneous ||
			(optional && !present[name]) ||
			present[name]?.version === version,
	);
}

async function installProject(say) {
	if (isInstalled()) return;
	const id = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
	await withLock(`project-${id}`, say, async () => {
		if (isInstalled()) return;
		say("→ Installing the project's development packages (once; about 3 minutes and 1 GB)");
		await npm(['ci', '--ignore-scripts'], { cwd: ROOT, log: logFile(`project-${id}`), say });
	});
}

module.exports = { ROOT, installProject };
