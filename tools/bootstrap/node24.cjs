/** n8n 2.41 wants Node 24, and n8n 1.x refuses anything newer: both lines run on this one. */
const path = require('node:path');
const { installOnce, logFile } = require('./cache.cjs');
const { npm } = require('./npm.cjs');

const MAJOR = 24;
const VERSION = '24.21.0';

/** @returns {Promise<string>} path of a Node 24 binary: the running one, else one in the cache folder */
async function findNode24(say) {
	if (Number(process.versions.node.split('.')[0]) === MAJOR) return process.execPath;
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const name = `node-${platform}-${process.arch}`;
	const folder = await installOnce(`node-${VERSION}`, say, async (partial) => {
		say(
			`→ Installing Node ${VERSION} into the cache folder (about 190 MB; this is Node ${process.versions.node})`,
		);
		// --prefix: without a package.json npm would look for a project further up.
		await npm(['install', '--prefix', partial, '--ignore-scripts', `${name}@${VERSION}`], {
			cwd: partial,
			log: logFile(`node-${VERSION}`),
			say,
		});
	});
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(folder, 'node_modules', name, 'bin', file);
}

module.exports = { findNode24 };
