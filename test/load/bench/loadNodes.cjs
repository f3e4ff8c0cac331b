/**
 * What it takes to load classes of nodes in a process that has n8n-workflow already, as n8n has:
 * `node --expose-gc loadNodes.cjs <n8n-workflow> <file>…`. Prints one line of JSON.
 */
const path = require('node:path');

const [workflow, ...files] = process.argv.slice(2);
require(workflow);
globalThis.gc();
const memory = process.memoryUsage();
const modules = Object.keys(require.cache).length;
const begun = performance.now();
const kept = files.map((file) => {
	const name = path.basename(file).replace(/\.(node|credentials)\.js$/, '');
	return new (require(file)[name])();
});
const ms = performance.now() - begun;
globalThis.gc();
const { heapUsed, rss } = process.memoryUsage();
process.stdout.write(
	JSON.stringify({
		ms,
		heapBytes: heapUsed - memory.heapUsed,
		rssBytes: rss - memory.rss,
		modules: Object.keys(require.cache).length - modules,
		classes: kept.length,
	}),
);
