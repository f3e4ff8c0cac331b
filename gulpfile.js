const path = require('node:path');
const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { dest, series, src, watch } = require('gulp');

/** What n8n wants to find beside the compiled code: icons, codex files, output schemas. */
const ASSETS = ['nodes/**/*.{svg,json}', 'credentials/**/*.svg'];

/** `npm run dev` builds into its n8n. */
const OUT = path.resolve(__dirname, process.env.HELLOASSO_BUILD_FOLDER || 'dist');

function clean() {
	return rm(OUT, { recursive: true, force: true });
}

function tsc(...options) {
	const compiler = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [compiler, '-p', 'tsconfig.json', '--outDir', OUT, ...options], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

function compile() {
	return tsc();
}

function assets() {
	// encoding: false keeps the files as they are, byte for byte.
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest(OUT));
}

function watchAll() {
	watch(ASSETS, assets);
	return tsc('--watch', '--preserveWatchOutput');
}

exports.clean = clean;
exports.assets = assets;
exports.build = series(clean, compile, assets);
exports.watch = series(clean, assets, watchAll);
exports.default = exports.build;
