/**
 * Loads an unpacked package with the loader of n8n itself: `node load.cjs <folder>` prints the descriptions
 * of what `n8n` in its package.json names. In n8n a community package finds no package but n8n-workflow,
 * so the folder is outside of the project, with that one beside it.
 */
require('reflect-metadata');
const { PackageDirectoryLoader } = require('n8n-core/dist/nodes-loader');

async function main(folder) {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	const { packageName, types, known } = loader;
	process.stdout.write(JSON.stringify({ packageName, types, known }));
}

main(process.argv[2]).catch((error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
